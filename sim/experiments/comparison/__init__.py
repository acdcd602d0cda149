"""Strategies compared with a base on the same luck, and what that luck saves."""
