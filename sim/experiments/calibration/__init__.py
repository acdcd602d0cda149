"""Calibration: which sets of numbers are plausible in the light of an authority's own published figures.

History matching, as for other slow models with chance in them: points spread over the ranges of the inputs are run, a
quick emulator of each target is fitted to them, and whatever cannot come near the published figures is ruled out; again
within what is left, until little more is. The ensemble is drawn from what is left, by how well it fits.
"""
