"""From files to rows: archives, encodings, tables known by their columns, dates, and the year of a return."""
