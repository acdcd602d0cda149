"""Time in care by age on the first day: raked to what returns tell, and without it nothing changes."""

from __future__ import annotations

from random import Random

import pytest
from test_opening_sample import child, lives, made

from sim.foundations.calendar import age_band
from sim.foundations.codes import Kind, Location
from sim.model.core.kept import Cluster
from sim.model.opening.margins import MARGINS, counted
from sim.model.pool.raking import rake
from sim.parameters.tables import DURATION_BAND_STARTS, duration_band

AGES, BANDS = 5, len(DURATION_BAND_STARTS)


def by_time(clusters: tuple[Cluster, ...], weights: list[float]) -> list[list[float]]:
    """The weighted children of each age by how long they had been in care."""
    found = [[0.0] * BANDS for _ in range(AGES)]
    for cluster, weight in zip(clusters, weights, strict=True):
        for one in cluster.children:
            found[age_band(-one.born)][duration_band(-one.entered)] += weight
    return found


def tilted(seed: int) -> tuple[tuple[int, ...], list[list[float]]]:
    """Numbers to be met, and times in care unlike those of the lives."""
    luck = Random(seed)
    targets, weights = made(200)
    told = [[number * luck.uniform(0.4, 2.5) for number in row] for row in by_time(lives(), weights)]
    return targets, told


@pytest.mark.parametrize("seed", range(5))
def test_each_age_has_been_in_care_as_told_and_the_published_numbers_hold(seed: int) -> None:
    targets, told = tilted(seed)
    weights = rake(lives(), targets, (), told)
    assert counted(lives(), weights) == pytest.approx(targets, abs=0.05)
    for age, row in enumerate(by_time(lives(), weights)):
        wanted = [targets[MARGINS[0][age]] * number / sum(told[age]) for number in told[age]]
        assert row == pytest.approx(wanted, abs=0.3)


def test_how_many_are_told_of_an_age_says_nothing_but_their_shares() -> None:
    targets, told = tilted(1)
    tenfold = [[10 * number for number in row] for row in told]
    assert rake(lives(), targets, (), tenfold) == pytest.approx(rake(lives(), targets, (), told))


def test_an_age_of_which_nothing_is_told_is_left_as_it_comes() -> None:
    targets, _ = tilted(1)
    nothing = [[0.0] * BANDS] * AGES
    assert rake(lives(), targets, (), nothing) == rake(lives(), targets)


def test_what_no_life_has_is_shared_out_over_what_they_have() -> None:
    """All of a year and a half in care: half of them are told to be so, the rest for longer than any."""
    clusters = tuple(Cluster((child(Kind.AGENCY, 7.0, Location.INSIDE, since=1.5),), ()) for _ in range(10))
    targets = [0] * len(counted(clusters, [1.0] * 10))
    for margin, cell in enumerate((2, Location.INSIDE, 0, Kind.AGENCY)):
        targets[MARGINS[margin][cell]] = 20
    told = [[0.0] * BANDS for _ in range(AGES)]
    told[2][4] = told[2][7] = 1.0
    assert rake(clusters, targets, (), told) == pytest.approx([2.0] * 10)
