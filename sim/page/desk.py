"""The desk of the one person who uses the page: what they are asking, where they work, and what goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from secrets import compare_digest, token_urlsafe

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse

from sim.page.frame import framed
from sim.page.guard import TooLargeError
from sim.page.jobs import Jobs
from sim.planner.asked import Asked
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.fields import from_fields, to_fields
from sim.planner.screens import Surface, drawn
from sim.scenario.files.workplace import Workplace

MOST_FIELDS = 5_000
"""Of one form; the longest has some hundred."""

ADDRESSES: Mapping[str, str] = {
    "tasks": "/",
    "council": "/scenario/council",
    "figures": "/scenario/figures",
    "number": "/scenario/number",
    "strategies": "/scenario/strategies",
    "how": "/scenario/how",
    "check": "/scenario/check",
    "beside": "/compare",
    "running": "/",
    "sheet": "/council/figures",
    "returns": "/council/returns",
    "sweeps": "/sweeps",
}
"""Of the screens that planners share with the offline file."""


@dataclass(slots=True)
class Desk:
    """What the page keeps while it runs; all else lies in folders."""

    place: Workplace
    jobs: Jobs
    csrf: str = field(default_factory=lambda: token_urlsafe(24))
    fields: dict[str, str] = field(default_factory=lambda: to_fields(Asked()))
    """Of what is being asked."""

    def asked(self) -> Asked:
        """Return what is being asked; it begins anew where a file of it is gone."""
        try:
            return from_fields(self.fields)
        except FieldFaults:
            self.fields = to_fields(Asked())
            return Asked()

    async def given(self, request: Request) -> dict[str, str]:
        """Return the fields of a form that was sent; those of this page alone are taken."""
        form = await self.form(request)
        await form.close()
        return {name: value for name, value in form.items() if isinstance(value, str)}

    async def form(self, request: Request) -> FormData:
        """Return a form that was sent, with the files in it."""
        try:
            form = await request.form(max_fields=MOST_FIELDS, max_files=MOST_FIELDS)
        except TooLargeError:
            raise HTTPException(413) from None
        token = form.get("csrf", "")
        if isinstance(token, UploadFile) or not compare_digest(token.encode(), self.csrf.encode()):
            await form.close()
            raise HTTPException(403)
        return form

    def screen(
        self,
        name: str,
        title: str,
        view: Mapping[str, object],
        found: tuple[FieldFault, ...] = (),
        fields: Mapping[str, str] | None = None,
    ) -> HTMLResponse:
        """Return a screen as a page, with what is wrong with its fields."""
        return framed(title, self.drawn(name, view, found, fields), 422 if found else 200, faulty=bool(found))

    def drawn(
        self,
        name: str,
        view: Mapping[str, object],
        found: tuple[FieldFault, ...] = (),
        fields: Mapping[str, str] | None = None,
    ) -> str:
        """Return a screen as HTML."""
        surface = Surface(ADDRESSES.__getitem__, {"csrf": self.csrf})
        return drawn(name, surface, self.fields if fields is None else fields, found, **view)


def address(screen: str) -> str:
    """Return where a screen is, with what its address says more."""
    name, mark, more = screen.partition("?")
    return f"{ADDRESSES[name]}{mark}{more}"


def faults_in(question: Callable[[], object]) -> tuple[FieldFault, ...]:
    """Return what is wrong with what a question asks; nothing where it can be asked."""
    try:
        question()
    except FieldFaults as wrong:
        return wrong.found
    return ()
