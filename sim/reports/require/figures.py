"""The figure of a requirement: the share of futures that meet the standard, and the measure, by capacity."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.require.requirement import CapacityFound, Requirement
from sim.reports.require.words import LIMITLESS, findings, label, percent
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    YELLOW,
    Drawing,
    blank,
    key_in_words,
    styled,
)
from sim.reports.shared.words import lower_first, scale, unit_in_words, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS = (BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY)

EIGHT_IN_TEN = (10, 90)
"""Percentiles of the futures."""


def of_requirement(requirement: Requirement) -> Drawing:
    """Draw the shares on the left and the measure on the right, a line for each scenario."""
    asked = requirement.asked
    lever, measure = asked.levers[0], asked.standard.wanted
    with styled():
        figure, (shares, values) = blank(4.4, 1, 2)
        for place, found in enumerate(requirement.found):
            colour = COLOURS[place % len(COLOURS)]
            _shares(shares, found, colour)
            _values(values, found, colour, scale(measure.unit))
        shares.axhline(asked.probability, color=BLACK, linewidth=1, linestyle="--")
        shares.set_ylim(-0.03, 1.03)
        shares.yaxis.set_major_formatter(lambda value, _: percent(value))
        shares.set_title(wrapped("Share of futures that meet the standard", 44))
        values.axhline(asked.standard.number / scale(measure.unit), color=BLACK, linewidth=1, linestyle="--")
        values.set_title(wrapped(f"{measure.title} ({unit_in_words(measure.unit)})", 44))
        unit = unit_in_words(lever.unit.name)
        for axes in (shares, values):
            axes.set_xlabel(wrapped(f"{lever.title} ({unit})" if unit not in lever.title else lever.title, 50))
            if lever.value < LIMITLESS:
                axes.axvline(requirement.found[0].answer.present, color=GREY, linewidth=1, linestyle=":")
        if len(requirement.found) > 1:
            names = [
                (label(found, requirement), COLOURS[place % len(COLOURS)])
                for place, found in enumerate(requirement.found)
            ]
            key_in_words(figure, names)
        return Drawing(
            "requirement",
            f"{measure.title} {asked.standard.aim} by {lower_first(lever.title)}",
            "Left: points are the capacities tried, upright lines their 95% intervals, the line what they are together "
            "when the share goes one way; the shaded band is the interval of the answer. Right: the mean of the "
            "futures, and the band in which eight in ten lie. Dashed: what is asked for. Dotted: the present capacity.",
            " ".join(findings(requirement)),
            figure,
        ).laid_out()


def _shares(axes: Axes, found: CapacityFound, colour: str) -> None:
    answer = found.answer
    along = np.array([answer.capacities.at(number) for number in answer.tried.numbers])
    shares = answer.tried.shares
    low, high = np.array(answer.tried.intervals).T
    axes.errorbar(
        along, shares, [shares - low, high - shares], fmt="o", color=colour, markersize=5, elinewidth=1, alpha=0.8
    )
    axes.plot(along, answer.fitted, color=colour, linewidth=1.5)
    if np.isfinite(answer.capacity):
        ends = [end if np.isfinite(end) else answer.capacities.at(answer.best) for end in (answer.low, answer.high)]
        axes.axvspan(min(ends), max(ends), color=colour, alpha=0.15, linewidth=0)
        axes.axvline(answer.capacity, color=colour, linewidth=1.5)


def _values(axes: Axes, found: CapacityFound, colour: str, factor: float) -> None:
    answer = found.answer
    along = np.array([answer.capacities.at(number) for number in answer.tried.numbers])
    known = ~np.isnan(answer.tried.means)
    if not known.any():
        return
    rows = answer.tried.values[known] / factor
    low, high = np.nanpercentile(rows, EIGHT_IN_TEN, axis=1)
    axes.fill_between(along[known], low, high, color=colour, alpha=0.18, linewidth=0)
    axes.plot(along[known], answer.tried.means[known] / factor, color=colour, marker="o", markersize=4)
