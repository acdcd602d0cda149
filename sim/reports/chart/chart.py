"""What charts show, as plain data: numbers, words, dates and colours, which go to JSON and back unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal, TypeAlias

ChartPlace: TypeAlias = date | float
"""A place along the bottom: a day, or a number."""


@dataclass(frozen=True, slots=True)
class Reach:
    """From where to where something lies."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """What a colour means."""

    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class MarkedValue:
    """A line across a panel at a value, with what it means."""

    value: float
    words: str = ""
    """Empty where the caption says it."""


@dataclass(frozen=True, slots=True)
class Band:
    """A range about a line, at each of its places."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    words: str = ""
    """Written at its end, where there is one line."""


@dataclass(frozen=True, slots=True)
class ChartLine:
    """Values at places along the bottom, joined."""

    name: str
    """Empty for one that needs no name."""
    colour: str
    where: tuple[ChartPlace, ...]
    values: tuple[float, ...]
    bands: tuple[Band, ...] = ()
    """The widest first."""
    dashed: bool = False
    dotted: bool = False
    """Whether each value has a dot on the line."""
    thin: bool = False
    joined: bool = True
    """Whether a line joins the values; otherwise they are dots alone."""
    hollow: bool = False
    """Whether the dots are hollow."""


@dataclass(frozen=True, slots=True)
class Area:
    """One layer of a stack, the first at the bottom."""

    name: str
    colour: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Stack:
    """Layers that lie on one another, each as thick as its values."""

    where: tuple[ChartPlace, ...]
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class Bins:
    """Upright bars side by side, each from one edge to the next and from nought to its value (a histogram)."""

    colour: str
    edges: tuple[float, ...]
    """One more than there are bars."""
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class LinePanel:
    """Lines, and a stack or bins behind them, on one pair of axes."""

    title: str
    lines: tuple[ChartLine, ...] = ()
    stack: Stack | None = None
    bins: Bins | None = None


@dataclass(frozen=True, slots=True)
class LineChart:
    """Panels of lines over time, or over a number."""

    panels: tuple[LinePanel, ...]
    up: str
    """What the vertical axis counts."""
    along: str = ""
    """What the axis along the bottom counts. Dates need none; with one they are marked by their year alone, so that it
    says which day of the year they are."""
    one_scale: bool = True
    """Whether all panels have the same vertical scale."""
    from_zero: bool = False
    least: float = 0.0
    """To which value the vertical axis reaches at least."""
    rules: tuple[MarkedValue, ...] = ()
    """Level, in every panel."""
    uprights: tuple[ChartPlace, ...] = ()
    """Dotted lines in every panel, of which the caption says what they are."""
    across: tuple[ChartPlace, ...] = ()
    """Places that the axis along the bottom of every panel holds at least."""
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class BesideMark:
    """Another value of a row, beside its interval."""

    value: float
    colour: str
    upright: bool = False
    """Whether it is an upright line, and no small dot."""


@dataclass(frozen=True, slots=True)
class RowInterval:
    """A middle with what is known of it: where most expected values lie, and where most single ones."""

    middle: float
    colour: str
    thick: Reach | None = None
    thin: Reach | None = None
    beside: tuple[BesideMark, ...] = ()


@dataclass(frozen=True, slots=True)
class IntervalPanel:
    """One measure, an interval for each row of the chart; None where it is not known."""

    title: str
    unit: str
    intervals: tuple[RowInterval | None, ...]
    least: float = 0.0
    """How far the axis reaches at least on either side of its rule at zero."""
    said: tuple[str, ...] = ()
    """What is written in each row, where one has words and no interval."""


@dataclass(frozen=True, slots=True)
class IntervalChart:
    """Intervals of the same rows, a panel for each measure (a forest)."""

    rows: tuple[str, ...]
    panels: tuple[IntervalPanel, ...]
    key: tuple[KeyEntry, ...] = ()
    signed: bool = True
    """Whether values are differences: plus and minus at the axis, and a rule at zero."""
    one_scale: bool = False
    """Whether all panels have the same scale."""
    tenfold: bool = False
    """Whether each step along is ten times the one before, with a rule at one: of values above nought, unsigned."""
    headings: tuple[int, ...] = ()
    """Rows that are headings of those below."""
    kind: Literal["intervals"] = "intervals"


