"""Reports of past forecasts scored: pages, figures, progress, words."""
