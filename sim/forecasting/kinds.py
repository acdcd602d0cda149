"""Children looked after by kind of placement in every authority, in kinds that together are all of them."""

from __future__ import annotations

from enum import Enum

import numpy as np

from sim.fitting.steps import Array
from sim.forecasting.record import PublishedRecord
from sim.published.table import Figures

BY_PLACEMENT = "looked after by placement"
TOGETHER = "looked after in homes, semi-independent or independent"
"""Both kinds whose border moved in 2020, together: comparable over all years."""

RELEASED = "looked after, as broken down"
"""The total that breakdowns of a year add up to."""

FIRST_BROKEN_DOWN, FIRST_WITH_KINDS = 2014, 2021
"""The first years in which breakdowns of authorities are published, and kinds under the definition from 2020."""


class PlacementKind(Enum):
    """A kind of placement, and the names that it has in the table of figures."""

    FOSTER = ("foster care", ("foster",))
    PARENTS = ("with parents", ("with parents",))
    ADOPTION = ("placed for adoption", ("placed for adoption",))
    HOMES = ("children's homes and secure", ("secure and children's homes (definition from 2020)",))
    INDEPENDENT = (
        "independent and semi-independent",
        ("independent and semi-independent (definition from 2020)",),
    )
    OTHER = ("all other", ("residential school", "other residential", "other", "missing"))

    @property
    def title(self) -> str:
        """Return what it is called."""
        title: str = self.value[0]
        return title

    def number(self, known: Figures, code: str, year: int) -> tuple[float, bool]:
        """Return how many live in it and whether that was published, not imputed; not a number where nothing tells."""
        figures = known.breakdown(code, BY_PLACEMENT, year)
        cells = [figures[name] for name in self.value[1] if name in figures]
        if not cells:
            return float("nan"), False
        return sum(cell.value for cell in cells), not any(cell.imputed for cell in cells)


def kinds_now(known: Figures, code: str, year: int) -> Array:
    """Return an authority's numbers by kind, published or imputed."""
    return np.array([kind.number(known, code, year)[0] for kind in PlacementKind])


def kinds_table(known: Figures, record: PublishedRecord) -> Array:
    """Return numbers as published (authorities, years since the definition of 2020, kinds); others are what is left."""
    return np.array(
        [
            [_published_kinds(known, one.code, year) for year in range(FIRST_WITH_KINDS, record.origin + 1)]
            for one in record.authorities
        ]
    )


def together_table(known: Figures, record: PublishedRecord) -> Array:
    """Return (authorities, years since breakdowns began, 2): in homes or living independently, and all others."""
    years = range(FIRST_BROKEN_DOWN, record.origin + 1)
    table = np.array([[_published(known, one.code, TOGETHER, year) for year in years] for one in record.authorities])
    total = np.array([[_published(known, one.code, RELEASED, year) for year in years] for one in record.authorities])
    return np.stack([table, total - table], axis=2)


def _published_kinds(known: Figures, code: str, year: int) -> list[float]:
    *named, _ = PlacementKind
    found = [value if whole else np.nan for value, whole in (kind.number(known, code, year) for kind in named)]
    return [*found, _published(known, code, RELEASED, year) - sum(found)]


def _published(known: Figures, code: str, measure: str, year: int) -> float:
    figure = known.find(code, measure, year)
    return np.nan if figure is None or figure.imputed else figure.value
