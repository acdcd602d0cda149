"""Breakdowns by time in a placement come back, and no printed count moves by one to four with one child."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from invented_returns import TRUTH, invented, write

from sim.bases.own.unnamed import unnamed
from sim.parameters.tables import DURATION_BAND_STARTS
from sim.published.table import figures
from sim.reports.returns.pages import results
from sim.returns.estimates.placements import placement_counts
from sim.returns.importing import read_returns

STARTS = (0.0, *(until for until, _ in TRUTH.moving[:-1]))


def true_rate(start: float) -> float:
    """Breakdowns a year of a placement that has lasted so many days."""
    band = next(number for number, until in reversed(list(enumerate(STARTS))) if start >= until)
    return TRUTH.disruptive * TRUTH.moving[band][1]


def test_breakdowns_come_back(tmp_path: Path) -> None:
    years = range(2019, 2027)
    lives, _ = read_returns(write(invented(2, 2019, 2026, replace(TRUTH, entries_a_year=1500)), tmp_path, years))
    found = placement_counts(lives).broken_a_year()
    within = [
        place
        for place, (start, end) in enumerate(pairwise((*DURATION_BAND_STARTS, 1e9)))
        if not any(start < edge < end for edge in STARTS)  # bands in which the true rate is one
    ]
    assert len(within) >= 5
    expected = [true_rate(DURATION_BAND_STARTS[place]) for place in within]
    assert found[within] == pytest.approx(expected, rel=0.15)
    assert np.isfinite(found).all()


def test_no_printed_count_moves_by_one_to_four_with_one_child(tmp_path: Path) -> None:
    children = invented(6, 2025, 2026)
    printed = []
    for number, some in enumerate((children, children[:-1], children[1:])):
        lives, notes = read_returns(write(some, tmp_path / str(number), (2025, 2026)))
        kept = results(lives, notes, (), unnamed("Testshire", figures()), None)
        printed.append([row[-1] for row in kept.tables["returns.csv"]][1:])
    whole, *others = printed
    for other in others:
        assert len(other) == len(whole)
        for one, two in zip(whole, other, strict=True):
            if "c" not in (one, two):
                assert abs(int(one) - int(two)) not in (1, 2, 3, 4)
