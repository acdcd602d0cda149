"""A paper as a PDF that those who hear it can use as well as those who see it (PDF/UA)."""
