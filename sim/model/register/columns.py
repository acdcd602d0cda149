"""Marks in the columns of the register: what is open, and nobody."""

from __future__ import annotations

from math import nan

OPEN = nan
"""An end that has not come."""


NOBODY = -1
"""No household, no family, no row."""
