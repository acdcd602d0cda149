"""The base of an authority made to stand still: its fitted ways between placements as quantities with their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import inf, isfinite, nan
from types import MappingProxyType

import numpy as np

from sim.bases.base import Baseline
from sim.bases.entries import Entry
from sim.bases.national.reference import reference
from sim.bases.outlook import carried, of_outlook
from sim.bases.words import DFE, OFSTED, in_words
from sim.experiments.balance.authority import (
    FASTEST,
    SLOWEST,
    UNAVAILABLE,
    BalanceAim,
    BalancedBase,
    paths,
    standing,
)
from sim.experiments.balance.fitted_entry import fitted_entry
from sim.experiments.balance.fitted_form import FittedForm
from sim.experiments.balance.knobs import fitted_value
from sim.experiments.balance.national_legal import ASSESSORS
from sim.fitting.leaving_pace import leaving_pace
from sim.fitting.years_ahead import YearsAhead
from sim.foundations.cache import CODE_FOLDERS, kept
from sim.foundations.codes import Kind, readable
from sim.parameters.parameters import Parameters
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario, load
from sim.scenario.whose import codes

SEED = 2018
"""Of the runs of the fit: the same base from the same figures, byte for byte."""

ENOUGH, FEW = 0.15, 1.5
"""A kind is kept up when its balance is within this share, or so many children, of the first day."""

MOST_KEPT = 400
"""Fitted bases, of which each takes some kilobytes: those of all councils for more than two years."""

HOW = "see docs/decisions, 32 and 44"


@dataclass(frozen=True, slots=True)
class FittedNote:
    """What a reader is told of one fitted quantity, and how far it may be out."""

    title: str
    to: str
    """What it was fitted to."""
    low: float = 0.7
    high: float = 1.4
    """Ends of the range, times the value."""
    most: float = inf
    """Above which no value makes sense."""


TOLD: Mapping[str, FittedNote] = MappingProxyType(
    {
        "doors.to_parents": FittedNote(
            "Moves home to parents under a care order", "children placed with their parents"
        ),
        "doors.parents_at_entry": FittedNote("Placed with parents at entry", "children placed with their parents"),
        "doors.to_connected": FittedNote("Moves to relatives or friends", "children with relatives or friends"),
        "connected_persons.available": FittedNote(
            "Relatives or friends found at entry", "children with relatives or friends", 0.6, 1.5
        ),
        "doors.to_other_residential": FittedNote(
            "Moves to hospital, custody or care homes", "children in other residential settings"
        ),
        "policy.other_residential_at_entry": FittedNote(
            "In hospital, a family centre or a care home at entry", "children in other residential settings"
        ),
        "doors.to_secure": FittedNote("Moves to secure units", "children in secure units"),
        "policy.residential_after_disruption": FittedNote(
            "Children's homes sought after a breakdown", "children in children's homes", 0.5, 1.5
        ),
        "policy.residential_first": FittedNote("Children's homes as the first choice", "children in children's homes"),
        "policy.residential_first_other": FittedNote(
            "Children's homes as the first choice, no such need", "children in children's homes", 0.5, 1.8
        ),
        "stability.moves_to_supported": FittedNote(
            "Moves to supported accommodation from 16", "young people in supported accommodation or living alone"
        ),
        "policy.supported_first": FittedNote(
            "Supported accommodation as the first choice", "young people in supported accommodation or living alone"
        ),
        "policy.unaccompanied_supported_first": FittedNote(
            "Supported accommodation as the first choice of unaccompanied children",
            "young people in supported accommodation or living alone",
            0.8,
            1.2,
        ),
        "in_house_fostering.agreement": FittedNote(
            "How often carers say yes to a child", "children in-house", 0.6, 1.6
        ),
        "in_house_fostering.unskilled_agreement": FittedNote(
            "Of that, to a child with a need that they have no skill for", "children in-house", 0.7, 1.3, most=1.0
        ),
        UNAVAILABLE: FittedNote(
            "Time in which a household takes nobody", "empty places of the council's own carers", 0.75, 1.25, most=0.89
        ),
        "leaving.adoption_median": FittedNote(
            "From being placed for adoption to the order", "children placed for adoption"
        ),
        ASSESSORS: FittedNote(
            "Assessors of relatives, friends and guardians",
            "a mean wait for an assessor of two weeks at most, a judgement: their full assessments of long runs",
            0.83,
            1.25,
        ),
        "stability.scale": FittedNote(
            "How often placements break down", "children with three or more placements in a year"
        ),
        "stability.planned_moves": FittedNote(
            "Moves by change of care plan", "children in one placement for two years"
        ),
        "leaving.by_kind.multiplier": FittedNote(
            "Leaving care by placement", "England's leaving by placement", 0.8, 1.25
        ),
        "leaving.by_kind.time_in_care": FittedNote(
            "What keeps leaving in all, by time in care", "leaving in all", 1.0, 1.0
        ),
        "leaving.by_kind.age": FittedNote("What keeps leaving in all, by age", "leaving in all", 1.0, 1.0),
        "leaving.by_kind.route": FittedNote("What keeps leaving in all, by route", "leaving in all", 1.0, 1.0),
    }
)


def scenario_of(base: Baseline) -> Scenario:
    """Return a base as its scenario file would have it."""
    england = load(base.based_on)
    named = replace(
        england, name=base.authority.name, title=base.title, start=base.start, years=base.years,
        authority=base.authority.code,
    )  # fmt: skip
    return named.with_quantities({**base.quantities, **codes(base.authority.code, england.files[-1])})


def stood(base: Baseline, progress: Callable[[int, int], None] | None = None) -> Baseline:
    """Return the base with its ways between placements fitted until it keeps up its own first day.

    It takes five long runs and four looks at the third year: seconds for a small council and a few minutes for the
    largest. What was fitted before to the same figures, by the same program, is kept. A base with nobody to look after
    is returned as it is.
    """
    scenario = scenario_of(base)
    parameters, england = scenario.parameters, load(base.based_on).parameters
    opening = parameters.opening
    if opening is None or opening.looked_after < 1:
        return base
    kinds = np.array(opening.kinds.values())
    moves = base.moves
    aim = BalanceAim(
        kinds * opening.looked_after / max(float(kinds.sum()), 1e-9),
        100.0 * moves.three_or_more.value,
        nan if moves.unsettled is None else 100.0 * (1.0 - moves.unsettled.value),
        base.unavailable,
        base.goals,
    )
    found = kept(
        "fitted-base",
        (
            parameters,
            england,
            scenario.start,
            aim.kinds.tolist(),
            aim.three_or_more,
            aim.stability,
            aim.unavailable,
            aim.own,
        ),
        FittedForm(parameters, aim),
        lambda: standing(parameters, england, aim, scenario.calendar(), SEED, progress),
        code=(*CODE_FOLDERS, "experiments/balance"),
        most=MOST_KEPT,
    )
    order = {path: place for place, path in enumerate(declared())}
    fitted = (*_entries(found.parameters, base, aim), *_outlook(found, base))
    anew = {one.path for one in fitted}
    others = [one for one in base.entries if one.path not in anew]
    return replace(
        base,
        entries=tuple(sorted((*others, *fitted), key=lambda each: order[each.path])),
        warnings=(*base.warnings, *_at_limits(found.parameters, england), *_not_kept(found)),
    )


def _outlook(found: BalancedBase, base: Baseline) -> Iterator[Entry]:
    """Yield the forecast that the base carries once more, by what its fitted ways and its runs make of leaving."""
    if base.quantities.get("leaving.yearly_level") is None:
        return
    forecast = carried(found.parameters, base.authority, base.year, base.known, base.other_ways)
    if forecast is not None:
        pace = leaving_pace(YearsAhead(found.parameters), found.held)
        yield from of_outlook(forecast, base.authority, base.year, pace)


def _entries(parameters: Parameters, base: Baseline, aim: BalanceAim) -> Iterator[Entry]:
    own = {} if aim.own is None else {one.path: one for one in aim.own.told}
    for path in paths(parameters, aim.own):
        value = fitted_value(parameters, path)
        if aim.own is not None and path in own:
            one = own[path]
            source = f"{aim.own.source}: fitted by runs of the model until {one.told}; {HOW}"
            yield fitted_entry(path, value, one.title, "local", source, aim.own.as_of, one.low, one.high)
            continue
        told = TOLD[path]
        source = f"Fitted by runs of the model to {_goal(path, told, base, aim)}; {HOW}"
        as_of = base.start.replace(month=3, day=31)
        yield fitted_entry(path, value, told.title, "fitted", source, as_of, told.low, told.high, told.most)


def _goal(path: str, told: FittedNote, base: Baseline, aim: BalanceAim) -> str:
    when, name = in_words(base.year), base.authority.name
    if path == ASSESSORS:
        return told.to
    if path.startswith("leaving.by_kind"):
        of = in_words(reference(base.year).year)
        return f"{told.to}: DfE, Children looked after in England {of}, with this council's own children"
    if path == UNAVAILABLE:
        return f"{aim.unavailable:.0%} of {told.to} not available: {OFSTED}, {name}, pooled"
    if path == "stability.scale":
        return f"{aim.three_or_more:.1f}% with three or more placements in a year, pooled: {DFE} {when}, {name}"
    if path == "stability.planned_moves" and not isfinite(aim.stability):
        return (
            f"{aim.three_or_more:.1f}% with three or more placements in a year, pooled: {DFE} {when}, {name} "
            "(long-term stability is published for councils from 2018 on)"
        )
    if path == "stability.planned_moves":
        return f"{aim.stability:.0f}% of under 16s settled for two years, pooled: {DFE} {when}, {name}"
    kind = next(turn for turn in Kind if told.to == _children(turn))
    return f"{aim.kinds[kind]:.0f} of {aim.kinds.sum():.0f} {told.to}: {DFE} {when}, {name}"


def _children(kind: Kind) -> str:
    return {
        Kind.WITH_PARENTS: "children placed with their parents",
        Kind.CONNECTED: "children with relatives or friends",
        Kind.OTHER_RESIDENTIAL: "children in other residential settings",
        Kind.SECURE: "children in secure units",
        Kind.CHILDRENS_HOME: "children in children's homes",
        Kind.SUPPORTED: "young people in supported accommodation or living alone",
        Kind.IN_HOUSE: "children in-house",
        Kind.ADOPTION: "children placed for adoption",
    }.get(kind, "")


def _at_limits(parameters: Parameters, england: Parameters) -> Iterator[str]:
    """Yield which fitted values lie on a limit, so that they miss what was published."""
    mine, usual = parameters.stability, england.stability
    pairs = (
        ("How often placements break down", mine.scale, usual.scale),
        ("Moves by change of care plan", mine.planned_moves.agency, usual.planned_moves.agency),
    )
    for title, value, of in pairs:
        if value in (SLOWEST * of, FASTEST * of):
            end = "least" if value == SLOWEST * of else "most"
            yield (
                f'"{title}" is fitted and lies on its limit, the {end} that is allowed: the base may miss what was '
                "published of moves."
            )


def _not_kept(found: BalancedBase) -> Iterator[str]:
    """Yield the kinds that the base does not keep up, so that it will drift."""
    total = float(found.aim.kinds.sum())
    for kind, share in found.shares():
        children = float(found.aim.kinds[kind])
        if children >= 1.0 and abs(share - 1.0) > ENOUGH and abs(share - 1.0) * children > FEW:
            yield (
                f"Left to itself it has about {share * children:.0f} of {total:.0f} children {_where(kind)} in its "
                f"third year, where the first day has {children:.0f}: it drifts there."
            )


def _where(kind: Kind) -> str:
    return {
        Kind.IN_HOUSE: "with the council's own carers",
        Kind.AGENCY: "with agency carers",
        Kind.CONNECTED: "with relatives or friends",
        Kind.WITH_PARENTS: "with their parents",
        Kind.ADOPTION: "placed for adoption",
    }.get(kind, f"in {readable(kind)}")
