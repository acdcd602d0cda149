"""What results say, as plain data: kept as results.json, from which pages are drawn, and read back."""
