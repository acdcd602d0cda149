"""One file for a browser that holds the whole program: built here, and what stands in there for what a browser lacks."""
