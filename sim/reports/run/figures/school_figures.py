"""The figures of school and of life-story work: changes of school in mid-year, and books of those due one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from sim.experiments.running.results import Outcome
from sim.foundations.calendar import in_words
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import ChartFigure
from sim.reports.chart.palette import BLUE, LIGHT_GREY, ORANGE, SKY
from sim.reports.run.figures import bars
from sim.reports.run.figures.bars import Segment
from sim.reports.run.figures.figures import Shown
from sim.reports.run.figures.means import Means, mean

MOVES: Final = (
    Segment("with a change of placement", ORANGE),
    Segment("otherwise", SKY),
)
BOOKS: Final = (
    Segment("have a book", BLUE),
    Segment("do not have one", LIGHT_GREY),
)


def of_school(shown: Sequence[Shown]) -> list[ChartFigure]:
    """Return the figure of changes of school in these scenarios; none of a run too short to have any."""
    rows = [Means(name, colour, _moves(outcome)) for outcome, name, colour in shown]
    return [] if np.isnan([one.values for one in rows]).all() else [school_moves(rows)]


def of_life_story(shown: Sequence[Shown]) -> list[ChartFigure]:
    """Return the figure of life-story books in these scenarios; none where none is due."""
    rows = [Means(name, colour, _books(outcome)) for outcome, name, colour in shown]
    if np.isnan([one.values for one in rows]).all():
        return []
    return [life_story_books(rows, in_words(shown[0][0].measures.last_date))]


def _moves(outcome: Outcome) -> tuple[float, float]:
    """Return the percentages of pupils who changed school in mid-year in a year, with their placement and otherwise."""
    known = pupils_moved(outcome)
    moved = float(np.nanmean(known)) if not np.isnan(known).all() else np.nan
    tied = mean(outcome, "school_moves_with_placement_percent") / 100.0
    return moved * tied, moved * (1.0 - tied)


def pupils_moved(outcome: Outcome) -> Numbers:
    """Return the percentage of pupils who changed school in mid-year, in each replication: the mean of whole years."""
    sample = outcome.measures
    yearly = sample.dates("starts") or (sample.last_date,)
    found = np.array([sample.of("school_moves_percent", "", when) for when in yearly])
    known = ~np.isnan(found)
    return np.where(known.any(axis=0), np.nansum(found, axis=0) / np.maximum(known.sum(axis=0), 1), np.nan)


def _books(outcome: Outcome) -> tuple[float, float]:
    sample = outcome.measures
    values = sample.of("life_story_books_percent", "", sample.last_date)
    have = float(np.nanmean(values)) if not np.isnan(values).all() else np.nan
    return have, 100.0 - have


def school_moves(shown: Sequence[Means]) -> ChartFigure:
    """Show how many pupils change school in the middle of a year, and how many of them with their placement."""
    return ChartFigure(
        "changes_of_school",
        "Changes of school in the middle of a year",
        "Means of the years of the run and the replications. Parted by whether the change was asked for because the "
        "child moved to another placement; a pupil who changed twice counts once, shared out as all changes are.",
        "Percent of pupils in a year. " + bars.in_words(shown, MOVES),
        bars.segments(
            shown, MOVES, "Percent of pupils in care who changed school in the middle of a school year, in a year"
        ),
    )


def life_story_books(shown: Sequence[Means], last: str) -> ChartFigure:
    """Show how many of the children who are due a life-story book have one on the last day."""
    return ChartFigure(
        "life_story_books",
        "Life-story books",
        "Of children in care of whom it has been known for a year that they will not go home, means over the "
        "replications. How many books are made is what those who make them can do; no effect on placements is assumed "
        "unless the scenario says so.",
        f"Percent on {last}. " + bars.in_words(shown, BOOKS),
        bars.segments(shown, BOOKS, f"Percent of children due a life-story book, {last}", 100.0),
    )
