"""Reports of sweeps: pages, figures, words."""
