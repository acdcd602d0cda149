"""The screen of sweeps: numbers varied as the files of sweeps say, run by their command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from sim.experiments.asking.form_of_sweep import FOLDER, SweepFile
from sim.experiments.running.settings import from_text
from sim.foundations.faults import BadInput, fault
from sim.page.desk import Desk
from sim.page.jobs import Job
from sim.page.working import Working, typed
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.scenario.files import experiment_file
from sim.scenario.files.workplace import RESULTS

OPTIONS = ("replications", "years")
"""What may be given in place of what the file says."""


class SweepChoice(NamedTuple):
    """A sweep that can be run."""

    name: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Sweeping:
    """Answers for the screen of sweeps."""

    desk: Desk
    working: Working

    async def sweeps(self, request: Request) -> Response:
        """Ask for a sweep, and run it."""
        if request.method == "GET":
            return self._shown({}, ())
        given = await self.desk.given(request)
        try:
            return self.working.begin(_job(given))
        except FieldFaults as wrong:
            return self._shown(given, wrong.found)

    def _shown(self, fields: Mapping[str, str], found: tuple[FieldFault, ...]) -> Response:
        sweeps = [*_choices()]
        known = [one.name for one in sweeps]
        chosen = fields["sweep"] if fields.get("sweep") in known else known[0]
        view = {"sweeps": sweeps, "chosen": chosen, "command": typed(("sweep", "FILE"))}
        return self.desk.screen("sweeps", "Sweeps", view, found, fields)


def _choices() -> Iterator[SweepChoice]:
    """Yield the sweeps that can be read; what is wrong with others is told by command."""
    for name in experiment_file.known_names(FOLDER):
        try:
            file = experiment_file.read(name, SweepFile, FOLDER)
        except BadInput:
            continue
        yield SweepChoice(name, file.title, file.about.strip())


def _job(given: Mapping[str, str]) -> Job:
    """Return the sweep that was asked for. Raises FieldFaults with all that is wrong with it."""
    chosen = next((one for one in _choices() if one.name == given.get("sweep")), None)
    options = {name: given[name].strip() for name in OPTIONS if given.get(name, "").strip()}
    wrong = [] if chosen else [FieldFault("sweep", fault("sweep", "", "none is chosen", "choose one"))]
    try:
        from_text(options.get("replications"), None, None, options.get("years"), False)
    except BadInput as bad:
        wrong += [FieldFault(message.partition(":")[0], message) for message in bad.faults]
    if wrong or chosen is None:
        raise FieldFaults(wrong)
    name = f"sweep_{chosen.name}-{datetime.now():%Y%m%d-%H%M%S}"
    said = [word for option, text in options.items() for word in (f"--{option}", text)]
    return Job(name, chosen.title, ("sweep", chosen.name, *said, "--out", f"{RESULTS}/{name}"), f"/runs/{name}")
