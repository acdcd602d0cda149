"""Several councils at once as a page, tables and figures."""
