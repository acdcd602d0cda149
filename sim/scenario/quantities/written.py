"""A quantity as a file writes it: checked against its declaration, with a plain message for each fault."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from math import fsum
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypeGuard
from urllib.parse import urlsplit

# pydantic, which brings typing_extensions, needs its TypedDict before Python 3.12
from typing_extensions import TypedDict

from sim.foundations.calendar import in_words
from sim.foundations.faults import did_you_mean, listed, shown
from sim.scenario.quantities import changing
from sim.scenario.quantities.bounds import Problem, of_bounds
from sim.scenario.quantities.changing import DATES, of_change
from sim.scenario.quantities.declared import Declared
from sim.scenario.quantities.drawing import OF_A_NUMBER, OF_A_TABLE, OF_SHARES, Distribution
from sim.scenario.quantities.quantity import EvidenceKind, Plain, Quantity
from sim.scenario.quantities.ranges import form, of_range

if TYPE_CHECKING:
    from pydantic import TypeAdapter

DATE = "date"
DAYS_AFTER_START = "days after start"
SUM_TOLERANCE = 1e-6

MOST_GUESSED = 10
"""Unknown keys of a quantity for each of which a known one is suggested."""

EARLIEST_AS_OF = date(1948, 1, 1)
"""The year of the Children Act 1948, which made councils look after children: no figure of them is older."""

LATEST_AS_OF = date(2100, 12, 31)
"""Beyond any year that a run reaches."""


Days = TypedDict("Days", {"from": NotRequired[date], "until": NotRequired[date], "over": NotRequired[str]})
"""When what is said is in force; `from` is no name of a field in Python."""


class Written(Days):
    """What a file says of one quantity: a value, or what is done to that of the files below."""

    value: NotRequired[float | date | dict[str, float]]
    times: NotRequired[float | dict[str, float]]
    plus: NotRequired[float | dict[str, float]]
    grows: NotRequired[float | dict[str, float]]
    unit: str
    kind: EvidenceKind
    source: str
    as_of: date
    low: NotRequired[float]
    high: NotRequired[float]
    distribution: NotRequired[Distribution]
    effective_sample: NotRequired[float]
    meant: NotRequired[Literal["higher", "lower"]]
    note: NotRequired[str]
    link: NotRequired[str]
    table: NotRequired[str]


KEYS = (*(key for key in Written.__annotations__ if key not in DATES), *DATES)
RANGE_KEYS = frozenset({"low", "high", "distribution", "effective_sample"})
KINDS = ("published", "local", "fitted", "judgement", "policy")

IS = {
    "unit": "text",
    "source": "text",
    "note": "text",
    "link": "text",
    "table": "text",
    "from": "a date without quotation marks, such as 2025-04-01",
    "until": "a date without quotation marks, such as 2027-03-31",
    "over": 'a time in quotation marks, such as "12 months"',
    "meant": '"higher" or "lower": which way from the base the number is meant to lie',
    "kind": f"one of {listed(KINDS)}",
    "as_of": "a date without quotation marks, such as 2018-03-31",
    "low": "a number",
    "high": "a number",
    "effective_sample": "a number",
    "distribution": f"one of {listed(dict.fromkeys((*OF_A_NUMBER, *OF_SHARES, *OF_A_TABLE)))}",
}
"""What each key must be, for messages."""

ADD = {
    "source": "add source = and where the number comes from; for a judgement, whose it is and why",
    "kind": f"add kind = and one of {listed(KINDS)}",
    "as_of": "add as_of = and the date for which the number holds, such as 2018-03-31",
}
"""What to add when a key is missing."""


@cache
def adapter() -> TypeAdapter[Written]:
    """Return pydantic's validator of a quantity; pydantic is imported only when a scenario is."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    return TypeAdapter(with_config(ConfigDict(extra="forbid", strict=True))(Written))


def problems(what: Declared, content: object) -> list[Problem]:
    """Return all that is wrong with the quantity as written, apart from a date before the start."""
    if not isinstance(content, dict):
        mend = f'write it as a table with value, unit (here "{what.unit.name}"), kind, source and as_of'
        number = isinstance(content, int | float) and not isinstance(content, bool)
        return [(what.path, "is a bare number" if number else f"is {shown(content)}, not a quantity", mend)]
    wrong_form = [*_of_form(what, content)]
    unsound = {path.removeprefix(f"{what.path}.") for path, _, _ in wrong_form}
    if unsound & {*RANGE_KEYS, *DATES}:
        return wrong_form
    change = [*of_change(what, content)]
    value = [*_of_value(what, content["value"], content.get("unit"))] if "value" in content else []
    judged = "value" in content and not value and not change
    ranged = of_range(what.path, form(what), content["value"], content) if judged else ()
    return [*wrong_form, *change, *value, *ranged]


def changes(content: Written) -> bool:
    """Whether what is said needs something below that it changes, or takes the place of for a time."""
    return "value" not in content or any(key in content for key in DATES)


def quantity(what: Declared, content: Written, start: date, file: str) -> Quantity:
    """Return the quantity that sound `content` with a value means for a scenario that starts on `start`."""
    value = content["value"]
    plain: Plain
    if isinstance(value, dict):
        assert what.table is not None
        plain = what.table(**{name: float(number) for name, number in value.items()})
    elif isinstance(value, date):
        plain = float((value - start).days)
    else:
        plain = float(value)
    return Quantity(
        value=plain,
        unit=what.unit.name,
        kind=content["kind"],
        source=content["source"],
        as_of=content["as_of"],
        low=_number(content.get("low")),
        high=_number(content.get("high")),
        distribution=content.get("distribution", "fixed"),
        meant=content.get("meant", ""),
        note=content.get("note", ""),
        link=content.get("link", ""),
        table=content.get("table", ""),
        effective_sample=_number(content.get("effective_sample")),
        file=file,
    )


