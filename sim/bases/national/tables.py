"""England's tables of one year, read for what a base takes from them; what rounds to nothing is nobody."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Final

from sim.bases.words import DFE, in_words
from sim.foundations.codes import Location
from sim.published import national_shape as shape
from sim.published.authorities import ENGLAND, authorities
from sim.published.national_shape import LivedIn
from sim.published.table import Figures

FIRST = 2020
"""The first year of which the national tables have today's kinds of placement. England's file is of 2018-19."""

STARTED: Final = "started by placement in detail"
BY_PROVIDER: Final = "looked after by placement, locality and provider"
BY_DISTANCE: Final = "looked after by placement and distance"
NEW_BY_DISTANCE: Final = "new placements by kind and distance"
BY_PLACEMENT, BY_AGE = "changes of placement by placement and reason", "changes of placement by age and reason"

MAINSTREAM: Final = "own fostering service, mainstream carers"

HOMES = "secure and children's homes (definition from 2020)"
INDEPENDENT = "independent and semi-independent (definition from 2020)"


@dataclass(frozen=True, slots=True)
class NationalTables:
    """England's tables of the year to a 31 March; nothing later can be seen in them."""

    known: Figures
    year: int

    @property
    def authorities(self) -> int:
        """Those in England that year, among whom its numbers are shared."""
        return sum(one.first_year <= self.year <= one.last_year for one in authorities())

    @property
    def source(self) -> str:
        """The publication, in words."""
        return f"{DFE} {in_words(self.year)}, England"

    def count(self, measure: str, category: str = "", year: int | None = None) -> float:
        """Return a number of the year, or another; 0 where it rounds to nothing or is not listed."""
        number = self.known.value(ENGLAND, measure, self.year if year is None else year, category)
        return number if isfinite(number) else 0.0

    def stock(self, kind: LivedIn) -> float:
        """Return the children looked after in a kind of placement on 31 March."""
        return self._in_detail(shape.LOOKED_AFTER, kind)

    def started(self, kind: LivedIn) -> float:
        """Return the children who started in the year in a kind of placement."""
        return self._in_detail(STARTED, kind)

    def ceased(self, kind: LivedIn) -> float:
        """Return the children who ceased in the year from a kind of placement."""
        return self._in_detail(shape.CEASED, kind)

    def _in_detail(self, measure: str, kind: LivedIn) -> float:
        number = shape.in_detail(self.known, measure, self.year, kind)
        return number if isfinite(number) else 0.0

    def line(self, measure: str, begins: str) -> float:
        """Return the line of a table in detail that begins so; 0 where it rounds to nothing."""
        found = self.known.breakdown(ENGLAND, measure, self.year)
        return sum(figure.value for name, figure in found.items() if name.startswith(begins))

    @property
    def fostered_by_own(self) -> float:
        """Children fostered by councils' own carers, relatives and friends among them."""
        return sum(self.count(BY_PROVIDER, f"foster: {place}: own provision") for place in ("inside", "outside"))

    @property
    def with_mainstream_carers(self) -> float:
        """Children with councils' mainstream carers, as fostering services count, without other councils' children."""
        others = sum(self.count(BY_PROVIDER, f"foster: {place}: other council") for place in ("inside", "outside"))
        return max(0.0, self.count(MAINSTREAM, "places filled") - others)

    def split_outside(self, kind: str, measure: str = BY_DISTANCE, year: int | None = None) -> tuple[float, float]:
        """Return the shares near and far of those outside the area at a known distance."""
        near, far = (
            self.count(measure, f"{kind}: outside, {distance}", year)
            for distance in ("20 miles or less", "over 20 miles")
        )
        return near / (near + far), far / (near + far)

    def located(self, kind: str, measure: str, year: int | None = None) -> tuple[float, float, float]:
        """Return the shares inside, near and far of those at a known distance."""
        inside = sum(
            self.count(measure, f"{kind}: inside, {distance}", year)
            for distance in ("20 miles or less", "over 20 miles")
        )
        near, far = (
            self.count(measure, f"{kind}: outside, {distance}", year)
            for distance in ("20 miles or less", "over 20 miles")
        )
        whole = inside + near + far
        return inside / whole, near / whole, far / whole

    @staticmethod
    def inside_and(inside: float, outside: tuple[float, float]) -> tuple[float, float, float]:
        """Return shares of `Location` from the share inside and how the rest is split."""
        assert len(Location) == 3
        return inside, (1 - inside) * outside[0], (1 - inside) * outside[1]
