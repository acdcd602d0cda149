"""Finding, pricing, timing and recording placements."""
