"""The engine: lives that sleep and wake, slots with a waiting line, and arrivals."""