def before_start(what: Declared, content: Written, start: date) -> Problem | None:
    """Return the problem of a date that lies before the scenario's start, if it does."""
    value = content.get("value")
    if not isinstance(value, date) or value >= start:
        return None
    problem = f"is {in_words(value)}, before the scenario's start on {in_words(start)}"
    return f"{what.path}.value", problem, f"give {in_words(start)} or a later date"


def _number(value: float | None) -> float | None:
    return None if value is None else float(value)


def _of_form(what: Declared, content: dict[str, Any]) -> Iterator[Problem]:
    """Yield keys that are missing, unknown or of the wrong type, as pydantic finds them."""
    from pydantic import ValidationError

    more = len(content.keys() - set(KEYS)) - MOST_GUESSED
    if more > 0:
        yield what.path, f"has {MOST_GUESSED + more:,} keys that no quantity has", f"a quantity has {listed(KEYS)}"
        return
    try:
        adapter().validate_python(content)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            key = str(item["loc"][0])
            if key in ("value", *changing.HOWS):
                continue  # the declaration says more about it than the form does
            path = f"{what.path}.{key}"
            if item["type"] == "missing":
                add = ADD.get(key, f'add unit = "{what.unit.name}"')
                yield what.path, f"has no {key}", add
            elif item["type"] == "extra_forbidden":
                mend = did_you_mean(key, KEYS, f"a quantity has {listed(KEYS)}")
                yield path, "is not a known key of a quantity", mend
            else:
                yield path, f"is {shown(content[key])}", f"it must be {IS[key]}"
    as_of = content.get("as_of")
    if type(as_of) is date and not EARLIEST_AS_OF <= as_of <= LATEST_AS_OF:
        mend = f"give a day from {in_words(EARLIEST_AS_OF)} to {in_words(LATEST_AS_OF)}"
        yield f"{what.path}.as_of", f"is {in_words(as_of)}", mend
    for key in ("source", "unit"):
        if isinstance(content.get(key), str) and not content[key].strip():
            yield f"{what.path}.{key}", "is empty", ADD.get(key, f'give "{what.unit.name}"')
    link = content.get("link")
    if isinstance(link, str) and not _opens(link):
        yield f"{what.path}.link", f"is {shown(link)}", "give an address that can be opened, beginning with https://"
    unit = content.get("unit")
    if isinstance(unit, str) and unit.strip() and unit not in units(what):
        expected = " or ".join(f'"{name}"' for name in units(what))
        yield f"{what.path}.unit", f'is "{unit}"', f"give the number in {expected}"


def _opens(link: str) -> bool:
    """Whether a link is an address that a browser opens: one word, with a host."""
    address = urlsplit(link)
    return address.scheme in ("http", "https") and bool(address.hostname) and not any(map(str.isspace, link))


def units(what: Declared) -> tuple[str, ...]:
    """Return the units in which the quantity may be written."""
    return (what.unit.name, DATE) if what.unit.name == DAYS_AFTER_START else (what.unit.name,)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _of_value(what: Declared, value: object, unit: object) -> Iterator[Problem]:
    path = f"{what.path}.value"
    if what.table is not None:
        yield from _of_table(what, value)
    elif unit == DATE and what.unit.name == DAYS_AFTER_START:
        if type(value) is not date:
            yield path, f"is {shown(value)}", "it must be a date without quotation marks, such as 2018-04-01"
    elif isinstance(value, date):
        datable = what.unit.name == DAYS_AFTER_START
        mend = 'set unit = "date"' if datable else f"give a number in {what.unit.name}"
        yield path, f"is {shown(value)}, a date", mend
    elif isinstance(value, dict):
        yield path, "is a table", f"give one number, in {what.unit.name}"
    elif not _is_number(value):
        yield path, f"is {shown(value)}", f"it must be a number, in {what.unit.name}"
    else:
        yield from of_bounds(what.unit, path, value)


def _of_table(what: Declared, value: object) -> Iterator[Problem]:
    path = f"{what.path}.value"
    names = what.categories
    if not isinstance(value, dict):
        yield path, f"is {shown(value)}", f"give a number for each of {listed(names)}"
        return
    sound = True
    for name in value:
        if name not in names:
            sound = False
            mend = did_you_mean(name, names, f"the table has {listed(names)}")
            yield f"{path}.{name}", "is not a known category", mend
    for name in names:
        if name not in value:
            sound = False
            yield path, f"has no {name}", f"add {name} = and its number, in {what.unit.name}"
        elif not _is_number(value[name]):
            sound = False
            yield f"{path}.{name}", f"is {shown(value[name])}", f"it must be a number, in {what.unit.name}"
        else:
            bad = [*of_bounds(what.unit, f"{path}.{name}", value[name])]
            sound = sound and not bad
            yield from bad
    if sound and what.unit.sums_to_one and abs(fsum(value.values()) - 1) > SUM_TOLERANCE:
        total = fsum(value.values())
        more = "raise" if total < 1 else "lower"
        yield path, f"sums to {total:g}", f"shares must sum to 1: {more} them by {abs(1 - total):g} in all"
