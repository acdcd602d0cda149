"""A change of a quantity as a file writes it: `times`, `plus` or `grows`, and the days on which it is in force."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from math import inf
from typing import Any

from sim.foundations.calendar import DAYS_PER_YEAR, in_words
from sim.foundations.faults import did_you_mean, listed, shown
from sim.parameters.units import Unit
from sim.scenario.quantities.bounds import Problem, of_bounds
from sim.scenario.quantities.change import How, RelativeChange
from sim.scenario.quantities.declared import Declared
from sim.scenario.quantities.ranges import RangeForm, of_range
from sim.scenario.quantities.span import Span

HOWS: tuple[How, ...] = ("times", "plus", "grows")
"""The keys in place of `value`."""

DATES = ("from", "until", "over")
"""The keys that say when it is in force."""

AMOUNTS: Mapping[How, Unit] = {
    "times": Unit("factor", 0),
    "plus": Unit("number to be added", -inf),
    "grows": Unit("share a year", -0.5, 1),
}
"""Of what is given; growth beyond these bounds is a slip of the pen."""

DAYS_OF = {"day": 1.0, "week": 7.0, "month": DAYS_PER_YEAR / 12, "year": DAYS_PER_YEAR}

LONGEST_OVER = 30 * DAYS_PER_YEAR


def of_change(what: Declared, content: dict[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the change and the days of a quantity, as far as the file shows."""
    given = [key for key in ("value", *HOWS) if key in content]
    if not given:
        yield what.path, "has no value", "add value = and the number, or times = or plus = to change the one below"
    elif len(given) > 1:
        yield what.path, f"has {listed(given)}", "give one of them: they say different things"
    if len(given) == 1 and given[0] != "value":
        how = next(how for how in HOWS if how == given[0])
        amount = [*_of_amount(what, how, content[how])]
        yield from amount
        if not amount:
            number = isinstance(content[how], int | float)
            form = RangeForm("number" if number else "table", AMOUNTS[how], "the change")
            yield from of_range(what.path, form, content[how], content)
    yield from _of_days(what, content)


def _of_amount(what: Declared, how: How, amount: object) -> Iterator[Problem]:
    path, unit = f"{what.path}.{how}", AMOUNTS[how]
    if what.unit.name == "days after start":
        yield path, "changes the day on which something starts", "give value = and the day or date"
    elif isinstance(amount, dict) and what.table is None:
        yield path, "is a table", f"give one {unit.name}"
    elif isinstance(amount, dict):
        if not amount:
            yield path, "names no category", f"name one or more of {listed(what.categories)}"
        for name, number in amount.items():
            if name not in what.categories:
                mend = did_you_mean(name, what.categories, f"the table has {listed(what.categories)}")
                yield f"{path}.{name}", "is not a known category", mend
            elif not _is_number(number):
                yield f"{path}.{name}", f"is {shown(number)}", f"it must be a {unit.name}"
            else:
                yield from of_bounds(unit, f"{path}.{name}", number)
    elif not _is_number(amount):
        yield path, f"is {shown(amount)}", f"it must be a {unit.name}"
    elif what.unit.sums_to_one:
        mend = f"name the shares that change, such as {{ {what.categories[0]} = {amount} }}"
        yield path, "is one number for shares that sum to 1", mend
    else:
        assert isinstance(amount, int | float)
        yield from of_bounds(unit, path, amount)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _of_days(what: Declared, content: dict[str, Any]) -> Iterator[Problem]:
    given = [key for key in DATES if key in content]
    dated = what.datable
    if not dated and (given or "grows" in content):
        key = "grows" if "grows" in content else given[0]
        mend = "take it out, so that it holds from the first day"
        if what.by_year:
            mend = "give each of the financial years a number of its own"
        yield f"{what.path}.{key}", "cannot change during a run: the model settles it on the first day", mend
        return
    begins, ends = content.get("from"), content.get("until")
    if isinstance(begins, date) and isinstance(ends, date) and ends < begins:
        problem = f"is {in_words(ends)}, before from, {in_words(begins)}"
        yield f"{what.path}.until", problem, "give a later day: it is the last on which the change is in force"
    if "over" in content and isinstance(content["over"], str):
        if days_over(content["over"]) is None:
            mend = 'write a number and days, weeks, months or years, such as "12 months"'
            yield f"{what.path}.over", f"is {shown(content['over'])}", mend
        elif "grows" in content:
            yield f"{what.path}.over", "is given beside grows, which comes bit by bit of itself", "take it out"


def days_over(text: str) -> float | None:
    """Return the days that a text such as ``12 months`` says, None when it says none or absurdly many."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s+(day|week|month|year)s?\s*", text)
    days = float(found[1]) * DAYS_OF[found[2]] if found else None
    return days if days is not None and days <= LONGEST_OVER else None


def span(content: Mapping[str, Any], start: date) -> Span:
    """Return the days on which what sound `content` says is in force, in a run that starts on `start`."""
    begins, ends, over = (content.get(key) for key in DATES)
    return Span(
        begins=float((begins - start).days) if begins is not None else 0.0,
        ends=float((ends - start).days + 1) if ends is not None else inf,
        over=(days_over(over) or 0.0) if over is not None else 0.0,
    )


def change(what: Declared, content: Mapping[str, Any], file: str) -> RelativeChange | None:
    """Return the change that sound `content` of a file means, None when it gives a value of its own."""
    how = next((how for how in HOWS if how in content), None)
    if how is None:
        return None
    amount = content[how]
    low, high = (None if key not in content else float(content[key]) for key in ("low", "high"))
    return RelativeChange(
        how=how,
        amount=tuple((name, float(one)) for name, one in amount.items()) if isinstance(amount, dict) else float(amount),
        luck=f"{what.path} in {file}",
        low=low,
        high=high,
        distribution=content.get("distribution", "fixed"),
    )
