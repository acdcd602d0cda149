"""The figures of the page of a run or of a comparison, and what they are made of."""
