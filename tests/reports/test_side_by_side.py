"""Figures drawn side by side: the same files on any number of processes, in their order, and whole when one is lost."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import psutil
import pytest

from sim.reports.shared.drawing import Drawing, blank, styled
from sim.reports.shared.side_by_side import Drawn, Sketch, drawn

PANELS = (2, 1, 9, 3)
"""Of each figure, as it says."""


def sketched(number: int, seen: Path, faulty: bool = False) -> Drawing:
    """A small figure; which process drew it is written down."""
    (seen / f"{number}-{os.getpid()}").touch()
    if faulty:
        raise ValueError(f"figure {number} cannot be drawn")
    with styled():
        figure, (axes,) = blank(2.0)
        axes.plot([0, 1, number])
        return Drawing(f"figure_{number}", f"Title {number}", "Caption.", "Words.", figure).laid_out()


def ends_elsewhere(number: int, seen: Path, here: int) -> Drawing:
    """A figure whose drawing takes down any process but this."""
    if os.getpid() != here:
        os._exit(1)
    return sketched(number, seen)


def processes_that_drew(seen: Path) -> set[int]:
    return {int(file.name.split("-")[1]) for file in seen.iterdir()}


def sketches(seen: Path) -> list[Sketch]:
    return [Sketch(partial(sketched, number, seen), PANELS[number]) for number in range(4)]


def the_four(found: list[Drawn]) -> bool:
    return [one.name for one in found] == [f"figure_{number}" for number in range(4)]


def test_files_are_the_same_on_one_process_and_on_two(tmp_path: Path) -> None:
    alone = drawn(sketches(tmp_path), 1)
    assert processes_that_drew(tmp_path) == {os.getpid()}
    assert the_four(alone)
    assert drawn(sketches(tmp_path), 2) == alone
    (there,) = processes_that_drew(tmp_path) - {os.getpid()}
    assert (tmp_path / f"2-{there}").exists(), "the one with the most panels is not drawn by the second process"
    assert not [one for one in psutil.Process().children() if "spawn_main" in " ".join(one.cmdline())]


def test_one_figure_is_drawn_here_and_none_is_no_work(tmp_path: Path) -> None:
    assert drawn([], 2) == []
    assert len(drawn(sketches(tmp_path)[:1], 2)) == 1
    assert processes_that_drew(tmp_path) == {os.getpid()}


def test_what_another_process_lost_is_drawn_here(tmp_path: Path) -> None:
    here = os.getpid()
    four = [Sketch(partial(ends_elsewhere, number, tmp_path, here), PANELS[number]) for number in range(4)]
    found = drawn(four, 2)
    assert the_four(found)
    assert processes_that_drew(tmp_path) == {os.getpid()}


@pytest.mark.parametrize("place", [2, 1], ids=["there", "here"])
def test_a_figure_that_cannot_be_drawn_is_an_error_of_its_own(place: int, tmp_path: Path) -> None:
    four = sketches(tmp_path)
    four[place] = Sketch(partial(sketched, place, tmp_path, True), PANELS[place])
    with pytest.raises(ValueError, match=f"figure {place} cannot be drawn"):
        drawn(four, 2)
