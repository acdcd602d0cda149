"""From rows to lives, step by step; each step says what went in, what came out and what it changed."""
