"""What a terminal shows of a run, of a comparison, and of what is asked before either."""
