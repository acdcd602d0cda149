"""The balance of a base: what its numbers keep up in the long run, and doors fitted so that it is the first day's."""
