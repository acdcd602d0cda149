"""The program from Python: every call that `sim` offers, and what each result can do in a notebook."""
