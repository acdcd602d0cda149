"""How placements break down, against the survival that their hazard says."""

from __future__ import annotations

from itertools import pairwise
from math import inf, isnan, log

import numpy as np
import pytest
from closed_forms import assert_share, assert_uniform, integrated
from quiet_parameters import YEAR, arriving, changed, every, fostering, market, only, quiet
from quiet_strategies import camhs, camhs_team, panel
from runs_of_model import rows, simulate

from sim.foundations.codes import PlacementEnd
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import DURATION_BAND_STARTS, ByAge, ByDuration, ByKind, ByPlaces


def disrupting(**stability: object) -> Parameters:
    """Children of all ages with agencies without limit; placements break down and end the same day."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": 500.0,
            "age_shares": ByAge(0.2, 0.2, 0.2, 0.2, 0.2),
            "behaviour_share": every(ByAge, 0.5),
        },
        stability={"hazard_by_time_in_placement": PUBLISHED_SHAPE, "immediate_share": 1.0, **stability},
        connected_persons=None,
        agency=market(),
    )


PUBLISHED_SHAPE = ByDuration(3.0, 1.5, 1.0, 0.6, 0.4, 0.3, 0.2, 0.1)


def disruption_sample(run: Register, multiplier: object) -> list[float]:
    """For each placement that broke down, how far its survival had gone of what could be seen: uniform if right.

    `multiplier(age in days, child's row)` multiplies the published hazard.
    """
    assert callable(multiplier)
    edges = sorted({*DURATION_BAND_STARTS})
    ages = [years * YEAR for years in (1, 5, 10, 16)]
    sample = []

    def used(row: object, days: float) -> float:
        child = run.episodes.child[row.episode]  # type: ignore[attr-defined]
        age = row.began - run.children.born[child]  # type: ignore[attr-defined]
        cuts = sorted({0.0, days} | {c for c in [*edges, *(a - age for a in ages)] if 0 < c < days})
        return sum(
            (integrated(PUBLISHED_SHAPE, end) - integrated(PUBLISHED_SHAPE, start))
            * multiplier(age + (start + end) / 2, child)
            for start, end in pairwise(cuts)
        )

    for row in rows(run.placements):
        if row.why == PlacementEnd.DISRUPTED:
            child = run.episodes.child[row.episode]
            could = min(run.until, run.children.born[child] + 18 * YEAR) - row.began
            sample.append(-np.expm1(-used(row, row.ended - row.began)) / -np.expm1(-used(row, could)))
    return sample


@pytest.mark.parametrize("immediate", [1.0, 0.3], ids=["without notice", "most with notice"])
def test_placements_break_down_by_the_published_hazard_times_age_kind_and_need(immediate: float) -> None:
    ages = ByAge(0.6, 0.5, 0.7, 1.2, 1.5)
    parameters = disrupting(
        scale=0.9,
        age_multiplier=ages,
        behaviour_multiplier=2.0,
        kind_multiplier=only(ByKind, agency=1.3),
        immediate_share=immediate,
    )
    run = simulate(parameters, 3.0, seed=22)

    def multiplier(age: float, child: int) -> float:
        band = sum(age >= years * YEAR for years in (1, 5, 10, 16))
        return 0.9 * 1.3 * ages[band] * (1.0 if isnan(run.children.behaviour_since[child]) else 2.0)

    # notice is given so long before the move that the move comes when the hazard says
    assert_uniform(disruption_sample(run, multiplier), at_least=1000)
    gave_notice = [row.notice < row.ended for row in rows(run.placements) if row.why == PlacementEnd.DISRUPTED]
    assert any(gave_notice) is (immediate < 1.0)


def test_retiming_by_camhs_gives_the_hazard_with_and_without_support_in_turn() -> None:
    # all are seen from day 0 of care for 13 weeks; the end is re-timed twice, never drawn again
    factor, seen = 0.2, 91.0
    parameters = changed(
        disrupting(),
        demand={"entries_per_year": 900.0, "behaviour_share": every(ByAge, 1.0)},
        camhs=camhs(
            referral_at_entry=1.0,
            usual=camhs_team(clinicians=1000.0, weeks_seen_median=13.0, hazard_multiplier=factor),
        ),
    )
    run = simulate(parameters, 3.0, seed=23)

    def used(days: float) -> float:
        return integrated(PUBLISHED_SHAPE, days) - (1 - factor) * integrated(PUBLISHED_SHAPE, min(days, seen))

    sample = []
    for row in rows(run.placements):
        # only first placements: seen from their first day
        if row.why == PlacementEnd.DISRUPTED and row.began == run.episodes.began[row.episode]:
            born = run.children.born[run.episodes.child[row.episode]]
            could = min(run.until, born + 18 * YEAR) - row.began
            sample.append(-np.expm1(-used(row.ended - row.began)) / -np.expm1(-used(could)))
    assert_uniform(sample, at_least=800)


def test_step_down_breaks_down_as_published_by_14_and_52_weeks() -> None:
    parameters = changed(
        arriving(40.0, every(ByDuration, 0.0)),
        policy={"residential_first_other": every(ByAge, 1.0)},
        stability={"immediate_share": 1.0},
        connected_persons=None,
        in_house_fostering=fostering(households=30.0, places_shares=only(ByPlaces, three=1.0)),
        childrens_homes=market(),
        ipop=panel(ready=1.0, review_after=0.0, transition_weeks=0.0),
    )
    days = []
    for replication in range(40):
        run = simulate(parameters, 2.5, seed=24, replication=replication)
        days.extend(
            row.ended - row.began if row.ended == row.ended else inf
            for row in rows(run.placements)
            if row.step_down and row.began <= run.until - 52 * 7
        )
    assert len(days) > 2400
    assert_share(sum(day <= 14 * 7 for day in days), len(days), 0.25)
    assert_share(sum(day <= 52 * 7 for day in days), len(days), 0.36)
    # between the two points the hazard is constant in each stretch: the whole curve, cut off at a year
    early, late = -log(1 - 0.25) / 98, (log(1 - 0.25) - log(1 - 0.36)) / 266
    assert_uniform(
        [-np.expm1(-early * min(day, 98) - late * max(0.0, day - 98)) / 0.36 for day in days if day <= 364],
        at_least=800,
    )
