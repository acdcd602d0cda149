"""The screen on which two runs are held side by side: what was asked differs, and what came out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from sim.foundations.faults import BadInput, fault, shown
from sim.page.desk import Desk
from sim.page.kept import DONE, runs_of
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.screen_names import BESIDE
from sim.scenario.files.workplace import Workplace

if TYPE_CHECKING:
    from sim.reports.result.results_page import ResultsPage
    from sim.reports.run.two_runs import SideBySide

FIRST, SECOND = "first", "second"


@dataclass(frozen=True, slots=True)
class Comparing:
    """Answers for the screen of two runs."""

    desk: Desk

    async def compare(self, request: Request) -> Response:
        """Ask for two runs, and show them side by side."""
        runs = [run for run in runs_of(self.desk.place.results) if run.state == DONE]
        fields = {name: request.query_params.get(name, "") for name in (FIRST, SECOND)}
        both: SideBySide | None = None
        wrong: tuple[FieldFault, ...] = ()
        if fields[SECOND]:
            try:
                both = _beside(self.desk.place, fields, {run.name for run in runs})
            except FieldFaults as bad:
                wrong = bad.found
        return self.desk.screen(BESIDE, "Two runs side by side", {"runs": runs, "both": both}, wrong, fields)


def _beside(place: Workplace, fields: dict[str, str], names: set[str]) -> SideBySide:
    """Return two runs side by side. Raises FieldFaults where one of them cannot be read."""
    from sim.reports.run.two_runs import side_by_side

    pages = [_page(place, field, name, names) for field, name in fields.items()]
    return side_by_side(*pages)


def _page(place: Workplace, field: str, name: str, names: set[str]) -> ResultsPage:
    from sim.reports.result import results_file
    from sim.reports.result.results_page import ResultsPage

    if name not in names:
        raise FieldFaults(
            [FieldFault(field, fault(shown(name), "", "there is no run of this name", "choose one of the list"))]
        )
    try:
        page = results_file.read(place.results / name)
    except BadInput as bad:
        raise FieldFaults(FieldFault(field, message) for message in bad.faults) from None
    if not isinstance(page, ResultsPage):
        mend = "choose a run or a comparison"
        raise FieldFaults([FieldFault(field, fault(name, "", "is an experiment of another kind", mend))])
    return page
