"""The page of the monthly performance report, its figures and its tables."""
