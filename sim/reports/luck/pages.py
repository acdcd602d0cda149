"""What shared luck saves, as it is kept and shown: a tidy table, a page, and a table in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sim.experiments.comparison.comparison import label
from sim.experiments.comparison.shared_luck import SharedLuck
from sim.reports.luck.figure import figure
from sim.reports.luck.words import caveats, cell, findings, in_line, scope
from sim.reports.shared.manifest import in_words
from sim.reports.shared.marks import Marks
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells
from sim.reports.shared.tables import cell as number

MARKS = Marks("luck")

COLUMNS = (
    *("scenario", "base", "measure", "category", "date"),
    *("base_variance", "scenario_variance", "difference_variance", "factor", "low", "high", "confidence"),
    *("kind", "share_changed", "replications"),
)


def results(luck: SharedLuck) -> KeptResults:
    """Return what is kept of what shared luck saves."""
    return KeptResults(page(luck), contents(luck))


def contents(luck: SharedLuck) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    return {"variance.csv": rows(luck)}


def rows(luck: SharedLuck) -> Iterator[Cells]:
    """Yield the header, and a row for each strategy and measure."""
    yield COLUMNS
    for place, strategy in enumerate(luck.strategies):
        for row in luck.rows:
            one, key = row.savings[place], row.wanted.key(strategy)
            numbers = (one.base_variance, one.scenario_variance, one.difference_variance, one.factor, one.low, one.high)
            yield (
                *(strategy.name, luck.base.name, *key[:2], key.date.isoformat()),
                *map(number, numbers),
                *(number(luck.confidence), one.kind.value, number(one.changed), one.replications),
            )


def page(luck: SharedLuck) -> Page:
    """Return the page."""
    names = [label(luck.base, strategy) for strategy in luck.strategies]
    table = PageTable(
        "Times as many replications without shared luck",
        f"Each number says how many times as many replications independent luck would need for the same interval of "
        f"the strategy's difference from the base; its {luck.confidence:.0%} interval stands in brackets.",
        [Column("Measure"), *(Column(name) for name in names)],
        [[row.wanted.title, *(cell(one) for one in row.savings)] for row in luck.rows],
    )
    return Page(
        "What shared luck saves", scope(luck), findings(luck), caveats(luck), [table], [ChartDrawing(figure(luck))]
    )


def markdown(luck: SharedLuck, command: Sequence[str]) -> str:
    """Return the table as Markdown, with how it was made and what it shows."""
    names = [label(luck.base, strategy) for strategy in luck.strategies]
    head = ("Measure", *names)
    cells = [head, ("---", *("---:" for _ in names))]
    cells.extend((row.wanted.title, *(in_line(one) for one in row.savings)) for row in luck.rows)
    lines = [f"| {' | '.join(row)} |" for row in cells]
    digest = luck.base.digest
    made = f"{scope(luck)} Scenario digest `{digest}`; made by `{in_words(command)}`."
    return "\n".join((made, "", *lines, "", *(f"- {sentence}" for sentence in findings(luck))))
