"""A base that stands still: an authority's doors fitted until it keeps up its own first day.

England's mechanisms, with the authority's own doors: they start at England's, times what the kind's share of children
is of England's, and are turned after each of some long runs. Disruption and planned moves are fitted to children with
three or more placements and to long-term stability in the same rounds. Then the base is opened as it will be used, many
times, and the doors are turned to what is found in its third year: one long run of a small council has the luck of few
households, and households stay as many in it as on the first day, which they do not do in a base.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf, isfinite, nan

import numpy as np

from sim.bases.own_goals import OwnGoals
from sim.experiments.balance.first_years import ThirdYear, replications, third_year
from sim.experiments.balance.kept import with_kinds
from sim.experiments.balance.knobs import turned
from sim.experiments.balance.long_run import LongRun, length, long_run
from sim.experiments.balance.national_legal import ASSESSORS, enough_assessors
from sim.experiments.balance.own_turns import own_aim, towards_own
from sim.fitting.reference import reference_entries
from sim.foundations.calendar import Calendar
from sim.foundations.codes import Kind
from sim.measures.arrays import Numbers
from sim.model.lives.leaving import other_ways
from sim.model.pool.making import make_pool
from sim.parameters.parameters import Parameters

LONG_RUNS = 5
"""After each of which everything is turned."""

LOOKS = 4
"""At the third year; the last only tells what the fitted numbers give."""

LEAST_SHARE = 0.002
"""Of children, that a kind is taken to have when none is published: one day there may be one."""


@dataclass(frozen=True, slots=True)
class BalanceAim:
    """What a base is to keep up."""

    kinds: Numbers
    """Children by kind on the first day."""
    three_or_more: float
    """Percent of children with three or more placements in a year; not a number when not known."""
    stability: float
    """Long-term stability, percent; not a number when not known."""
    unavailable: float = nan
    """Of the empty places of in-house households, those that are not available; not a number when not known."""
    own: OwnGoals | None = None
    """What the council's returns tell of ways between placements, in the place of what would be fitted to the above."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One number that is fitted to a kind's share of children, and how quickly."""

    path: str
    kind: Kind
    damping: float
    start: float = 1.0
    """To what power England's number is first multiplied by the share's ratio to England's."""
    least: float = 0.0
    most: float = inf


TURNS = (
    Turn("doors.to_parents", Kind.WITH_PARENTS, 0.8),
    Turn("doors.parents_at_entry", Kind.WITH_PARENTS, 0.4, most=0.9),
    Turn("doors.to_connected", Kind.CONNECTED, 0.7),
    Turn("connected_persons.available", Kind.CONNECTED, 0.3, 0.5, most=0.75),
    Turn("doors.to_other_residential", Kind.OTHER_RESIDENTIAL, 0.5),
    Turn("policy.other_residential_at_entry", Kind.OTHER_RESIDENTIAL, 0.3, 0.5, most=0.9),
    Turn("doors.to_secure", Kind.SECURE, 0.5),
    Turn("policy.residential_after_disruption", Kind.CHILDRENS_HOME, 0.3, 0.3, most=0.7),
    Turn("policy.residential_first", Kind.CHILDRENS_HOME, 0.8, 0.5, most=0.9),
    Turn("policy.residential_first_other", Kind.CHILDRENS_HOME, 0.8, 0.5, most=0.9),
    Turn("stability.moves_to_supported", Kind.SUPPORTED, 0.8, 0.5),
    Turn("policy.supported_first", Kind.SUPPORTED, 0.3, 0.3, most=0.95),
    Turn("policy.unaccompanied_supported_first", Kind.SUPPORTED, 0.3, 0.0, most=0.95),
    Turn("in_house_fostering.agreement", Kind.IN_HOUSE, 3.0, 0.0, most=0.95),  # who agrees more often is asked less
    Turn("in_house_fostering.unskilled_agreement", Kind.IN_HOUSE, 0.6, 0.0, most=1.0),
    Turn("leaving.adoption_median", Kind.ADOPTION, 0.8, 0.0, least=120.0, most=420.0),
)
"""What is turned to keep up each kind; agencies take whoever is left. The last is left out where a legal process makes
adoptions: how long children are placed before the order is told by several 31 Marches, not by the first day's few."""

MOVES = ("in_house", "connected", "agency")

SLOWEST, FASTEST = 0.25, 2.5
"""Limits of disruption and planned moves, times England's: beyond them other things are wrong."""

UNAVAILABLE = "in_house_fostering.unavailable_share"
LEAST_UNAVAILABLE, MOST_UNAVAILABLE = 0.02, 0.85

PATHS = (
    *(turn.path for turn in TURNS),
    UNAVAILABLE,
    "stability.scale",
    "stability.planned_moves",
    "leaving.by_kind.multiplier",
    "leaving.by_kind.time_in_care",
    "leaving.by_kind.age",
    "leaving.by_kind.route",
    ASSESSORS,
)
"""Every quantity that the fit may set."""


@dataclass(frozen=True, slots=True)
class BalancedBase:
    """Parameters that keep up the first day, and what they give in the long run."""

    parameters: Parameters
    year: ThirdYear
    aim: BalanceAim
    held: float
    """Children in the third year at present levels, the mean of all looks: each alone has luck of its own."""

    def shares(self) -> Iterator[tuple[Kind, float]]:
        """Yield each kind with its share of children in the third year over its share on the first day."""
        wanted, found = _shares(self.aim.kinds), self.year.children / self.year.children.sum()
        for kind in Kind:
            yield kind, float(found[kind] / wanted[kind])


def turns(parameters: Parameters) -> tuple[Turn, ...]:
    """Return what is turned to keep up each kind."""
    return TURNS[:-1] if parameters.legal_process else TURNS


