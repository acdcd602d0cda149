"""The page of an import of returns, for a data officer."""
