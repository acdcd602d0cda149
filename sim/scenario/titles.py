"""Titles: what planners call each service and each other part of a scenario, alike on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Title:
    """What a service is called."""

    full: str
    """In a table of services, as the title of its strategy's file."""
    short: str
    """In a column, on a figure, and before the name of one of its numbers."""
    within: str
    """Inside a sentence."""


SERVICES: Mapping[str, Title] = MappingProxyType(
    {
        "camhs": Title("CAMHS", "CAMHS", "CAMHS"),
        "edge_of_care": Title("Edge-of-care team", "Edge-of-care team", "the edge-of-care team"),
        "ipop": Title("Placements overview panel (IPOP)", "Placements panel", "the placements panel"),
        "camhs_support": Title("CAMHS support", "CAMHS support", "CAMHS support"),
        "camhs_support.colocated": Title(
            "Co-located CAMHS professional", "Co-located CAMHS", "the co-located CAMHS professional"
        ),
        "camhs_support.consultation": Title(
            "Psychologist's consultation for carers", "Consultation for carers", "the psychologist's consultation"
        ),
        "out_of_hours": Title("Out-of-hours support for carers", "Out-of-hours support", "out-of-hours support"),
        "carer_development": Title("Developing foster carers", "Carer development", "carer development"),
        "own_homes": Title(
            "A children's home of the council's own",
            "The council's own children's homes",
            "the council's own children's homes",
        ),
        "legal_planning": Title(
            "Weekly legal planning meeting", "Legal planning meeting", "the weekly legal planning meeting"
        ),
        "plo_tracker": Title(
            "Tracker of pre-proceedings and proceedings",
            "Tracker of cases",
            "the tracker of pre-proceedings and proceedings",
        ),
        "parallel_planning": Title("Parallel planning", "Parallel planning", "parallel planning"),
        "family_finding": Title(
            "Family finding from the permanence decision",
            "Earlier family finding",
            "family finding from the permanence decision",
        ),
        "connected_carers": Title(
            "Connected carers' and guardianship assessments, streamlined",
            "Connected carers' assessments",
            "streamlined assessments of connected carers and guardians",
        ),
        "adoption_summit": Title(
            "Adoption summit for every plan of permanence", "Adoption summit", "the adoption summit"
        ),
        "early_permanence": Title("Early permanence placements", "Early permanence", "early permanence placements"),
    }
)
"""By the name of the part of a scenario, or the path of a service that is one of several in it."""

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "leaving": "Leaving care",
        "legal": "Legal process",
        "policy": "Placement policy",
        "in_house_fostering": "In-house fostering",
        "agency": "Fostering agencies",
        "childrens_homes": "Children's homes",
        "secure": "Secure homes",
    }
)
"""Parts that are no service, where planners call them otherwise than the files do."""

JUDGED = ("camhs_support", "out_of_hours", "ipop")
"""Services whose effects rest on no controlled evidence, whatever the strategy's file is called; their ranges reach
no effect."""

JUDGED_IN_STRENGTH = (
    "legal_planning",
    "plo_tracker",
    "parallel_planning",
    "family_finding",
    "connected_carers",
    "adoption_summit",
    "early_permanence",
)
"""Services of legal process: what follows from them is counted out in days, meetings and lines; how much they do of it
rests on no controlled evidence."""


def in_force(services: Iterable[str], scenarios: Iterable[Scenario]) -> list[str]:
    """Return what those of the services that some scenario has are called inside a sentence."""
    had = {path.partition(".")[0] for scenario in scenarios for path in scenario.quantities}
    return [SERVICES[name].within for name in services if name in had]


def short_title(part: str) -> str:
    """Return what a part of a scenario is called in a column."""
    service = SERVICES.get(part)
    return service.short if service is not None else PARTS.get(part, part.replace("_", " ").capitalize())
