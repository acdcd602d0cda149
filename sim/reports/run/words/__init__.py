"""What a run or a comparison says in sentences: what was found, and what must be said beside it."""
