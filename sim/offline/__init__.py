"""One file for a browser that holds the whole program: how it is built, and what stands in for what browsers lack."""
