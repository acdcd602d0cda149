"""Rates and shares from lives in care, each with its range: what publication does not give."""
