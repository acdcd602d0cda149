"""What the command line can do: one file a command, each adding its own words to the parser."""
