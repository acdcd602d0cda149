"""The first day: who is in care when a run begins."""
