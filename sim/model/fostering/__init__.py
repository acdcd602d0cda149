"""The council's own foster households and children's homes."""
