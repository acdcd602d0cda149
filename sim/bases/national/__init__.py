"""England's own values of a year, on which the bases of authorities stand: an average authority."""
