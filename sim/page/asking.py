"""The screens on which a planner asks: council, own figures, strategies, how to run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.page.desk import Desk, faults_in
from sim.page.kept import kept_runs
from sim.page.refusals import refusal
from sim.page.saved import opened, saved
from sim.planner.answering import answered
from sim.planner.asked import Asked
from sim.planner.choices import StrategyGroup, strategy_groups
from sim.planner.command import mixed
from sim.planner.fields import LEVER, from_fields, to_fields
from sim.planner.number_rows import ALL, CHANGED, USUAL, number_row, number_rows, subjects
from sim.planner.screen_names import CHECK, COUNCIL, FIGURES, HOW, STRATEGIES
from sim.planner.summary import runs_in_all
from sim.scenario.files import reading
from sim.scenario.scenario import load

TITLE = re.compile(r'^title = "(.*)"', re.MULTILINE)


class Task(NamedTuple):
    """A step of asking, and how far it is."""

    title: str
    screen: str
    said: str


class Shown(NamedTuple):
    """One way to look at the numbers of a base."""

    name: str
    title: str
    address: str


class BaseChoice(NamedTuple):
    """A base that can be chosen."""

    name: str
    title: str


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

    async def tasks(self, _request: Request) -> Response:
        """Show the steps and what is kept."""
        return self._tasks()

    def _tasks(self, wrong: tuple[str, ...] = ()) -> Response:
        from sim.planner.faults_by_field import FieldFault

        asked = self.desk.asked()
        going = self.desk.jobs.going
        rows = [RunRow(one.name, one.title, one.state, f"/runs/{one.name}") for one in kept_runs(self.desk.place.results)]
        if going is not None:
            rows = [row for row in rows if row.name != going.name]
            rows.insert(0, RunRow(going.name, going.title, "running", f"/work/{going.name}"))
        kept = [SavedRow(one.name, one.title, f"/saved/{one.name}/open") for one in saved(self.desk.place)]
        found = tuple(FieldFault("", message) for message in wrong)
        return self.desk.screen("tasks", "Plan enough places", found, tasks=[*_tasks(asked)], runs=rows, saved=kept)

    async def open(self, request: Request) -> Response:
        """Take up a saved scenario."""
        await self.desk.given(request)
        try:
            self.desk.fields = to_fields(opened(self.desk.place, request.path_params["name"]))
        except BadInput as bad:
            return self._tasks(bad.faults)
        return RedirectResponse("/scenario/check", 303)

    async def council(self, request: Request) -> Response:
        """Ask for the council."""
        if request.method == "POST":
            return await self._answered(request, COUNCIL, "/scenario/figures")
        return self._council()

    def _council(self, **more: object) -> Response:
        about = load(self.desk.asked().base).title
        view = {"bases": _bases(), "chosen": f"Chosen now: {about}."} | more
        return self.desk.screen(COUNCIL, "Which council?", **view)  # type: ignore[arg-type]

    async def figures(self, request: Request) -> Response:
        """Show the numbers of the base, and those of one's own."""
        asked = self.desk.asked()
        base = load(asked.base)
        by_subject = subjects(base)
        show = request.query_params.get("show", CHANGED if asked.numbers else USUAL)
        if show not in (CHANGED, USUAL, ALL, *by_subject):
            return refusal(404, "There is no such subject", "Choose one of the list.", "/scenario/figures", "Your own figures")
        ways = {CHANGED: f"Changed only ({len(asked.numbers)})", USUAL: "What councils often know", ALL: "All"} | by_subject
        shows = [Shown(name, title, f"/scenario/figures?show={name}") for name, title in ways.items()]
        rows = number_rows(base, asked, show)
        return self.desk.screen(FIGURES, "Your own figures", rows=rows, shows=shows, show=show)

    async def number(self, request: Request) -> Response:
        """Ask for one number of one's own."""
        if request.method == "POST":
            given = await self.desk.given(request)
            return self._number(given.get("path", ""), given)
        return self._number(request.query_params.get("path", ""), None)

    def _number(self, path: str, given: Mapping[str, str] | None) -> Response:
        asked = self.desk.asked()
        row = number_row(load(asked.base), asked, path)
        if row is None:
            return refusal(404, "There is no such number", "Choose one of the list.", "/scenario/figures", "Your own figures")
        if given is None:
            return self.desk.screen("number", row.title, row=row)
        fields = answered(self.desk.fields, "number", given)
        found = faults_in(lambda: from_fields(fields))
        if found:
            shown = {**self.desk.fields, **given}
            return self.desk.screen("number", row.title, found, shown, row=row)
        self.desk.fields = fields
        return RedirectResponse("/scenario/figures?show=changed", 303)

    async def strategies(self, request: Request) -> Response:
        """Ask for strategies, their sizes and first days."""
        if request.method == "POST":
            return await self._answered(request, STRATEGIES, "/scenario/how")
        return self.desk.screen(STRATEGIES, "Which strategies?", **self._strategies(self.desk.fields))  # type: ignore[arg-type]

    def _strategies(self, fields: Mapping[str, str]) -> dict[str, object]:
        base = self.desk.asked().base
        levers = {name.removeprefix(LEVER).partition(".")[0] for name, text in fields.items() if name.startswith(LEVER) and text}
        dated = {name.split(".")[1] for name, text in fields.items() if name.endswith((".starts", ".source")) and text}
        return {"groups": strategy_groups(base), "base_title": load(base).title, "opened_names": levers | dated}

    async def how(self, request: Request) -> Response:
        """Ask how to run."""
        if request.method == "POST":
            return await self._answered(request, HOW, "/scenario/check")
        return self.desk.screen(HOW, "How to run", **self._how())  # type: ignore[arg-type]

    def _how(self) -> dict[str, object]:
        return {"base_years": counted(load(self.desk.asked().base).years, "year")}

    async def _answered(self, request: Request, screen: str, then: str) -> Response:
        """Take the answers of a screen, or show it again with what is wrong."""
        given = await self.desk.given(request)
        fields = answered(self.desk.fields, screen, given)
        found = faults_in(lambda: from_fields(fields))
        if found:
            shown = {name: text for name, text in (self.desk.fields | given).items() if name in fields or name in given}
            titles = {COUNCIL: "Which council?", STRATEGIES: "Which strategies?", HOW: "How to run"}
            views = {
                COUNCIL: lambda: {"bases": _bases(), "chosen": ""},
                STRATEGIES: lambda: self._strategies(shown),
                HOW: self._how,
            }
            return self.desk.screen(screen, titles[screen], found, shown, **views[screen]())  # type: ignore[arg-type]
        self.desk.fields = fields
        return RedirectResponse(then, 303)


