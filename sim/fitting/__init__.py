"""Leaving and entries fitted to published stocks and flows, through the population that they keep up."""
