"""A council's own words and logo: read from its file, and put where they belong."""
