"""Figures for the page of a paper: 16 cm wide, in letters of 9 points."""
