"""The tables of a paper as an Excel file, numbers as numbers."""
