"""Statutory services of a base: what was published of the council itself, and how its teams are sized.

All else is the layer's, which was judged for Tower Hamlets of August 2018, and says so. What the inspection letter says
of Tower Hamlets alone is never passed on to another council in silence: a judgement takes its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.bases.base import Baseline
from sim.bases.judged_services import judged_services
from sim.bases.published_services import health_year, published_services
from sim.bases.serviced_council import ServicedCouncil, serviced
from sim.published.table import Figures
from sim.scenario.scenario import load

LAYER = "statutory_services"


def with_services(base: Baseline, known: Figures) -> Baseline:
    """Return a base with statutory services; its other quantities stay as they are."""
    laid, plain = load(base.based_on, LAYER), load(base.based_on)
    layer = {path: quantity for path, quantity in laid.quantities.items() if path not in plain.quantities}
    council = serviced(base, known, layer)
    own = (*published_services(council), *judged_services(council))
    paths = {one.path for one in own}
    return replace(
        base,
        entries=(*base.entries, *own),
        layer={path: quantity for path, quantity in layer.items() if path not in paths},
        warnings=(*base.warnings, *_warnings(council)),
    )


def _warnings(council: ServicedCouncil) -> Iterator[str]:
    year = health_year(council.panel.year)
    whose = "the inspection letter's" if council.own_letter else "judged, for no council's is published"
    yield (
        f"Of statutory services, health is of 31 March {year}"
        f"{', later than this base' if year > council.panel.year else ''}; initial health assessments in time and "
        f"assessments out of date are {whose}; all that is not named here was judged for Tower Hamlets of 2018."
    )