def paths(parameters: Parameters, own: OwnGoals | None = None) -> tuple[str, ...]:
    """Return what the fit sets; own figures may be goals of more than published ones."""
    unset = {turn.path for turn in TURNS} - {turn.path for turn in turns(parameters)}
    unset |= set() if parameters.legal_process else {ASSESSORS}
    more = () if own is None else (one.path for one in own.told if one.path not in PATHS)
    return (*(path for path in PATHS if path not in unset), *more)


def standing(
    parameters: Parameters,
    england: Parameters,
    aim: BalanceAim,
    calendar: Calendar,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
) -> BalancedBase:
    """Return the parameters with everything in `paths` fitted to `aim`, by long runs and looks: seconds to minutes.

    `progress` is told how many rounds are done, of how many.
    """
    usual, looked_after = england.opening, float(aim.kinds.sum())
    assert usual is not None
    parameters = _started(parameters, england, _shares(aim.kinds) / _shares(np.array(usual.kinds.values())))
    years = length(looked_after)
    before, own = parameters, None
    for number in range(LONG_RUNS):
        run = long_run(parameters, calendar, seed, years, number)
        if aim.own is not None and own is None:
            own = own_aim(aim.own, run.ends, before)
        if progress is not None:
            progress(number + 1, LONG_RUNS + LOOKS)
        step = 1.0 / (1.0 + 0.25 * number)
        parameters = _towards(parameters, aim, run.children, run.unavailable, step)
        parameters = enough_assessors(_moves_towards(parameters, england, aim, run, step), run)
        if own is not None:
            parameters = towards_own(parameters, own, run.ends, step)
    pool, held = make_pool(parameters, calendar, seed, reference_entries(parameters)), []
    for look in range(LOOKS):
        year = third_year(parameters, calendar, seed, pool, replications(looked_after), look)
        held.append(float(year.children.sum()))
        if progress is not None:
            progress(LONG_RUNS + look + 1, LONG_RUNS + LOOKS)
        if look + 1 < LOOKS:
            parameters = _towards(parameters, aim, year.children, year.unavailable, 1.0 / (1.0 + 0.25 * look))
    return BalancedBase(parameters, year, aim, float(np.mean(held)))


def _started(parameters: Parameters, england: Parameters, ratio: Numbers) -> Parameters:
    """Return the parameters at England's doors, times what the shares of the kinds are of England's."""
    for turn in turns(parameters):
        if turn.start:
            parameters = _at_england(parameters, england, turn.path)
            parameters = turned(
                parameters, turn.path, float(np.clip(ratio[turn.kind], 0.1, 4.0)), turn.start, most=turn.most
            )
    stability = replace(parameters.stability, planned_moves=england.stability.planned_moves)
    return replace(parameters, stability=stability)


def _at_england(parameters: Parameters, england: Parameters, path: str) -> Parameters:
    part, name = path.split(".")
    mine = getattr(parameters, part)
    return replace(parameters, **{part: replace(mine, **{name: getattr(getattr(england, part), name)})})


def _towards(parameters: Parameters, aim: BalanceAim, children: Numbers, unavailable: float, step: float) -> Parameters:
    """Return the parameters turned by the children of each kind that a round gave: less in each, as each has luck."""
    wanted, found = _shares(aim.kinds), children / children.sum()
    own = frozenset() if aim.own is None else aim.own.paths
    for turn in turns(parameters):
        if turn.path in own:
            continue
        ratio = float(wanted[turn.kind] / max(float(found[turn.kind]), 1e-4))
        parameters = turned(parameters, turn.path, ratio, turn.damping * step, turn.least, turn.most)
    if not isfinite(aim.unavailable + unavailable):
        return parameters
    ratio = aim.unavailable / max(unavailable, 1e-3)
    return turned(parameters, UNAVAILABLE, ratio, 1.2 * step, LEAST_UNAVAILABLE, MOST_UNAVAILABLE)


def _moves_towards(
    parameters: Parameters, england: Parameters, aim: BalanceAim, run: LongRun, step: float
) -> Parameters:
    """Return the parameters with moves, and what keeps leaving in all, turned by what a long run gave."""
    moved = aim.three_or_more / max(run.three_or_more, 0.5) if isfinite(aim.three_or_more + run.three_or_more) else 1.0
    unsettled = (
        (100.0 - aim.stability) / max(100.0 - run.stability, 1.0) if isfinite(aim.stability + run.stability) else 1.0
    )
    usual, own = england.stability.scale, frozenset() if aim.own is None else aim.own.paths
    if "stability.scale" not in own:
        parameters = turned(parameters, "stability.scale", moved, 1.2 * step, SLOWEST * usual, FASTEST * usual)
    for name in () if "stability.planned_moves" in own else MOVES:
        # where the two indicators pull apart, fewer with three or more placements goes before fewer settled
        path, usual = f"stability.planned_moves.{name}", getattr(england.stability.planned_moves, name)
        both = (unsettled * moved) ** 0.5
        parameters = turned(parameters, path, both, 1.5 * step, SLOWEST * usual, FASTEST * usual)
    multipliers = np.array(england.leaving.by_kind.multiplier.values())
    kept_up = with_kinds(other_ways(parameters), run.exposure, multipliers)
    return replace(parameters, leaving=replace(parameters.leaving, by_kind=kept_up.by_kind))


def _shares(kinds: Numbers) -> Numbers:
    """Return the share of children of each kind, none less than the least."""
    shares = np.maximum(kinds / max(float(kinds.sum()), 1e-9), LEAST_SHARE)
    result: Numbers = shares / shares.sum()
    return result
