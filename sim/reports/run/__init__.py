"""Reports of runs and comparisons: the page and its files; rooms hold its words, figures, sections, the terminal."""
