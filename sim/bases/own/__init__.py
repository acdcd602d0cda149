"""A base from a council's own figures: they stand in the place of published ones, and say so."""
