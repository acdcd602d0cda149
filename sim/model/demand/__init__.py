"""Families and children who come."""
