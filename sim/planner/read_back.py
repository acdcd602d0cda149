"""What was asked, read back from the files in which it was saved; any scenario based on another can be read so."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from sim.foundations.faults import BadInput, fault
from sim.parameters.tables import Table
from sim.planner.asked import Asked, AskedNumber, AskedStrategy, Mix
from sim.planner.command import CENTRAL, UNCERTAIN
from sim.planner.fields import from_fields
from sim.planner.files import APPROVED, ASKED, STRATEGIES, part_text, strategy_text, usual_title
from sim.planner.parts import COURTS, without_courts
from sim.reports.shared.laid_down import lay_down
from sim.scenario.files import reading, scenario_file
from sim.scenario.files.workplace import SCENARIOS
from sim.scenario.levers import HOUSEHOLDS, PLACES
from sim.scenario.quantities.written import DATE, Written
from sim.scenario.scenario import Scenario, load

PLACES_ASKED: Final = re.compile(rf"^([\d.]+) {APPROVED}")


@dataclass(frozen=True, slots=True)
class SavedCommand:
    """The command that stands in a saved scenario."""

    parts: tuple[str, ...]
    mix: tuple[str, ...]
    options: Mapping[str, str]
    drawn: bool

    @classmethod
    def of(cls, text: str) -> SavedCommand:
        """Return the command in the comments of a file; of a file without one, that asks nothing beside the base."""
        line = next((line for line in text.splitlines() if line.startswith(f"# {ASKED}")), "")
        try:
            words = shlex.split(line.removeprefix(f"# {ASKED}"))
        except ValueError:  # the comment was changed by hand
            words = []
        verb = next((place for place, word in enumerate(words) if word in ("compare", "run")), len(words))
        named = words[verb + 1 :]
        first = next((place for place, word in enumerate(named) if word.startswith("--")), len(named))
        base, *mix = named[:first] or [""]
        pairs = pairwise([*named[first:], ""])
        options = {word.removeprefix("--"): value for word, value in pairs if word.startswith("--")}
        drawn = CENTRAL not in named and (UNCERTAIN in named or "run" not in words[verb : verb + 1])
        return cls(tuple(base.split("+")[1:]), tuple(mix), options, drawn)

    @property
    def strategies(self) -> tuple[str, ...]:
        """Return each strategy once, in the order in which they are named."""
        return tuple(dict.fromkeys(name for one in self.mix for name in one.split("+")))

    @property
    def combined(self) -> Mix:
        """Return whether strategies are run alone, together or both."""
        if not any("+" in one for one in self.mix):
            return Mix.ALONE if len(self.mix) > 1 else Mix.BOTH
        return Mix.BOTH if len(self.mix) > 1 else Mix.TOGETHER


def read_back(texts: Mapping[str, str], name: str) -> Asked:
    """Return what was asked when these files were saved, the scenario's under this name.

    `texts` holds each by its path, as `toml` gives them. Raises BadInput where they cannot be read, or the scenario is
    based on nothing.
    """
    text = texts[f"{SCENARIOS}/{name}.toml"]
    said = SavedCommand.of(text)
    with TemporaryDirectory() as folder:
        lay_down(Path(folder), texts)
        file = scenario_file.read(Path(folder) / SCENARIOS / f"{name}.toml", strategy=False)
        if file.faults:
            raise BadInput(file.faults)
        based_on = file.heading.get("based_on")
        if based_on is None:
            mend = "choose it as the council's base, and change its numbers there"
            raise BadInput([fault(f"{name}.toml", "based_on", "is missing, so that it is a whole base", mend)])
        own_base = f"{SCENARIOS}/{based_on}.toml"
        found = str(Path(folder) / own_base) if own_base in texts else based_on
        base = load(found)
        parts = tuple(
            one.removeprefix(f"{name}_") if f"{STRATEGIES}/{one}.toml" in texts else one for one in said.parts
        )
        laid = "+".join((found, *parts))
        strategies = tuple(_strategy(one, name, laid, texts) for one in said.strategies)
        numbers = tuple(_numbers(file, base))
        whole = load(laid)
        for called, part in zip(said.parts, parts, strict=True):
            if called != part:
                copied = scenario_file.read(Path(folder) / STRATEGIES / f"{called}.toml", strategy=True)
                if copied.faults:
                    raise BadInput(copied.faults)
                numbers += tuple(_numbers_of_part(copied, part, whole))
    title = file.heading.get("title", "")
    plain = "" if own_base in texts else without_courts(based_on)
    keys = ("years", "replications", "seed")
    settings = from_fields({key: value for key, value in said.options.items() if key in keys})
    return Asked(
        base=plain or based_on,
        base_text=texts.get(own_base, ""),
        parts=(COURTS, *parts) if plain else parts,
        strategies=strategies,
        mix=said.combined,
        numbers=numbers,
        years=settings.years,
        replications=settings.replications,
        seed=settings.seed,
        drawn=said.drawn,
        name=name,
        title="" if title == usual_title(base, tuple(_numbers(file, base))) else title,
    )


def _numbers(file: scenario_file.ScenarioFile, base: Scenario) -> Iterator[AskedNumber]:
    """Yield each number that a file sets otherwise than the base below it."""
    yield from _set_otherwise(file.name, file.quantities, base)


def _numbers_of_part(copied: scenario_file.ScenarioFile, part: str, whole: Scenario) -> Iterator[AskedNumber]:
    """Yield each number that a copy of a part sets otherwise than a copy in which nothing was changed."""
    before = _quantities(reading.tables(part_text(part, (), whole), part))
    changed = {path: content for path, content in copied.quantities.items() if content != before.get(path)}
    yield from _set_otherwise(copied.name, changed, whole)


def _set_otherwise(file: str, quantities: Mapping[str, Written], base: Scenario) -> Iterator[AskedNumber]:
    for path, content in quantities.items():
        value, before = content.get("value"), base.quantities.get(path)
        source, as_of = content["source"], content["as_of"]
        if isinstance(value, dict):
            old = before.value if before is not None else None
            was = {one.name: getattr(old, one.name) for one in fields(old)} if isinstance(old, Table) else {}
            for category, number in value.items():
                if was.get(category) != number:
                    yield AskedNumber(f"{path}.{category}", float(number), source, as_of)
            continue
        if isinstance(value, date) or value is None:
            mend = "ask for it by command: what changes over time is not on this page"
            raise BadInput([fault(file, path, "is not a plain number", mend)])
        low, high = _ends(content)
        places = PLACES_ASKED.match(content.get("note", "")) if path == HOUSEHOLDS else None
        if places is None:
            yield AskedNumber(path, float(value), source, as_of, low, high)
            continue
        ends = re.findall(r"([\d.]+) to ([\d.]+)", content.get("note", ""))
        low, high = map(float, ends[0]) if ends else (None, None)
        yield AskedNumber(PLACES, float(places[1]), source, as_of, low, high)


def _strategy(called: str, stem: str, base: str, texts: Mapping[str, str]) -> AskedStrategy:
    """Return a strategy as it was asked: what differs from a copy in which nothing was changed."""
    text = texts.get(f"{STRATEGIES}/{called}.toml")
    if text is None:
        return AskedStrategy(called)
    name = called.removeprefix(f"{stem}_")
    laid = load(base, name)
    before = _quantities(reading.tables(strategy_text(AskedStrategy(name), laid), name))
    levers: list[AskedNumber] = []
    starts, source = None, ""
    for path, content in _quantities(reading.tables(text, called)).items():
        if content == before.get(path):
            continue
        if content["unit"] == DATE:
            starts, source = content["value"], content["source"]
        else:
            value, ends = float(content["value"]), _ends(content)
            levers.append(AskedNumber(path, value, content["source"], content["as_of"], *ends))
    return AskedStrategy(name, tuple(levers), starts, source)


def _ends(content: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Return the ends of a number's range; files may write them as whole numbers."""
    low, high = (content.get(key) for key in ("low", "high"))
    return None if low is None else float(low), None if high is None else float(high)


def _quantities(tables: Mapping[str, Any], begins: str = "") -> dict[str, Any]:
    """Return what a file says of each quantity, by its path."""
    found: dict[str, Any] = {}
    for name, content in tables.items():
        if isinstance(content, dict):
            path = f"{begins}{name}"
            found |= {path: content} if "unit" in content else _quantities(content, f"{path}.")
    return found
