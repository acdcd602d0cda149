"""How the base lives the returns' last year again: in a sentence, and number by number."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from sim.experiments.returns_check.check import RANGE, CheckLine, ReturnsCheck
from sim.foundations.counted import counted
from sim.reports.shared.page import Column, PageTable
from sim.returns.privacy import said

MOST_NAMED = 5


def in_words(check: ReturnsCheck) -> str:
    """Return in words where the base and the returns differ by more than chance, the furthest first."""
    outside, told = check.outside, check.told
    by_chance = ceil((1 - RANGE) * told)
    begin = (
        f"The base lived the year to 31 March {check.year} again, in {counted(check.replications, 'replication')}: of "
        f"{counted(told, 'number')} that the returns may show,"
    )
    if not outside:
        return f"{begin} all lie where 19 of 20 such years of the base lie."
    furthest = sorted(outside, key=_apart, reverse=True)
    named = "; ".join(map(_line, furthest[:MOST_NAMED]))
    more = f"; and {len(outside) - MOST_NAMED} more in the table" if len(outside) > MOST_NAMED else ""
    lie = "lies" if len(outside) == 1 else "lie"
    verdict = (
        "chance alone would do that"
        if len(outside) <= by_chance
        else f"chance alone would put some {by_chance} there, so look at these before you believe the base"
    )
    return f"{begin} {len(outside)} {lie} outside the range of 19 of 20 such years ({verdict}): {named}{more}."


def _apart(line: CheckLine) -> float:
    assert line.returned is not None
    return abs(line.returned - line.mean) / max(line.high - line.mean, 1.0)


def _line(line: CheckLine) -> str:
    name = f"{line.title.lower()}, {line.category}" if line.category else line.title.lower()
    return f"{name}: {said(line.returned)} in the returns, {_span(line)} in the base"


def _span(line: CheckLine) -> str:
    return f"{line.low:,.0f} to {line.high:,.0f}"


def table_of(check: ReturnsCheck) -> PageTable:
    """Return every number of the year beside the base's."""
    return PageTable(
        f"The year to 31 March {check.year}, lived again by the base",
        f"{counted(check.replications, 'replication')} from the children of a year before the base's first day, with "
        "the base's own rates and none of what it expects of later years. Range: 19 of 20 such years of the base lie "
        "in it, by chance alone. The returns' numbers are rounded to 5, and so is the judgement. Leavers by time in "
        "care are of children who came since the first return begins. Where one differs, the council's year was "
        "unusual, or the base has it wrong: several years of returns tell which.",
        [Column("Number"), Column("Of", words=True), Column("Returns"), Column("Base"), Column("Range"), Column("")],
        list(_rows(check)),
    )


def _rows(check: ReturnsCheck) -> Iterator[list[str]]:
    before = ""
    for one in check.lines:
        title = "" if one.title == before else one.title
        yield [
            title,
            one.category,
            said(one.returned),
            f"{one.mean:,.0f}",
            _span(one),
            "differs" if one.outside else "",
        ]
        before = one.title
