"""What all reports use: painting, folders, tables, pages, words and what was kept of runs."""
