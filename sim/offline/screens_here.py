"""The screens as this one file shows them: those that the local page has too, with what only the file has to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.foundations.where import Where
from sim.offline.built import Built
from sim.offline.found import file_names
from sim.offline.kept_here import RunHere
from sim.planner import screen_names
from sim.planner.asked import Asked
from sim.planner.faults_by_field import FieldFault
from sim.planner.screens import Surface, drawn
from sim.planner.views import bases, title, view
from sim.reports.result import results_file
from sim.reports.result.results_page import ResultsPage
from sim.reports.run import html
from sim.reports.run.two_runs import side_by_side

SURFACE = Surface("#{}".format, {})

Screen = dict[str, object]
"""As the page takes it: title, content as HTML, and whether something is wrong with it."""


class RunListed(NamedTuple):
    """A run in the list of them."""

    name: str
    title: str
    state: str
    address: str


class FileToSave(NamedTuple):
    """A file of a run that can be saved."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class ScreensHere:
    """Draws screens."""

    built: Built

    def asking(
        self,
        name: str,
        asked: Asked,
        fields: Mapping[str, str],
        given: Mapping[str, str],
        runs: Sequence[RunHere],
        found: tuple[FieldFault, ...] = (),
    ) -> Screen:
        """Return a screen of asking, with what is wrong with its fields. Raises BadInput where it cannot be shown."""
        shown = view(name, asked, fields, given)
        more = ""
        if name == screen_names.TASKS:
            listed = [RunListed(f"run {one.number}", one.title, "done", _results(one.number)) for one in runs]
            shown["runs"] = listed or None
            more = self._own("opening.html")
        if name == screen_names.COUNCIL:
            known = bases()
            shown["bases"] = [one for one in known if not one.name.startswith("england")] or known
        if name == screen_names.CHECK:
            shown["name_hint"] = "Only to save it. Small letters, digits and _, such as panel_2027."
        content = drawn(name, SURFACE, fields, found, **shown) + more
        return _screen(title(name, shown), content, faulty=bool(found))

    def running(self, of: str, command: str) -> Screen:
        """Return the screen of a run that has begun."""
        content = drawn(
            screen_names.RUNNING,
            SURFACE,
            {},
            (),
            title=of,
            words="Reading and checking the files",
            in_all=0,
            done=0,
            watch="",
            stays=False,
            stop="#stop",
            command=command,
        )
        return _screen(f"Running: {of}", content + self._own("while_running.html"))

    def results(self, text: str, number: int, doubts: Sequence[str], several: bool) -> Screen:
        """Return the screen of results, from what results.json says of them."""
        page = _page(text)
        links = [FileToSave("The whole report, to keep, print or send", _file(number, "report.html"))]
        links += [FileToSave(name, _file(number, name)) for name in file_names(page)]
        content = drawn(
            screen_names.RESULTS,
            SURFACE,
            {},
            (),
            body=Markup(self._own("report.html", page=page, body=html.body(page, Where.FILE))),
            files=links,
            beside=SURFACE.to(f"{screen_names.BESIDE}?first={number}") if several else "",
            more=Markup(self._own("beyond.html")),
            command=page.made.command,
        )
        return _screen(f"Results: {page.title}", self._own("doubts.html", doubts=doubts) + content)

    def beside(self, runs: Sequence[RunHere], texts: Mapping[str, str], fields: Mapping[str, str]) -> Screen:
        """Return two runs side by side, once both are chosen; `texts` are what their results.json say, by number."""
        both = None
        if len(texts) == 2:
            both = side_by_side(_page(texts[fields["first"]]), _page(texts[fields["second"]]))
        listed = [RunListed(f"{one.number}", one.title, "done", _results(one.number)) for one in runs]
        content = drawn(screen_names.BESIDE, SURFACE, fields, (), runs=listed, both=both)
        return _screen("Two runs side by side", content)

    def ended(self, of: str, heading: str, words: Sequence[str], command: str) -> Screen:
        """Return the screen of a run that ended without results."""
        content = drawn("ended", SURFACE, {}, (), title=of, heading=heading, words=words, resume="", command=command)
        return _screen(heading, content, faulty=True)

    def frame(self, **parts: object) -> str:
        """Return the whole page, into which all else is put."""
        return self._own("frame.html", built=self.built, councils=counted(self.built.councils, "council"), **parts)

    def _own(self, template: str, **view: object) -> str:
        return _templates().get_template(template).render(**view)


@cache
def _templates() -> Environment:
    """Return the templates that only the file has."""
    made = Environment(
        loader=PackageLoader("sim.offline"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters["day"] = in_words
    return made


def _screen(title_of: str, content: str, *, faulty: bool = False) -> Screen:
    return {"title": title_of, "content": content, "faulty": faulty}


def _page(text: str) -> ResultsPage:
    """Return what a results.json says, which was read before."""
    page = results_file.parsed(text, results_file.FILE)
    assert isinstance(page, ResultsPage)
    return page


def _results(number: int) -> str:
    return SURFACE.to(f"{screen_names.RESULTS}?run={number}")


def _file(number: int, name: str) -> str:
    return f"#file?run={number}&name={name}"
