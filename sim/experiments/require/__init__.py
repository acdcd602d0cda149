"""Required capacity: the least of a lever with which a standard is met with a stated probability."""
