"""Goals of ways between placements from a council's returns: breakdowns, planned moves, first placements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import exp, isfinite, nan, sqrt

import numpy as np

from sim.bases.entries import plain
from sim.bases.own_goals import OwnGoal, OwnGoals
from sim.fitting.breakdowns import Breakdowns
from sim.fitting.steps import Array
from sim.foundations.codes import AgeBand, Kind
from sim.parameters.parameters import Parameters
from sim.returns.estimates.first_placements import FirstPlacements, first_placements
from sim.returns.estimates.moves import FEWEST, MoveCounts, MoveEstimate, move_counts, move_estimate, supported_of
from sim.returns.lives import CareLives
from sim.returns.privacy import FEWEST_FOR_SHARES, rounded

NINETY = 1.645
"""Standard deviations to either end of the central 90%."""
DIGITS = 3
"""Significant digits to which rates are kept."""

OF_BREAKDOWNS = (
    ("stability.hazard_by_time_in_placement", "Breakdown of placements by time in them"),
    ("stability.scale", "How often placements break down"),
    ("stability.age_multiplier", "Breakdown of placements by age"),
    ("stability.kind_multiplier", "Breakdown of placements by kind"),
)
HOMES = (Kind.CHILDRENS_HOME, Kind.SECURE)
OF_FIRST = (
    ("connected_persons.available", "Relatives or friends found at entry", (Kind.CONNECTED,)),
    ("policy.residential_first", "Children's homes as the first choice", HOMES),
    (
        "policy.residential_first_other",
        "Children's homes as the first choice, no such need",
        HOMES,
    ),
    (
        "policy.other_residential_at_entry",
        "In hospital or a family centre at entry",
        (Kind.OTHER_RESIDENTIAL,),
    ),
    ("policy.supported_first", "Supported accommodation as the first choice", (Kind.SUPPORTED,)),
    ("doors.parents_at_entry", "Placed with parents at entry", (Kind.WITH_PARENTS,)),
)
"""Quantities that say where children first live, their titles, and the kinds that they bring them to."""


@dataclass(frozen=True, slots=True)
class OwnMoves:
    """What returns tell of ways between placements: the goals, and what the page shows of it."""

    goals: OwnGoals
    counts: MoveCounts
    estimate: MoveEstimate
    first: FirstPlacements


def own_moves(lives: CareLives, parameters: Parameters, source: str, as_of: date) -> OwnMoves:
    """Return goals from returns; `parameters` are those of the base from published figures, which thin rows lean on."""
    moves, first = move_counts(lives), first_placements(lives)
    stability = parameters.stability
    believed = Breakdowns(
        stability.scale * np.array(stability.hazard_by_time_in_placement.values()),
        np.array(stability.kind_multiplier.values()),
        np.array(stability.age_multiplier.values()),
    )
    estimate = move_estimate(moves, believed)
    ends = moves.planned.sum(axis=(0, 2))
    planned = _rates(ends, moves.child_years.sum(axis=(0, 2)))
    supported, from_16 = supported_of(moves)
    shown = np.array([[_shown(number) for number in row] for row in first.by_age])
    of = np.array([_of(number) for number in first.by_age.sum(axis=0)])
    alone = _of(float(first.alone.sum()))
    alone_supported = _shown(float(first.alone[Kind.SUPPORTED]))
    goals = OwnGoals(
        source=source,
        as_of=as_of,
        told=(),
        breakdowns=_kept(estimate.breakdowns) if moves.broken.sum() >= FEWEST else None,
        planned=planned,
        planned_ends=np.array([_shown(number) for number in ends]),
        to_supported=_digits(supported / from_16) if supported >= FEWEST else nan,
        first=np.where(np.isfinite(of)[None, :], shown, nan),
        first_of=of,
        alone_supported=alone_supported if isfinite(alone) else nan,
        alone=alone if isfinite(alone_supported) else nan,
    )
    return OwnMoves(replace(goals, told=tuple(_told(goals, moves))), moves, estimate, first)


def _told(goals: OwnGoals, moves: MoveCounts) -> Iterator[OwnGoal]:
    if goals.breakdowns is not None:
        number = float(moves.broken.sum())
        words = f"placements break down as the returns tell, about {rounded(round(number))} times"
        for path, title in OF_BREAKDOWNS:
            yield OwnGoal(path, title, words, *_range(number))
    known = np.isfinite(goals.planned)
    if known.any():
        number = float(moves.planned.sum(axis=(0, 2))[known].sum())
        words = f"placements end by plan as the returns tell, about {rounded(round(number))} times"
        rest = "" if known.all() else "; kinds of which fewer than 10 ended so as in England"
        yield OwnGoal("stability.planned_moves", "Moves by change of care plan", words + rest, *_range(number))
    if isfinite(goals.to_supported):
        number, _ = supported_of(moves)
        words = f"those of 16 and over move there as the returns tell, about {rounded(round(number))} times"
        yield OwnGoal("stability.moves_to_supported", "Moves to supported accommodation", words, *_range(number))
    for path, title, kinds in OF_FIRST:
        counts = np.array([goals.first[kind] for kind in kinds])
        told = np.isfinite(counts).any(axis=0)
        if path == "policy.supported_first":
            told &= np.arange(len(AgeBand)) == AgeBand.FROM_16
        number = float(np.nansum(counts[:, told]))
        if told.any() and number >= FEWEST_FOR_SHARES:
            yield OwnGoal(
                path,
                title,
                f"so many first live there as the returns tell, about {number:.0f} of all ages",
                *_range(number),
            )
    if isfinite(goals.alone) and goals.alone_supported >= FEWEST_FOR_SHARES:
        words = f"about {goals.alone_supported:.0f} of {goals.alone:.0f} who came alone first live there"
        yield OwnGoal(
            "policy.unaccompanied_supported_first",
            "Supported accommodation first, unaccompanied",
            words,
            *_range(goals.alone_supported),
        )


def _rates(ends: Array, child_years: Array) -> Array:
    """Return rates of which enough tell."""
    enough = (ends >= FEWEST) & (child_years > 0)
    return np.array(
        [_digits(end / years) if told else nan for end, years, told in zip(ends, child_years, enough, strict=True)]
    )


def _range(number: float) -> tuple[float, float]:
    """Return the ends of the central 90% of a rate that so many ends tell, times its value."""
    spread = exp(NINETY / sqrt(number))
    return 1.0 / spread, spread


def _kept(found: Breakdowns) -> Breakdowns:
    return Breakdowns(
        *(np.array([_digits(rate) for rate in each]) for each in (found.by_time, found.by_kind, found.by_age))
    )


def _digits(number: float) -> float:
    return plain(number, DIGITS)


def _shown(number: float) -> float:
    """Return a count as it may leave the council; not a number where it may not."""
    found = rounded(round(number))
    return nan if found is None else float(found)


def _of(number: float) -> float:
    return _shown(number) if number >= FEWEST_FOR_SHARES else nan
