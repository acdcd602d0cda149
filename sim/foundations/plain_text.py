"""Plain text: which characters a text may hold that is shown on a terminal, a page, a figure and in a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

LINE_ENDS: Final = "\n\t"
"""Control characters that a text of several lines may hold."""

TURNS: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows, so that it reads otherwise than it is written."""

UNFIT: Final = ("Cc", "Cs", "Zl", "Zp")
"""Kinds of character that no text is written with: controls, halves of characters, and ends of lines and paragraphs."""


def unfit(text: str, lines: str = LINE_ENDS) -> str | None:
    """Return the first character that cannot be shown, by its code, or None; those in `lines` may stand in it."""
    found = None if text.isascii() and text.isprintable() else next(filter(_unfit(lines), text), None)
    return None if found is None else f"U+{ord(found):04X}"


def printable(text: str, lines: str = LINE_ENDS) -> str:
    """Return the text with every character that cannot be shown written as its code, such as ``\\x1b``."""
    if unfit(text, lines) is None:
        return text
    wrong = _unfit(lines)
    return "".join(ascii(one)[1:-1] if wrong(one) else one for one in text)


def _unfit(lines: str) -> Callable[[str], bool]:
    """Return what says whether a character cannot be shown."""

    def wrong(one: str) -> bool:
        if one in lines:
            return False
        return unicodedata.category(one) in UNFIT or one in TURNS or ord(one) & 0xFFFE == 0xFFFE

    return wrong
