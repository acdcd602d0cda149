"""Every number that the model uses, a file a subject: its name, meaning, unit and bounds."""
