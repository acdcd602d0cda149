"""Scenarios that were saved: files that the command line takes, listed, opened, and never written over unasked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.foundations.faults import BadInput, fault
from sim.planner.asked import Asked
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.files import ASKED, COPY, STRATEGIES, toml
from sim.planner.read_back import read_back
from sim.reports.shared.laid_down import lay_down
from sim.scenario.files import reading
from sim.scenario.files.workplace import Workplace


@dataclass(frozen=True, slots=True)
class SavedScenario:
    """A scenario that was saved here."""

    name: str
    title: str


def saved(place: Workplace) -> list[SavedScenario]:
    """Return the scenarios of this folder that can be opened, by name."""
    return list(_saved(place))


def _saved(place: Workplace) -> Iterator[SavedScenario]:
    for path in sorted(place.scenarios.glob("*.toml")):
        try:
            tables = reading.read_tables(path)
        except BadInput:
            continue
        based_on = tables.get("based_on", "england")
        if isinstance(based_on, str) and not based_on.startswith("england"):  # else a council's whole base
            yield SavedScenario(path.stem, str(tables.get("title", path.stem)))


def opened(place: Workplace, name: str) -> Asked:
    """Return what was asked in a saved scenario. Raises BadInput where it cannot be opened."""
    if name not in [one.name for one in saved(place)]:
        raise BadInput([fault(name, "", "there is no saved scenario of this name", "choose one of the list")])
    paths = [place.scenarios / f"{name}.toml", *sorted((place.folder / STRATEGIES).glob(f"{name}_*.toml"))]
    texts = {path.relative_to(place.folder).as_posix(): reading.read_text(path) for path in paths}
    return read_back(texts, name)


def save(place: Workplace, asked: Asked, *, replace: bool) -> None:
    """Write the files of what was asked. Raises FieldFaults where others would be lost."""
    texts = toml(asked)
    wrong = [*_in_the_way(place, texts, asked, replace=replace)]
    if wrong:
        raise FieldFaults(FieldFault("name", message) for message in wrong[:1])
    # the scenario last: where there is no room for all of it, it is not in the list
    others = {path: text for path, text in reversed(texts.items()) if not _says(place.folder / path, text)}
    lay_down(place.folder, others)


def is_other(place: Workplace, asked: Asked) -> bool:
    """Whether something else is saved under the name of what is asked."""
    return any(
        (place.folder / path).exists() and not _says(place.folder / path, text) for path, text in toml(asked).items()
    )


def _in_the_way(place: Workplace, texts: Mapping[str, str], asked: Asked, *, replace: bool) -> Iterator[str]:
    for path, text in texts.items():
        there = place.folder / path
        if there.exists() and not _says(there, text):
            if not _ours(there):
                mend = "choose another name; this page has not made that file, and leaves it alone"
                yield fault(asked.stem, "", f"is the name of {path}, which is there already", mend)
            elif not replace:
                mend = "choose another name, or replace it"
                yield fault(asked.stem, "", "is saved already and says something else", mend)
        elif not there.exists() and asked.stem in reading.known_names(strategies=False):
            yield fault(asked.stem, "", "is the name of a base that comes with the program", "choose another name")


def _ours(path: Path) -> bool:
    """Whether this page has made a file."""
    try:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return False
    return first.startswith((f"# {ASKED}", f"# {COPY}"))


def _says(path: Path, text: str) -> bool:
    """Whether a file is there and says just this."""
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False
