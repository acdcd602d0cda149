"""Likeness: a base without strategies beside what was published, line by line, with the miss and the bound."""
