"""Rules of the court: who comes to it, when, which order it will make and which carers are named; each by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.chance import Chance
from sim.foundations.codes import CourtOrder, Kind, Route
from sim.foundations.distributions import index, lognormal
from sim.model.core.people import Child
from sim.model.legal.standing import NEVER_BEFORE_A_COURT, SEVENTEEN

if TYPE_CHECKING:
    from sim.parameters.legal.legal import Legal
    from sim.parameters.tables import ByAge

ORDERS: Final = tuple(CourtOrder)

FIRST_NAMED_LATE: Final = 30.0
LAST_NAMED_LATE: Final = 140.0
"""Days after issue between which relatives and friends are named who were not by the case management hearing."""


def comes_to_court(legal: Legal, chance: Chance, route: Route, births: list[float], case: int, now: float) -> bool:
    """Whether children who have come into care together come to court in this period of care."""
    youngest = now - max(births)
    if route in NEVER_BEFORE_A_COURT or youngest >= SEVENTEEN:
        return False
    if route is Route.INTERIM_CARE_ORDER:
        return True
    return chance.happens(_shares(legal, route)[age_band(youngest)], decisions.COMES_TO_COURT, case)


def _shares(legal: Legal, route: Route) -> ByAge:
    if route is Route.VOLUNTARY:
        return legal.court_share_voluntary
    return legal.court_share_police if route is Route.POLICE_PROTECTION else legal.court_share_emergency


def timetable(legal: Legal, chance: Chance, case: int) -> float:
    """Return the days from issue until the court's own timetable lets it hear the case for the last time."""
    return lognormal(chance.uniform(decisions.COURT_TIMETABLE, case), legal.court_median, legal.court_spread)


def days_to_issue(legal: Legal, chance: Chance, route: Route, case: int) -> float:
    """Return the days from entry to issue; negative where children at home came into care in the course of a case.

    For section 20, until the council is ready to bring the case to its legal planning meeting.
    """
    u = chance.uniform(decisions.ISSUE, case)
    if route is Route.INTERIM_CARE_ORDER:
        if u < legal.enters_at_issue:
            return 0.0
        way = chance.uniform(decisions.ENTERS_ON_THE_WAY, case)
        return -way * legal.enters_until * max(timetable(legal, chance, case), legal.limit)
    if route is Route.VOLUNTARY:
        return lognormal(u, legal.issue_median_voluntary, legal.issue_spread)
    return lognormal(u, legal.issue_median_emergency, legal.issue_spread)


def order(legal: Legal, chance: Chance, child: Child, first: Child, case: int, shares: tuple[float, ...]) -> CourtOrder:
    """Return the order that the court will make about `child`: siblings share their luck with the `first`, often.

    `shares` are those of each order for children of this age, but for where they live.
    """
    alike = chance.happens(legal.same_order_for_siblings, decisions.SAME_ORDER, child.identity, case)
    u = chance.uniform(decisions.ORDER, first.identity if alike else child.identity, case)
    connected = child.placement is not None and child.placement.kind is Kind.CONNECTED
    if connected:
        shares = with_odds(shares, CourtOrder.SPECIAL_GUARDIANSHIP, legal.connected_odds)
    return ORDERS[index(u, shares)]


def order_shares(legal: Legal, age: float) -> tuple[float, ...]:
    """Return the share of each `CourtOrder` for children of an age at entry."""
    return order_shares_by_age(legal)[age_band(age)]


def order_shares_by_age(legal: Legal) -> tuple[tuple[float, ...], ...]:
    """Return the share of each `CourtOrder` by age at entry."""
    return (
        legal.orders_under_1.values(),
        legal.orders_1_to_4.values(),
        legal.orders_5_to_9.values(),
        legal.orders_10_to_15.values(),
        legal.orders_from_16.values(),
    )


def with_odds(shares: tuple[float, ...], which: int, odds: float) -> tuple[float, ...]:
    """Return shares in which the odds of one are multiplied; the others keep their ratios."""
    share = shares[which]
    if odds == 1.0 or share in (0.0, 1.0):
        return shares
    raised = share * odds / (1.0 - share + share * odds)
    rest = (1.0 - raised) / (1.0 - share)
    return tuple([raised if place == which else other * rest for place, other in enumerate(shares)])


def carers_named(legal: Legal, chance: Chance, case: int) -> int:
    """Return how many relatives and friends are put forward."""
    if not chance.happens(legal.carers_wanted, decisions.RELATIVES_WANTED, case):
        return 0
    return index(chance.uniform(decisions.RELATIVES_NAMED, case), legal.carers_named.values())


def days_to_naming(early: float, chance: Chance, carer: int, case_management: float) -> float:
    """Return the days from issue until a relative or friend is named: a share of them `early`."""
    if chance.happens(early, decisions.NAMED_EARLY, carer):
        return case_management
    late = chance.uniform(decisions.NAMED_LATE, carer)
    return FIRST_NAMED_LATE + (LAST_NAMED_LATE - FIRST_NAMED_LATE) * late
