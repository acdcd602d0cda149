"""Reports of how like what was published a base is, and those of many councils."""
