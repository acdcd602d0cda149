"""Reports of runs and comparisons: the page, its figures, what was found, and the table in the terminal."""
