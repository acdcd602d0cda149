"""What a council's figures contradict: each other, what was published of them, and what came before.

Nothing here is put right: what does not agree is told, and what cannot be is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite, log, sqrt

from sim.bases.own.known_figures import KNOWN_FIGURES
from sim.bases.own.sheet import Sheet
from sim.foundations.faults import BadInput
from sim.published.authorities import Authority
from sim.published.table import Figures

APART, CHILDREN_APART = 0.03, 5
"""By more than both, two numbers that should be one are told to differ."""
REFUSED = 0.20
"""Share by which parts may miss their whole before the sheet is refused."""
USUAL_CHANGE = 0.10
"""Standard deviation of the logarithm of a council's number looked after, from one year to the next: England's councils
of 2010 to 2024 have 0.08 in the middle case; a judgement beyond that for small ones."""
SURPRISING = 2.5
"""Standard deviations from which a change is told."""
TRENDED = ("looked after", "started", "ceased")


def contradictions(sheet: Sheet, authority: Authority, known: Figures) -> tuple[str, ...]:
    """Return what does not agree, in plain words. Raises BadInput where parts miss their whole by a fifth."""
    return tuple(
        dict.fromkeys(
            (
                *_wholes(sheet),
                *_flows(sheet),
                *_places(sheet),
                *_published(sheet, authority, known),
                *_trends(sheet, authority, known),
            )
        )
    )


def _differ(one: float, other: float) -> bool:
    return abs(one - other) > CHILDREN_APART and abs(one - other) > APART * max(one, other)


def _wholes(sheet: Sheet) -> Iterator[str]:
    """Yield breakdowns that do not come to their whole."""
    for figure in KNOWN_FIGURES:
        if not figure.whole:
            continue
        for year in sorted({one.year for one in sheet.rows if one.figure is figure}):
            whole = sheet.value(figure.whole, year)
            there = [one.value for one in sheet.rows if one.figure is figure and one.year == year]
            parts = sum(there)
            if whole is None or parts == whole or len(there) < len(figure.categories):
                continue
            words = f"{figure.name} of 31 March {year} comes to {parts:,.0f}, {figure.whole} is {whole:,.0f}"
            if abs(parts - whole) > max(REFUSED * whole, CHILDREN_APART):
                raise BadInput([f"{sheet.name}: {words}; correct one of them"])
            yield f"{words}: shares are taken from the parts, and the number from the whole."


def _flows(sheet: Sheet) -> Iterator[str]:
    """Yield years in which those who came and went do not make the change in number."""
    for year in sorted({one.year for one in sheet.rows}):
        numbers = [sheet.value(name, when) for name, when in _balance(year)]
        if any(number is None for number in numbers):
            continue
        before, after, came, went = (float(number or 0.0) for number in numbers)
        if _differ(before + came - went, after):
            yield (
                f"31 March {year - 1}: {before:,.0f} looked after, then {came:,.0f} started and {went:,.0f} ceased, "
                f"makes {before + came - went:,.0f}; 31 March {year} has {after:,.0f}. Children who come and go twice "
                "in a year explain a few."
            )


def _balance(year: int) -> Sequence[tuple[str, int]]:
    return (("looked after", year - 1), ("looked after", year), ("started", year), ("ceased", year))


def _places(sheet: Sheet) -> Iterator[str]:
    """Yield fostering services with more places filled than approved, or fewer than children who live there."""
    for year in sorted({one.year for one in sheet.rows}):
        for name in ("own fostering service", "own fostering service, mainstream carers"):
            approved, filled = (sheet.value(name, year, each) for each in ("places approved", "places filled"))
            if approved is not None and filled is not None and filled > approved:
                yield f"{name} of 31 March {year}: {filled:,.0f} places are filled, {approved:,.0f} approved."
        filled = sheet.value("own fostering service, mainstream carers", year, "places filled")
        children = sheet.value("looked after by kind", year, "in house")
        if filled is not None and children is not None and _differ(filled, children):
            yield (
                f"31 March {year}: {filled:,.0f} places of mainstream carers are filled, {children:,.0f} children live "
                "in house."
            )


def _published(sheet: Sheet, authority: Authority, known: Figures) -> Iterator[str]:
    """Yield figures that were published otherwise."""
    for one in sheet.rows:
        if one.figure.unit != "children" or known.suppressed(authority.code, one.figure.name, one.year, one.category):
            continue
        found = known.value(authority.code, one.figure.name, one.year, one.category)
        if isfinite(found) and _differ(one.value, found):
            what = f"{one.figure.name}, {one.category}" if one.category else one.figure.name
            yield f"{what}, 31 March {one.year}: {one.value:,.0f} on the sheet, {found:,.0f} published."


def _trends(sheet: Sheet, authority: Authority, known: Figures) -> Iterator[str]:
    """Yield numbers further from the last published one than councils change by chance and habit."""
    for name in TRENDED:
        last = max(
            (year for year in range(2010, known.known_until + 1) if known.value(authority.code, name, year) > 0),
            default=0,
        )
        for year in sorted({one.year for one in sheet.rows if one.figure.name == name}):
            own = sheet.value(name, year)
            if not last or year <= last or not own:
                continue
            before = known.value(authority.code, name, last)
            spread = sqrt((year - last) * USUAL_CHANGE**2 + 1.0 / before + 1.0 / own)
            if abs(log(own / before)) > SURPRISING * spread:
                yield (
                    f"{name}, 31 March {year}: {own:,.0f} on the sheet, {before:,.0f} published of 31 March {last}: a "
                    "change that few councils have in so many years."
                )
