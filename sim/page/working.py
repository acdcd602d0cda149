"""The screens of work that goes on: how far it is, stop, how it ended, resume."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from sim.experiments.running.progress_lines import RunState, in_words
from sim.foundations.called import in_pages, in_shell
from sim.page.desk import Desk
from sim.page.frame import framed
from sim.page.jobs import BusyError, Job
from sim.page.kept import INTERRUPTED, command_of, run_of
from sim.page.refusals import gone, refusal
from sim.planner.screen_names import RUNNING
from sim.reports.shared.runs_kept import RunKept
from sim.scenario.files.workplace import RESULTS

HEADINGS = {
    RunState.STOPPED: "It was stopped",
    RunState.FAULTS: "It cannot be done as it was asked",
    RunState.FAILED: "It failed",
}

BEGINS = "It has begun."
"""Said of work that says nothing yet."""

REFRESHED = 3
"""Seconds after which a page without script looks again."""

GOES_ON = "What is done is kept: Resume goes on from there, and comes to the same results."


@dataclass(frozen=True, slots=True)
class Working:
    """Answers for the screens of work that goes on."""

    desk: Desk

    def begin(self, job: Job) -> Response:
        """Begin some work and lead to where it is watched; refuse it while other work goes on."""
        try:
            self.desk.jobs.begin(job)
        except BusyError as busy:
            going = self.desk.jobs.going
            return refusal(
                409, "One thing at a time", busy.faults[0], f"/jobs/{going.name}" if going else "/", "Look at it"
            )
        return RedirectResponse(f"/jobs/{job.name}", 303)

    async def work(self, request: Request) -> Response:
        """Show how far some work is, or how it ended."""
        name = request.path_params["name"]
        job = self.desk.jobs.begun.get(name)
        if job is None:
            run = run_of(self.desk.place.results, name)
            return gone() if run is None else RedirectResponse(f"/runs/{run.name}", 303)
        if job.last.state is RunState.DONE:
            return RedirectResponse(job.done_at, 303)
        return self._going(job) if job.going else self._ended(job)

    def _going(self, job: Job) -> Response:
        content = self.desk.drawn(
            RUNNING,
            {
                "title": job.title,
                "words": words_of(job),
                "in_all": job.last.in_all,
                "done": job.last.done,
                "watch": f"/jobs/{job.name}/progress",
                "stays": True,
                "stop": f"/jobs/{job.name}/stop",
                "command": typed(job.words),
            },
        )
        return framed(f"Running: {job.title}", content, refresh=REFRESHED)

    def _ended(self, job: Job) -> Response:
        run = run_of(self.desk.place.results, job.name)
        words = job.last.words
        if job.last.state is RunState.STOPPED:
            words = (GOES_ON if run else "Nothing was kept of it.",)
        return self.ended(job.title, HEADINGS[job.last.state], words, run, job.words)

    def ended(
        self, title: str, heading: str, words: tuple[str, ...], run: RunKept | None, command: tuple[str, ...]
    ) -> Response:
        """Show work that ended without results, and the way on where something of it is kept."""
        resume = f"/runs/{run.name}/resume" if run is not None and run.state == INTERRUPTED else ""
        line = typed(_resuming(run) if run is not None and resume else command)
        view = {"title": title, "heading": heading, "words": words, "resume": resume, "command": line}
        content = self.desk.drawn("ended", view)
        return framed(heading, content, faulty=True)

    async def progress(self, request: Request) -> Response:
        """Say how far some work is, for the page's script."""
        job = self.desk.jobs.begun.get(request.path_params["name"])
        if job is None:
            return JSONResponse({"ended": True}, 404)
        last = job.last
        return JSONResponse({"ended": not job.going, "done": last.done, "all": last.in_all, "words": words_of(job)})

    async def stop(self, request: Request) -> Response:
        """Stop some work."""
        await self.desk.given(request)
        job = self.desk.jobs.begun.get(request.path_params["name"])
        if job is None:
            return gone()
        await run_in_threadpool(job.stop)
        return RedirectResponse(f"/jobs/{job.name}", 303)

    async def resume(self, request: Request) -> Response:
        """Go on with a run that was interrupted."""
        await self.desk.given(request)
        run = run_of(self.desk.place.results, request.path_params["name"])
        if run is None or run.state != INTERRUPTED:
            return gone()
        return self.begin(Job(run.name, run.title, _resuming(run), f"/runs/{run.name}"))


def words_of(job: Job) -> str:
    """Return how far some work is, as a person reads it: what it tells in lines, or what it said last."""
    if not job.tells:
        return (job.said or [BEGINS])[-1]
    return in_words(job.last)


def typed(words: tuple[str, ...]) -> str:
    """Return a command as it is typed."""
    return f"{in_pages()} {in_shell(words)}"


def _resuming(run: RunKept) -> tuple[str, ...]:
    return *command_of(run)[:1], "--resume", f"{RESULTS}/{run.name}"
