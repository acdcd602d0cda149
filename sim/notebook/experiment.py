"""Experiments in a notebook: what all answers have that are kept as tables, figures and a page of one form."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import TYPE_CHECKING

from sim.notebook.call import PythonCall
from sim.notebook.shown import ShownResult

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults, Page, RunRecord


class ShownExperiment(ShownResult):
    """An answer that is kept as experiments are."""

    __slots__ = ()

    call: PythonCall

    @abstractmethod
    def _kept(self) -> KeptResults:
        """Return what is kept of it."""

    @abstractmethod
    def _record(self) -> RunRecord | None:
        """Return what was run; None for what was made from published figures alone."""

    def _page(self) -> Page:
        return self._kept().page

    def _write(self, into: Path) -> None:
        from sim.reports.shared.page import keep

        keep(self._kept(), into, self.call.origin, self._record())
