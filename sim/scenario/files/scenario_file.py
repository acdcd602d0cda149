"""One scenario file: its heading and the quantities it gives, checked, not yet laid over anything."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NotRequired, cast

# pydantic, which brings typing_extensions, needs its TypedDict before Python 3.12
from typing_extensions import TypedDict

from sim.foundations.calendar import in_words
from sim.foundations.called import called
from sim.foundations.faults import did_you_mean, fault, listed, shown
from sim.scenario.files import reading, targets_asked
from sim.scenario.files.strategy_sizes import SIZES, StrategySize, read_sizes
from sim.scenario.quantities import written
from sim.scenario.quantities.bounds import Problem
from sim.scenario.quantities.declared import declared, names_under, part_of, parts
from sim.scenario.whose import REGION

if TYPE_CHECKING:
    from pydantic import TypeAdapter

LONGEST_YEARS = 30
SHORTEST_YEARS = 0.08
"""A month of 29 days: in less, nothing that is measured can come about."""
EARLIEST_START = date(1990, 1, 1)
LATEST_START = date(2100, 1, 1)
"""The law that the model follows is the Children Act 1989."""


class ScenarioHeading(TypedDict):
    """What stands at the top of a file, before its tables."""

    title: NotRequired[str]
    about: NotRequired[str]
    based_on: NotRequired[str]
    authority: NotRequired[str]
    own_figures: NotRequired[str]
    start: NotRequired[date]
    years: NotRequired[float]
    requires: NotRequired[list[str]]
    scales: NotRequired[list[str]]
    serves: NotRequired[str | dict[str, str]]
    """Of a strategy of several parts one for each."""


MOST_GUESSED = 10
"""Names that are not known, in one table, for each of which a known one is suggested."""

HEADING_KEYS = tuple(ScenarioHeading.__annotations__)
OF_A_BASE = ("based_on", "authority", "own_figures", "start", "years")
OF_A_STRATEGY = ("requires", "scales", "serves")

IS = {
    "title": "text",
    "about": "text",
    "based_on": "the name or path of a base, as text",
    "authority": "the nine-character code of the authority whose published figures it is held against, as text",
    "own_figures": "the name of a file beside this one with the council's own figures, as text",
    "start": "a date without quotation marks, such as 2018-01-01",
    "years": f"a number of at least {SHORTEST_YEARS} (a month) and at most {LONGEST_YEARS}",
    "requires": "a list of names of parts, as text",
    "serves": "the path of the base's quantity that the size of the strategy is in proportion to, as text; of one with "
    "several parts a table with one for each",
    "scales": "a list of the quantities that the size of the strategy multiplies, as text",
}
"""What each key must be, for messages."""


@dataclass(frozen=True, slots=True)
class ScenarioFile:
    """What one file says, and the faults of what it says."""

    name: str
    """As results show it."""
    path: Path
    strategy: bool
    heading: ScenarioHeading
    quantities: Mapping[str, written.Written]
    """Those without a fault, by path."""
    headed_as_base: bool
    """Whether the heading has a key that only a base has."""
    sizes: Mapping[str, StrategySize]
    """Of strategies on this base, by the strategy's name."""
    given: frozenset[str]
    """Paths of all quantities that the file gives, sound or not."""
    faults: tuple[str, ...]
    targets: tuple[targets_asked.TargetAsked, ...] = ()

    @property
    def stem(self) -> str:
        """The file's name in the name of a scenario."""
        return self.path.stem


