"""Where words are read: what they tell a reader to do next differs between a terminal and a page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


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
