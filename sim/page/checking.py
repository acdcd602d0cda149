"""The screen on which answers are checked, and from which they are run or saved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.foundations.faults import BadInput, fault
from sim.page.desk import Desk, faults_in
from sim.page.how_long import how_long
from sim.page.jobs import Job
from sim.page.kept import runs_of
from sim.page.saved import is_other, save
from sim.page.working import Working
from sim.planner.asked import Asked
from sim.planner.checked import checked
from sim.planner.command import base_name, command
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.fields import from_fields
from sim.planner.screen_names import CHECK
from sim.planner.views import title, view
from sim.scenario.files.workplace import RESULTS
from sim.scenario.scenario import load

CHANGED: Final = "What is asked was changed since this was shown, perhaps in another tab; check it as it is now"


@dataclass(frozen=True, slots=True)
class Checking:
    """Answers for the screen of checking."""

    desk: Desk
    working: Working

    async def check(self, request: Request) -> Response:
        """Show what was asked; then run or save it."""
        if request.method == "GET":
            asked = self.desk.asked()
            return self._shown(self.desk.fields, faults_in(lambda: checked(asked)))
        given = await self.desk.given(request)
        fields = {**self.desk.fields, "name": given.get("name", "").strip()}
        replace, saves = bool(given.get("replace")), given.get("do") == "save"
        try:
            if given.get("shown", self._shown_now()) != self._shown_now():
                raise FieldFaults([FieldFault("", CHANGED)])
            asked = from_fields(fields)
            if not asked.name and (saves or asked.needs_files):
                raise FieldFaults([FieldFault("name", _nameless(saves))])
            checked(asked)
            if asked.name:
                save(self.desk.place, asked, replace=replace)
        except FieldFaults as wrong:
            return self._shown(fields | ({"replace": "on"} if replace else {}), wrong.found)
        self.desk.fields = fields
        return RedirectResponse("/", 303) if saves else self._run(asked)

    def _run(self, asked: Asked) -> Response:
        """Begin the run, in a folder of its own."""
        stem = re.sub(r"[^A-Za-z0-9_+]+", "_", base_name(asked))
        name = f"{stem}-{datetime.now():%Y%m%d-%H%M%S}"
        words = (*command(asked), "--out", f"{RESULTS}/{name}")
        return self.working.begin(Job(name, asked.title or load(asked.base).title, words, f"/runs/{name}"))

    def _shown(self, fields: Mapping[str, str], found: tuple[FieldFault, ...]) -> Response:
        seen = view(CHECK, self.desk.asked(), fields, {})
        seen["shown"] = self._shown_now()
        seen["replaceable"] = self._is_other(fields)
        seen["how_long"] = self._how_long() or seen["how_long"]
        return self.desk.screen(CHECK, title(CHECK, seen), seen, found, fields)

    def _shown_now(self) -> str:
        """Return a mark of all that is asked but its name: a form tells with it what it showed."""
        asked = sorted((name, text) for name, text in self.desk.fields.items() if name != "name")
        return sha256(repr(asked).encode("utf-8", "replace")).hexdigest()

    def _how_long(self) -> str:
        """Return how long it takes at most; empty where that cannot be told."""
        asked = self.desk.asked()
        years = load(asked.base).years if asked.years is None else asked.years
        return how_long(runs_of(self.desk.place.results), asked, years)

    def _is_other(self, fields: Mapping[str, str]) -> bool:
        try:
            named = from_fields(fields)
            return bool(named.name) and is_other(self.desk.place, named)
        except BadInput:
            return False


def _nameless(saves: bool) -> str:
    if saves:
        return fault("name", "", "is empty", "give the scenario a name, such as panel_2027")
    mend = "give it one: your own numbers are saved under it, so that the command line finds them"
    return fault("name", "", "is empty", mend)
