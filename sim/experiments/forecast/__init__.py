"""A forecast of one council: its history, its next years, councils like it, and how good such forecasts were."""
