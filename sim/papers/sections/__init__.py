"""What a paper says, section by section."""
