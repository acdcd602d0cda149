"""Reports of what measures hang on: pages, figures, words."""
