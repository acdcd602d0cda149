"""A file of dates: on which day each service begins, laid over any scenario that has the service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from sim.foundations.faults import BadInput, did_you_mean, fault
from sim.scenario.files import reading, scenario_file
from sim.scenario.files.scenario_file import ScenarioFile
from sim.scenario.quantities import written
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario

FOLDER = "dates"
"""Within the folders of scenarios."""

BEGINS = ".starts"
"""How the path of the day on which a service begins ends."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The date on which one service begins, with where that is known from."""

    content: written.Written
    when: date

    @property
    def judged(self) -> bool:
        """Whether the date is a judgement, which might as well have been another."""
        return self.content["kind"] == "judgement"

    @property
    def source(self) -> str:
        """Return who says so, or why it is judged so."""
        return self.content["source"]


@dataclass(frozen=True, slots=True)
class Timetable:
    """Dates on which services begin."""

    title: str
    file: str
    beginnings: Mapping[str, Beginning]
    """By the path of the quantity that they give."""

    def moved(self, days: int) -> Timetable:
        """Return the timetable with every judged date this many days later; what a source dates stays."""
        beginnings = {
            path: replace(one, when=one.when + timedelta(days=days)) if one.judged else one
            for path, one in self.beginnings.items()
        }
        return replace(self, beginnings=beginnings)

    def within(self, scenario: Scenario) -> Timetable:
        """Return the timetable with the services alone that the scenario has."""
        kept = {path: one for path, one in self.beginnings.items() if path in scenario.quantities}
        return replace(self, beginnings=kept)

    def over(self, scenario: Scenario) -> Scenario:
        """Return the scenario with the services that it has beginning on their dates; others are passed over.

        Raises BadInput for a date before the scenario's start.
        """
        changed = {}
        faults = []
        for path, one in self.within(scenario).beginnings.items():
            dated = written.Written({**one.content, "value": one.when})
            early = written.before_start(declared()[path], dated, scenario.start)
            if early:
                faults.append(fault(self.file, *early))
            changed[path] = written.quantity(declared()[path], dated, scenario.start, self.file)
        if faults:
            raise BadInput(faults)
        return scenario.with_quantities(changed) if changed else scenario


def timetable(name: str) -> Timetable:
    """Return the timetable of this name (in ``scenarios/dates``) or path. Raises BadInput with every fault."""
    path = next((path for path in _candidates(name) if path.exists()), None)
    if path is None:
        folders = (folder / FOLDER for folder in reading.scenarios_folders())
        known = sorted({file.stem for folder in folders for file in folder.glob("*.toml")})
        mend = did_you_mean(name, known, "give the path of a TOML file")
        raise BadInput([fault(name, "", "there is no file of dates of this name", mend)])
    file = scenario_file.read(path, strategy=True)
    faults = [*file.faults, *_misplaced(file)]
    if faults:
        raise BadInput(faults)
    beginnings = {
        what: Beginning(content, value)
        for what, content in file.quantities.items()
        if isinstance(value := content.get("value"), date)
    }
    return Timetable(file.heading.get("title", file.stem), file.name, beginnings)


def _candidates(name: str) -> Iterator[Path]:
    yield from (folder / FOLDER / f"{name}.toml" for folder in reading.scenarios_folders())
    yield from reading.at_path(name)


def _misplaced(file: ScenarioFile) -> Iterator[str]:
    """Yield a fault for each quantity that is not the date on which a service begins."""
    for path, content in file.quantities.items():
        if not path.endswith(BEGINS):
            mend = "put it in a strategy; a file of dates says only when services begin"
            yield fault(file.name, path, "is not the day on which a service begins", mend)
        elif not isinstance(content.get("value"), date):
            mend = 'give a date such as 2018-01-01, with the unit "date"'
            yield fault(file.name, f"{path}.value", "is not a date", mend)
