"""How long it takes from entering care to a court's final order, and from a placement order to a match: on a grid.

Children on an interim care order enter when the case is issued, or evenly over the first part of it; after police
protection and emergency orders, and under section 20, the case is issued after entering (section 20: at a legal
planning meeting). Cases are put together as `case_time.py` says. The search for adopters begins at the placement
order, or at the decision that the child should be adopted (made by a review, and by the decision maker), and a panel
matches once there is an order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from sim.fitting.case_mix import CaseOutcome
from sim.fitting.case_time import CaseTimes
from sim.fitting.putting_off import delayed
from sim.fitting.spread_points import Draws
from sim.fitting.steps import QUADRATURE, Array, Grid
from sim.foundations.codes import AgeBand, Route
from sim.parameters.legal.legal import Legal

COURT_ROUTES = (
    Route.VOLUNTARY,
    Route.INTERIM_CARE_ORDER,
    Route.POLICE_PROTECTION,
    Route.EMERGENCY_PROTECTION,
)
"""By which some children come to court."""

BETWEEN_REVIEWS = 182.0
"""Days between the later reviews at which permanence may be decided."""

SEARCH_COLUMNS = 38
"""Columns of the points from which on they are of the search for adopters."""


@dataclass(frozen=True, slots=True)
class OrderTimes:
    """Chances for each step of time (last axis), of children who come to court."""

    issued: Array
    """From entering to the case being issued, by place in `COURT_ROUTES`."""
    ordered: Array
    """From entering to the final order, by place in `COURT_ROUTES`, `CaseOutcome`, and if adoption is considered."""
    matched: Array
    """From a placement order to the match with adopters, by age band at entry."""
    decided_before: Array
    """Mean days from the decision that a child should be adopted to the placement order, by whether it is considered
    from the start."""


def order_times(legal: Legal, cases: CaseTimes, grid: Grid, together: float = 0.0) -> OrderTimes:
    """Return the times on a grid; `together` is the share of children sought a family for with brothers and sisters."""
    at_once = np.zeros(len(grid.middle))
    at_once[0] = 1.0
    at_meeting = _lognormal_and_wait(legal.issue_median_voluntary, legal.issue_spread, legal.planning.interval, grid)
    soon = _lognormal_and_wait(legal.issue_median_emergency, legal.issue_spread, 0.0, grid)
    issued = np.stack([at_meeting, at_once, soon, soon])
    late = cases.days[..., None] * (1.0 - legal.enters_until * QUADRATURE)
    of_case = _steps_after(cases.days, grid, within=False)
    on_the_way = _steps_after(late.reshape(*late.shape[:2], -1), grid, within=False)
    share = legal.enters_at_issue
    from_issue = _steps_after(cases.days, grid, within=True)
    ordered = np.stack(
        [
            delayed(from_issue, at_meeting),
            share * of_case + (1.0 - share) * on_the_way,
            delayed(from_issue, soon),
            delayed(from_issue, soon),
        ]
    )
    matched = np.stack([_matched(legal, cases, age, grid, together) for age in AgeBand])
    ahead = cases.days[CaseOutcome.ADOPTION] - cases.adoption_decided[CaseOutcome.ADOPTION]
    return OrderTimes(issued, ordered, matched, ahead.mean(axis=1))


def _lognormal_and_wait(median: float, spread: float, longest: float, grid: Grid) -> Array:
    """Return the chance that a lognormal time, and then an even wait, end in each step, from the first day on."""
    edges = np.clip(grid.times[:, None] - longest * QUADRATURE, 1e-9, None)
    cumulative = ndtr(np.log(edges / median) / spread) if spread > 0 else (edges >= median).astype(float)
    cumulative[0] = 0.0
    steps: Array = np.diff(cumulative.mean(axis=1))
    return steps


def _steps_after(days: Array, grid: Grid, *, within: bool) -> Array:
    """Return the share of `days` (last axis) that end in each step; of a start evenly `within` a step if so."""
    number = len(grid.middle)
    steps = np.minimum((days / grid.step).astype(int), number - 2)
    later = days / grid.step - steps if within else np.zeros(days.shape)
    rows = days.reshape(-1, days.shape[-1]).shape[0]
    place = steps.reshape(rows, -1) + number * np.arange(rows)[:, None]
    chances = later.reshape(rows, -1).clip(0.0, 1.0)
    found = np.bincount(place.ravel(), weights=(1.0 - chances).ravel(), minlength=rows * number)
    found = found + np.bincount(place.ravel() + 1, weights=chances.ravel(), minlength=rows * number)
    shares: Array = found.reshape(*days.shape[:-1], number) / days.shape[-1]
    return shares


def _matched(legal: Legal, cases: CaseTimes, age: AgeBand, grid: Grid, together: float) -> Array:
    """Return the chance that a child who was of an age at entry is matched in each step after the placement order."""
    considered = legal.adoption_considered[age]
    steps = [
        _steps_after(days_to_match(legal, cases, age, together, considered=bool(which)), grid, within=True)
        for which in (0, 1)
    ]
    found: Array = (1.0 - considered) * steps[0] + considered * steps[1]
    return found


def days_to_match(legal: Legal, cases: CaseTimes, age: AgeBand, together: float, *, considered: bool) -> Array:
    """Return the days from a placement order to the match, at each point, of children of an age at entry.

    No match comes before the order: a family that was found earlier waits for the next panel after it.
    """
    adoption, permanence, draw = legal.adoption, legal.permanence, Draws(SEARCH_COLUMNS)
    ordered = cases.days[CaseOutcome.ADOPTION, int(considered)]
    papers = np.minimum(cases.adoption_decided[CaseOutcome.ADOPTION, int(considered)], ordered)
    later = np.floor(np.log(draw.uniform()) / np.log(max(1e-9, 1.0 - permanence.decided_by_second_review)))
    reviewed = permanence.second_review + BETWEEN_REVIEWS * later
    at_decision = draw.happens(adoption.starts_at_decision)
    begins = np.where(at_decision, np.minimum(np.maximum(papers, reviewed), ordered), ordered)
    search = adoption.finding_median * np.exp(adoption.finding_spread * ndtri(draw.uniform()))
    search = search * adoption.finding_multiplier[age]
    search = search * np.where(draw.happens(adoption.hard_share), adoption.hard_multiplier, 1.0)
    search = search * np.where(draw.happens(together), adoption.sibling_multiplier, 1.0)
    found = begins + draw.exponential(adoption.idle) + search
    days: Array = np.maximum(found - ordered, 0.0) + adoption.panel_interval * draw.uniform()
    return days
