"""What marks a part of the parameters as a strategy: something that a council may add, and that a base is without."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strategy:
    """Something that a council may add to what it does already."""
