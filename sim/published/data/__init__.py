"""Published figures as tables, and the programs that derive them from a tidy pack of the publications, by hand."""
