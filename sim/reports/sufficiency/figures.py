"""The figures of a sufficiency statement: places needed beside places there are, over time and by need and age."""

from __future__ import annotations

from math import isfinite

from sim.experiments.sufficiency.statement import Statement, StatementLine
from sim.foundations.calendar import in_words
from sim.foundations.codes import Kind
from sim.measures.sufficiency import AGES, COMMISSIONED, NEEDS
from sim.reports.chart.chart import (
    Band,
    BesideMark,
    ChartFigure,
    ChartLine,
    IntervalChart,
    IntervalPanel,
    KeyEntry,
    LineChart,
    LinePanel,
    Reach,
    RowInterval,
)
from sim.reports.chart.palette import BLUE, GREY, ORANGE
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.sufficiency.words import group_of, kind_of, sure, whole


def of_statement(statement: Statement) -> list[ChartFigure]:
    """Return the figures: each kind over time, and in-house carers by need and age."""
    return [over_time(statement), by_need(statement)]


def over_time(statement: Statement) -> ChartFigure:
    """Show for each kind the children for whom it is sought first, the places needed and the places there are."""
    kinds = [kind for kind in COMMISSIONED if _plays_a_part(statement, kind)] or [Kind.IN_HOUSE]
    said = []
    for kind in kinds:
        last = statement.of(statement.marches[-1], kind)
        said.append(f"{kind_of(kind)}: {whole(last.needed.value)} needed, {whole(last.there_are.mean)} there are")
    return ChartFigure(
        "sufficiency",
        "Places needed and places there are",
        f"Needed: enough {sure(statement)}. Grey: children, the average and the band in which eight futures of ten "
        "lie. Places there are: the average of the futures; of kinds without a limit, those in use. Each panel has its "
        "own scale.",
        f"On {in_words(statement.marches[-1])}: {'; '.join(said)}.",
        LineChart(
            tuple(LinePanel(kind_of(kind), _of_kind(statement, kind)) for kind in kinds),
            up="Places; children",
            one_scale=False,
            from_zero=True,
            least=1.0,
        ),
    )


def _plays_a_part(statement: Statement, kind: Kind) -> bool:
    lines = [statement.of(when, kind) for when in statement.dates]
    return any(line.sought.mean >= 1 or line.there_are.mean >= 1 for line in lines)


def _of_kind(statement: Statement, kind: Kind) -> tuple[ChartLine, ...]:
    dates = tuple(statement.dates)
    lines = [statement.of(when, kind) for when in dates]
    low, high, sought = (
        shown_numbers(values)
        for values in zip(*((one.sought.low, one.sought.high, one.sought.mean) for one in lines), strict=True)
    )
    there, needed = (
        shown_numbers(values) for values in zip(*((one.there_are.mean, one.needed.value) for one in lines), strict=True)
    )
    return (
        ChartLine("Children for whom it is sought first", GREY, dates, sought, (Band(low, high),), thin=True),
        ChartLine("Places there are", BLUE, dates, there, dotted=True),
        ChartLine("Places needed", ORANGE, dates, needed, dotted=True),
    )


def by_need(statement: Statement) -> ChartFigure:
    """Show for each need and age the in-house places needed beside those with carers who suit, on the last 31 March."""
    when = statement.marches[-1]
    lines = [statement.of(when, Kind.IN_HOUSE, group) for group in (*NEEDS, *AGES)]
    said = "; ".join(
        f"{group_of(line.group)}: {whole(line.needed.value)} needed, {whole(line.there_are.mean)} with carers who suit"
        for line in lines
    )
    return ChartFigure(
        "sufficiency_in_house",
        f"In-house places by need and age, {in_words(when)}",
        f"Needed: enough {sure(statement)} for the children of that need or age for whom an in-house place is sought "
        "first. Places with carers approved for the age and skilled for the need; one place may count in several rows.",
        f"{said}.",
        IntervalChart(
            tuple(group_of(line.group) for line in lines),
            (IntervalPanel("", "In-house places", tuple(map(_in_house, lines))),),
            key=(
                KeyEntry("Needed, with 95% interval", ORANGE),
                KeyEntry("With carers who suit the need or age (small)", BLUE),
            ),
            signed=False,
        ),
    )


def _in_house(line: StatementLine) -> RowInterval:
    needed = line.needed
    known = isfinite(needed.low) and isfinite(needed.high)
    return RowInterval(
        shown_number(needed.value),
        ORANGE,
        thick=Reach(*shown_numbers([needed.low, needed.high])) if known else None,
        beside=(BesideMark(shown_number(line.there_are.mean), BLUE),),
    )
