"""What a sweep says in words: its scope, what it found, and what to bear in mind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.comparison import comparison
from sim.experiments.sweep.sweep import Sweep, SweepQuestion
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.measures.arrays import Numbers
from sim.reports.shared.homes_kept_open import kept_open
from sim.reports.shared.words import MINUS, in_table, listed, lower_first, number, unit_in_words
from sim.scenario.levers import Lever
from sim.scenario.scenario import Scenario

LEAST_FOR_CORRELATION = 3

LEAST_REPLICATIONS = 5
"""Below which no interval is worth reading: a judgement."""


def label(asked: SweepQuestion, scenario: int) -> str:
    """Return what a scenario is called beside the others."""
    base = asked.scenarios[asked.bases[scenario]]
    if asked.bases[scenario] != scenario:
        own = comparison.label(base, asked.scenarios[scenario])
        return own if len(set(asked.bases)) == 1 else f"{base.title}: {own}"
    alone = len(set(asked.bases)) == 1 and len(asked.scenarios) > 1
    return "Without these strategies" if alone else base.title


def axis_of(lever: Lever) -> str:
    """Return what stands along an axis on which the lever varies."""
    unit = lever.unit.words
    if unit.split()[0] in lever.title.split():
        return lever.title
    return f"{lever.title}, {unit}" if "(" in unit else f"{lever.title} ({unit})"


def measured_in(measure: MeasureChoice, scenario: Scenario, as_change: bool = False) -> str:
    """Return the unit of a measure and when it is of: ``children, 31 December 2020``; of a change in points."""
    unit = "% points" if as_change and measure.unit == "percent" else unit_in_words(measure.unit)
    when = "" if "per year" in measure.unit else measure.when(scenario)
    return ", ".join(part for part in (unit, when) if part and part != "a year")


def amount(value: float, unit: str) -> str:
    """Return a value as a sentence says it."""
    return number(value, unit)


def scope(sweep: Sweep) -> str:
    """Return what was run, in words."""
    asked = sweep.asked
    base, rows = asked.scenarios[0], len(asked.designed.rows)
    inputs = "drawn from their ranges" if asked.settings.uncertainty else "as they are"
    names = listed([lower_first(one.title) for one in asked.designed.levers])
    about = f"{' '.join(asked.about.split())} " if asked.about else ""
    return (
        f"{about}{counted(rows, 'set of numbers', 'sets of numbers')} ({names}) in "
        f"{counted(len(asked.scenarios), 'scenario')}, "
        f"{counted(asked.settings.replications, 'replication')} "
        "of each on the "
        f"same luck, {counted(base.years, 'year')} from {in_words(base.start)}, all other inputs {inputs}."
    )


def spread_out(sweep: Sweep) -> Iterator[str]:
    """Yield how far each measure ranges over the space, and with which number it goes most closely."""
    asked = sweep.asked
    for which, measure in enumerate(asked.wanted):
        for scenario in range(len(asked.scenarios)):
            means = np.array([sweep.mean(row, scenario, which)[0] for row in range(len(asked.designed.rows))])
            ties = correlations(sweep, scenario, which)
            if np.isnan(ties).all():
                continue
            low, high = np.nanpercentile(means, (5, 95))
            closest = int(np.nanargmax(np.abs(ties)))
            where = f" ({in_sentence(asked, scenario)})" if len(asked.scenarios) > 1 else ""
            yield (
                f"{measure.title}{where}: nine in ten of the sets of numbers give "
                f"{in_table(float(low), measure.unit)} to {amount(float(high), measure.unit)}; it goes most closely "
                f"with {lower_first(asked.designed.levers[closest].title)}, and "
                f"{'rises' if ties[closest] > 0 else 'falls'} with it (rank correlation {signed(ties[closest])})."
            )


def correlations(sweep: Sweep, scenario: int, which: int) -> Numbers:
    """Return the rank correlation of a measure with each number that is varied; not a number where undefined."""
    means = np.array([sweep.mean(row, scenario, which)[0] for row in range(len(sweep.asked.designed.rows))])
    defined = ~np.isnan(means)
    table = np.array(sweep.asked.designed.rows)[defined]
    return np.array([_correlation(column, means[defined]) for column in table.T])


def signed(correlation: float) -> str:
    """Return a correlation with its sign, to two places."""
    return f"{correlation:+.2f}".replace("-", MINUS)


def in_sentence(asked: SweepQuestion, scenario: int) -> str:
    """Return what a scenario is called within a sentence; the name of a place keeps its capital."""
    name = label(asked, scenario)
    return name if name.startswith(asked.scenarios[asked.bases[scenario]].title) else lower_first(name)


def _correlation(one: Numbers, other: Numbers) -> float:
    """Return Spearman's rank correlation."""
    from scipy.stats import rankdata  # takes most of a second to import

    if len(one) < LEAST_FOR_CORRELATION:
        return float("nan")
    a, b = rankdata(one), rankdata(other)
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 0 else np.nan


def at_in_words(asked: SweepQuestion, row: int, scenario: int | None = None) -> str:
    """Return a set of numbers in words; of one scenario, those that it has."""
    has = None if scenario is None else asked.scenarios[scenario].quantities
    pairs = zip(asked.designed.levers, asked.designed.rows[row], strict=True)
    parts = [f"{lower_first(one.title)} {value:g}" for one, value in pairs if has is None or one.quantity in has]
    return listed(parts) or "any of the numbers"


def caveats(sweep: Sweep) -> list[str]:
    """Return what to bear in mind."""
    asked = sweep.asked
    said: list[str] = []
    if sweep.failures:
        said.append(
            f"{counted(len(sweep.failures), 'replication')} failed and left out; failures.csv names them. Means of "
            "their "
            "points rest on fewer replications."
        )
    if asked.settings.replications < LEAST_REPLICATIONS:
        said.append(
            f"With {counted(asked.settings.replications, 'replication')} of each "
            "point the intervals are very wide, or not known: run again "
            "with more before you read anything into small differences."
        )
    said.extend(_of_levers(asked.designed.levers))
    for lever, numbers in zip(asked.designed.levers, asked.designed.levels, strict=True):
        said.extend(dict.fromkeys(one for base in asked.scenarios for one in kept_open(lever, numbers, base)))
    if any(one != base for one, base in enumerate(asked.bases)):
        said.append(
            "What a strategy changes is counted beside the base with the same numbers and the same luck. With so many "
            "points shown, one in twenty intervals leaves out zero by chance alone."
        )
    return said


def _of_levers(levers: Sequence[Lever]) -> Iterator[str]:
    judged = [lower_first(one.title) for one in levers if one.source.kind == "judgement"]
    if judged:
        yield f"What the scenario itself says of {listed(judged)} is a judgement, not a published figure."
    if any(one.path.startswith("in_house_fostering.") and one.quantity.endswith("households") for one in levers):
        yield (
            "Places with the council's own carers are set on the first day: further households begin empty, and "
            "recruitment and leaving go on as in the base, so that the difference shrinks over the years."
        )
