"""Rates of a council's own laid over its base: coming back, custody, and goals of ways between placements."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.bases.base import Baseline
from sim.bases.entries import Entry, in_order, plain
from sim.bases.national.reference import GRID
from sim.bases.own.of_coming_back import of_coming_back, of_remands
from sim.bases.own.of_moves import OwnMoves, own_moves
from sim.fitting.entrants import of_demand
from sim.fitting.stationary import stationary
from sim.parameters.parameters import Parameters
from sim.published.own import OwnFigures
from sim.returns.lives import CareLives
from sim.scenario.quantities.declared import build
from sim.scenario.scenario import load

ENTRIES = "demand.entries_per_year"


@dataclass(frozen=True, slots=True)
class WithOwnRates:
    """A base with its own rates, and what was learned of moves."""

    base: Baseline
    moves: OwnMoves


def laid(base: Baseline) -> Parameters:
    """Return the parameters of a base, its own values over England's."""
    quantities = {**load(base.based_on).quantities, **base.quantities}
    return build({path: quantity.value for path, quantity in quantities.items()})


def with_own_rates(base: Baseline, before: Parameters, lives: CareLives, own: OwnFigures) -> WithOwnRates:
    """Return the base with what returns tell of coming back, custody and moves.

    `before` are the numbers of the base from published figures. As many start in a year as before: where more come
    back, fewer enter for the first time.
    """
    moves = own_moves(lives, before, own.source, own.as_of)
    anew = (
        *of_coming_back(lives, before, own.source, own.as_of),
        *of_remands(moves.first, before, own.source, own.as_of),
    )
    found = _with(replace(base, goals=moves.goals), anew)
    after = laid(found)
    entries = next(one for one in found.entries if one.path == ENTRIES)
    number = after.demand.entries_per_year * _started(before) / _started(after)
    kept = replace(entries, quantity=replace(entries.quantity, value=plain(number, 4)))
    return WithOwnRates(_with(found, (kept,)), moves)


def _with(base: Baseline, anew: tuple[Entry, ...]) -> Baseline:
    """Return the base with other entries in the place of those of their paths, or added."""
    paths = {one.path for one in anew}
    others = [one for one in base.entries if one.path not in paths]
    return replace(base, entries=in_order((*others, *anew)))


def _started(parameters: Parameters) -> float:
    """Return the children who start in a year, each counted once, where one enters who has not been there before."""
    one = replace(parameters.demand, entries_per_year=1.0)
    return stationary(parameters.leaving, of_demand(one, GRID), 0.0, GRID).started
