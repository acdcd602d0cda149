"""Plain text: what can be shown is left alone, and what cannot is named by its code."""

from __future__ import annotations

import pytest

from sim.foundations.plain_text import printable, unfit


@pytest.mark.parametrize(
    "text", ["Leeds", "Tŷ'r Môr, £1 – “so”", "[/red] $100_{ <b> =1+1", "家 👩‍👧", "two\nlines\tand\n"]
)
def test_what_is_written_can_be_shown(text: str) -> None:
    assert unfit(text) is None
    assert printable(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [("\x1b[31mred", "U+001B"), ("a\0", "U+0000"), ("\x9b2J", "U+009B"), ("\u202egnp", "U+202E"), ("\ud800", "U+D800")],
)
def test_what_a_terminal_would_obey_cannot(text: str, code: str) -> None:
    assert unfit(text) == code
    assert unfit(printable(text)) is None


def test_a_text_of_one_line_has_no_ends_of_lines() -> None:
    assert unfit("one\ntwo", "") == "U+000A"
    assert printable("one\ntwo", "") == r"one\ntwo"
