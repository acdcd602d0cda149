"""Forecasts made with only what was known on past days, beside what came: can the model be trusted, and how far."""
