"""Returns out: what a council would have returned had it lived through a replication."""