@cache
def heading_adapter() -> TypeAdapter[ScenarioHeading]:
    """Return pydantic's validator of a heading."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    return TypeAdapter(with_config(ConfigDict(extra="forbid", strict=True))(ScenarioHeading))


def read(path: Path, strategy: bool) -> ScenarioFile:
    """Return what the file at `path` says, as a strategy or a base. Raises BadInput if it cannot be read."""
    return _said(path, reading.display_name(path), strategy, reading.read_text(path))


FILES_REMEMBERED = 32
"""More than any comparison lays over one another; each takes some hundred kilobytes."""


@lru_cache(maxsize=FILES_REMEMBERED)  # every strategy is laid over the same base, which takes long to check
def _said(path: Path, name: str, strategy: bool, text: str) -> ScenarioFile:
    """Return what the text of a file says."""
    tables = reading.tables(text, name)
    heading = {key: value for key, value in tables.items() if key in HEADING_KEYS}
    body = {key: value for key, value in tables.items() if key not in (*HEADING_KEYS, targets_asked.TARGETS, SIZES)}
    targets = tables.get(targets_asked.TARGETS, {})
    wrong_targets = [*targets_asked.problems(targets)]
    problems = [*_of_heading(heading, strategy), *wrong_targets]
    sizes, wrong_sizes = read_sizes(tables.get(SIZES, {}))
    misplaced: Problem = (SIZES, "belongs in a base, not in a strategy", "take it out")
    problems.extend([misplaced] if strategy and SIZES in tables else wrong_sizes)
    sound: dict[str, written.Written] = {}
    given: set[str] = set()
    for what, content in _quantities(body, "", problems):
        given.add(what)
        bad = written.problems(declared()[what], content)
        problems.extend(bad)
        if not bad:
            sound[what] = cast(written.Written, content)
    if isinstance(heading.get("scales"), list):
        problems.extend(_of_scales(heading["scales"], given))
    faulty = {path for path, _, _ in problems}
    return ScenarioFile(
        name=name,
        path=path,
        strategy=strategy,
        heading=cast(ScenarioHeading, {key: value for key, value in heading.items() if key not in faulty}),
        quantities=sound,
        sizes={} if strategy else sizes,
        headed_as_base=any(key in heading for key in OF_A_BASE),
        given=frozenset(given),
        faults=tuple(fault(name, *problem) for problem in problems),
        targets=() if wrong_targets else tuple(targets_asked.asked(targets, name)),
    )


def _quantities(tables: Mapping[str, Any], prefix: str, problems: list[Problem]) -> Iterator[tuple[str, object]]:
    """Yield (path, content) of each known quantity; add a problem for each name that is not known."""
    names = names_under(prefix.rstrip("."))
    known = names if prefix else (*names, *HEADING_KEYS, targets_asked.TARGETS, SIZES)
    unknown = 0
    for name, content in tables.items():
        path = f"{prefix}{name}"
        if name not in names and path != REGION:  # a base of several councils gives the code of their region
            what = "quantity" if prefix else "part or key"
            unknown += 1
            if unknown <= MOST_GUESSED:  # a guess takes a moment, and thousands of them take minutes
                mend = did_you_mean(name, known, f"{prefix.rstrip('.') or 'a scenario'} has {listed(known)}")
                problems.append((path, f"is not a known {what}", mend))
        elif path in declared():
            yield path, content
        elif isinstance(content, dict):
            yield from _quantities(content, f"{path}.", problems)
        else:
            mend = f"write [{path}.{names_under(path)[0]}] and so on for each of its quantities"
            problems.append((path, f"is {shown(content)}, but it is a part made of quantities", mend))
    if unknown > MOST_GUESSED:
        place = prefix.rstrip(".")
        problems.append((place, f"has {unknown - MOST_GUESSED:,} more names that are not known", "look at those first"))


def _of_heading(heading: Mapping[str, Any], strategy: bool) -> Iterator[Problem]:
    from pydantic import ValidationError

    faulty: set[str] = set()
    try:
        heading_adapter().validate_python(heading)
    except ValidationError as error:
        faulty = {str(item["loc"][0]) for item in error.errors(include_url=False)}
    for key in sorted(faulty):
        yield key, f"is {shown(heading[key])}", f"it must be {IS[key]}"
    for key in OF_A_BASE if strategy else OF_A_STRATEGY:
        if key in heading:
            place = "a base, not in a strategy" if strategy else "a strategy, not in a base"
            yield key, f"belongs in {place}", "take it out"
    if "years" in heading and "years" not in faulty:
        yield from of_years(heading["years"])
    if "start" in heading and "start" not in faulty:
        start = heading["start"]
        if not EARLIEST_START <= start <= LATEST_START:
            mend = f"it must lie between {in_words(EARLIEST_START)} and {in_words(LATEST_START)}"
            yield "start", f"is {in_words(start)}", mend
    if "title" in heading and "title" not in faulty and not heading["title"].strip():
        yield "title", "is empty", "give the scenario a title in plain words"
    if "authority" in heading and "authority" not in faulty:
        yield from _of_authority(heading["authority"])
    if "serves" in heading and not {"serves", "scales"} & faulty:
        yield from _of_serves(heading["serves"], heading.get("scales", []))
    for name in heading.get("requires", []) if "requires" not in faulty else []:
        if name not in parts():
            yield (
                "requires",
                f'names "{name}", which is not a known part',
                did_you_mean(name, parts(), f"the parts are {listed(parts())}"),
            )


def _of_serves(serves: str | Mapping[str, str], scales: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with whom a strategy serves, or each of its parts."""
    if isinstance(serves, str):
        yield from _of_served("serves", serves)
        return
    scaled = dict.fromkeys(part_of(path) for path in scales)
    for part, path in serves.items():
        if part not in scaled:
            mend = did_you_mean(part, scaled, "name the parts of the quantities in scales")
            yield f"serves.{part}", "is not a part of which scales names a quantity", mend
        yield from _of_served(f"serves.{part}", path)
    for part in scaled:
        if part not in serves:
            mend = f'add {part} = and whom it serves, such as "opening.looked_after"'
            yield "serves", f"says nothing of {part}, of which scales names a quantity", mend


