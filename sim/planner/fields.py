"""What was asked as the fields of forms, and back: both ways are the same on the local page and in the offline file.

Names of fields: `base`, `base_text`, `part.NAME`, `strategy.NAME` with `.starts`, `.source` and `.as_of`,
`lever.STRATEGY.PATH` and `own.PATH`, each with `.value`, `.low` and `.high` (own numbers also `.source` and `.as_of`),
`mix`, `years`, `replications`, `seed`, `inputs`, `name` and `title`. A field that is empty changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput, did_you_mean, fault, shown
from sim.planner.asked import REPLICATIONS, SEED, Asked, AskedNumber, AskedStrategy, Mix
from sim.planner.faults_by_field import FaultsSoFar, FieldFaults
from sim.planner.number_faults import of_number
from sim.planner.parts import PARTS
from sim.planner.typed import day, number
from sim.scenario.defaults import BASE
from sim.scenario.files.reading import known_names

OWN, LEVER, STRATEGY, PART = "own.", "lever.", "strategy.", "part."

ON, DRAWN, CENTRAL = "on", "drawn", "central"

NAME: Final = re.compile(r"[a-z0-9_]{1,60}")
"""What a scenario can be saved as: a name that is a file's on every system, and no path."""

NAME_OF_BASE: Final = re.compile(r"[A-Za-z0-9_-]{1,60}")

ENDS: Final = (".value", ".low", ".high", ".source", ".as_of")


def from_fields(fields: Mapping[str, str]) -> Asked:
    """Return what the fields of a form ask. Raises FieldFaults with every field that cannot be used."""
    given = {name: text.strip() for name, text in fields.items() if text.strip()}
    faults = FaultsSoFar([])
    name = given.get("name", "")
    if name and not NAME.fullmatch(name):
        mend = "use small letters, digits and _ alone, at most 60, such as panel_2027"
        faults.add("name", fault("name", "", f"is {shown(name)}", mend))
    base, base_text = given.get("base", BASE), fields.get("base_text", "")
    known = known_names(strategies=False)
    if (not NAME_OF_BASE.fullmatch(base)) if base_text else base not in known:
        mend = did_you_mean(base, known, "choose one of the list")
        faults.add("base", fault(shown(base), "", "there is no base of this name", mend))
    years, replications, seed = _settings(given, faults)
    mix = given.get("mix", Mix.BOTH.value)
    if mix not in [one.value for one in Mix]:
        faults.add("mix", fault("mix", "", f"is {shown(mix)}", "choose alone, together or both"))
        mix = Mix.BOTH.value
    strategies = tuple(_strategies(given, faults))
    numbers = tuple(_numbers(given, faults))
    if faults.found:
        raise FieldFaults(faults.found)
    return Asked(
        base=base,
        base_text=base_text,
        parts=tuple(name for name in PARTS if f"{PART}{name}" in given),
        strategies=strategies,
        mix=Mix(mix),
        numbers=numbers,
        years=years,
        replications=replications,
        seed=seed,
        drawn=given.get("inputs", DRAWN) != CENTRAL,
        name=name,
        title=given.get("title", ""),
    )


def to_fields(asked: Asked) -> dict[str, str]:
    """Return the fields of forms that ask the same."""
    found = {"base": asked.base, "mix": asked.mix.value, "inputs": DRAWN if asked.drawn else CENTRAL}
    found |= {"replications": f"{asked.replications}", "seed": f"{asked.seed}", "name": asked.name}
    found |= {"title": asked.title, "base_text": asked.base_text}
    found["years"] = "" if asked.years is None else f"{asked.years:g}"
    found |= {f"{PART}{name}": ON for name in asked.parts}
    for one in asked.strategies:
        found[f"{STRATEGY}{one.name}"] = ON
        found |= {} if one.starts is None else {f"{STRATEGY}{one.name}.starts": in_words(one.starts)}
        for lever in one.levers:
            found |= _of_number(f"{LEVER}{one.name}.{lever.path}", lever)
            found |= {f"{STRATEGY}{one.name}.source": lever.source}
            found |= {f"{STRATEGY}{one.name}.as_of": in_words(lever.as_of)}
        found |= {f"{STRATEGY}{one.name}.source": one.source} if one.source else {}
    for own in asked.numbers:
        found |= _of_number(f"{OWN}{own.path}", own)
        found |= {f"{OWN}{own.path}.source": own.source, f"{OWN}{own.path}.as_of": in_words(own.as_of)}
    return {name: text for name, text in found.items() if text}


def plain(value: float) -> str:
    """Return a number as a field shows it: read back it is the same."""
    return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else repr(value)


def _of_number(field: str, number: AskedNumber) -> dict[str, str]:
    ends = {"value": number.value, "low": number.low, "high": number.high}
    return {f"{field}.{end}": plain(value) for end, value in ends.items() if value is not None}


