"""Which quantities are counts, that are added and parted, and what the others are means over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum, inf

from sim.fitting.entrants import route_shares_of_children
from sim.foundations.codes import Kind, Route
from sim.parameters.parameters import Parameters
from sim.scenario.scenario import Scenario

COUNTS = frozenset(
    (
        "demand.entries_per_year",
        "in_house_fostering.households",
        "in_house_fostering.enquiries",
        "camhs.usual.clinicians",
        "legal.adoption.finders",
        "legal.connected.assessors",
        "legal.connected.other_assessments",
        "opening.looked_after",
        "opening.kinds",
        "opening.law.statuses",
        "opening.unaccompanied",
        "outlook.unaccompanied.arrivals",
        "outlook.unaccompanied.child_population",
    )
)
CAPACITY = ".capacity"
"""Ends the paths of places that are open to a council."""

BY_TIME_IN_CARE = "opening.time_in_care."
"""Begins the paths of children of the first day by age and time in care."""

PRICES = "prices.weekly"
"""By kind of placement, each a mean over the children in that kind."""


def is_count(path: str) -> bool:
    """Whether the quantity at the path is a count."""
    return path in COUNTS or path.endswith(CAPACITY) or path.startswith(BY_TIME_IN_CARE)


def counts_of(scenario: Scenario) -> list[str]:
    """Return the paths of the scenario's counts, its own and those of what it stands on, but for what has no end."""
    return [path for path, one in scenario.quantities.items() if is_count(path) and one.value != inf]


def whole_parts(total: int, shares: Sequence[float]) -> list[list[int]]:
    """Return, for each number up to a total, how many each share has of them: the method of Sainte-Laguë.

    They are dealt one by one to whoever is furthest below its share, so that who has one never loses it as more come.
    """
    got = [0] * len(shares)
    dealt = [list(got)]
    for _ in range(total):
        place = max(range(len(shares)), key=lambda part: shares[part] / (2 * got[part] + 1))
        got[place] += 1
        dealt.append(list(got))
    return dealt


@dataclass(frozen=True, slots=True)
class MeanOver:
    """What a quantity is a mean over."""

    begins: str
    """How its path begins."""
    words: str
    number: Callable[[Parameters], float]


def _looked_after(parameters: Parameters) -> float:
    return parameters.opening.looked_after if parameters.opening is not None else _entries(parameters)


def _entries(parameters: Parameters) -> float:
    return parameters.demand.entries_per_year


def _others(parameters: Parameters) -> float:
    """Return the children entering whom a level moves: all but unaccompanied ones, where they are a stream."""
    demand = parameters.demand
    if not _population(parameters):
        return demand.entries_per_year
    shares = route_shares_of_children(demand.route_shares, demand.children_per_family)
    return float(demand.entries_per_year * (1.0 - shares[Route.UNACCOMPANIED]))


def _alone(parameters: Parameters) -> float:
    return parameters.demand.entries_per_year * parameters.demand.route_shares.unaccompanied


def _households(parameters: Parameters) -> float:
    return parameters.in_house_fostering.households if parameters.in_house_fostering is not None else 0.0


def _in_kind(kind: Kind) -> Callable[[Parameters], float]:
    return lambda parameters: parameters.opening.kinds[kind] if parameters.opening is not None else 0.0


def _population(parameters: Parameters) -> float:
    outlook = parameters.outlook
    return outlook.unaccompanied.child_population if outlook is not None and outlook.unaccompanied is not None else 0.0


EVERYBODY = MeanOver("", "children looked after", _looked_after)

MEANS = (
    MeanOver("demand.unaccompanied", "unaccompanied children entering", _alone),
    MeanOver("demand.yearly_level", "children entering whom levels move", _others),
    MeanOver("demand.", "children entering", _entries),
    MeanOver("policy.", "children entering", _entries),
    MeanOver("legal.", "children entering", _entries),
    MeanOver("doors.parents_at_entry", "children entering", _entries),
    MeanOver("in_house_fostering.", "the council's own households", _households),
    MeanOver("in_house_costs.", "the council's own households", _households),
    MeanOver("connected_persons.", "children with relatives and friends", _in_kind(Kind.CONNECTED)),
    MeanOver("agency.", "children with agencies", _in_kind(Kind.AGENCY)),
    MeanOver("childrens_homes.", "children in children's homes", _in_kind(Kind.CHILDRENS_HOME)),
    MeanOver("secure.", "children in secure homes", _in_kind(Kind.SECURE)),
    MeanOver("other_residential.", "children in other residential settings", _in_kind(Kind.OTHER_RESIDENTIAL)),
    MeanOver("supported.", "children in supported accommodation", _in_kind(Kind.SUPPORTED)),
    MeanOver("outlook.unaccompanied.", "children who live there", _population),
    EVERYBODY,
)
"""The first whose beginning a path has is its own."""


def mean_over(path: str) -> MeanOver:
    """Return what the quantity at the path is a mean over."""
    return next(one for one in MEANS if path.startswith(one.begins))


def weights(number: Callable[[Parameters], float], parts: Sequence[Parameters]) -> list[float]:
    """Return the parts' weights, which sum to 1: by this number, or by children looked after where there is none."""
    for each in (number, _looked_after):
        numbers = [each(part) for part in parts]
        if fsum(numbers) > 0:
            return [one / fsum(numbers) for one in numbers]
    return [1 / len(parts)] * len(parts)


def kind_weights(parts: Sequence[Parameters]) -> list[list[float]]:
    """Return the parts' weights for each kind of placement, by children in it."""
    return [weights(_in_kind(kind), parts) for kind in Kind]
