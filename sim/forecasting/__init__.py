"""Forecasts of children in care, starting and ceasing, of every authority, from what was published up to a 31 March."""
