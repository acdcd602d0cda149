"""The screens on which a planner asks: council, own figures, strategies, how to run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.foundations.faults import BadInput
from sim.page.bases import base_made, base_rows, making, making_with_courts
from sim.page.desk import Desk, address, faults_in
from sim.page.kept import runs_of
from sim.page.refusals import refusal
from sim.page.saved import opened, saved
from sim.page.working import Working
from sim.planner.answering import answered, leads_to
from sim.planner.faults_by_field import FieldFault
from sim.planner.fields import from_fields, to_fields
from sim.planner.screen_names import COUNCIL, FIGURES, HOW, NUMBER, STRATEGIES, TASKS
from sim.planner.views import title, view

SHEET: Final = Markup(
    '<p><a href="/council/figures">Make a base from your own sheet of figures, or from returns</a></p>'
)


SWEEPS: Final = Markup('<p><a href="/sweeps">Vary a number: sweeps</a></p>')


class RunRow(NamedTuple):
    """A run in the list of them."""

    name: str
    title: str
    state: str
    address: str


class SavedRow(NamedTuple):
    """A saved scenario in the list of them."""

    name: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers for the screens of asking."""

    desk: Desk
    working: Working

    async def tasks(self, _request: Request) -> Response:
        """Show the steps and what is kept."""
        return self._tasks(())

    async def open(self, request: Request) -> Response:
        """Take up a saved scenario."""
        await self.desk.given(request)
        try:
            self.desk.fields = to_fields(opened(self.desk.place, request.path_params["name"]))
        except BadInput as bad:
            return self._tasks(tuple(FieldFault("", message) for message in bad.faults))
        return RedirectResponse("/scenario/check", 303)

    async def council(self, request: Request) -> Response:
        """Ask for the council; one that has no base yet gets one made."""
        if request.method == "GET":
            made = request.query_params.get("made", "")
            return self._shown(COUNCIL, self.desk.fields | ({"base": made} if base_made(made) else {}), ())
        given = await self.desk.given(request)
        job = making(self.desk.place, given.get("base", ""))
        return self._answered(COUNCIL, given) if job is None else self.working.begin(job)

    async def figures(self, request: Request) -> Response:
        """Show the numbers of the base, and those of one's own."""
        return self._asked_for(FIGURES, request)

    async def number(self, request: Request) -> Response:
        """Ask for one number of one's own."""
        if request.method == "GET":
            return self._asked_for(NUMBER, request)
        return self._answered(NUMBER, await self.desk.given(request))

    async def strategies(self, request: Request) -> Response:
        """Ask for strategies, their sizes and first days."""
        return await self._either(STRATEGIES, request)

    async def how(self, request: Request) -> Response:
        """Ask how to run."""
        return await self._either(HOW, request)

    async def _either(self, screen: str, request: Request) -> Response:
        if request.method == "GET":
            return self._shown(screen, self.desk.fields, ())
        return self._answered(screen, await self.desk.given(request))

    def _asked_for(self, screen: str, request: Request) -> Response:
        """Show a screen of which the address says more; what it names may not be there."""
        try:
            return self._shown(screen, self.desk.fields, (), dict(request.query_params))
        except BadInput as bad:
            return refusal(404, "It is not here", bad.faults[0], "/scenario/figures", "Your own figures")

    def _answered(self, screen: str, given: Mapping[str, str]) -> Response:
        """Take the answers of a screen, or show it again with what is wrong."""
        fields = answered(self.desk.fields, screen, given)
        found = faults_in(lambda: from_fields(fields))
        if not found:
            self.desk.fields = fields
            onwards = address(leads_to(screen, given))
            job = making_with_courts(self.desk.asked(), onwards) if screen == STRATEGIES else None
            return RedirectResponse(onwards, 303) if job is None else self.working.begin(job)
        # a tick that was taken away is in none of both
        shown = {
            name: text for name, text in (self.desk.fields | dict(given)).items() if name in fields or name in given
        }
        return self._shown(screen, shown, found, given)

    def _shown(
        self,
        screen: str,
        fields: Mapping[str, str],
        found: tuple[FieldFault, ...],
        given: Mapping[str, str] | None = None,
    ) -> Response:
        seen = view(screen, self.desk.asked(), fields, given or {})
        if screen == COUNCIL:
            seen["bases"] = base_rows()
            seen["more"] = SHEET
        return self.desk.screen(screen, title(screen, seen), seen, found, fields)

    def _tasks(self, found: tuple[FieldFault, ...]) -> Response:
        asked = self.desk.asked()
        going = self.desk.jobs.going
        kept = runs_of(self.desk.place.results)
        rows = [RunRow(one.name, one.title, one.state, f"/runs/{one.name}") for one in kept]
        if going is not None:
            rows = [row for row in rows if row.name != going.name]
            rows.insert(0, RunRow(going.name, going.title, "running", f"/jobs/{going.name}"))
        seen = view(TASKS, asked, self.desk.fields, {})
        seen |= {"runs": rows, "more": SWEEPS}
        seen["saved"] = [SavedRow(one.name, one.title, f"/saved/{one.name}/open") for one in saved(self.desk.place)]
        return self.desk.screen(TASKS, title(TASKS, seen), seen, found)
