"""A paper as a Word file, all of it text that can be edited."""
