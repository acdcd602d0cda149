"""Targets of an authority from its published figures, or its own in their place, for the years of a scenario.

Where figures are published for the dates of the run, those are used, like with like. Otherwise the latest three years
before the start stand in for them, with twice the discrepancy, for the model then runs ahead of what is known. Figures
of years that end after the run are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import islice, pairwise
from math import isnan, sqrt
from statistics import fmean

from sim.experiments.calibration.kinds import KINDS
from sim.experiments.calibration.target_kind import A_YEAR, Seen, TargetKind, published_figure
from sim.experiments.calibration.targets import CalibrationTarget
from sim.foundations.calendar import Calendar
from sim.foundations.called import called
from sim.foundations.faults import BadInput
from sim.published.table import Figures
from sim.scenario.scenario import Scenario

OWN = "local"
"""Kind of evidence of what is the council's own."""

YEARS_BEFORE = 3
"""Figures that stand in for those of the run at most, the latest first."""

BEFORE = 2.0
"""By which the discrepancy is multiplied when the figures are of years before the run."""

LONGEST_SERIES = 10
SHORTEST_SERIES = 5
"""Years over which the variation of starts is judged."""

VARIATION_DISCREPANCY = 0.25
"""Of the variance over the mean of yearly starts, as a share. Judgement."""

LEAST_VARIATION = 0.5
"""Below which that ratio says nothing: a Poisson count has 1."""


def targets_of(scenario: Scenario, figures: Figures) -> tuple[CalibrationTarget, ...]:
    """Return the targets of a scenario. Raises BadInput when it names no authority or nothing can be compared."""
    if not scenario.authority:
        problem = f"{scenario.files[-1]}: names no authority, so there is nothing published to calibrate to"
        raise BadInput(
            [f'{problem}; add authority = and its code ({called()} authorities lists them), such as "E09000030"']
        )
    known = (_target(kind, scenario, figures) for kind in KINDS if not _told_already(kind, scenario))
    found = [target for target in known if target is not None]
    if not any(target.name in ("looked_after", "starts") for target in found):
        problem = f"{scenario.name}: no published number of children looked after or starting fits its dates"
        raise BadInput(
            [f"{problem}; run it for two years or more, from a start between 2013 and {figures.known_until}"]
        )
    varied = _variation(scenario, figures)
    return (*found, *([varied] if varied else []))


def _told_already(kind: TargetKind, scenario: Scenario) -> bool:
    """Whether a quantity of the base tells it, from the council's own returns."""
    told = scenario.quantities.get(kind.told_by)
    return told is not None and told.kind == OWN


def _target(kind: TargetKind, scenario: Scenario, figures: Figures) -> CalibrationTarget | None:
    """Return the target of a kind, None when nothing was published or the run is too short."""
    look = partial(kind.look, figures, scenario.authority)
    dates = tuple(_dates(scenario, kind.settled))
    seen = {when: one for when in dates if (one := look(when.year)) is not None}
    if kind.first_only:
        seen = dict(islice(seen.items(), 1))
    same = bool(seen)
    if same:
        dates, figures_used = tuple(seen), {when.year: one for when, one in seen.items()}
    else:
        figures_used = dict(_before(look, scenario.start, kind.oldest))
    if not dates or not figures_used:
        return None
    observed = fmean(one.value for one in figures_used.values())
    rounding = sqrt(fmean(one.rounding**2 for one in figures_used.values()) / len(figures_used))
    wrong = max(kind.relative * abs(observed), kind.absolute)
    return CalibrationTarget(
        kind.name,
        kind.title,
        kind.unit,
        observed,
        _in_words({year: one.value for year, one in figures_used.items()}, kind.unit),
        kind.parts,
        kind.whole,
        dates,
        same,
        rounding,
        wrong if same else BEFORE * wrong,
    )


def _dates(scenario: Scenario, settled: float) -> Iterator[date]:
    """Yield each 31 March of the run from so many days after the start."""
    calendar = Calendar(scenario.start)
    last = calendar.date_of(calendar.horizon(scenario.years))
    for year in range(scenario.start.year, last.year + 1):
        march = date(year, 3, 31)
        if scenario.start + timedelta(days=settled) <= march < last:
            yield march


def _before(look: Callable[[int], Seen | None], start: date, oldest: int) -> Iterator[tuple[int, Seen]]:
    """Yield the latest published figures of years that ended before the start, the first of them first."""
    latest = start.year if start > date(start.year, 3, 31) else start.year - 1
    if start == date(start.year, 3, 31):
        latest = start.year
    known = [(year, one) for year in range(latest, latest - oldest, -1) if (one := look(year)) is not None]
    yield from reversed(known[:YEARS_BEFORE])


def _variation(scenario: Scenario, figures: Figures) -> CalibrationTarget | None:
    """Return the target for how much yearly starts vary, from year to year so that slow drift does not count."""
    dates = tuple(_dates(scenario, A_YEAR))
    if not dates:
        return None
    last = min(figures.known_until, dates[-1].year)
    years = range(last - LONGEST_SERIES + 1, last + 1)
    numbers = {year: published_figure(figures, scenario.authority, "started", year) for year in years}
    known = {year: number for year, number in numbers.items() if not isnan(number)}
    if len(known) < SHORTEST_SERIES or not sum(known.values()) > 0:
        return None
    observed = successive_variation(list(known.values()))
    count = len(known)
    return CalibrationTarget(
        "variation_of_starts",
        "Yearly starts, variance over mean",
        "ratio",
        observed,
        f"from one year to the next, {min(known)} to {max(known)}",
        (("starts", ""),),
        None,
        dates,
        any(when.year in known for when in dates),
        0.0,
        max(VARIATION_DISCREPANCY * observed, LEAST_VARIATION),
        spread=max(observed, LEAST_VARIATION) * sqrt(3 * count - 4) / (count - 1),
        variation=True,
    )


def successive_variation(numbers: list[float]) -> float:
    """Return the variance over the mean by the differences of neighbours, half their mean square (von Neumann)."""
    steps = [later - earlier for earlier, later in pairwise(numbers)]
    return fmean(step**2 for step in steps) / 2 / fmean(numbers)


def _in_words(values: dict[int, float], unit: str) -> str:
    digits = {"percent": 1, "per child-year": 2}.get(unit, 0)
    return ", ".join(f"{value:.{digits}f} ({year})" for year, value in values.items())


def years_in_words(targets: Iterable[CalibrationTarget]) -> str:
    """Return which years the figures are of, in words."""
    dates = sorted({when for target in targets if target.same_years for when in target.dates})
    if not dates:
        return "years before the start"
    span = f"{dates[0].year} to {dates[-1].year}" if dates[0].year < dates[-1].year else f"{dates[0].year}"
    before = [target.title for target in targets if not target.same_years]
    return f"years to 31 March {span}" + (
        f"; before the start: {', '.join(title[:1].lower() + title[1:] for title in before)}" if before else ""
    )
