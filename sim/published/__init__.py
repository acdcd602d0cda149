"""What was published of every English authority: tables, names, and what can be known of whom."""
