"""Things every part stands on and that know nothing of care systems' rules: codes, calendar, chance, distributions."""
