"""The key test: with no challenge felt, reviewing changes nothing about placements and periods of care."""

from __future__ import annotations

from functools import cache

from busy_parameters import busy
from quiet_legal import busy_in_law
from quiet_parameters import changed
from quiet_reviews import more_reviewing, reviews
from runs_of_model import differing, simulate, small_pool

from sim.model.opening.pool import Pool
from sim.model.register.register import Register
from sim.parameters.statutory.reviews import Reviews

OWN = {"reviews", "move_reviews"}
"""Tables that reviewing alone writes."""


@cache
def pool() -> Pool:
    """Return the lives from which the first day is drawn."""
    return small_pool(busy())


def lived(**parts: object) -> Register:
    """Return a run with these parts."""
    return simulate(changed(busy(), **parts), 2.0, pool=pool())


def short_of_time(**changes: object) -> Reviews:
    """Return a service with all that reviewing knows: late and thin reviews, challenges, moves considered."""
    busy_service = {"officers": 0.4, "postponed": 0.1, "decision_done": 0.3, "challenge": 0.6, "considers_move": 0.6}
    return reviews(**(busy_service | changes))


def test_neutral_reviewing_changes_nothing_else() -> None:
    """Every table but its own is what it is without it, with its strategy as well."""
    without = lived()
    for parts in ({}, {"more_reviewing": more_reviewing()}):
        reviewed = lived(reviews=short_of_time(), **parts)
        assert {name.split(".")[0] for name in differing(without, reviewed)} == OWN
        assert any(reviewed.reviews.challenged)
        assert any(reviewed.reviews.forward)


def test_what_is_not_neutral_is_felt() -> None:
    """Challenges that bring forward what has been decided change when placements end."""
    felt = lived(reviews=short_of_time(officers=20.0, drift_shortened=0.3))
    assert {"placements", "episodes"} <= {name.split(".")[0] for name in differing(lived(), felt)}


def test_more_officers_without_one_are_as_without_the_strategy() -> None:
    """To the last column."""
    with_nobody = lived(reviews=short_of_time(), more_reviewing=more_reviewing(officers=0.0))
    assert differing(lived(reviews=short_of_time()), with_nobody) == []


def test_every_period_of_care_has_its_reviews_one_after_another() -> None:
    """Numbers follow one another, none is held before the last one, and none after care has ended."""
    register = lived(reviews=short_of_time(officers=3.0))
    last: dict[int, tuple[int, float]] = {}
    table = register.reviews
    for episode, number, held, ended in zip(table.episode, table.number, table.held, table.ended, strict=True):
        if episode in last:
            assert number == last[episode][0] + 1
            assert last[episode][1] == last[episode][1], "the one before was held"
        last[episode] = (number, held)
        until = register.episodes.ended[episode]
        assert not held > until
        assert ended != ended or ended == until
    present = {number for number, ended in enumerate(register.episodes.ended) if ended != ended}
    assert {episode for episode, (_, held) in last.items() if held != held} >= present - _adults_soon(register)


def _adults_soon(register: Register) -> set[int]:
    """Return the periods of care of children who will be 18 within half a year of the end: none falls due."""
    born = [register.children.born[child] for child in register.episodes.child]
    return {number for number, day in enumerate(born) if day + 17.45 * 365.25 <= register.until}


def test_where_courts_are_permanence_alone_is_decided_on_other_days() -> None:
    """Nobody comes, and no family is at risk, on another day for the reviews that are held."""
    base = busy_in_law()
    lives = small_pool(base)
    without = simulate(base, 1.0, pool=lives)
    reviewed = simulate(changed(base, reviews=short_of_time(officers=20.0)), 1.0, pool=lives)
    names = {name.split(".")[0] for name in differing(without, reviewed)}
    assert "permanence" in names
    assert not names & {"children", "families", "households"}
