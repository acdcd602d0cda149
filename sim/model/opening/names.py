"""Marks that keep the names of those who were there at the start apart from those who come later."""

from __future__ import annotations

from typing import Final

FOUNDING: Final = 1 << 50
"""Marks the names of households that were there at the start, apart from those that enquire later."""


OPENING_FAMILY: Final = 1 << 48
"""Marks the names of families in care at the start, apart from those that come later."""


RETURNING_FAMILY: Final = 1 << 49
"""Marks the names of families whose child has left and will come back."""


FURTHER: Final = 1 << 40
"""Marks the names of empty households beyond the base's own number."""
