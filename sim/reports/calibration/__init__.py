"""Reports of calibration: pages, figures, progress, words."""