def _settings(given: Mapping[str, str], faults: FaultsSoFar) -> tuple[float | None, int, int]:
    """Return years, replications and seed, as the command line reads them."""
    from sim.experiments.running.settings import from_text

    found: tuple[float | None, int, int] = (None, REPLICATIONS, SEED)
    try:
        settings = from_text(given.get("replications"), given.get("seed"), None, given.get("years"), False)
        found = (settings.years, settings.replications, settings.seed)
    except BadInput as bad:
        for message in bad.faults:
            faults.add(message.partition(":")[0], message)
    return found


def _strategies(given: Mapping[str, str], faults: FaultsSoFar) -> Iterator[AskedStrategy]:
    known = known_names(strategies=True)
    for name in (field.removeprefix(STRATEGY) for field in given if field.startswith(STRATEGY)):
        if "." in name:
            continue  # of a strategy, which is chosen or not
        field = f"{STRATEGY}{name}"
        if name not in known:
            faults.add(field, fault(shown(name), "", "there is no strategy of this name", "choose one of the list"))
            continue
        source, as_of = given.get(f"{field}.source", ""), _day(f"{field}.as_of", given, faults)
        levers = tuple(_levers(name, given, source, as_of, faults))
        starts = _day(f"{field}.starts", given, faults)
        yield AskedStrategy(name, levers, starts, source if starts is not None else "")


def _levers(
    strategy: str, given: Mapping[str, str], source: str, as_of: date | None, faults: FaultsSoFar
) -> Iterator[AskedNumber]:
    begins = f"{LEVER}{strategy}."
    for path in _paths(given, begins):
        texts = {**given, f"{begins}{path}.source": source, f"{begins}{path}.as_of": ""}
        if as_of is not None:
            texts[f"{begins}{path}.as_of"] = as_of.isoformat()
        missing = {"source": source, "as_of": as_of}
        for key, value in missing.items():
            if not value and f"{STRATEGY}{strategy}.{key}" not in given:
                faults.add(f"{STRATEGY}{strategy}.{key}", _missing(path, key))
        if all(missing.values()):
            yield from _number(f"{begins}{path}", path, texts, faults)


def _numbers(given: Mapping[str, str], faults: FaultsSoFar) -> Iterator[AskedNumber]:
    for path in _paths(given, OWN):
        for key in ("source", "as_of"):
            if f"{OWN}{path}.{key}" not in given:
                faults.add(f"{OWN}{path}.{key}", _missing(path, key))
        yield from _number(f"{OWN}{path}", path, given, faults)


def _paths(given: Mapping[str, str], begins: str) -> tuple[str, ...]:
    """Return the paths of which a number is given, in the order of the form."""
    numbers = (field for field in given if field.startswith(begins) and field.endswith(ENDS[:3]))
    return tuple(dict.fromkeys(field.removeprefix(begins).rpartition(".")[0] for field in numbers))


def _number(field: str, path: str, given: Mapping[str, str], faults: FaultsSoFar) -> Iterator[AskedNumber]:
    """Yield the number of a row of fields, unless something is wrong with it."""
    before = len(faults.found)
    ends: dict[str, float] = {}
    for end in ("value", "low", "high"):
        text = given.get(f"{field}.{end}")
        if text is not None:
            try:
                ends[end] = number(path, text)
            except BadInput as bad:
                faults.add(f"{field}.{end}", bad.faults[0])
    if f"{field}.value" not in given:
        faults.add(f"{field}.value", fault(path, "", "has a range and no value", "give the value too"))
    for end, other in (("low", "high"), ("high", "low")):
        if f"{field}.{end}" in given and f"{field}.{other}" not in given:
            faults.add(f"{field}.{other}", fault(path, "", f"has no {other} end", "give both ends, or neither"))
    as_of = _day(f"{field}.as_of", given, faults)
    if len(faults.found) > before or as_of is None or not given.get(f"{field}.source"):
        return
    made = AskedNumber(path, ends["value"], given[f"{field}.source"], as_of, ends.get("low"), ends.get("high"))
    wrong = [*of_number(made)]
    for end, message in wrong:
        faults.add(f"{field}.{end}", message)
    if not wrong:
        yield made


def _day(field: str, given: Mapping[str, str], faults: FaultsSoFar) -> date | None:
    text = given.get(field, "")
    if text:
        try:
            return day(_said(field), text)
        except BadInput as bad:
            faults.add(field, bad.faults[0])
    return None


def _said(field: str) -> str:
    """Return what a message calls a field: the path of the number, or the strategy."""
    name = field.partition(".")[2].removesuffix(".as_of")
    return name.removesuffix(".starts")


def _missing(path: str, key: str) -> str:
    mends = {
        "source": "say where the number comes from; for a judgement, whose it is and why",
        "as_of": f"give the date for which the number holds, such as {in_words(date(2026, 3, 31))}",
    }
    return fault(path, "", f"has no {'source' if key == 'source' else 'date'}", mends[key])
