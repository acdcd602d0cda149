"""Writers: a paper as a Word, PDF or Excel file."""
