"""Results as they stand in their folders: read back, and held against their fingerprints."""
