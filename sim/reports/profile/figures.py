"""Figures of a profile, for a page or the width of a paper: trends over ten years, and shares beside neighbours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import ProfileUnit
from sim.experiments.profile.line import ItemLines, PlaceLine
from sim.experiments.profile.shown import ShownStatus
from sim.reports.profile.alternatives import beside_in_words, trends_in_words
from sim.reports.profile.figure_list import BesideFigure, ProfileFigure, TrendFigure, items_of, profile_figures, shared
from sim.reports.profile.numbers import unit_in_words
from sim.reports.profile.sources import in_a_line
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREY,
    INCHES_A_LINE,
    LIGHT_GREY,
    ORANGE,
    WIDTH,
    Drawing,
    columns_that_fit,
    styled,
)
from sim.reports.shared.words import lower_first, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class FigureSize:
    """How large figures are drawn."""

    width: float
    """Inches."""
    type_size: float
    """Points of labels."""

    @property
    def settings(self) -> Any:
        """Return what its type and lines are, for matplotlib."""
        points = self.type_size
        return {
            "font.size": points,
            "axes.titlesize": points,
            "axes.labelsize": points,
            "xtick.labelsize": points,
            "ytick.labelsize": points,
            "legend.fontsize": points,
            "lines.linewidth": 1.6,
        }


PAGE = FigureSize(WIDTH, 10.5)
PAPER = FigureSize(16 / 2.54, 9.0)
"""16 cm, between the margins of an A4 page."""


GAPS = "Where a line stops nothing is published, or it is hidden as small."


def drawings(found: CouncilProfile, size: FigureSize = PAGE) -> list[Drawing]:
    """Return every figure."""
    return [draw(found, one, size) for one in profile_figures(found)]


def draw(found: CouncilProfile, what: ProfileFigure, size: FigureSize) -> Drawing:
    """Return one figure."""
    return _trend(found, what, size) if isinstance(what, TrendFigure) else _beside(found, what, size)


def _trend(found: CouncilProfile, what: TrendFigure, size: FigureSize) -> Drawing:
    """Return the years of a few numbers, side by side."""
    lines = [found.lines(item) for item in what.items]
    rows = -(-len(lines) // 2)
    with _drawn(size):
        figure, panels = _blank(size, size.width * 0.36 * rows + 0.7, rows, 2)
        for axes, one in zip(panels, lines, strict=True):
            _years(axes, one, what.breaks, size)
        _key(figure, found, size)
        _foot(figure, f"{found.authority.name}, 31 March {found.first} to {found.last}.", found, what, size)
        return Drawing(
            what.name,
            f"{found.authority.name}: {lower_first(what.title)}",
            " ".join(part for part in (what.note, GAPS) if part),
            trends_in_words(found, lines),
            figure,
        ).laid_out()


def _beside(found: CouncilProfile, what: BesideFigure, size: FigureSize) -> Drawing:
    """Return shares of the last year: the council strongly, its neighbours quietly, England as a line."""
    subjects = shared(found, what)
    lines = [one for _, some in subjects for one in some]
    rows = len(lines) + 1.4 * len(subjects)
    ratios = [len(some) + 0.4 for _, some in subjects]
    with _drawn(size):
        figure, panels = _blank(
            size, rows * size.type_size * 0.0225 + 1.0, len(subjects), 1, sharex=True, height_ratios=ratios
        )
        for axes, (subject, some) in zip(panels, subjects, strict=True):
            _rows(axes, some)
            axes.set_title(subject.title)
        panels[-1].set_xlabel("percent of children")
        panels[-1].set_xlim(-1, min(101.0, 1.05 * max(_all_values(lines)) + 1))
        _key(figure, found, size, dots=True)
        _foot(figure, f"{found.authority.name}, 31 March {found.last} or the year to it.", found, what, size)
        return Drawing(
            what.name,
            f"{found.authority.name}: {lower_first(what.title)}, {found.last}",
            "Numbers of the council that are hidden as small, or not published, are left out.",
            beside_in_words(found, lines),
            figure,
        ).laid_out()


def _all_values(lines: Sequence[ItemLines]) -> list[float]:
    places = (line for one in lines for line in (one.own, *one.neighbours, one.region, one.england))
    return [line.last.value for line in places if line.last.status is ShownStatus.PUBLISHED]


def _foot(figure: Figure, about: str, found: CouncilProfile, what: ProfileFigure, size: FigureSize) -> None:
    """Write whose numbers these are, of when, and from where, so that a figure tells it wherever it is put."""
    words = wrapped(
        f"{about} {in_a_line(found, items_of(found, what))}", int(size.width * LETTERS_OF_FOOT * 9.0 / size.type_size)
    )
    figure.supxlabel(words, x=0.01, ha="left", fontsize=size.type_size, color=GREY)


LETTERS_OF_FOOT = 14.5
"""To an inch, at 9 points."""


def _years(axes: Axes, one: ItemLines, breaks: Sequence[int], size: FigureSize) -> None:
    unit = one.item.unit
    if unit is not ProfileUnit.CHILDREN:
        for line in one.neighbours:
            axes.plot(line.years, _values(line), color=LIGHT_GREY, linewidth=0.9)
        axes.plot(one.region.years, _values(one.region), color=ORANGE, linewidth=1.2)
        axes.plot(one.england.years, _values(one.england), color=BLACK, linestyle="--", linewidth=1.4)
    axes.plot(one.own.years, _values(one.own), color=BLUE, marker="o", markersize=4, linewidth=2.4)
    for year in breaks:
        axes.axvline(year - 0.5, color=GREY, linestyle=":", linewidth=1.2)
    shown = [one.own] if unit is ProfileUnit.CHILDREN else [one.own, *one.neighbours, one.region, one.england]
    axes.set_ylim(0, 1.07 * max(value for line in shown for _, value in line.published) or 1.0)
    axes.set_xlim(one.own.first - 0.4, one.own.years[-1] + 0.4)
    axes.set_xticks(one.own.years[::-1][::3][::-1])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
    title = one.item.title if unit is ProfileUnit.CHILDREN else f"{one.item.title}, {unit_in_words(unit)}"
    axes.set_title(wrapped(title, int(size.width * LETTERS * 9.0 / size.type_size)))


LETTERS = 5.4
"""Of a panel's title to an inch of the figure, at 9 points."""


