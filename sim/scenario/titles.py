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
        "health_pathway": Title("Health assessment pathway", "Health pathway", "the health assessment pathway"),
        "health_clinic": Title(
            "More appointments for initial health assessments",
            "More appointments",
            "more appointments for initial health assessments",
        ),
        "more_reviewing": Title(
            "More independent reviewing officers", "More reviewing officers", "more independent reviewing officers"
        ),
        "assessment_recovery": Title(
            "Recovery of out-of-date assessments", "Assessment recovery", "the recovery of out-of-date assessments"
        ),
        "caseload_transfer": Title(
            "Children in need to other teams", "Transfer of cases", "the transfer of children in need to other teams"
        ),
        "permanent_staff": Title(
            "Permanent social workers",
            "Permanent social workers",
            "permanent social workers in place of agency workers",
        ),
        "school_reach": Title(
            "Virtual school beyond the border",
            "Virtual school's reach",
            "the virtual school's reach beyond the border",
        ),
        "more_life_story": Title("More life-story work", "More life-story work", "more life-story work"),
        "practice_clinics": Title("Practice clinics", "Practice clinics", "practice clinics"),
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
        "social_work": "Social work",
        "life_story": "Life-story work",
        "performance": "Performance report",
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


STATUTORY_STRATEGIES: Mapping[str, str] = MappingProxyType(
    {
        "health_assessment_pathway": "health_pathway",
        "health_assessment_clinic": "health_clinic",
        "iro_capacity": "more_reviewing",
        "assessment_recovery": "assessment_recovery",
        "caseload_transfer": "caseload_transfer",
        "social_work_stability": "permanent_staff",
        "virtual_school_reach": "school_reach",
        "life_story": "more_life_story",
        "practice_clinics": "practice_clinics",
    }
)
"""The shipped strategies for statutory services, and the part that each brings."""


def in_force(services: Iterable[str], scenarios: Iterable[Scenario]) -> list[str]:
    """Return what those of the services that some scenario has are called inside a sentence."""
    had = {path.partition(".")[0] for scenario in scenarios for path in scenario.quantities}
    return [SERVICES[name].within for name in services if name in had]


def short_title(part: str) -> str:
    """Return what a part of a scenario is called in a column."""
    service = SERVICES.get(part)
    return service.short if service is not None else PARTS.get(part, part.replace("_", " ").capitalize())
