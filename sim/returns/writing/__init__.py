"""Returns out: rows as the tables of a return, in the codes of a year."""
