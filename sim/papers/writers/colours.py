"""The colours of a paper: each that words are written in stands out from what is behind it, at least 4.5 to 1."""

from __future__ import annotations

from typing import Final

INK: Final = "222222"
HEADING: Final = "1F3864"
QUIET: Final = "4D4D4D"
"""Of notes, captions and the foot of a page."""

LINK: Final = "1A4F8B"
PAPER: Final = "FFFFFF"
SHADE: Final = "E8EDF4"
"""Behind the headings of a table, and beside the council's own words."""

RULE: Final = "8090A8"
"""Of lines, which are no words."""
