"""The screens of running: check and run, how far it is, stop, resume, results, papers, two runs side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from sim.experiments.running.pace import length_in_words
from sim.experiments.running.progress_lines import ProgressLine, RunState
from sim.foundations.called import in_pages, in_shell
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.page.asking import titles_of
from sim.page.desk import Desk
from sim.page.frame import framed
from sim.page.jobs import BusyError, Job
from sim.page.kept import PAPER, KeptRun, file_of, kept_run, kept_runs
from sim.page.refusals import refusal
from sim.page.saved import is_other, save
from sim.planner.asked import Asked
from sim.planner.checked import checked
from sim.planner.choices import strategy_groups
from sim.planner.command import base_name, command, command_line
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.fields import from_fields
from sim.planner.screen_names import CHECK
from sim.planner.summary import answers, runs_in_all
from sim.scenario.scenario import load

PROGRESS = ("--progress", "json")
"""What a command is told, so that it says how far it is in lines that the page reads."""

SEALED = {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"}
"""Of files: whatever they hold, they do nothing."""

HEADINGS = {
    RunState.STOPPED: "It was stopped",
    RunState.FAULTS: "It cannot be run as it was asked",
    RunState.FAILED: "It failed",
}

REFRESHED = 3
"""Seconds after which a page without script looks again."""


class FileLink(NamedTuple):
    """A file of a run that can be had."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Running:
    """Answers for the screens of running."""

    desk: Desk

    async def check(self, request: Request) -> Response:
        """Show what was asked; then run or save it."""
        if request.method == "GET":
            return self._check(self.desk.fields, ())
        given = await self.desk.given(request)
        fields = {**self.desk.fields, "name": given.get("name", "").strip()}
        if given.get("replace"):
            shown = {**fields, "replace": "on"}
        else:
            shown = fields
        try:
            asked = from_fields(fields)
            if given.get("do") == "save" and not asked.name:
                raise FieldFaults([FieldFault("name", "name: is empty; give the scenario a name, such as panel_2027")])
            if asked.needs_files and not asked.name:
                mend = "give it a name: your own numbers are saved under it, so that the command line finds them"
                raise FieldFaults([FieldFault("name", f"name: is empty; {mend}")])
            checked(asked)
            if asked.name:
                save(self.desk.place, asked, replace=bool(given.get("replace")))
        except FieldFaults as wrong:
            return self._check(shown, wrong.found)
        self.desk.fields = fields
        if given.get("do") == "save":
            return RedirectResponse("/", 303)
        return self._begin(asked)

    def _begin(self, asked: Asked) -> Response:
        stem = re.sub(r"[^A-Za-z0-9_+]+", "_", base_name(asked))
        name = f"{stem}-{datetime.now():%Y%m%d-%H%M%S}"
        words = (*command(asked), "--out", f"results/{name}")
        return self.begin(Job(name, load(asked.base).title if not asked.title else asked.title, words, f"/runs/{name}"))

    def begin(self, job: Job, given: bytes | None = None) -> Response:
        """Begin some work and lead to where it is watched; refuse it while other work goes on."""
        try:
            self.desk.jobs.begin(job, given)
        except BusyError as busy:
            going = self.desk.jobs.going
            return refusal(409, "One thing at a time", busy.faults[0], f"/work/{going.name}" if going else "/", "Look at it")
        return RedirectResponse(f"/work/{job.name}", 303)

    def _check(self, fields: dict[str, str], found: tuple[FieldFault, ...]) -> Response:
        asked, replaceable, doubts = self.desk.asked(), False, ()
        if not found:
            try:
                doubts = tuple(dict.fromkeys(doubt for one in checked(asked) for doubt in one.doubts))
            except FieldFaults as wrong:
                found = wrong.found
        try:
            named = from_fields(fields)
            replaceable = bool(named.name) and is_other(self.desk.place, named)
        except BadInput:
            named = asked
        runs = runs_in_all(asked)
        return self.desk.screen(
            CHECK,
            "Check your answers",
            found,
            fields,
            answers=answers(asked, load(asked.base), titles_of(strategy_groups(asked.base))),
            doubts=doubts,
            how_long=f"{counted(runs, 'run')} of the model. The page says how long is left as soon as it can tell.",
            name_hint=_name_hint(asked),
            replaceable=replaceable,
            command=command_line(named),
        )

    async def work(self, request: Request) -> Response:
        """Show how far some work is, or how it ended."""
        job = self.desk.jobs.begun.get(request.path_params["name"])
        if job is None:
            if kept_run(self.desk.place.results, request.path_params["name"]) is not None:
                return RedirectResponse(f"/runs/{request.path_params['name']}", 303)
            return _gone()
        if job.last.state is RunState.DONE:
            return RedirectResponse(job.done_at, 303)
        if not job.going:
            return self._ended(job)
        content = self.desk.drawn(
            "running",
            title=job.title,
            words=words_of(job.last),
            in_all=job.last.in_all,
            done=job.last.done,
            watch=f"/work/{job.name}/progress",
            stays=True,
            stop=f"/work/{job.name}/stop",
            command=_typed(job.words),
        )
        return framed(f"Running: {job.title}", content, refresh=REFRESHED)

    def _ended(self, job: Job) -> Response:
        run = kept_run(self.desk.place.results, job.name)
        words = list(job.last.words)
        if job.private and job.last.state is RunState.FAILED:
            words = ["Nothing of what was handed in was kept. By command it says more of why."]
        if job.last.state is RunState.STOPPED:
            words = ["What is done is kept: Resume goes on from there."] if run else ["Nothing was kept of it."]
        return self._shown_ended(job.title, HEADINGS[job.last.state], words, run, job.words)

    def _shown_ended(
        self, title: str, heading: str, words: list[str], run: KeptRun | None, typed: tuple[str, ...]
    ) -> Response:
        resume = f"/runs/{run.name}/resume" if run is not None and not run.done else ""
        line = _typed((typed[0], "--resume", f"results/{run.name}")) if run is not None and resume else _typed(typed)
        content = self.desk.drawn("ended", title=title, heading=heading, words=words, resume=resume, command=line)
        return framed(heading, content, faulty=True)

    async def progress(self, request: Request) -> Response:
        """Say how far some work is, for the page's script."""
        job = self.desk.jobs.begun.get(request.path_params["name"])
        if job is None:
            return JSONResponse({"ended": True}, 404)
        last = job.last
        return JSONResponse({"ended": not job.going, "done": last.done, "all": last.in_all, "words": words_of(last)})

    async def stop(self, request: Request) -> Response:
        """Stop some work."""
        await self.desk.given(request)
        job = self.desk.jobs.begun.get(request.path_params["name"])
        if job is None:
            return _gone()
        from starlette.concurrency import run_in_threadpool

        await run_in_threadpool(job.stop)
        return RedirectResponse(f"/work/{job.name}", 303)

    async def resume(self, request: Request) -> Response:
        """Go on with a run that was interrupted."""
        await self.desk.given(request)
        run = kept_run(self.desk.place.results, request.path_params["name"])
        if run is None or run.done:
            return _gone()
        words = (run.words[0], "--resume", f"results/{run.name}")
        return self.begin(Job(run.name, run.title, words, f"/runs/{run.name}"))

    async def run(self, request: Request) -> Response:
        """Show the results of a run."""
        run = kept_run(self.desk.place.results, request.path_params["name"])
        if run is None:
            return _gone()
        going = self.desk.jobs.begun.get(run.name)
        if going is not None and going.going:
            return RedirectResponse(f"/work/{run.name}", 303)
        if not run.done:
            words = ["It was interrupted. What is done is kept: Resume goes on from there, and comes to the same results."]
            return self._shown_ended(run.title, "It was interrupted", words, run, run.words)
        return framed(f"Results: {run.title}", self.desk.drawn("results", **self._results(run)))  # type: ignore[arg-type]

    def _results(self, run: KeptRun) -> dict[str, object]:
        at = f"/runs/{run.name}"
        links = [FileLink("The whole report, to keep or send", f"{at}/files/report.html")]
        links += [FileLink(one.name, f"{at}/files/{one.name}") for one in sorted(run.folder.glob("*.csv"))]
        written = [one.name for one in sorted((run.folder / PAPER).glob("paper.*"))]
        papers = [FileLink(name, f"{at}/{PAPER}/{name}") for name in written]
        more = self.desk.drawn("paper", action=f"{at}/write", papers=papers, command=_typed(("paper", f"results/{run.name}")))
        several = len(kept_runs(self.desk.place.results)) > 1
        return {
            "body": report_of(run),
            "files": links,
            "beside": f"/compare?first={run.name}" if several else "",
            "more": more,
            "command": _typed(run.words),
        }

    async def file(self, request: Request) -> Response:
        """Give a file of a run."""
        run = kept_run(self.desk.place.results, request.path_params["name"])
        path = file_of(run, request.path_params["file"], request.path_params.get("within", "")) if run else None
        if path is None:
            return _gone()
        return FileResponse(path, headers=SEALED)

    async def write(self, request: Request) -> Response:
        """Write a paper from the results of a run."""
        await self.desk.given(request)
        run = kept_run(self.desk.place.results, request.path_params["name"])
        if run is None or not run.done:
            return _gone()
        words = ("paper", f"results/{run.name}", "--force")
        job = Job(f"paper-{run.name}", f"Paper: {run.title}", words, f"/runs/{run.name}#paper")
        return self.begin(job)


def words_of(line: ProgressLine) -> str:
    """Return how far some work is, as a person reads it."""
    from sim.experiments.running.progress import Stage

    words = f"{Stage(line.state.value).words}" if line.state.value in set(Stage) else ""
    far = f", {line.done:,} of {line.in_all:,}" if line.in_all and line.state is RunState.RUNNING else ""
    left = f", {length_in_words(line.seconds_left)} left" if line.seconds_left else ""
    return f"{words}{far}{left}"


def _typed(words: tuple[str, ...]) -> str:
    """Return a command as it is typed, without what only the page needs."""
    return f"{in_pages()} {in_shell(words)}"


def _name_hint(asked: Asked) -> str:
    form = "Small letters, digits and _, such as panel_2027."
    needed = "Needed, for the command line finds your own numbers by it." if asked.needs_files else "Only to save it."
    return f"{needed} {form}"


def _gone() -> Response:
    return refusal(404, "It is not here", "It may have been moved, or its name is another.", "/", "All runs")
