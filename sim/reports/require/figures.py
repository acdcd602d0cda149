"""The figures of a requirement: the share of futures that meet the standard, and the measure, by capacity."""

from __future__ import annotations

from math import isfinite

import numpy as np

from sim.experiments.require.answer import RequiredCapacity
from sim.experiments.require.requirement import Requirement
from sim.reports.chart.chart import Band, ChartFigure, ChartLine, LineChart, LinePanel, MarkedValue
from sim.reports.chart.palette import BLUE, GREEN, ORANGE, PURPLE, SKY, YELLOW
from sim.reports.chart.stretches import stretches
from sim.reports.require.words import LIMITLESS, findings, label, percent
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.shared.words import in_table, lower_first, scale, unit_in_words

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY)

EIGHT_IN_TEN = (10, 90)
"""Percentiles of the futures."""


def of_requirement(requirement: Requirement) -> list[ChartFigure]:
    """Return the shares of futures, and the measure where it has a value at any capacity."""
    found = [shares(requirement)]
    if any(not np.isnan(one.answer.tried.means).all() for one in requirement.found):
        found.append(values(requirement))
    return found


def shares(requirement: Requirement) -> ChartFigure:
    """Show in what share of futures each capacity meets the standard, a line for each scenario."""
    asked = requirement.asked
    lines = [
        line
        for colour, name, answer in _shown(requirement)
        for line in (_fitted(answer, colour, name), _as_tried(answer, colour), *_answer(answer, colour))
    ]
    known = any(isfinite(one.answer.capacity) for one in requirement.found)
    answered = " The hollow point is the answer, the level line through it its interval." if known else ""
    return ChartFigure(
        "requirement",
        f"{asked.standard.wanted.title} {asked.standard.aim} by {lower_first(asked.levers[0].title)}",
        "Points are the capacities tried, the band their 95% intervals, the line what they are together when the share "
        f"goes one way.{answered}{_present(requirement)}",
        " ".join(findings(requirement)),
        LineChart(
            (LinePanel("", tuple(lines)),),
            up="Share of futures that meet the standard, percent",
            along=_along(requirement),
            from_zero=True,
            least=100.0,
            rules=(MarkedValue(100.0 * asked.probability, f"Asked for: {percent(asked.probability)}"),),
            uprights=_uprights(requirement),
        ),
    )


def values(requirement: Requirement) -> ChartFigure:
    """Show the measure at each capacity, a line for each scenario with the band in which most futures lie."""
    measure = requirement.asked.standard.wanted
    unit, number = unit_in_words(measure.unit), requirement.asked.standard.number
    factor = scale(measure.unit)
    said: list[str] = []
    lines: list[ChartLine] = []
    for colour, name, answer in _shown(requirement):
        lines += stretches(_of_measure(answer, colour, name, factor))
        ends = zip(answer.tried.numbers, answer.tried.means.tolist(), strict=True)
        known = [(answer.capacities.at(step), mean) for step, mean in ends if not np.isnan(mean)]
        told = (f"{in_table(mean, measure.unit)} at {at:g}" for at, mean in known[:: max(1, len(known) - 1)])
        said.append(f"{name}: {', '.join(told)}" if name else ", ".join(told))
    return ChartFigure(
        "requirement_measure",
        f"{measure.title} by {lower_first(requirement.asked.levers[0].title)}",
        "The line is the mean of the futures, and eight in ten of them lie in the band. The vertical scale does not "
        f"start at zero.{_present(requirement)}",
        f"Means of the futures ({unit}): {'; '.join(said)}.",
        LineChart(
            (LinePanel("", tuple(lines)),),
            up=f"{measure.title} ({unit})",
            along=_along(requirement),
            rules=(MarkedValue(number / factor, f"Asked for: {in_table(number, measure.unit)}"),),
            uprights=_uprights(requirement),
        ),
    )


def _shown(requirement: Requirement) -> list[tuple[str, str, RequiredCapacity]]:
    """Return the colour of each scenario, what it is called beside others, and its answer."""
    several = len(requirement.found) > 1
    return [
        (COLOURS[place % len(COLOURS)], label(found, requirement) if several else "", found.answer)
        for place, found in enumerate(requirement.found)
    ]


def _fitted(answer: RequiredCapacity, colour: str, name: str) -> ChartLine:
    low, high = np.array(answer.tried.intervals).T
    band = Band(shown_numbers(100.0 * low), shown_numbers(100.0 * high))
    return ChartLine(name, colour, _capacities(answer), shown_numbers(100.0 * answer.fitted), (band,))


def _as_tried(answer: RequiredCapacity, colour: str) -> ChartLine:
    return ChartLine(
        "", colour, _capacities(answer), shown_numbers(100.0 * answer.tried.shares), dotted=True, joined=False
    )


def _answer(answer: RequiredCapacity, colour: str) -> list[ChartLine]:
    """Return the interval of the answer at the height of what is asked for, and the answer on it; none without one."""
    if not isfinite(answer.capacity):
        return []
    furthest = answer.capacities.at(answer.tried.numbers[-1 if answer.more_helps else 0])
    ends = shown_numbers(sorted(end if isfinite(end) else furthest for end in (answer.low, answer.high)))
    height = shown_number(100.0 * answer.probability)
    return [
        ChartLine("", colour, ends, (height, height)),
        ChartLine("", colour, (shown_number(answer.capacity),), (height,), dotted=True, hollow=True),
    ]


def _of_measure(answer: RequiredCapacity, colour: str, name: str, factor: float) -> ChartLine:
    known = ~np.isnan(answer.tried.means)
    ends = np.full((2, len(known)), np.nan)
    if known.any():
        ends[:, known] = np.nanpercentile(answer.tried.values[known] / factor, EIGHT_IN_TEN, axis=1)
    band = Band(shown_numbers(ends[0]), shown_numbers(ends[1]))
    means = shown_numbers(answer.tried.means / factor)
    return ChartLine(name, colour, _capacities(answer), means, (band,), dotted=True)


def _capacities(answer: RequiredCapacity) -> tuple[float, ...]:
    return shown_numbers([answer.capacities.at(number) for number in answer.tried.numbers])


def _along(requirement: Requirement) -> str:
    lever = requirement.asked.levers[0]
    unit = unit_in_words(lever.unit.name)
    return lever.title if unit in lever.title else f"{lever.title} ({unit})"


def _uprights(requirement: Requirement) -> tuple[float, ...]:
    """Return the present capacity; none where there is no limit to it."""
    limitless = requirement.asked.levers[0].value >= LIMITLESS
    return () if limitless else (shown_number(requirement.found[0].answer.present),)


def _present(requirement: Requirement) -> str:
    return " The dotted upright line is the present capacity." if _uprights(requirement) else ""
