"""`sim.run`: one scenario run again and again, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiments.running import run as experiment
from sim.experiments.running.results import Results
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.shown import ShownResult

if TYPE_CHECKING:
    from sim.experiments.comparison.comparison import Comparison
    from sim.reports.shared.page import Page
    from sim.reports.shared.painted import ChartDrawing
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownRun(Results, ShownResult):
    """The results of one scenario that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _alone(self) -> Comparison:
        """Return it as a comparison with nothing."""
        from sim.experiments.comparison.comparison import compared

        return compared(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.run.report import contents_of

        return contents_of(self._alone(), {})

    def _page(self) -> Page:
        from sim.reports.run.headline_table import headline_page

        return headline_page(self._alone())

    def _drawings(self) -> Iterator[ChartDrawing]:
        from sim.reports.run.figures.every_figure import figures_of
        from sim.reports.shared.painted import ChartDrawing

        return map(ChartDrawing, figures_of(self._alone()))

    def _write(self, into: Path) -> None:
        from sim.reports.run.report import keep_run

        keep_run(self, into, replace(self.call.origin, png=False))


run = shown_as(ShownRun)(experiment.run)
