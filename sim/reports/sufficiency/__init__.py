"""Reports of places needed beside places there are: pages, figures, words."""
