"""Reports of what shared luck saves: pages, a figure, words."""
