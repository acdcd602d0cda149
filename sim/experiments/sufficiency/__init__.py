"""Places needed of each kind beside places there are."""
