"""What must be said beside results for another council than the one for which the services were written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.likeness.council_figures import TOWER_HAMLETS
from sim.foundations.where import Advice, Where
from sim.published.authorities import ENGLAND
from sim.reports.shared.words import listed
from sim.scenario.files.strategy_sizes import is_sized
from sim.scenario.movements import warnings
from sim.scenario.scenario import COURTS, Scenario
from sim.scenario.titles import SERVICES

FEW_CHILDREN = 50
"""Looked after at the start, below which chance is larger than any strategy: a judgement."""

ENTERING_IN_TOWER_HAMLETS = 166
"""Children a year, by `demand.entries_per_year` of its base."""

WORKERS_IN_TOWER_HAMLETS = 3
PRICES_OF_SERVICES = date(2018, 3, 31)


@dataclass(frozen=True, slots=True)
class Size:
    """How large a shipped strategy makes a service: as Tower Hamlets had it."""

    path: str
    value: float

    @property
    def part(self) -> str:
        """Return the part of the scenario that the service is."""
        return self.path.partition(".")[0]


SIZES = (
    Size("edge_of_care.workers", WORKERS_IN_TOWER_HAMLETS),
    Size("ipop.agenda", 10),
    Size("camhs_support.colocated.clinicians", 1),
    Size("out_of_hours.cost_per_year", 120_000),
    Size("carer_development.training_places", 2),
    Size("legal_planning.agenda", 8),
    Size("plo_tracker.agenda", 15),
    Size("family_finding.finders_added", 0.5),
    Size("connected_carers.assessors_added", 1),
    Size("adoption_summit.agenda", 25),
    Size("health_pathway.coordinators", 1),
    Size("health_clinic.extra_slots", 1),
    Size("more_reviewing.officers", 1),
    Size("assessment_recovery.workers", 2),
    Size("permanent_staff.hires", 6),
    Size("school_reach.officers", 1),
    Size("more_life_story.workers", 1),
    Size("practice_clinics.cost_per_year", 30_000),
)
STAFF = (
    ("health_assessments.slots_per_clinic", 3, "3 appointments in each health clinic"),
    ("reviews.officers", 5, "5 independent reviewing officers"),
    ("social_work.workers", 22.3, "22.3 social workers"),
    ("social_work.cin_cases", 53, "53 cases of children in need"),
    ("virtual_school.officers", 6, "6 officers of the virtual school"),
    ("life_story.workers", 0.5, "half a life-story worker"),
)
"""Of the statutory services as they are shipped, in words."""

ASSESSORS = Size("legal.connected.assessors", 3)
"""Of relatives and friends, as `legal_process` has them for any base over which it is laid."""

AS_LARGE_AS_THE_COUNCIL = ("parallel_planning", "early_permanence", "caseload_transfer")
"""Services that are a share of a council's own cases."""

PARTS = (*(size.part for size in SIZES), *AS_LARGE_AS_THE_COUNCIL)


def of_tower_hamlets(base: Scenario) -> bool:
    """Whether the base is of the council for which the services were written."""
    return base.authority == TOWER_HAMLETS


RESIZE = Advice(
    terminal='How to resize them is told in the README, "For your own council".',
    page="Set their size where strategies are chosen.",
    file="Set their size where strategies are chosen.",
)

UNDER_OWN_FIGURES = "Set them under “Your own figures”."

ASSESSORS_OF_ITS_OWN = Advice(
    terminal='A base made by "baseline NAME --with-courts" has as many as it needs.',
    page=UNDER_OWN_FIGURES,
    file=UNDER_OWN_FIGURES,
)

COURTS_OF_ITS_OWN = Advice(
    terminal='A base made by "baseline NAME --with-courts" has courts of its own.',
    page="A council that is chosen by its name gets a base with courts of its own.",
    file="The councils that come with this file have courts of their own.",
)

DRIFT_BY_COURTS = "from 16% fewer in Leeds to 14% more in Tower Hamlets and 49% more in Kent"
"""Children in care after three years, courts laid over their bases of 2024 (Tower Hamlets 2018) against none: runs of
six replications (Kent four), at central values."""

STAFF_OF_ITS_OWN = Advice(
    terminal='A base made by "baseline NAME --with-services" has what was published of it.',
    page=UNDER_OWN_FIGURES,
    file=UNDER_OWN_FIGURES,
)

SIZES_ON_PAGES = (
    "Sizes can be set where strategies are chosen, and those of courts and statutory services under “Your own figures”."
)

SIZED_FROM = Advice(terminal="The base's [sizes] say from what.", page=SIZES_ON_PAGES, file=SIZES_ON_PAGES)


def caveats(comparison: Comparison, where: Where = Where.TERMINAL) -> list[str]:
    """Return what must be said of the base's size and prices beside those of the services."""
    base = comparison.base.scenario
    scenarios = [outcome.scenario for outcome in comparison.results.outcomes]
    said = (
        _fitted(scenarios, where) or _size(base, scenarios, where),
        _staff(base, where),
        _assessors(base, where),
        _courts(base, where),
        _prices(base, scenarios),
        _few(base),
    )
    reversed_ways = dict.fromkeys(warning for scenario in scenarios for warning in warnings(base, scenario))
    told = dict.fromkeys(f"{warning}." for scenario in scenarios for warning in scenario.warnings)
    return [*told, *reversed_ways, *filter(None, said)]


