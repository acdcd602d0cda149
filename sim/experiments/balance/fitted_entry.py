"""A quantity that the fit has set, with a range that stays within what its unit has."""

from __future__ import annotations

from datetime import date
from math import inf

from sim.bases.entries import Entry, entry
from sim.parameters.tables import Table
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.drawing import Distribution
from sim.scenario.quantities.quantity import EvidenceKind, Plain


def fitted_entry(
    path: str,
    value: Plain,
    title: str,
    kind: EvidenceKind,
    source: str,
    as_of: date,
    low: float,
    high: float,
    most: float = inf,
) -> Entry:
    """Return the entry of a fitted value; `low` and `high` are the ends of its range, times the value."""
    table = value if isinstance(value, Table) else None
    middle = 1.0 if isinstance(value, Table) else value
    unit = declared()[path].unit
    # as a factor on a table its high end leaves the largest number within what the unit has
    largest = 0.0 if table is None else max(table.values())
    limit = min(unit.maximum, most) if table is None else max(1.0, unit.maximum / largest) if largest else inf
    least, top = middle * low, min(middle * high, limit)
    distribution: Distribution = "beta" if unit.maximum <= 1 else "lognormal"
    if table is not None:
        distribution = "scaled_lognormal"
    if not least < top:
        return entry(path, value, title, kind, source, as_of)
    return entry(path, value, title, kind, source, as_of, low=least, high=top, distribution=distribution)
