"""What England's tables tell of councils' own provision and of homes, where those of authorities do not part them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sim.bases.national.tables import BY_PROVIDER, FIRST, NationalTables
from sim.published.national_shape import LivedIn, newly_unregistered
from sim.published.table import Figures


@dataclass(frozen=True, slots=True)
class OwnProvision:
    """Shares of England's children on a 31 March."""

    fostered: float
    """Of children in councils' own provision, those fostered."""
    of_fostered: float
    """Of all children fostered, those in councils' own provision."""
    connected: float
    """Of those fostered by councils' own carers, with relatives or friends."""
    secure: float
    """Of children in secure units and children's homes, in secure units."""
    newly_unregistered: float = 0.0
    """Of children in other placements, those in supported accommodation that is not registered yet."""


OF_2019 = OwnProvision(35_550 / 39_140, 0.62, 0.294, 0.02)
"""England, 31 March 2019: of 39,140 in own provision 35,550 fostered, of them 10,450 with relatives or friends; of
6,860 in secure units and children's homes 140 in secure units. The share of all fostered is rounded."""


@lru_cache(maxsize=16)
def own_provision(known: Figures, year: int) -> OwnProvision:
    """Return England's shares on a 31 March; those of 2019 before the tables have today's kinds of placement."""
    if year < FIRST:
        return OF_2019
    tables = NationalTables(known.until(year), year)
    own, homes = tables.fostered_by_own, tables.stock(LivedIn.CHILDRENS_HOME)
    units = tables.stock(LivedIn.SECURE)
    return OwnProvision(
        fostered=own / tables.count(BY_PROVIDER, "all: all: own provision"),
        of_fostered=own / (tables.stock(LivedIn.CONNECTED) + tables.stock(LivedIn.UNRELATED)),
        connected=tables.stock(LivedIn.CONNECTED) / own,
        secure=units / (units + homes),
        newly_unregistered=newly_unregistered(known.until(year), year),
    )
