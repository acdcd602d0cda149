"""Sweeps: numbers of a scenario varied over a grid, a list or a space, crossed with strategies and bases."""
