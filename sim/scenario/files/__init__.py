"""The files that people write: read, checked, laid over one another, and their schema."""
