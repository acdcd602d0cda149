"""The search: few runs of many mixes, then more and more of those that may be on the frontier or the best.

Where all mixes can be run as often as asked for, all are. Otherwise a surface first says which mixes are worth running
(`surface.py`); then, round by round, the mixes that are clearly behind are left out and the others get twice the
replications, as many of them as the allowance of runs pays for. All rounds share the luck of their replications.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, hypot, inf
from typing import Protocol

import numpy as np

from sim.experiments.frontier.aim import Against, FrontierAim, MixRuns, Yardstick
from sim.experiments.frontier.dominance import (
    behind_best,
    behind_each,
    behind_frontier,
    best_of,
    thinned,
)
from sim.experiments.frontier.record import NONE, Effort, Fate, Round, SearchRecord
from sim.experiments.frontier.surface import MixSurface, columns, fewest_run, fitted, worth_running
from sim.foundations.faults import BadInput
from sim.measures.arrays import Flags, Numbers, Rows

CLEARLY = 3.0
"""Standard errors by which a mix must be behind to be left out: a judgement; luck alone does that to one in 700."""

FEWEST = 4
"""Mixes that stay to the end, at least."""

FOR_SURFACE = 0.25
"""Share of the runs that may go to the surface: a judgement."""

MOST_THINNED = 1_000
"""Mixes that are held against one another at most; of more, those nearest the front."""

LEAST_DEFINED = 5
"""Replications in which a measure must be defined for every mix."""


class Look(Protocol):
    """Runs mixes."""

    def __call__(self, mixes: Sequence[int], replications: range) -> MixRuns:
        """Return what the mixes gave in the replications, a row for each mix in their order."""


def search(look: Look, sizes: Numbers, aim: FrontierAim, effort: Effort) -> SearchRecord:
    """Return which mixes stay, having run them.

    `sizes` has a row for each mix, that without any first, and a column for each strategy. Raises BadInput when the
    runs do not suffice for the smallest search, or the measure is hardly ever defined.
    """
    count = len(sizes)
    found = SearchRecord(count)
    left: Rows = np.arange(count)
    all_at_once = count * effort.last <= effort.runs
    rounds = (effort.last,) if all_at_once else effort.rounds
    expected = None
    if not all_at_once and count * rounds[0] > FOR_SURFACE * effort.runs:
        expected = _by_surface(found, look, _surface(sizes, effort), aim, effort)
        left = np.flatnonzero([fate is Fate.STAYED for fate in found.fates])
    for place, replications in enumerate(rounds):
        runs = _defined(look(left.tolist(), range(replications)))
        fresh = found.note(left, runs, replications)
        if expected is not None and place == 0:
            found.misfit = float(np.sqrt(((found.changes[left, 0] - expected[left]) ** 2).mean()))
        last = replications == rounds[-1]
        room = len(left) if last else _room(effort, found.runs_in_all + fresh, rounds, place)
        kept = _select(found, left, runs, aim, room, final=last)
        found.rounds.append(Round(len(left), replications, fresh, found.counted(left)))
        left, found.runs = left[kept], runs.of(kept)
    found.stayed = left
    return found


def _surface(sizes: Numbers, effort: Effort) -> Numbers:
    """Return what the surface is made of. Raises BadInput when the runs do not suffice for one."""
    made = columns(sizes, int(FOR_SURFACE * effort.runs) // effort.rounds[0])
    if made is None:
        least = ceil(fewest_run(sizes) * effort.rounds[0] / FOR_SURFACE)
        raise BadInput(
            [
                f"runs: {effort.runs:,} are too few to choose among {len(sizes):,} mixes; give at least {least:,}, or "
                "fewer strategies or sizes"
            ]
        )
    return made


def _by_surface(found: SearchRecord, look: Look, made: Numbers, aim: FrontierAim, effort: Effort) -> Numbers:
    """Leave out the mixes that a surface shows to be behind; return what it expects each to change in the measure."""
    replications = effort.rounds[0]
    chosen = worth_running(made, int(FOR_SURFACE * effort.runs) // replications)
    seen = _defined(look(chosen.tolist(), range(replications)))
    fresh = found.note(chosen, seen, replications)
    each = [fitted(made, chosen, part) for part in (seen.measure, seen.strategies, seen.total)]
    runs = MixRuns(*(one.filled for one in each))
    not_run = np.flatnonzero(found.seen == 0)
    means = runs.means()
    found.changes[not_run] = (means - means[NONE])[not_run]
    every = np.arange(len(made))
    _select(found, every, runs, aim, _room(effort, fresh, (0, *effort.rounds), 0), misfits=each)
    found.rounds.append(Round(len(chosen), replications, fresh, found.counted(every), by_surface=True))
    expected: Numbers = means[:, 0] - means[NONE, 0]
    return expected


def _select(
    found: SearchRecord,
    mixes: Rows,
    runs: MixRuns,
    aim: FrontierAim,
    room: int,
    *,
    final: bool = False,
    misfits: Sequence[MixSurface] = (),
) -> Rows:
    """Take down which of the mixes are left out, and why; return the rows of those that stay.

    At the end only the budget counts: what is behind by then is told, not left out.
    """
    unsure = [one.misfit for one in misfits] or [0.0, 0.0, 0.0]
    at_none = np.flatnonzero(mixes == NONE)
    over = _over_budget(runs.strategies, aim.budget, unsure[1], final=final)
    over[at_none] = False
    inside = np.flatnonzero(~over)
    found.leave_out(mixes[over], Fate.OVER_BUDGET)
    if final:
        return inside
    here = runs.of(inside)
    stay = {int(row) for row in np.flatnonzero(inside == at_none)} | _best(here, aim)
    behind = _behind(here, aim, unsure)
    behind[list(stay)] = -inf
    order = np.argsort(behind, kind="stable")
    near = max(FEWEST, int((behind < CLEARLY).sum()))
    found.leave_out(mixes[inside[order[near:]]], Fate.BEHIND)
    nearest = np.sort(order[: min(near, MOST_THINNED)])
    found.leave_out(mixes[inside[order[MOST_THINNED:near]]], Fate.CROWDED_OUT)
    if len(nearest) > room:
        close = here.of(nearest)
        # a mix stands for another that it is ahead of in all that any mix may be best by
        losses = (close.strategies, aim.loss(close), close.total)
        each = behind_each(losses, range(len(nearest)), (unsure[1], unsure[0], unsure[2]))
        rows = thinned(each, room, np.flatnonzero(np.isin(nearest, list(stay))).tolist())
        found.leave_out(mixes[inside[np.delete(nearest, rows)]], Fate.CROWDED_OUT)
        nearest = nearest[rows]
    return inside[nearest]


def _best(runs: MixRuns, aim: FrontierAim) -> set[int]:
    """Return the rows of the mixes that are best so far by a yardstick; of equals the cheapest."""
    return {best_of(aim.loss(runs, yardstick), runs.strategies) for yardstick in aim.yardsticks}


def _behind(runs: MixRuns, aim: FrontierAim, unsure: Sequence[float]) -> Numbers:
    """Return how clearly each mix is behind the frontier and every best one, in standard errors."""
    measure, _, total = unsure
    behind = behind_frontier(aim.cost(runs), aim.loss(runs), _of_frontier(aim, unsure))
    net = hypot(total, (aim.worth or 0.0) * measure)
    for yardstick in aim.yardsticks:
        mine = {Yardstick.MEASURE: measure, Yardstick.TOTAL_COST: total, Yardstick.NET_BENEFIT: net}[yardstick]
        behind = np.minimum(behind, behind_best(aim.loss(runs, yardstick), runs.strategies, mine))
    return behind


def _of_frontier(aim: FrontierAim, unsure: Sequence[float]) -> tuple[float, float]:
    """Return the standard errors beyond luck of the two losses of the frontier."""
    measure, strategies, total = unsure
    return (strategies if aim.against is Against.STRATEGIES else total), measure


def _over_budget(costs: Numbers, budget: float | None, unsure: float, *, final: bool) -> Flags:
    """Return which mixes cost more than the budget: on average at the end, clearly before."""
    if budget is None:
        return np.zeros(len(costs), dtype=np.bool_)
    errors = np.sqrt(costs.var(axis=1, ddof=1) / costs.shape[1] + unsure**2) if costs.shape[1] > 1 else inf
    over: Flags = costs.mean(axis=1) > budget + (0.0 if final else CLEARLY * errors)
    return over


def _room(effort: Effort, used: int, rounds: Sequence[int], place: int) -> int:
    """Return how many mixes the runs that are left pay for in the next round, when all rounds to come take as many."""
    to_come = len(rounds) - 1 - place
    return max(FEWEST, (effort.runs - used) // to_come // (rounds[place + 1] - rounds[place]))


def _defined(runs: MixRuns) -> MixRuns:
    """Return the replications in which the measure is defined for every mix. Raises BadInput when they are too few."""
    defined = runs.defined()
    if defined.replications < min(LEAST_DEFINED, runs.replications):
        problem = f"is defined for every mix in {defined.replications} of {runs.replications} replications"
        raise BadInput([f"measure: {problem}; choose one that does not hang on a service that some mixes lack"])
    return defined
