"""What all reports use: drawing, folders, tables, pages, words and what was kept of runs."""
