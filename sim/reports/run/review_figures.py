"""The figure of reviews: what officers do as each has more children, year by year and replication by replication."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from sim.experiments.running.results import Outcome
from sim.measures.arrays import Numbers
from sim.measures.reviews import OF_REVIEWS
from sim.reports.run.bars import said
from sim.reports.run.figures import Shown, in_lines
from sim.reports.run.means import sketch
from sim.reports.shared.drawing import LIGHT_GREY, Drawing, blank, key_in_words
from sim.reports.shared.side_by_side import Sketch

HANDBOOK: Final = (50.0, 70.0)
"""Children for each officer: IRO Handbook (2010)."""


class Years(NamedTuple):
    """What one scenario has in each year of each replication."""

    name: str
    colour: str
    caseload: Numbers
    in_time: Numbers
    between: Numbers


def of_reviews(shown: Sequence[Shown]) -> list[Sketch]:
    """Return the figure of reviews by caseload; none of a run without a whole year."""
    if not shown[0][0].measures.dates("midway_checks_percent"):
        return []
    return [sketch(by_caseload, [_years(*one) for one in shown])]


def _years(outcome: Outcome, name: str, colour: str) -> Years:
    sample = outcome.measures
    dates = sample.dates("midway_checks_percent")

    def of(measure: str, category: str = "") -> Numbers:
        return np.concatenate([sample.of(measure, category, when) for when in dates])

    return Years(
        name,
        colour,
        of("children_per_reviewing_officer"),
        of("reviews_in_timescale_percent", OF_REVIEWS),
        of("midway_checks_percent"),
    )


def by_caseload(shown: Sequence[Years]) -> Drawing:
    """Draw reviews in time, and cases looked at between reviews, over children for each officer."""
    figure, panels = blank(4.2, 1, 2, sharex=True, sharey=True)
    titles = ("Reviews held in time", "Cases looked at between reviews")
    parts = []
    for place, (axes, title) in enumerate(zip(panels, titles, strict=True)):
        axes.axvspan(*HANDBOOK, color=LIGHT_GREY, alpha=0.35, linewidth=0)
        for row, one in enumerate(shown):
            values = one.between if place else one.in_time
            axes.plot(one.caseload, values, "o", color=one.colour, markersize=4, alpha=0.4, markeredgewidth=0)
            axes.plot(
                *(np.nanmean(these) if not np.isnan(these).all() else np.nan for these in (one.caseload, values)),
                "D",
                color=one.colour,
                markersize=12 - 4 * min(row, 1),  # a strategy that changes nothing leaves the base to be seen
                markeredgecolor="white",
            )
        axes.set_title(title)
        axes.set_xlabel("Children for each reviewing officer at the end of the year")
    panels[0].set_ylim(0, 104)
    most = max(float(np.nanmax(one.caseload, initial=1.0)) for one in shown)
    panels[0].set_xlim(0, max(most * 1.08, 80.0))
    panels[0].set_ylabel("Percent")
    for one in shown:
        numbers = [float(np.nanmean(these)) if not np.isnan(these).all() else np.nan for these in one[2:]]
        parts.append(
            f"{one.name}: {said(numbers[0])} children for each officer, {said(numbers[1])}% of reviews in time, "
            f"{said(numbers[2])}% of cases looked at between reviews"
        )
    if len(shown) > 1:
        key_in_words(figure, [(in_lines(one.name), one.colour) for one in shown])
    return Drawing(
        "reviews_by_caseload",
        "Reviews, and looks between them, by children for each reviewing officer",
        "A point is one year of one replication, a diamond their mean. The grey band is the 50 to 70 children that the "
        "handbook for reviewing officers (2010) asks for. When time is short, looks between reviews go first, then "
        "reviews are cut short, and only then are they late: how many hours each takes is a judgement.",
        ". ".join(parts) + ".",
        figure,
    )
