"""Where words are read: what they tell a reader to do next differs between a terminal and a page."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import Enum
from typing import Final

READ_AT: Final = "PLACEMENT_SUFFICIENCY_READ_AT"
"""The variable of the environment by which whoever starts this program says where its words are read."""


class Where(Enum):
    """Where words are read."""

    TERMINAL = "terminal"
    """By someone who types commands."""
    PAGE = "page"
    """On a page in a browser, where nothing is typed: the program's own, or one that a command wrote."""
    FILE = "file"
    """In one file that works alone in a browser: much of the program is not there."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, in the words of each place."""

    terminal: str
    page: str
    file: str

    def at(self, where: Where) -> str:
        """Return the words for that place."""
        return {Where.TERMINAL: self.terminal, Where.PAGE: self.page, Where.FILE: self.file}[where]


def here() -> Where:
    """Return where the words of this process are read, as whoever started it has said: else at a terminal."""
    said = os.environ.get(READ_AT)
    return next((where for where in Where if where.value == said), Where.TERMINAL)


def told_here(terminal: str, elsewhere: str) -> str:
    """Return what to do next, in the words of the place where this process is read."""
    return Advice(terminal, elsewhere, elsewhere).at(here())
