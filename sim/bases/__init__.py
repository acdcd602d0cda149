"""A base for any English authority from its published figures: see `base.py`."""
