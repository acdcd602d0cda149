"""What a paper says, a file a section."""