def titles_of(groups: tuple[StrategyGroup, ...]) -> dict[str, str]:
    """Return the titles of strategies by their names."""
    return {one.name: one.title for group in groups for one in group.strategies}


def _tasks(asked: Asked) -> Iterator[Task]:
    years = "as long as the base says" if asked.years is None else counted(asked.years, "year")
    yield Task("Council and first day", COUNCIL, load(asked.base).title)
    yield Task("Your own figures", FIGURES, f"{len(asked.numbers)} changed" if asked.numbers else "As published")
    yield Task("Strategies", STRATEGIES, f"{len(asked.strategies)} chosen" if asked.strategies else "None chosen")
    yield Task("How to run", HOW, f"{years[0].upper()}{years[1:]}, {counted(asked.replications, 'replication')}")
    runs = f"{runs_in_all(asked)} runs of the model" if mixed(asked) else "The council as it is"
    yield Task("Check and run", CHECK, runs)


def _bases() -> list[BaseChoice]:
    """Return the bases that can be chosen: councils', England's last."""
    names = reading.known_names(strategies=False)
    found = [BaseChoice(name, _title(name)) for name in names]
    return sorted(found, key=lambda one: (one.name.startswith("england"), one.title))


def _title(name: str) -> str:
    text = reading.locate(name, strategy=False).read_text(encoding="utf-8", errors="replace")[:4_000]
    said = TITLE.search(text)
    return f"{said[1]} ({name})" if said else name
