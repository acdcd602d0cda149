"""Reports of least capacities: pages, figures, words."""
