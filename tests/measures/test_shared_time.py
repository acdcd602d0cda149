"""Time that spells share with spans, and moments at which they go on, against every spell in every span."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.measures.arrays import Numbers
from sim.measures.shared_time import presence, shared_time, time_from_each
from sim.measures.value import Spans, spans

DAY = st.integers(-20, 60).map(float)
ENDS = st.one_of(DAY, st.just(inf))
SPELLS = st.lists(st.tuples(DAY, ENDS), max_size=12)
"""Some of them end before they begin, as a band of ages does that a child never reaches."""
SPANS = st.lists(st.tuples(DAY, DAY).map(sorted), max_size=6)
"""In any order, one within the other, or of no length."""


def columns(pairs: list[tuple[float, float]]) -> tuple[Numbers, Numbers]:
    """Return the firsts and the seconds."""
    both = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def days_in(began: float, ended: float, since: float, until: float) -> float:
    """Return how many days of a spell lie in a span."""
    return max(min(ended, until) - max(began, since), 0.0)


def spans_of(pairs: list[tuple[float, float]]) -> Spans:
    """Return spans with these starts and ends."""
    return spans(*columns(pairs))


@given(SPELLS, SPANS)
def test_days_are_those_of_every_spell_in_every_span(spells, within) -> None:
    found = shared_time(*columns(spells), spans_of(within))
    assert found.in_each().tolist() == [sum(days_in(*spell, *span) for spell in spells) for span in within]


@given(SPELLS, SPANS)
def test_groups_and_amounts_are_those_of_their_spells(spells, within) -> None:
    found = shared_time(*columns(spells), spans_of(within))
    group = np.arange(len(spells)) % 3
    for row, sums in enumerate(found.in_each_by(group, 3)):
        ours = [spell for number, spell in enumerate(spells) if number % 3 == row]
        assert sums.tolist() == [sum(days_in(*spell, *span) for spell in ours) for span in within]
    doubled = found.in_each(found.days * np.full(len(spells), 2.0)[found.spell])
    assert doubled.tolist() == (2 * found.in_each()).tolist()


@given(SPELLS, SPANS)
def test_bands_of_time_since_an_origin_are_cut_from_every_spell(spells, within) -> None:
    starts = np.array([-inf, -5.0, 0.0, 12.5])
    found = shared_time(*columns(spells), spans_of(within)).in_each_by_band(np.full(len(spells), 3.0), starts)
    for row, (start, end) in enumerate(zip(starts, [*starts[1:], inf], strict=True)):
        cut = [(max(began, 3 + start), min(ended, 3 + end)) for began, ended in spells]
        assert found[row].tolist() == [sum(days_in(*spell, *span) for spell in cut) for span in within]


@given(st.lists(DAY, max_size=12).map(sorted), SPANS)
def test_stretches_from_day_to_day_are_spells_of_which_the_last_does_not_end(firsts, within) -> None:
    day = np.array(firsts, dtype=np.float64)
    found, spells = (
        time_from_each(day, spans_of(within)),
        shared_time(day, np.array([*firsts, inf][1:]), spans_of(within)),
    )
    kinds = np.arange(len(firsts))
    assert found.in_each_by(kinds, len(kinds)).tolist() == spells.in_each_by(kinds, len(kinds)).tolist()


@given(SPELLS, st.lists(DAY, max_size=6).map(sorted))
def test_a_spell_goes_on_from_after_its_start_to_its_end(spells, at) -> None:
    here = presence(*columns(spells), np.array(at, dtype=np.float64))
    assert here.number().tolist() == [sum(began < moment <= ended for began, ended in spells) for moment in at]
    first = here.spell == 0
    assert here.number(first).tolist() == [sum(b < moment <= e for b, e in spells[:1]) for moment in at]


@pytest.mark.parametrize(
    ("within", "stretches"),
    [
        ([], [0]),
        ([(0.0, 1.0), (1.0, 2.0)], [2]),
        ([(0.0, 1.0), (1.0, 2.0), (0.0, 2.0)], [2, 1]),
        ([(0.0, 5.0), (1.0, 2.0)], [1, 1]),
    ],
)
def test_stretches_in_which_spans_come_one_after_the_other(within, stretches) -> None:
    found = spans_of(within).stretches
    assert [len(one.since) for one in found] == stretches
    assert [day for one in found for day in zip(one.since, one.until, strict=True)] == within


def test_spans_are_equal_where_their_days_are() -> None:
    years, run = [(0.0, 1.0), (1.0, 2.0)], [(0.0, 2.0)]
    assert spans_of([*years, *run]).stretches == (spans_of(years), spans_of(run))
    assert spans_of(years) != spans_of([(0.0, 1.0), (1.0, 3.0)])
