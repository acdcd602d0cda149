"""Children in the run by age and sex, and those who are unaccompanied, at each 31 March."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sim.foundations.calendar import in_words
from sim.papers.document.paper import Block, PaperCell, PaperTable
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells
from sim.papers.sections.given import Given
from sim.papers.suppression import hidden_in

AGES = ("under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over")
SEXES = ("female", "male")


def ages(given: Given, run: KeptRun) -> Iterator[Block]:
    """Yield the table."""
    dates = run.measures.marches(run.manifest.base.name, "looked_after")
    if not dates:
        return
    alone, others = _means(run, "unaccompanied", "", dates), _means(run, "looked_after", "", dates)
    groups = (
        [(f"Aged {age}", _means(run, "looked_after", f"age: {age}", dates)) for age in AGES],
        [(sex.capitalize(), _means(run, "looked_after_by_sex", sex, dates)) for sex in SEXES],
        [
            ("Unaccompanied, seeking asylum", alone),
            ("All other children", [total - some for total, some in zip(others, alone, strict=True)]),
        ],
    )
    rows = [row for group in groups for row in _rows(group, others)]
    yield PaperTable(
        "children_by_age",
        "Children looked after in the run by age and sex, if nothing changes",
        ("What", *map(in_words, dates)),
        tuple(rows),
        ("Averages of the futures.", *cells.hidden_note(rows)),
        (given.source,),
    )


def _means(run: KeptRun, measure: str, category: str, dates: tuple[date, ...]) -> list[float]:
    found = [run.measures.of(run.manifest.base.name, measure, category, when) for when in dates]
    return [one.mean if one else 0.0 for one in found]


def _rows(group: list[tuple[str, list[float]]], totals: list[float]) -> Iterator[tuple[PaperCell, ...]]:
    """Yield the rows of a group whose parts add up to all children."""
    columns = [hidden_in([means[place] for _, means in group], total) for place, total in enumerate(totals)]
    for number, (title, means) in enumerate(group):
        numbers = (cells.children(mean, hide=column.parts[number]) for mean, column in zip(means, columns, strict=True))
        yield (PaperCell(title), *numbers)
