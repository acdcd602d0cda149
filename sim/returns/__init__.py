"""A council's own SSDA903 returns, from files to lives in care, and what can be learned from them.

Nothing of a child leaves this floor but in counts: no file, message, cache or error holds an identifier, a date of
birth or a postcode.
"""