def _of_served(key: str, path: str) -> Iterator[Problem]:
    what = declared().get(path)
    if what is None:
        mend = did_you_mean(path, declared(), "give the path of a quantity, such as demand.entries_per_year")
        yield key, f"names {shown(path)}, which is not a known quantity", mend
    elif what.table is not None:
        yield key, f"names {shown(path)}, which is a table", "name a single number, such as opening.looked_after"


def _of_scales(scales: Sequence[object], given: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with the quantities that the size of a strategy multiplies."""
    for path in dict.fromkeys(path for path in scales if isinstance(path, str)):
        named = f"names {shown(path)}"
        if scales.count(path) > 1:
            yield "scales", f"{named} more than once", "name it once"
        if path not in declared():
            mend = did_you_mean(path, declared(), "give the paths of quantities, such as edge_of_care.workers")
            yield "scales", f"{named}, which is not a known quantity", mend
        elif path not in given:
            mend = "a size multiplies only what the strategy itself brings: add the quantity, or take the name out"
            yield "scales", f"{named}, which the file does not give", mend
        elif declared()[path].unit.sums_to_one:
            yield "scales", f"{named}, shares that sum to 1 at any size", "take it out"


def _of_authority(code: str) -> Iterator[Problem]:
    # the table takes a moment to read, and few files name an authority
    from sim.published.authorities import authorities

    codes = {one.code: one.name for one in authorities()}
    if code not in codes:
        meant = next((known for known, name in codes.items() if name.casefold() == code.strip().casefold()), None)
        otherwise = f"give its code, as {called()} authorities lists it"
        mend = f'write "{meant}"' if meant else did_you_mean(code, codes, otherwise)
        yield "authority", f"is {shown(code)}, which is not the code of an authority", mend


def of_years(years: float) -> Iterator[Problem]:
    """Yield what is wrong with the number of years of a run."""
    if not SHORTEST_YEARS <= years < inf:
        yield "years", f"is {shown(years)}", f"it must be {IS['years']}"
    elif years > LONGEST_YEARS:
        mend = f"it must be {IS['years']}, for the evidence reaches no further"
        yield "years", f"is {shown(years)}, too long a run", mend
