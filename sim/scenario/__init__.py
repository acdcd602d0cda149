"""Scenarios: quantities with their sources, files laid over one another, sizes and levers."""
