"""Sensitivity: what each measure, and what each strategy changes in it, hangs on."""
