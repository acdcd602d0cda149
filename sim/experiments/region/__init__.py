"""Several councils run at once, on one England and one region, and their sums."""
