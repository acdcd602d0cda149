"""Reports of the letter replayed: pages, a figure, findings, services, words."""
