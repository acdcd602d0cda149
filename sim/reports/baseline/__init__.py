"""Reports of bases made from published figures, and of what is published of whom."""
