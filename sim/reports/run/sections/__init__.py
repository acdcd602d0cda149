"""The sections of the page of a run or of a comparison: rows, tables and sentences, each as plain data."""
