"""A base from a council's own SSDA903 returns: as from published figures, with its own leaving by time in care."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.bases.base import Baseline
from sim.bases.entries import Entry, entry, in_order, plain, table
from sim.bases.own.base import own_base
from sim.bases.own.first_day import ShownTimes, by_age_and_time, of_time_in_care, shown_times
from sim.bases.own.of_moves import OwnMoves
from sim.bases.own.rates import laid, with_own_rates
from sim.bases.own.time_in_care import FINE, leaving_by_time, turned
from sim.fitting.entrants import of_demand
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.parameters.tables import ByDuration
from sim.published.authorities import Authority
from sim.published.own import OwnFigures
from sim.published.table import Figures
from sim.returns.counts import counts
from sim.returns.estimates.leaving import LeavingEstimate, bands_known, leaving_counts, leaving_estimate
from sim.returns.lives import CareLives
from sim.returns.own_figures import figure_rows
from sim.returns.privacy import rounded
from sim.returns.published_form import published_form
from sim.returns.time_in_care import times_in_care

FEWEST = 30
"""Children looked after on the last day below which counts may not leave a council, even rounded."""
FEW = f"fewer than {FEWEST} children looked after on their last day: too few for counts to leave the council"
INSTEAD = "make a base of published figures, and give what you may on a sheet of own figures"
FEWEST_EVENTS = 10
"""Of a rate that leaves."""
HAZARD = "leaving.hazard_by_time_in_care"
RETURNS_FOR_AGES = 3


@dataclass(frozen=True, slots=True)
class ReturnsBase:
    """A base from returns, with what was learned of leaving by time in care and of moves."""

    base: Baseline
    leaving: LeavingEstimate
    moves: OwnMoves
    times: ShownTimes
    """In care on the first day, by age."""


def too_few(lives: CareLives) -> bool:
    """Whether so few children are looked after on the last day that no count of them may leave the council."""
    return counts(lives)[-1].looked_after < FEWEST


def own_returns(lives: CareLives, code: str) -> OwnFigures:
    """Return returns as own figures that may leave the council: rounded, small numbers hidden. Raises BadInput."""
    if too_few(lives):
        raise BadInput([f"the returns have {FEW}; {INSTEAD}"])
    first, last = lives.window.years[0], lives.window.years[-1]
    years = f"the year to 31 March {last}" if first == last else f"the years to 31 March {first} to {last}"
    return OwnFigures(
        published_form(figure_rows(lives, code)),
        lives.window.last,
        f"Own SSDA903 returns, {years}, about {counted(rounded(len(lives.children)) or 0, 'child', 'children')}, "
        "counts rounded to 5",
    )


def returns_base(authority: Authority, lives: CareLives, known: Figures, *, courts: bool = False) -> ReturnsBase:
    """Return the base that begins the day after the returns end. Raises BadInput as `own_base` does."""
    own = own_returns(lives, authority.code)
    base = own_base(authority, own, known, courts=courts)
    parameters = laid(base)
    leaving, entrants = parameters.leaving, of_demand(parameters.demand, FINE)
    believed = leaving_by_time(leaving, entrants).rates
    seen = leaving_counts(lives)
    returns = len(lives.window.years)
    estimate = leaving_estimate(
        seen, believed.tolist(), leaving.age_multiplier.values(), bands_known(returns), returns >= RETURNS_FOR_AGES
    )
    events = seen.events.sum(axis=1)
    goals = [
        one.value if one.own > 0 and events[band] >= FEWEST_EVENTS else believed[band]
        for band, one in enumerate(estimate.by_time)
    ]
    found = turned(leaving, entrants, goals)
    anew = _hazards(found.hazard_by_time_in_care, own, base, estimate)
    times = shown_times(times_in_care(lives), by_age_and_time(found, entrants, FINE))
    entries = (*(anew if one.path == HAZARD else one for one in base.entries), *of_time_in_care(times, own))
    rates = with_own_rates(replace(base, entries=in_order(entries)), parameters, lives, own)
    return ReturnsBase(rates.base, estimate, rates.moves, times)


def _hazards(value: ByDuration, own: OwnFigures, base: Baseline, estimate: LeavingEstimate) -> Entry:
    """Return the rates by time in care as an entry, with how much of them is the council's own."""
    before = next(one for one in base.entries if one.path == HAZARD)
    events = float(estimate.counts.events.sum())
    share = float(np.mean([one.own for one in estimate.by_time]))
    spread = float(np.exp(1.28 / np.sqrt(max(events, 1.0))))
    return entry(
        HAZARD,
        table(ByDuration, value.values()),
        before.title,
        "fitted",
        f"{own.source}: turned until children leave each band of time in care before 18 as the returns tell (about "
        f"{rounded(round(events)) or 0} exits; entries before the first return left out; {100 * share:.0f}% own, the "
        "rest this base from published figures)",
        own.as_of,
        low=plain(1 / spread),
        high=plain(spread),
        distribution="scaled_lognormal",
        weights=before.weights,
    )
