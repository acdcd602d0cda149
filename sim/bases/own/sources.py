"""Which quantities of a base rest on which figures, so that those that are a council's own are said to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from sim.bases.base import Baseline
from sim.bases.entries import Entry
from sim.bases.opening import BY_KIND
from sim.bases.panel import WINDOW
from sim.foundations.counted import counted
from sim.published.own import OwnFigures
from sim.scenario.quantities.quantity import EvidenceKind

STOCK: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "opening.looked_after": ("looked after",),
        "opening.age_shares": ("looked after by age",),
        "opening.kinds": (BY_KIND,),
        "opening.location_shares": ("looked after by locality and distance",),
        "opening.unaccompanied": ("unaccompanied",),
        "opening.law.statuses": ("looked after by legal status",),
    }
)
"""Quantities that tell of the last day alone, and so are the council's own word where its figures tell of it."""

COMING, STAYING = ("started", "started by age", "started by legal status"), ("ceased", "ceased by age")
RATES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "demand.entries_per_year": COMING,
        "demand.route_shares": ("started by legal status", "unaccompanied started"),
        "demand.age_shares": ("started by age",),
        "leaving.hazard_by_time_in_care": (*STAYING, "looked after by age"),
        "leaving.age_multiplier": (*STAYING, "looked after by age"),
        "leaving.causes_": ("ceased by reason",),
        "leaving.yearly_level": (*STAYING, *COMING, "looked after"),
        "demand.yearly_level": (*STAYING, *COMING, "looked after"),
        "outlook.own_": ("looked after", "started", "ceased"),
        "outlook.unaccompanied.arrivals": ("unaccompanied started",),
        "stability.scale": ("three or more placements",),
        "in_house_fostering.": ("own fostering service", "own fostering service, mainstream carers"),
        "prices.": ("unit cost",),
        "legal.": ("ceased by reason", "looked after by legal status"),
        "doors.": ("looked after by placement",),
        "policy.": ("looked after by placement",),
        "agency.": ("looked after by locality and distance",),
        "childrens_homes.": ("looked after by locality and distance",),
    }
)
"""By path or the beginning of paths: rates that are fitted to several years, pooled with others'."""


def with_own_sources(base: Baseline, own: OwnFigures) -> Baseline:
    """Return the base with what rests on the council's own figures said to; `own` is by the years of the base."""
    ahead = own.as_of.year - base.year
    moved = f", {counted(ahead, 'year')} later than the years that follow" if ahead else ""
    return replace(base, entries=tuple(_told(each, base.year, own, moved) for each in base.entries))


def _told(each: Entry, year: int, own: OwnFigures, moved: str) -> Entry:
    stock = STOCK.get(each.path, ())
    if stock and own.tells_all_of(stock[0], year):
        source = f"{own.source}, of the last day"
        quantity = replace(
            each.quantity, kind="local", source=source, as_of=own.as_of, low=None, high=None, distribution="fixed"
        )
        return replace(each, quantity=quantity, imputed=False, weights=None, before="")
    measures = next((found for start, found in RATES.items() if each.path.startswith(start)), ())
    if not measures or not own.has(measures, range(year - WINDOW + 1, year + 1)):
        return each
    kind: EvidenceKind = "local" if each.quantity.kind == "published" else each.quantity.kind
    source = f"{own.source}, in the place of published figures{moved}: {each.quantity.source}"
    return replace(each, quantity=replace(each.quantity, kind=kind, source=source, as_of=own.as_of))