def _fitted(scenarios: Sequence[Scenario], where: Where) -> str:
    """Return how large strategies are on this council; empty where they are as their files say."""
    sizes = {name: size.value for scenario in scenarios for name, size in scenario.fitted.items()}
    if not sizes:
        return ""
    each = listed([f"{_called(name)} {value:.2g} times" for name, value in sizes.items()])
    return (
        f"What is laid over this base is sized to it, by those whom each serves: {each} what its file says, as written "
        f"for Tower Hamlets. {SIZED_FROM.at(where)}"
    )


def _called(strategy: str) -> str:
    """Return what a strategy is called inside a sentence, or the part that a size is of."""
    words = strategy.rpartition(".")[2].replace("_", " ")
    return SERVICES[strategy].within if strategy in SERVICES else words


def _size(base: Scenario, scenarios: Sequence[Scenario], where: Where) -> str:
    """Return that services are as large as in Tower Hamlets, whoever runs them; empty when they are not."""
    as_there = [SERVICES[size.part].within for size in SIZES if any(_has(scenario, size) for scenario in scenarios)]
    if of_tower_hamlets(base) or not as_there:
        return ""
    entering = base.quantities["demand.entries_per_year"].value
    return (
        f"The services have the size of Tower Hamlets' ({listed(as_there)}): e.g. {WORKERS_IN_TOWER_HAMLETS} "
        f"edge-of-care workers for about {ENTERING_IN_TOWER_HAMLETS} children entering a year; this council has "
        f"{entering:,.0f} entering a year. {RESIZE.at(where)}"
    )


def _staff(base: Scenario, where: Where) -> str:
    """Return that statutory services have the staff of Tower Hamlets' in another council; empty when they have not."""
    if of_tower_hamlets(base):
        return ""
    as_there = [words for path, value, words in STAFF if _has(base, Size(path, value))]
    if as_there:
        return (
            f"The statutory services have the staff of Tower Hamlets' in 2018 ({listed(as_there)}), for some 300 "
            "children in care there: give this council its own before you read how far they come. "
            f"{STAFF_OF_ITS_OWN.at(where)}"
        )
    if any(path in base.quantities and is_sized(base.quantities[path]) for path, _, _ in STAFF):
        return (
            "The statutory services have as many staff for each child as Tower Hamlets had in 2018, and its ways of "
            "working: give this council its own before you read how far they come. "
            f"{STAFF_OF_ITS_OWN.at(where)}"
        )
    return ""


def _assessors(base: Scenario, where: Where) -> str:
    """Return that courts have the assessors of a council of Tower Hamlets' size; empty where they have not."""
    at_start = base.quantities.get("opening.looked_after")
    if of_tower_hamlets(base) or not _has(base, ASSESSORS) or at_start is None:
        return ""
    return (
        f"Courts have {ASSESSORS.value:g} assessors of relatives and friends, enough for some 300 children in care; "
        f"this council has {at_start.value:,.0f}. Where they are too few, children wait for an assessment for years, "
        "and how long cases take, and who leaves for relatives, is not this council's. "
        f"{ASSESSORS_OF_ITS_OWN.at(where)}"
    )


def _courts(base: Scenario, where: Where) -> str:
    """Return that the courts are not the council's; empty where they are, or nothing is decided by courts."""
    laid_over = any(COURTS in one.gives for one in base.described)
    if not laid_over or base.authority in ("", ENGLAND):
        return ""
    return (
        "Courts that are laid over a base are England's of 2018-19, not this council's: children leave otherwise than "
        "without them, and how many are in care drifts by that alone (over three years "
        f"{DRIFT_BY_COURTS}). {COURTS_OF_ITS_OWN.at(where)}"
    )


def _has(scenario: Scenario, size: Size) -> bool:
    """Whether a service is as large as its file says, whatever the council."""
    quantity = scenario.quantities.get(size.path)
    return quantity is not None and quantity.value == size.value and not is_sized(quantity)


def _prices(base: Scenario, scenarios: Sequence[Scenario]) -> str:
    """Return that placements and services are at prices of different years; empty when they are not."""
    earlier = any(
        quantity.unit.startswith("GBP") and quantity.as_of == PRICES_OF_SERVICES
        for scenario in scenarios
        for path, quantity in scenario.quantities.items()
        if path.partition(".")[0] in PARTS
    )
    if base.quantities["prices.weekly"].as_of == PRICES_OF_SERVICES or not earlier:
        return ""
    return (
        "Placements are at prices of the base's years, services at those of 2017-18, as if both were the same: what "
        "services cost is too low by what pay grew by since."
    )


def _few(base: Scenario) -> str:
    """Return that a council is too small to tell a strategy from chance; empty when it is not."""
    at_start = base.quantities.get("opening.looked_after")
    if at_start is None or not isinstance(at_start.value, (int, float)) or at_start.value >= FEW_CHILDREN:
        return ""
    return (
        f"So few children: chance is larger than any strategy. With {at_start.value:.0f} looked after at the start, "
        "one family more or less moves every number; read means over many years, not what the next will bring."
    )
