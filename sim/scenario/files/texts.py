"""What a file holds, whatever it says: how long its texts are, of which characters, and how deep it goes.

Checked as soon as a file is read, so that nothing that is written in it can break a table, a figure or a page later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sim.foundations.faults import shown
from sim.foundations.plain_text import LINE_ENDS, unfit
from sim.scenario.quantities.bounds import Problem

LONGEST: Final[Mapping[str, int]] = {
    "title": 120,
    "about": 5_000,
    "source": 5_000,
    "note": 5_000,
    **dict.fromkeys(("introduction", "before", "after", "contact"), 100_000),
}
"""Characters of a text, by its key; the last are paragraphs of a council's own in a paper, which has a limit itself."""

LONGEST_TEXT = 1_000
"""Characters of any other text."""

LONGEST_KEY = 200

LONGEST_LIST = 1_000
"""Entries of one list; the longest, of values to be tried, seldom have fifty."""

DEEPEST = 12
"""Tables within tables; a quantity lies at most six deep."""

LARGEST_WHOLE = 2**63
"""Beyond which TOML knows no whole numbers."""

MOST_TOLD = 10
"""Of such faults: who has more has given another file than they meant."""


def problems(tables: Mapping[str, Any]) -> list[Problem]:
    """Return the first of what cannot be used in the tables of a file."""
    found: list[Problem] = []
    for problem in _problems(tables):
        found.append(problem)
        if len(found) == MOST_TOLD:
            break
    return found


def _problems(tables: Mapping[str, Any]) -> Iterator[Problem]:
    # with a list of what is left, for tables may lie deeper than functions can call themselves
    left: list[tuple[str, str, object, int]] = [("", "", tables, 0)]
    while left:
        path, key, value, depth = left.pop()
        if isinstance(value, str):
            yield from _of_text(path, key, value)
        elif isinstance(value, int) and abs(value) > LARGEST_WHOLE:
            yield path, "is a whole number of more than 19 digits", "give a smaller number, or write it as 1e20"
        elif isinstance(value, dict | list) and depth > DEEPEST:
            yield f"{path[:60]}...", "is nested too deeply", "write each quantity as one table"
        elif isinstance(value, list) and len(value) > LONGEST_LIST:
            yield path, f"lists {len(value):,} entries, more than make sense", f"give at most {LONGEST_LIST:,}"
        elif isinstance(value, list):
            left.extend((path, key, one, depth + 1) for one in reversed(value))
        elif isinstance(value, dict):
            for name in value:
                yield from _of_key(path, name)
            names = [(f"{path}.{name}" if path else name, name) for name in value]
            left.extend((*both, value[both[1]], depth + 1) for both in reversed(names))


def _of_text(path: str, key: str, text: str) -> Iterator[Problem]:
    most = LONGEST.get(key, LONGEST_TEXT)
    if len(text) > most:
        yield path, f"has {len(text):,} characters, too many to show", f"give at most {most:,}"
    elif wrong := unfit(text, "" if key == "title" else LINE_ENDS):
        whole = "write it in one line of plain text" if key == "title" else "write it in plain text"
        yield path, f"holds the character {wrong}, which cannot be shown", whole


def _of_key(path: str, name: str) -> Iterator[Problem]:
    place = path or "a key at the top"
    if len(name) > LONGEST_KEY:
        yield place, f"has {shown(name)}, a name of {len(name):,} characters", f"give at most {LONGEST_KEY}"
    elif wrong := unfit(name, ""):
        yield place, f"has a name with the character {wrong}, which cannot be shown", "write it in plain text"
