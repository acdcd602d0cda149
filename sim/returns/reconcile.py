"""Counts of returns beside what was published of the council: a wrong council or part of a file shows at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from sim.foundations.faults import BadInput
from sim.foundations.where import told_here
from sim.published.authorities import Authority
from sim.published.table import Figures
from sim.returns.counts import YearCounts

WARNED_SHARE, WARNED_CHILDREN = 0.03, 5
"""Apart by more than both is said."""
REFUSED_SHARE = 0.20
FEWEST_REFUSED = 20
"""Children apart below which nothing is refused: of a tiny council a few are many percent."""

MEASURES = (("looked after", "looked after on 31 March"), ("started", "started"), ("ceased", "ceased"))


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One count of a year, in the returns and in publication."""

    year: int
    what: str
    returned: int
    published: float
    """nan where nothing is published."""

    @property
    def apart(self) -> bool:
        """Whether they are further apart than corrections after publication make them."""
        return (
            isfinite(self.published)
            and abs(self.returned - self.published) > WARNED_CHILDREN
            and abs(self.returned - self.published) > WARNED_SHARE * self.published
        )


def reconciled(found: tuple[YearCounts, ...], authority: Authority, known: Figures) -> tuple[Reconciled, ...]:
    """Return each count beside the published one. Raises BadInput when they cannot be of the same council.

    Children are counted once a year, as in publication; a published number that was hidden is not compared.
    """
    rows = tuple(_rows(found, authority, known))
    wrong = [
        one
        for one in rows
        if isfinite(one.published)
        and abs(one.returned - one.published) > max(REFUSED_SHARE * one.published, FEWEST_REFUSED)
    ]
    if wrong:
        instead = told_here("Without --authority nothing is compared", "Under a name of its own nothing is compared")
        worst = max(wrong, key=lambda one: abs(one.returned - one.published) / max(one.published, 1.0))
        raise BadInput(
            [
                f"{authority.name}: the returns are too far from what was published of it ({worst.what} in the year to "
                f"31 March {worst.year}: {worst.published:,.0f} published, more than a fifth apart in the returns); "
                f"are they another council's, or part of the files? {instead}"
            ]
        )
    return rows


def _rows(found: tuple[YearCounts, ...], authority: Authority, known: Figures) -> Iterator[Reconciled]:
    for one in found:
        returned = (one.looked_after, one.children_started, one.children_ceased)
        for (measure, what), number in zip(MEASURES, returned, strict=True):
            hidden = known.suppressed(authority.code, measure, one.year)
            published = float("nan") if hidden else known.value(authority.code, measure, one.year)
            yield Reconciled(one.year, what, number, published)
