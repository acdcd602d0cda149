"""Sections of the page of a run or a comparison, in words and figures as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sim.reports.result.figure import PageFigure
from sim.reports.result.headline_row import HeadlineRow

MANY: Final = 16
"""Rows of a strategy that stand open on the page: of more, all are there to be unfolded. A judgement."""


@dataclass(frozen=True, slots=True)
class StandingTable:
    """How likely it is that the strategy of a row has less of a measure than that of a column."""

    title: str
    unit: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class AssumedNumber:
    """One number of a strategy."""

    name: str
    without: str
    """As it is without the strategy; empty where it is not there."""
    value: str
    range: str
    rests_on: str


@dataclass(frozen=True, slots=True)
class StrategyBlock:
    """What one strategy is."""

    title: str
    about: str
    facts: tuple[tuple[str, str], ...]
    """Its size, start and cost, each with what it is called."""
    effects: tuple[AssumedNumber, ...]
    workings: tuple[AssumedNumber, ...]
    rests_on: str
    """How many of its numbers rest on what."""

    @property
    def changes(self) -> bool:
        """Whether any of its numbers takes the place of another."""
        return any(one.without for one in (*self.effects, *self.workings))

    @property
    def opens(self) -> bool:
        """Whether what is assumed stands open on the page."""
        return len(self.effects) <= MANY


@dataclass(frozen=True, slots=True)
class StrategiesTold:
    """What all strategies of a page are."""

    of_base: tuple[StrategyBlock, ...]
    """Of what the base itself has laid over it, in a comparison."""
    blocks: tuple[StrategyBlock, ...]
    combinations: tuple[tuple[str, str], ...]
    """What several strategies together are called, and which they are."""


@dataclass(frozen=True, slots=True)
class TargetCell:
    """How often one scenario meets a target."""

    share: str
    count: str
    middle: str


@dataclass(frozen=True, slots=True)
class ToldTarget:
    """One target, and how often each scenario meets it."""

    title: str
    unit: str
    cells: tuple[TargetCell, ...]
    """Of the base first, then of the strategies."""


@dataclass(frozen=True, slots=True)
class TargetsTold:
    """What a page says of all targets."""

    labels: tuple[str, ...]
    lines: tuple[ToldTarget, ...]
    precision: str


@dataclass(frozen=True, slots=True)
class FirstDayRow:
    """A number of children on the first day."""

    name: str
    given: str
    """By the scenario."""
    in_runs: str
    """Mean of the replications; empty where it is not counted on the day."""


@dataclass(frozen=True, slots=True)
class FirstDayGroup:
    """Numbers that come from one source."""

    title: str
    source: str
    rows: tuple[FirstDayRow, ...]


@dataclass(frozen=True, slots=True)
class MarchCell:
    """A number of children on a 31 March."""

    middle: str
    range: str
    """Of 8 in 10 replications; empty where they are too few for one."""


@dataclass(frozen=True, slots=True)
class MarchTable:
    """Children by kind of placement on each 31 March, in one scenario."""

    title: str
    dates: tuple[str, ...]
    rows: tuple[tuple[str, tuple[MarchCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class CourtsOnPage:
    """The section of the page on courts, and homes for good."""

    rows: tuple[HeadlineRow, ...]
    figures: tuple[PageFigure, ...]


@dataclass(frozen=True, slots=True)
class ServiceOnPage:
    """One statutory service on the page."""

    service: str
    findings: tuple[str, ...]
    rows: tuple[HeadlineRow, ...]
    figures: tuple[PageFigure, ...]


@dataclass(frozen=True, slots=True)
class ServicesOnPage:
    """The section of the page on statutory services."""

    judged: int
    """How many of their numbers are judgements."""
    numbers: int
    services: tuple[ServiceOnPage, ...]


@dataclass(frozen=True, slots=True)
class Diversion:
    """What a council sees of an edge-of-care team, beside what it averted; children, mean a year."""

    name: str
    worked_with: float
    not_entering: float
    averted: float


@dataclass(frozen=True, slots=True)
class DiversionsOnPage:
    """The section of the page on children diverted, and entries averted."""

    of_tower_hamlets: bool
    """Whether the council is the one whose letter tells how many were."""
    rows: tuple[Diversion, ...]


@dataclass(frozen=True, slots=True)
class ReachedLine:
    """One line of the table of what precision was reached."""

    target: str
    measure: str
    scenario: str
    asked: str
    reached: str
    standing: str
    replications: str


@dataclass(frozen=True, slots=True)
class PrecisionOnPage:
    """The section of the page on how precise results are."""

    sentence: str
    """Of the differences; empty in a run that compares nothing."""
    asked: tuple[str, ...]
    """What was reached of what was asked for, a sentence each, the whole first; none where none was asked for."""
    lines: tuple[ReachedLine, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many numbers rest on one kind of evidence."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class RestsOn:
    """What the numbers of one scenario rest on."""

    label: str
    kinds: tuple[KindCount, ...]
    """Most first."""
