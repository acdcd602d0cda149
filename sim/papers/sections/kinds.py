"""Children of the base by kind of placement on the first day and each 31 March, and which of the numbers are hidden."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.measures.placements import WHERE_PLACED
from sim.papers.kept.folder import KeptRun
from sim.papers.kept.spread import KeptSpread
from sim.papers.suppression import HiddenColumn, hidden_in

NOTHING = KeptSpread(0.0, 0.0, 0.0, 0.0, 0)


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of placement: a number for each date, and whether it is hidden."""

    kind: str
    spreads: tuple[KeptSpread, ...]
    hidden: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class ChildrenByKind:
    """All kinds in which children live on one of the dates, and their sum."""

    dates: tuple[date, ...]
    rows: tuple[KindRow, ...]
    totals: tuple[KeptSpread, ...]
    hidden_totals: tuple[bool, ...]

    @property
    def hidden(self) -> frozenset[str]:
        """Return the kinds of which a number on some date is hidden."""
        return frozenset(row.kind for row in self.rows if any(row.hidden))

    @property
    def any_hidden(self) -> bool:
        """Whether anything is hidden."""
        return bool(self.hidden) or any(self.hidden_totals)

    def of(self, kind: str) -> KindRow | None:
        """Return a kind; None where nobody ever lives in it."""
        return next((row for row in self.rows if row.kind == kind), None)


def children_by_kind(run: KeptRun) -> ChildrenByKind:
    """Return the children of the base by kind of placement."""
    base, start = run.manifest.base.name, run.manifest.start
    later = run.measures.marches(base, "in_placement") or run.measures.dates(base, "in_placement")[-1:]
    dates = tuple(dict.fromkeys((start, *later)))

    def spreads(kind: str) -> tuple[KeptSpread, ...]:
        return tuple(run.measures.of(base, "in_placement", kind, when) or NOTHING for when in dates)

    of_kinds = [(kind, spreads(kind)) for kind in WHERE_PLACED]
    kinds = [(kind, found) for kind, found in of_kinds if any(round(one.mean) for one in found)]
    totals = spreads("")
    columns = [hidden_in([found[place].mean for _, found in kinds], totals[place].mean) for place in range(len(dates))]
    rows = tuple(
        KindRow(kind, found, tuple(column.parts[number] for column in columns))
        for number, (kind, found) in enumerate(kinds)
    )
    return ChildrenByKind(dates, rows, totals, _totals(columns))


def _totals(columns: list[HiddenColumn]) -> tuple[bool, ...]:
    return tuple(column.total for column in columns)
