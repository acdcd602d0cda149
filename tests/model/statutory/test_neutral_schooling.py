"""The key test: with its feedbacks neutral, the virtual school changes nothing about placements and periods of care."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from busy_parameters import busy
from quiet_legal import busy_in_law
from quiet_parameters import changed
from quiet_school import all_moves, school_reach, virtual_school
from runs_of_model import differing, simulate, small_pool

from sim.foundations.codes import PlacementEnd
from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters

OWN = {"school_moves", "school_periods", "kept_schools", "education_plans"}
"""Tables that the school alone writes."""

BASES: dict[str, Callable[[], Parameters]] = {"without courts": busy, "with courts": busy_in_law}


@cache
def pool_of(base: str) -> Pool:
    """Return the lives from which the first day of a base is drawn."""
    return small_pool(BASES[base]())


def lived(base: str, **parts: object) -> Register:
    """Return a run of a base with these parts."""
    return simulate(changed(BASES[base](), **parts), 2.0, pool=pool_of(base))


def busy_school(**school: object) -> object:
    """Return a virtual school in which much happens."""
    return virtual_school(
        moves_with_placement=all_moves(0.4),
        other_moves=0.3,
        late_share=0.2,
        enrolled_at_entry=0.9,
        pep_termly=0.8,
        **school,
    )


@pytest.mark.parametrize("base", BASES)
def test_a_neutral_school_changes_nothing_else(base: str) -> None:
    """Every table but its own is what it is without it, with its strategy as well."""
    without = lived(base)
    for parts in ({}, {"school_reach": school_reach()}):
        with_school = lived(base, virtual_school=busy_school(), **parts)
        assert {name.split(".")[0] for name in differing(without, with_school)} <= OWN
        assert with_school.school_moves.child
        assert with_school.education_plans.child


def test_what_is_not_neutral_is_felt() -> None:
    """Out of school, foster placements break down more often; planned moves in years 10 and 11 wait."""
    without = lived("without courts", virtual_school=busy_school())
    strained = lived("without courts", virtual_school=busy_school(out_of_school_multiplier=8.0))
    assert _ended(strained, PlacementEnd.DISRUPTED) > _ended(without, PlacementEnd.DISRUPTED)
    waiting = lived("without courts", virtual_school=busy_school(protects_key_stage_4=1.0))
    assert _ended(waiting, PlacementEnd.PLANNED) < _ended(without, PlacementEnd.PLANNED)


def _ended(register: Register, why: PlacementEnd) -> int:
    return sum(each == why for each in register.placements.why)


def test_reach_without_an_officer_is_as_without_it() -> None:
    """To the last column."""
    with_nobody = lived("without courts", virtual_school=busy_school(), school_reach=school_reach(officers=0.0))
    assert differing(lived("without courts", virtual_school=busy_school()), with_nobody) == []


def test_pupils_are_at_school_or_at_none_while_they_are_looked_after() -> None:
    """Periods of a child follow one another without gap or overlap, and end with care."""
    register = lived("without courts", virtual_school=busy_school())
    periods = register.school_periods
    last: dict[int, tuple[float, bool]] = {}
    for child, episode, began, ended, enrolled in zip(
        periods.child, periods.episode, periods.began, periods.ended, periods.enrolled, strict=True
    ):
        until = register.episodes.ended[episode]
        assert began >= register.episodes.began[episode]
        assert not ended > until
        assert (ended != ended) <= (until != until)
        if episode in last:
            assert last[episode][0] == began, child
            assert last[episode][1] or enrolled
        last[episode] = (ended, enrolled)
    assert all(ended == register.episodes.ended[episode] or ended != ended for episode, (ended, _) in last.items())
