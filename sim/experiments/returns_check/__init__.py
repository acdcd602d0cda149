"""The last year of a council's returns lived again by the base that was made of them, and held against the returns."""
