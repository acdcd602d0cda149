"""Limits on a whole scenario: sizes that no authority has, sums and pairs that must fit together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import replace
from math import exp, fsum, inf

from sim.foundations.correlation import square_root
from sim.foundations.rounding import whole
from sim.parameters.fostering import InHouseFostering
from sim.parameters.opening import Opening
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByLevel, Table
from sim.scenario.files import legal_limits, statutory_limits
from sim.scenario.files.ceilings import MOST_CHILDREN, ceiling
from sim.scenario.quantities.bounds import Problem
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity

WIDEST_DEVIATION = 2.0
"""Of an outlook, in logarithms: a little more than the widest of any council's base, 1.69. A judgement."""

MEETINGS: Mapping[str, str] = {
    "ipop.interval": "a panel",
    "in_house_fostering.panel_interval": "a panel",
    "legal.decision_maker_interval": "those who decide on adoption",
    "legal.planning.interval": "those who plan a case",
    "legal.planning.review_interval": "those who review a case",
    "legal.adoption.panel_interval": "a panel",
    "legal.permanence.panel_interval": "a panel",
    "legal_planning.interval": "those who plan a case",
    "plo_tracker.interval": "those who read the tracker",
    "adoption_summit.interval": "the summit",
}
"""Who meets, by the path of the days between the meetings."""

SHORTEST_INTERVAL = 1.0
"""Days between meetings."""

PATTERN_TOLERANCE = 0.01
"""By which the mean of the month pattern may miss 1."""

KINDS_TOLERANCE = 0.01
"""By which the kinds of the opening count may miss its total, as a share of it: counts are rounded."""

ROUNDED = 1.0
"""Children by which two published counts may miss each other for being rounded, each for itself."""

RISING = (
    ("leaving.reentry_within_1_year", "leaving.reentry_within_6_years"),
    ("ipop.breakdown_within_14_weeks", "ipop.breakdown_within_52_weeks"),
)
"""Pairs of cumulative probabilities, the later of which must be the greater."""

LEAST_RISE = 1.05
"""Cumulative hazard of the later over that of the earlier, at least, so that a Weibull goes through both."""


def problems(quantities: Mapping[str, Quantity], parameters: Parameters, years: float) -> Iterator[Problem]:
    """Yield what is wrong with the scenario as a whole, on the first day or later; of each place the first problem."""
    yield from _problems(quantities, parameters, years)
    told = {path for path, _, _ in _problems(quantities, parameters, years)} if parameters.later else set()
    for later in parameters.later:
        for problem in _problems(_on(quantities, later.day), later.parameters, years):
            if problem[0] not in told:
                told.add(problem[0])
                yield problem


def of_a_draw(quantities: Mapping[str, Quantity], parameters: Parameters, years: float) -> Iterator[Problem]:
    """Yield what is wrong with numbers that may be drawn: sizes, and what must hold whatever else is drawn."""
    yield from _sizes(quantities)
    yield from _children(parameters, years)
    yield from _pattern(parameters)
    if parameters.legal is not None:
        yield from legal_limits.problems(parameters.legal)
    yield from statutory_limits.problems(parameters)


def _on(quantities: Mapping[str, Quantity], day: float) -> Mapping[str, Quantity]:
    """Return the quantities with their central values on a day."""
    return {
        path: item if item.layer is None else replace(item, value=item.on(path, declared()[path].unit, day))
        for path, item in quantities.items()
    }


def _problems(quantities: Mapping[str, Quantity], parameters: Parameters, years: float) -> Iterator[Problem]:
    yield from of_a_draw(quantities, parameters, years)
    yield from _opening(parameters)
    yield from _outlook(quantities, parameters)
    for earlier, later in RISING:
        first, second = (_plain(quantities, path) for path in (earlier, later))
        if first is not None and second is not None and first > 0 and second < _least_after(first):
            problem = f"is {second:g}, not clearly above {earlier} ({first:g})"
            yield (
                later,
                problem,
                f"give at least {_least_after(first):.3f}, for it counts the earlier ones too",
            )


def mend_draw(values: MutableMapping[str, Plain]) -> None:
    """Raise what was drawn too low for what else was drawn: crossed cumulative probabilities, teams without room."""
    for earlier, later in RISING:
        first, second = values.get(earlier), values.get(later)
        if isinstance(first, float) and isinstance(second, float) and first > 0:
            values[later] = max(second, _least_after(first))
    values.update(legal_limits.mended_teams(values))


def _least_after(first: float) -> float:
    return 1 - float((1 - first) ** LEAST_RISE)


def _plain(quantities: Mapping[str, Quantity], path: str) -> float | None:
    found = quantities.get(path)
    return None if found is None or isinstance(found.value, Table) else found.value


def _sizes(quantities: Mapping[str, Quantity]) -> Iterator[Problem]:
    for path, quantity in quantities.items():
        largest = max(quantity.value.values()) if isinstance(quantity.value, Table) else quantity.value
        unit, most = declared()[path].unit, ceiling(declared()[path])
        end = quantity.high or 0.0
        if unit.maximum < inf:
            end = 0.0  # what is drawn above a bound of its own is brought back to it
        elif quantity.is_table:
            end *= largest
        for key, number in (("value", largest), ("high", end)):
            if number > most and not (number == inf and unit.endless):
                problem = f"is {number:,.12g}, an absurd size" if abs(number) < 1e15 else "is an absurd size"
                yield f"{path}.{key}", problem, f"give at most {most:,.12g} {quantity.unit}"
                break
    for path, who in MEETINGS.items():
        days = _plain(quantities, path)
        if days is not None and days < SHORTEST_INTERVAL:
            mend = f"{who} cannot meet more than once a day: give 1 day or more"
            yield f"{path}.value", f"is {days:g}", mend


