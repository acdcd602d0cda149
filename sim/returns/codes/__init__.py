"""The codes of the SSDA903 return, year by year, in the words of the model."""
