"""Numbers with their nouns, and that nobody writes a number before a noun of many by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import sim
from sim.foundations.counted import counted

NOUNS = ("years", "replications", "runs", "futures", "scenarios", "processes", "councils", "sets of numbers", "members")
"""Of which there may be one."""


@pytest.mark.parametrize(
    ("number", "one", "several", "said"),
    [
        (1, "year", "", "1 year"),
        (1.0, "year", "", "1 year"),
        (0.5, "year", "", "0.5 years"),
        (0, "year", "", "0 years"),
        (3.75, "year", "", "3.75 years"),
        (1200, "replication", "", "1,200 replications"),
        (1, "process", "processes", "1 process"),
        (2, "child", "children", "2 children"),
        (1, "set of numbers", "sets of numbers", "1 set of numbers"),
    ],
)
def test_number_and_noun_agree(number: float, one: str, several: str, said: str) -> None:
    assert counted(number, one, several) == said


def by_hand(source: str) -> Iterator[int]:
    """The lines on which a number that may be 1 stands before a noun of many; what is written in capitals never is 1,
    and what has decimals is an average."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.JoinedStr):
            continue
        for value, after in pairwise(node.values):
            if not isinstance(value, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            constant = isinstance(value.value, ast.Name) and value.value.id.isupper()
            decimals = value.format_spec is not None and ast.unparse(value.format_spec).endswith("f'")
            noun = str(after.value).lstrip(" ")
            if not constant and not decimals and noun != after.value and noun.startswith(NOUNS):
                yield value.lineno


def test_nobody_writes_them_by_hand() -> None:
    root = Path(sim.__file__).parent
    files = [path for room in ("reports", "commands") for path in (root / room).rglob("*.py")]
    assert len(files) > 50
    found = [f"{path.relative_to(root)}:{line}" for path in files for line in by_hand(path.read_text(encoding="utf-8"))]
    assert found == []


def test_what_is_written_by_hand_is_found() -> None:
    assert list(by_hand('f"{n} years"')) == [1]
    assert list(by_hand('f"{n:,} replications of {m} scenarios"')) == [1, 1]
    assert list(by_hand('f"{MOST} years, {mean:.1f} runs, {n} yearly"')) == []