def _children(parameters: Parameters, years: float) -> Iterator[Problem]:
    demand, opening = parameters.demand, parameters.opening
    entering = demand.entries_per_year * years * max(demand.yearly_level.values())
    if parameters.outlook is not None and parameters.outlook.unaccompanied is not None:
        entering += years * max(parameters.outlook.unaccompanied.arrivals.values())
    at_start = opening.looked_after if opening else 0.0
    if entering + at_start > MOST_CHILDREN:
        problem = f"with {years:g} years means {entering + at_start:,.0f} children, too many to simulate"
        mend = f"keep those at the start and those entering to {MOST_CHILDREN:,}: fewer entries or fewer years"
        yield "demand.entries_per_year", problem, mend
    families = entering / demand.entry_probability
    if families > 5 * MOST_CHILDREN:
        problem = f"with {years:g} years and this many entries means {families:,.0f} children in families at risk"
        yield (
            "demand.entry_probability",
            problem,
            f"keep them to {5 * MOST_CHILDREN:,}: a higher probability or fewer entries",
        )


def _pattern(parameters: Parameters) -> Iterator[Problem]:
    """Yield a pattern over the year that would change how many enter in it."""
    months = parameters.demand.month_pattern.values()
    mean = fsum(months) / len(months)
    if abs(mean - 1.0) > PATTERN_TOLERANCE:
        problem = (
            f"averages {mean:.4g} over the year, so that entries would be {mean:.4g} times demand.entries_per_year"
        )
        yield (
            "demand.month_pattern.value",
            problem,
            f"divide each month by {mean:.4g}, so that they average 1, and change entries_per_year if that is meant"
            if mean > 0
            else "let the twelve months average 1",
        )


def _opening(parameters: Parameters) -> Iterator[Problem]:
    """Yield margins of the opening count that do not fit together."""
    opening = parameters.opening
    if opening is None:
        return
    total = fsum(opening.kinds.values())
    if abs(total - opening.looked_after) > KINDS_TOLERANCE * opening.looked_after:
        problem = f"sums to {total:g}, but opening.looked_after is {opening.looked_after:g}"
        yield "opening.kinds.value", problem, "let the children in all kinds of placement be all the children"
    if opening.unaccompanied > opening.looked_after:
        problem = f"is {opening.unaccompanied:g}, more than opening.looked_after, {opening.looked_after:g}"
        yield "opening.unaccompanied.value", problem, "give at most the number of children looked after"


def _outlook(quantities: Mapping[str, Quantity], parameters: Parameters) -> Iterator[Problem]:
    """Yield correlations of the outlook that cannot all hold, or that would be drawn, so that some draw could not."""
    if parameters.outlook is None:
        return
    for path, quantity in quantities.items():
        widest = max(quantity.value.values()) if isinstance(quantity.value, Table) else quantity.value
        if path.startswith("outlook.") and path.endswith("_deviation") and widest > WIDEST_DEVIATION:
            problem = f"is {widest:g}, so that 1 in 20 futures lies {exp(2 * widest):,.0f} times off what is expected"
            yield f"{path}.value", problem, f"give at most {WIDEST_DEVIATION:g}"
    for name in ("own_correlation", "shared_correlation"):
        path, together = f"outlook.{name}", getattr(parameters.outlook, name).values()
        try:
            square_root(together, len(ByLevel.__match_args__))
        except ValueError:
            problem = "has correlations that cannot all hold together (the matrix is not positive semidefinite)"
            yield (
                f"{path}.value",
                problem,
                "bring them nearer to 0 or to one another: two levels that each go with a third go together themselves",
            )
        if quantities[path].distribution != "fixed":
            yield path, "has a range", "take it out: correlations that are drawn one by one may not hold together"


def first_day(parameters: Parameters) -> Iterator[Problem]:
    """Yield children of the opening count who cannot be where they are counted.

    Of a scenario as it is read: at a point of an experiment with fewer households the children stay where they are.
    """
    opening = parameters.opening
    if opening is None:
        return
    if parameters.in_house_fostering is not None:
        yield from _in_house(opening, parameters.in_house_fostering)
    yield from _in_house_costs(parameters)
    supported, adolescents = opening.kinds.supported, opening.age_shares.from_16 * opening.looked_after
    if supported > adolescents + ROUNDED:
        problem = f"supported is {supported:g}, but {adolescents:.0f} children are 16 or 17 by opening.age_shares"
        yield "opening.kinds.value", problem, "nobody younger lives in supported accommodation: give fewer"


def _in_house_costs(parameters: Parameters) -> Iterator[Problem]:
    """Yield when fixed costs of households are more than the price in which they are."""
    costs, price = parameters.in_house_costs, parameters.prices.weekly.in_house
    if costs is None:
        return
    weekly = costs.a_week_for_each_child
    if weekly > price:
        problem = (
            f"with the retainer is {weekly:,.0f} GBP a week for each child, and the price in house is {price:,.0f}"
        )
        mend = "fixed costs are a part of prices.weekly: give lower ones, or more children for each household"
        yield "in_house_costs.supervision.value", problem, mend


def _in_house(opening: Opening, fostering: InHouseFostering) -> Iterator[Problem]:
    """Yield when more children live in the council's own households than these have places."""
    homes = whole(fostering.places_shares.values(), round(fostering.households))
    places = sum(size * number for size, number in enumerate(homes, start=1))
    if opening.kinds.in_house > places + ROUNDED:
        problem = f"in_house is {opening.kinds.in_house:g}, but in_house_fostering.households have {places} places"
        yield "opening.kinds.value", problem, "give more households or larger ones, or fewer children in them"
