"""What a quantity is: a value with its unit, source, date and range, and what may be written for it."""
