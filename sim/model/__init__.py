"""The discrete-event model: children's lives in care, households, providers, services. Writes a register only."""
