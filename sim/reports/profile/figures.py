"""Figures of a profile: trends over ten years, and shares beside neighbours; for a page, or for the width of a paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.experiments.profile.council import CouncilProfile
from sim.experiments.profile.item import Unit
from sim.experiments.profile.line import ItemLines, Line
from sim.experiments.profile.shown import Status
from sim.reports.profile.alternatives import beside_in_words, trends_in_words
from sim.reports.profile.figure_list import BesideFigure, ProfileFigure, TrendFigure, profile_figures, shared
from sim.reports.profile.numbers import unit_in_words
from sim.reports.shared.drawing import BLACK, BLUE, GREY, LIGHT_GREY, ORANGE, WIDTH, Drawing, styled
from sim.reports.shared.words import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True, slots=True)
class Size:
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


PAGE = Size(WIDTH, 10.5)
PAPER = Size(16 / 2.54, 9.0)
"""16 cm, between the margins of an A4 page."""


GAPS = "Where a line stops nothing is published, or it is hidden as small."


def drawings(found: CouncilProfile, size: Size = PAGE) -> list[Drawing]:
    """Return every figure."""
    return [draw(found, one, size) for one in profile_figures(found)]


def draw(found: CouncilProfile, what: ProfileFigure, size: Size) -> Drawing:
    """Return one figure."""
    return _trend(found, what, size) if isinstance(what, TrendFigure) else _beside(found, what, size)


def _trend(found: CouncilProfile, what: TrendFigure, size: Size) -> Drawing:
    """Return the years of a few numbers, side by side."""
    lines = [found.lines(item) for item in what.items]
    rows = -(-len(lines) // 2)
    with _drawn(size):
        figure, panels = _blank(size, size.width * 0.36 * rows + 0.35, rows, 2)
        for axes, one in zip(panels, lines, strict=True):
            _years(axes, one, what.breaks, size)
        _key(figure, found)
        return Drawing(
            what.name,
            f"{found.authority.name}: {_lower(what.title)}",
            f"31 March {found.first} to {found.last}. {what.note} {GAPS} {_sources(found)}".replace("  ", " "),
            trends_in_words(found, lines),
            figure,
        ).laid_out()


def _beside(found: CouncilProfile, what: BesideFigure, size: Size) -> Drawing:
    """Return shares of the last year: the council strongly, its neighbours quietly, England as a line."""
    subjects = shared(found, what)
    count = sum(len(lines) for _, lines in subjects)
    with _drawn(size):
        figure, panels = _blank(
            size,
            (count + 1.4 * len(subjects)) * size.type_size * 0.0225 + 0.7,
            len(subjects),
            1,
            sharex=True,
            height_ratios=[len(lines) + 0.4 for _, lines in subjects],
        )
        for axes, (subject, lines) in zip(panels, subjects, strict=True):
            _rows(axes, lines)
            axes.set_title(subject.title)
        panels[-1].set_xlabel("percent of children")
        _key(figure, found, dots=True)
        return Drawing(
            what.name,
            f"{found.authority.name}: {_lower(what.title)}, {found.last}",
            f"On 31 March {found.last}, or in the year to it, in percent. Where the council has no mark its number is hidden "
            f"as small, or not published. {_sources(found)}",
            beside_in_words(found, [one for _, lines in subjects for one in lines]),
            figure,
        ).laid_out()


def _years(axes: Axes, one: ItemLines, breaks: Sequence[int], size: Size) -> None:
    unit = one.item.unit
    if unit is not Unit.CHILDREN:
        for line in one.neighbours:
            axes.plot(line.years, _values(line), color=LIGHT_GREY, linewidth=0.9)
        axes.plot(one.region.years, _values(one.region), color=ORANGE, linewidth=1.2)
        axes.plot(one.england.years, _values(one.england), color=BLACK, linestyle="--", linewidth=1.4)
    axes.plot(one.own.years, _values(one.own), color=BLUE, marker="o", markersize=4, linewidth=2.4)
    for year in breaks:
        axes.axvline(year - 0.5, color=GREY, linestyle=":", linewidth=1.2)
    axes.set_ylim(bottom=0)
    axes.set_xlim(one.own.first - 0.4, one.own.years[-1] + 0.4)
    axes.set_xticks(one.own.years[::-1][::3][::-1])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,g}")
    title = f"{one.item.title}, {unit_in_words(unit)}"
    axes.set_title(wrapped(title, int(size.width * LETTERS * 9.0 / size.type_size)))


LETTERS = 7.0
"""Of a panel's title to an inch of the figure, at 9 points."""


def _rows(axes: Axes, lines: Sequence[ItemLines]) -> None:
    for row, one in enumerate(lines):
        near = [line.last.value for line in one.known_neighbours]
        axes.plot(near, [row] * len(near), "o", color=LIGHT_GREY, markersize=4.5)
        for line, colour in ((one.region, ORANGE), (one.england, BLACK)):
            if line.last.status is Status.PUBLISHED:
                axes.plot([line.last.value] * 2, [row - 0.33, row + 0.33], color=colour, linewidth=1.8)
        axes.plot([one.own.last.value], [row], "D", color=BLUE, markersize=6)
    axes.set_yticks(range(len(lines)), [one.item.title for one in lines])
    axes.set_ylim(len(lines) - 0.4, -0.6)
    axes.set_xlim(left=-0.5)
    axes.grid(visible=False, axis="y")


def _values(line: Line) -> list[float]:
    return [one.value if one.status is Status.PUBLISHED else np.nan for one in line.points]


def _key(figure: Figure, found: CouncilProfile, *, dots: bool = False) -> None:
    """Write what lines or marks mean along the top."""
    from matplotlib.lines import Line2D

    council = Line2D([], [], color=BLUE, marker="D" if dots else "o", linestyle="" if dots else "-", linewidth=2.4)
    near = Line2D([], [], color=LIGHT_GREY, marker="o" if dots else "", linestyle="" if dots else "-")
    region = Line2D([], [], color=ORANGE, linewidth=1.8)
    england = Line2D([], [], color=BLACK, linewidth=1.8, linestyle="-" if dots else "--")
    named = [
        (council, found.authority.name),
        *([(near, "statistical neighbours")] if found.neighbours else []),
        (region, found.authority.region),
        (england, "England"),
    ]
    handles, words = zip(*named, strict=True)
    figure.legend(
        handles, words, loc="outside upper left", ncols=len(named), frameon=False, handlelength=1.4, columnspacing=1.2
    )


@contextmanager
def _drawn(size: Size) -> Iterator[None]:
    """Draw in the house's style at this size."""
    import matplotlib

    with styled(), matplotlib.rc_context(size.settings):
        yield


def _blank(size: Size, height: float, rows: int, columns: int, **options: Any) -> tuple[Figure, list[Axes]]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(size.width, height), layout="constrained")
    ratios = options.pop("height_ratios", None)
    panels = figure.subplots(
        rows, columns, squeeze=False, gridspec_kw=None if ratios is None else {"height_ratios": ratios}, **options
    )
    return figure, list(panels.flat)


def _sources(found: CouncilProfile) -> str:
    return f"{found.authority.name}. Source: Department for Education, Children looked after in England."


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
