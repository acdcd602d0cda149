"""Reports of a council's forecast: pages, figures, words."""
