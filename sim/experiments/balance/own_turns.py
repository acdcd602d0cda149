"""Ways between placements turned until a run comes to what a council's own returns tell, end by end.

What is believed where few tell is what the first run gave, which began at England's numbers and the council's shares of
each kind; it stays as it was then, so that later rounds do not believe themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from math import isfinite

import numpy as np

from sim.bases.own.of_moves import OF_FIRST
from sim.bases.own_goals import OwnGoals
from sim.experiments.balance.ends import EndsOfPlacements
from sim.experiments.balance.knobs import turned
from sim.fitting.breakdowns import Breakdowns, breakdowns_from
from sim.foundations.codes import AgeBand, Kind
from sim.measures.arrays import Numbers
from sim.parameters.parameters import Parameters
from sim.parameters.stability import Stability
from sim.parameters.tables import ByAge, ByDuration, ByKind, Table
from sim.returns.estimates.moves import NOT_FROM
from sim.returns.estimates.rate import rate
from sim.returns.estimates.share import share

LEAST, MOST = 0.2, 5.0
"""Limits of a number, times what it was before the fit."""
DAMPING, OF_SHARES = 0.8, 0.8
LEAST_RATE = 1e-4
MOST_SHARE = 0.95


@dataclass(frozen=True, slots=True)
class OwnAim:
    """Own figures with what is believed where they are thin, and the numbers before the fit."""

    goals: OwnGoals
    first: Numbers
    """Shares of those who come at each age, by first kind; not a number where nobody tells of it."""
    alone_supported: float
    planned: Numbers
    """A child-year, by kind; not a number likewise."""
    before: Parameters


def own_aim(goals: OwnGoals, believed: EndsOfPlacements, before: Parameters) -> OwnAim:
    """Return the aim of a fit, by what its first run gave."""
    usual = _shares(believed.first)
    aimed = np.full(usual.shape, np.nan)
    for kind in Kind:
        for age in AgeBand:
            number, of = goals.first[kind, age], goals.first_of[age]
            if isfinite(number) and isfinite(of):
                aimed[kind, age] = share(number, max(of, number + 1.0), float(usual[kind, age])).value
    alone = float(_shares(believed.alone[:, None])[Kind.SUPPORTED, 0])
    told = isfinite(goals.alone)
    supported = share(goals.alone_supported, max(goals.alone, goals.alone_supported + 1.0), alone).value
    years = believed.child_years.sum(axis=(0, 2))
    usually = believed.planned.sum(axis=(0, 2)) / np.maximum(years, 1e-9)
    planned = np.array(
        [
            rate(ends, ends / found, usual).value if isfinite(found) else np.nan
            for ends, found, usual in zip(
                goals.planned_ends.tolist(), goals.planned.tolist(), usually.tolist(), strict=True
            )
        ]
    )
    return OwnAim(goals, aimed, supported if told else np.nan, planned, before)


def towards_own(parameters: Parameters, aim: OwnAim, run: EndsOfPlacements, step: float) -> Parameters:
    """Return the parameters turned by what a long run gave: less in each round, as each has luck."""
    goals = aim.goals
    if goals.breakdowns is not None:
        parameters = replace(
            parameters, stability=_breakdowns(parameters.stability, aim.before.stability, goals.breakdowns, run, step)
        )
    for path, ratio in _ratios(aim, run):
        parameters = turned(parameters, path, ratio, DAMPING * step, *_limits(aim.before, path))
    return parameters


def _breakdowns(
    stability: Stability, before: Stability, goal: Breakdowns, run: EndsOfPlacements, step: float
) -> Stability:
    """Return breakdown turned by time, kind and age, and its scale by what is left."""
    found = breakdowns_from(run.broken, run.child_years, goal)
    expected = found.rates * run.child_years
    total = float(expected.sum())
    scale = float((goal.rates * run.child_years).sum()) / max(total, 1e-9)

    def turns(goals: Numbers, each: Numbers, axes: tuple[int, int]) -> Numbers:
        ratios: Numbers = goals / np.maximum(each, 1e-9)
        weights = expected.sum(axis=axes) / max(total, 1e-9)
        result: Numbers = ratios / max(float(weights @ ratios), 1e-9)
        return result

    by_time = turns(goal.by_time, found.by_time, (1, 2))
    by_kind = turns(goal.by_kind, found.by_kind, (0, 2))
    by_age = turns(goal.by_age, found.by_age, (0, 1))
    damping = DAMPING * step
    return replace(
        stability,
        scale=_kept_within(stability.scale * scale**damping, before.scale),
        hazard_by_time_in_placement=ByDuration(
            *_times(stability.hazard_by_time_in_placement, before.hazard_by_time_in_placement, by_time**damping)
        ),
        kind_multiplier=ByKind(*_times(stability.kind_multiplier, before.kind_multiplier, by_kind**damping)),
        age_multiplier=ByAge(*_times(stability.age_multiplier, before.age_multiplier, by_age**damping)),
    )


def _times(now: Table, before: Table, factors: Numbers) -> Iterator[float]:
    for number, usual, factor in zip(now.values(), before.values(), factors.tolist(), strict=True):
        yield _kept_within(number * factor, usual)


def _kept_within(number: float, usual: float) -> float:
    return min(max(number, LEAST * usual), MOST * usual)


def _ratios(aim: OwnAim, run: EndsOfPlacements) -> Iterator[tuple[str, float]]:
    """Yield the path of each number that is turned, and its goal over what the run gave."""
    goals = aim.goals
    years, planned = run.child_years.sum(axis=(0, 2)), run.planned.sum(axis=(0, 2))
    by_plan = run.by_plan.sum(axis=(0, 2))
    for place, item in enumerate(fields(ByKind)):
        if isfinite(aim.planned[place]) and years[place] > 0:
            # emergency places left for the one sought, and the like, are planned too, and are not turned by it
            found, turns = float(planned[place] / years[place]), max(float(by_plan[place] / years[place]), LEAST_RATE)
            yield f"stability.planned_moves.{item.name}", max(1.0 + (float(aim.planned[place]) - found) / turns, LEAST)
    able = [kind for kind in Kind if kind not in NOT_FROM]
    from_16 = float(run.child_years[:, able, AgeBand.FROM_16].sum())
    if isfinite(goals.to_supported) and from_16 > 0:
        found = max(float(run.to_supported[:, able].sum()) / from_16, LEAST_RATE)
        yield "stability.moves_to_supported", goals.to_supported / found
    shares = _shares(run.first)
    for path, _, kinds in OF_FIRST:
        if path not in goals.paths:
            continue
        wanted, found_shares = aim.first[list(kinds)].sum(axis=0), shares[list(kinds)].sum(axis=0)
        if path == "policy.supported_first":
            ratio = _ratio(wanted[AgeBand.FROM_16], found_shares[AgeBand.FROM_16])
            if isfinite(ratio):
                yield path, ratio
        elif path == "doors.parents_at_entry":
            known = np.isfinite(wanted)
            ages = run.first.sum(axis=0)
            yield path, _ratio(float(wanted[known] @ ages[known]), float(found_shares[known] @ ages[known]))
        else:
            for place, item in enumerate(fields(ByAge)):
                ratio = _ratio(wanted[place], found_shares[place])
                if isfinite(ratio):
                    yield f"{path}.{item.name}", ratio
    if isfinite(aim.alone_supported):
        found = float(_shares(run.alone[:, None])[Kind.SUPPORTED, 0])
        yield "policy.unaccompanied_supported_first", aim.alone_supported / max(found, LEAST_RATE)


def _ratio(wanted: float, found: float) -> float:
    return wanted / max(found, LEAST_RATE)


def _shares(numbers: Numbers) -> Numbers:
    """Return the shares by kind of those in each column."""
    of = np.maximum(numbers.sum(axis=0), 1.0)
    result: Numbers = numbers / of
    return result


def _limits(before: Parameters, path: str) -> tuple[float, float]:
    """Return the least and the most of a number: shares by their unit, rates beside what they were."""
    if not path.startswith("stability."):
        return 0.0, MOST_SHARE
    value: object = before
    for name in path.split("."):
        value = getattr(value, name)
    assert isinstance(value, float)
    return LEAST * value, MOST * value