@dataclass(frozen=True, slots=True)
class BarPart:
    """What one colour shows: a value for each row; None where it is not known."""

    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class BarMarks:
    """Another value of each row, a diamond below its bars; None where there is none."""

    name: str
    colour: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class BarPanel:
    """Bars of every row."""

    title: str
    parts: tuple[BarPart, ...]
    marks: BarMarks | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Level bars: in each row the parts end to end, or beside one another."""

    rows: tuple[str, ...]
    panels: tuple[BarPanel, ...]
    along: str
    stacked: bool
    end: float | None = None
    """Where the axis ends, where not with the longest bar: bars that make up a whole then have no sum beside them."""
    none: str = "not known"
    """What is said of a row of which nothing is known or nothing happened."""
    rules: tuple[MarkedValue, ...] = ()
    """Upright, in every panel."""
    parted: int = 0
    """Before which row a dashed line parts the rows; nought for none."""
    parted_words: str = ""
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """Where a number lies: intervals over one another, and its middle; none where it is not known."""

    name: str
    colour: str
    middle: float | None
    reaches: tuple[Reach, ...]
    """The widest first."""
    beneath: Reach | None = None
    """A thin line below."""
    marked: float | None = None
    """Another value, as a diamond."""


@dataclass(frozen=True, slots=True)
class SpreadPanel:
    """Rows on one axis."""

    title: str
    along: str
    rows: tuple[SpreadRow, ...]
    level: float | None = None
    """Where a dashed line goes through the rows whose diamonds stand there."""


@dataclass(frozen=True, slots=True)
class SpreadChart:
    """Panels with rows of their own, each the intervals of a number."""

    panels: tuple[SpreadPanel, ...]
    reaches: tuple[str, ...]
    """What the intervals hold, the widest first."""
    marked: KeyEntry
    """What diamonds are."""
    beneath: str = ""
    """What thin lines below hold; empty where there are none."""
    kind: Literal["spreads"] = "spreads"


class Mark(StrEnum):
    """The shape of a point."""

    DOT = "dot"
    SQUARE = "square"
    TRIANGLE = "triangle"
    DIAMOND = "diamond"
    TRIANGLE_DOWN = "triangle down"
    PLUS = "plus"
    CROSS = "cross"


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """A point, with how far it may reach across and up."""

    across: float
    up: float
    across_reach: Reach | None = None
    up_reach: Reach | None = None
    words: str = ""
    """Written at it; a few letters."""


@dataclass(frozen=True, slots=True)
class Cloud:
    """Points of one colour and shape."""

    name: str
    colour: str
    mark: Mark
    points: tuple[ScatterPoint, ...]
    faint: bool = False
    """Whether they are many, of which each matters little."""
    joined: bool = False
    """Whether a line goes from each to the next."""


@dataclass(frozen=True, slots=True)
class ScatterPanel:
    """Points on one pair of axes."""

    title: str
    along: str
    clouds: tuple[Cloud, ...]


@dataclass(frozen=True, slots=True)
class ScatterChart:
    """Panels of points that share what is up."""

    panels: tuple[ScatterPanel, ...]
    up: str
    signed: bool = False
    """Whether both are differences: plus and minus at the axes, and rules at zero."""
    across: Reach | None = None
    """Of the axis along the bottom, at least."""
    up_range: Reach | None = None
    """Of the vertical axis, at least."""
    shaded: Reach | None = None
    """Of the axis along the bottom: what is asked for."""
    kind: Literal["scatter"] = "scatter"


@dataclass(frozen=True, slots=True)
class Tile:
    """A tile of a heat map: what is written on it, and its colour."""

    words: str
    colour: str


@dataclass(frozen=True, slots=True)
class HeatPanel:
    """Tiles row by row."""

    title: str
    tiles: tuple[tuple[Tile, ...], ...]


@dataclass(frozen=True, slots=True)
class HeatChart:
    """Panels of tiles that share their rows and columns."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    panels: tuple[HeatPanel, ...]
    up: str
    along: str
    kind: Literal["heat"] = "heat"


Chart: TypeAlias = LineChart | IntervalChart | BarChart | SpreadChart | ScatterChart | HeatChart
"""Told apart by their `kind`."""


@dataclass(frozen=True, slots=True)
class ChartFigure:
    """A chart with the words that go with it."""

    name: str
    """Of its files, and of what its drawing holds; letters, digits and underscores."""
    title: str
    caption: str
    alternative: str
    """What a reader who cannot see it needs to know."""
    chart: Chart
    source: str = ""
    """Whence its numbers are: written below it in a file of its own, and on a page at the end of its caption."""
