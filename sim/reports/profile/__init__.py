"""A council's profile: what it says in words, its tables, its figures, and its page."""
