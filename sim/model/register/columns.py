"""Marks in the columns of the register: what is open, and nobody."""

from __future__ import annotations

from math import nan
from typing import Final

OPEN: Final = nan
"""An end that has not come."""


NOBODY: Final = -1
"""No household, no family, no row."""
