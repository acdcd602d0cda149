"""Statutory services around children in care: each hears of moments of a life and sees that what is due is done."""
