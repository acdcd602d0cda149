"""The screens of what a run came to: its results, its files, and papers made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from sim.foundations.faults import BadInput
from sim.foundations.where import Where
from sim.page.desk import Desk
from sim.page.frame import framed, templates
from sim.page.jobs import Job
from sim.page.kept import DONE, PAPER, command_of, file_of, run_of, runs_of
from sim.page.refusals import gone
from sim.page.working import GOES_ON, Working, typed
from sim.planner.screen_names import RESULTS
from sim.reports.shared.runs_kept import RunKept
from sim.scenario.files import workplace

SEALED: Final = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
"""Of files: whatever they hold, they do nothing."""

REPORT: Final = "report.html"

PAPERED: Final = ("run", "compare", "sufficiency", "sweep")
"""Commands of whose results a paper can be written."""

IMPORTED: Final = "import-903"

BASE_MADE: Final = Markup('<p><a href="/scenario/council">Choose the base that was made of them</a></p>')
"""Leads on from returns that were read."""

ENDINGS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "interrupted": (
        "It was interrupted",
        (GOES_ON,),
    ),
    "going on": ("It goes on in another program", ("Its results are here when that is done.",)),
}
"""What is said of runs without results."""


class FileLink(NamedTuple):
    """A file of a run that can be had."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Showing:
    """Answers for the screens of results."""

    desk: Desk
    working: Working

    async def run(self, request: Request) -> Response:
        """Show the results of a run."""
        run = self._run(request)
        if run is None:
            return gone()
        begun = self.desk.jobs.begun.get(run.name)
        if begun is not None and begun.going:
            return RedirectResponse(f"/jobs/{run.name}", 303)
        if run.state != DONE:
            heading, words = ENDINGS[run.state]
            return self.working.ended(run.title, heading, words, run, command_of(run))
        several = len(runs_of(self.desk.place.results)) > 1
        content = self.desk.drawn(
            RESULTS,
            {
                "body": _report(run),
                "files": [*_files(run)],
                "beside": f"/compare?first={run.name}" if several else "",
                "more": self._more(run),
                "command": typed(command_of(run)),
            },
        )
        return framed(f"Results: {run.title}", content)

    async def file(self, request: Request) -> Response:
        """Give a file of a run."""
        run = self._run(request)
        path = file_of(run, request.path_params["file"], request.path_params.get("within", "")) if run else None
        return gone() if path is None else FileResponse(path, headers=SEALED)

    async def write(self, request: Request) -> Response:
        """Write a paper from the results of a run."""
        await self.desk.given(request)
        run = self._run(request)
        if run is None or run.state != DONE:
            return gone()
        job = Job(f"paper-{run.name}", f"Paper: {run.title}", _paper(run), f"/runs/{run.name}#paper")
        return self.working.begin(job)

    def _run(self, request: Request) -> RunKept | None:
        return run_of(self.desk.place.results, request.path_params["name"])

    def _more(self, run: RunKept) -> Markup:
        """Return what can be done with results of their kind."""
        made_by = command_of(run)[:1]
        if made_by == (IMPORTED,):
            return BASE_MADE
        return Markup(self._papers(run)) if made_by and made_by[0] in PAPERED else Markup()

    def _papers(self, run: RunKept) -> str:
        at = f"/runs/{run.name}"
        written = [one.name for one in sorted((run.folder / PAPER).glob("paper.*"))]
        return (
            templates()
            .get_template("paper.html")
            .render(
                csrf=self.desk.csrf,
                action=f"{at}/paper",
                papers=[FileLink(name, f"{at}/{PAPER}/{name}") for name in written],
                command=typed(_paper(run)),
            )
        )


def _files(run: RunKept) -> list[FileLink]:
    at = f"/runs/{run.name}/files"
    names = [one.name for one in sorted(run.folder.glob("*.csv"))]
    report = (
        [FileLink("The whole report, to keep or send", f"{at}/{REPORT}")] if (run.folder / REPORT).is_file() else []
    )
    return [*report, *(FileLink(name, f"{at}/{name}") for name in names)]


def _report(run: RunKept) -> Markup:
    """Return what a run came to, drawn from what it kept, by the report's own template."""
    from sim.reports.result import results_file
    from sim.reports.result.experiment_page import ExperimentPage
    from sim.reports.run import html

    title, scope, body = run.title, "", ""
    words: tuple[str, ...] = ()
    try:
        page = results_file.read(run.folder)
        if isinstance(page, ExperimentPage):
            title = page.title
        else:
            title, scope, body = page.heading, page.scope, html.body(page, Where.PAGE)
    except BadInput as bad:
        words = bad.faults if (run.folder / results_file.FILE).exists() else (_of_older(run),)
    frame = templates().get_template("report.html")
    return Markup(frame.render(title=title, scope=scope, body=body, words=words, address=_address(run)))


def _of_older(run: RunKept) -> str:
    """Return what is said of results that no page was kept of."""
    line = typed(("report", f"{workplace.RESULTS}/{run.name}"))
    return f"An earlier version of the program made these results. This makes their page by command: {line}"


def _address(run: RunKept) -> str:
    """Return where its report lies as a page of its own; empty where it has none."""
    return f"/runs/{run.name}/files/{REPORT}" if (run.folder / REPORT).is_file() else ""


def _paper(run: RunKept) -> tuple[str, ...]:
    return "paper", f"{workplace.RESULTS}/{run.name}", "--force"
