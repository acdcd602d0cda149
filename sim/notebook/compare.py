"""`sim.compare`: strategies beside a base on the same luck, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiments.comparison import comparison as experiment
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.shown import ShownResult

if TYPE_CHECKING:
    from sim.reports.shared.page import Page
    from sim.reports.shared.painted import ChartDrawing
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownComparison(experiment.Comparison, ShownResult):
    """A comparison that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.run.report import contents_of
        from sim.reports.shared.tables import comparison

        main = {"comparison.csv": comparison(self)}
        return {**main, **contents_of(self, main)}

    def _page(self) -> Page:
        from sim.reports.run.headline_table import headline_page

        return headline_page(self)

    def _drawings(self) -> Iterator[ChartDrawing]:
        from sim.reports.run.figures.every_figure import figures_of
        from sim.reports.shared.painted import ChartDrawing

        return map(ChartDrawing, figures_of(self))

    def _write(self, into: Path) -> None:
        from sim.reports.run.report import keep_comparison

        keep_comparison(self, into, replace(self.call.origin, png=False))


compare = shown_as(ShownComparison)(experiment.compare)
