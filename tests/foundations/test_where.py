"""Where the words of a process are read, as whoever started it says."""

from __future__ import annotations

import pytest

from sim.foundations.where import READ_AT, Where, here, told_here


@pytest.mark.parametrize(
    ("said", "where", "words"),
    [
        (None, Where.TERMINAL, "add --force"),
        ("terminal", Where.TERMINAL, "add --force"),
        ("page", Where.PAGE, "tick Replace"),
        ("file", Where.FILE, "tick Replace"),
        ("nowhere", Where.TERMINAL, "add --force"),
    ],
)
def test_words_are_those_of_the_place(
    said: str | None, where: Where, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(READ_AT, raising=False)
    if said is not None:
        monkeypatch.setenv(READ_AT, said)
    assert here() is where
    assert told_here("add --force", "tick Replace") == words
