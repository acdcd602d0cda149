"""A life in care, step by step."""
