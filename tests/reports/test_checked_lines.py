"""Lines that survive being stopped: whatever end is cut off, what was whole is read, and more can be added."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.reports.shared import checked_lines

LINES = [{"unit": number, "numbers": [0.1 * number, 1e-300, 2**53 - 1]} for number in range(3)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "lines"
    for line in LINES:
        checked_lines.add(file, line)
    return file


def test_lines_come_back_as_they_were(path: Path) -> None:
    assert list(checked_lines.lines(path)) == LINES


def test_any_end_cut_off_loses_at_most_the_last_line_and_others_can_follow(path: Path) -> None:
    whole = path.read_bytes()
    last = len(whole.splitlines(keepends=True)[-1])
    for length in range(1, last):
        path.write_bytes(whole[:-length])
        kept = list(checked_lines.lines(path))
        assert kept == (LINES if length == 1 else LINES[:2])
        checked_lines.add(path, {"unit": 9})
        assert list(checked_lines.lines(path)) == [*kept, {"unit": 9}]


def test_a_changed_digit_is_noticed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b'"unit":1', b'"unit":7'))
    assert list(checked_lines.lines(path)) == [LINES[0], LINES[2]]