def _rows(axes: Axes, lines: Sequence[ItemLines]) -> None:
    for row, one in enumerate(lines):
        near = [line.last.value for line in one.known_neighbours]
        axes.plot(near, [row] * len(near), "o", color=LIGHT_GREY, markersize=4.5)
        for line, colour in ((one.region, ORANGE), (one.england, BLACK)):
            if line.last.status is ShownStatus.PUBLISHED:
                axes.plot([line.last.value] * 2, [row - 0.33, row + 0.33], color=colour, linewidth=1.8)
        axes.plot([one.own.last.value], [row], "D", color=BLUE, markersize=6)
    axes.set_yticks(range(len(lines)), [one.item.title for one in lines])
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")


def _values(line: PlaceLine) -> list[float]:
    return [one.value if one.status is ShownStatus.PUBLISHED else np.nan for one in line.points]


def _key(figure: Figure, found: CouncilProfile, size: FigureSize, *, dots: bool = False) -> None:
    """Write what lines or marks mean along the top."""
    from matplotlib.lines import Line2D

    council = Line2D([], [], color=BLUE, marker="D" if dots else "o", linestyle="" if dots else "-", linewidth=2.4)
    near = Line2D([], [], color=LIGHT_GREY, marker="o" if dots else "", linestyle="" if dots else "-")
    region = Line2D([], [], color=ORANGE, linewidth=1.8)
    england = Line2D([], [], color=BLACK, linewidth=1.8, linestyle="-" if dots else "--")
    named = [
        (council, found.authority.name),
        *([(near, "neighbours")] if found.neighbours else []),
        (region, found.authority.region),
        (england, "England"),
    ]
    handles, words = zip(*named, strict=True)
    columns = columns_that_fit(words, size.width * KEY_POINTS / size.type_size)
    rows = -(-len(words) // columns)
    figure.set_figheight(figure.get_figheight() + (rows - 1) * INCHES_A_LINE)
    figure.legend(
        handles, words, loc="outside upper left", ncols=columns, frameon=False, handlelength=1.4, columnspacing=1.2
    )


KEY_POINTS = 10.5
"""The size of type at which columns of a key are counted."""


@contextmanager
def _drawn(size: FigureSize) -> Iterator[None]:
    """Draw in the house's style at this size."""
    import matplotlib

    with styled(), matplotlib.rc_context(size.settings):
        yield


def _blank(size: FigureSize, height: float, rows: int, columns: int, **options: Any) -> tuple[Figure, list[Axes]]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(size.width, height), layout="constrained")
    ratios = options.pop("height_ratios", None)
    panels = figure.subplots(
        rows, columns, squeeze=False, gridspec_kw=None if ratios is None else {"height_ratios": ratios}, **options
    )
    return figure, list(panels.flat)
