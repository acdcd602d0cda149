"""Reports: the tables, figures, page and manifest that a run leaves behind; the only part that writes files."""
