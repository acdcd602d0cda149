"""Everything that the page of a run or of a comparison says, made once from its replications."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from sim.foundations.where import Advice, Where
from sim.reports.result.asked import HowMade, RunAsked
from sim.reports.result.figure import PageFigure
from sim.reports.result.headline_row import HeadlineRow, MeasureRuns, PairedRows, RowGroup
from sim.reports.result.money_section import MoneyOnPage
from sim.reports.result.section import (
    CourtsOnPage,
    DiversionsOnPage,
    FirstDayGroup,
    MarchTable,
    PrecisionOnPage,
    RestsOn,
    ServicesOnPage,
    StandingTable,
    StrategiesTold,
    TargetsTold,
)

VERSION: Final = 2
"""Of the form; another number for every change that an older program could not read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsPage:
    """What a run or a comparison gave, as its page says it."""

    version: Literal[2] = VERSION
    of: Literal["run", "comparison"]
    title: str
    """Of the page as a whole."""
    heading: str
    scope: str
    """What was run, in one sentence."""
    findings: tuple[str, ...]
    """The first is the largest; none in a run that compares nothing."""
    caveats: tuple[str, ...]
    """As a reader of the command line's results needs them."""
    elsewhere: tuple[Advice, ...]
    """Those of them that say something else to a reader of the program's page, or of the file that works alone."""
    asked: RunAsked
    confidence: str
    """Of the intervals of means, such as 95%."""
    reading: str
    """How ranges and colours are to be read."""
    base_label: str
    labels: tuple[str, ...]
    """What the strategies are called."""
    spread_title: str
    """What the range of single runs is called."""
    rows: tuple[HeadlineRow, ...]
    """Headline measures."""
    runs: tuple[MeasureRuns, ...]
    """The same in every replication."""
    apart: tuple[HeadlineRow, ...]
    """The same where leaving care does not follow the placement; none where that was not asked for."""
    neutral: PairedRows | None
    """Measures of placements as judged, and where statutory services do nothing to them; null where not run."""
    feedbacks: str
    """What services are judged to do to placements, in words."""
    targets: TargetsTold | None
    told: StrategiesTold
    start: str
    """The first day, in words."""
    first_day: tuple[FirstDayGroup, ...]
    marches: tuple[MarchTable, ...]
    figures: tuple[PageFigure, ...]
    of_children: tuple[RowGroup, ...]
    money: MoneyOnPage
    courts: CourtsOnPage
    standings: tuple[StandingTable, ...]
    services: ServicesOnPage
    diversions: DiversionsOnPage
    precision: PrecisionOnPage
    base_rests_on: RestsOn
    strategies_rest_on: tuple[RestsOn, ...]
    made: HowMade

    def read_at(self, where: Where) -> ResultsPage:
        """Return what it says to somebody who reads it there."""
        words = {one.terminal: one.at(where) for one in self.elsewhere}
        return replace(self, caveats=tuple(words.get(one, one) for one in self.caveats))

    @property
    def compares(self) -> bool:
        """Whether strategies are compared with a base."""
        return self.of == "comparison"

    @property
    def drawn(self) -> bool:
        """Whether inputs were drawn, so that ranges say what is not known of them."""
        return self.asked.turns > 1

    @property
    def every_figure(self) -> tuple[PageFigure, ...]:
        """Return all figures in the order of their numbers."""
        of_services = (one for service in self.services.services for one in service.figures)
        return (*self.figures, *self.money.figures, *self.courts.figures, *of_services)
