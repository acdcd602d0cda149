"""The placement policy: which kinds of placement are sought for a child, in which order. Pure rules."""

from __future__ import annotations

from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.chance import Chance
from sim.foundations.codes import AgeBand, Kind, Route
from sim.model.core.people import Child
from sim.parameters.policy import Policy

TEN: Final = 10 * DAYS_PER_YEAR

FAMILY: Final[tuple[Kind, ...]] = (Kind.IN_HOUSE, Kind.AGENCY)
FAMILY_FIRST: dict[int, tuple[Kind, ...]] = {
    AgeBand.UNDER_1: FAMILY,
    AgeBand.FROM_1_TO_4: FAMILY,
    AgeBand.FROM_5_TO_9: FAMILY,
    AgeBand.FROM_10_TO_15: (*FAMILY, Kind.CHILDRENS_HOME),
    AgeBand.FROM_16: (*FAMILY, Kind.SUPPORTED, Kind.CHILDRENS_HOME),
}
RESIDENTIAL_FIRST: Final[tuple[Kind, ...]] = (Kind.CHILDRENS_HOME, Kind.AGENCY, Kind.IN_HOUSE)
SECURE_FIRST: Final[tuple[Kind, ...]] = (Kind.SECURE, Kind.CHILDRENS_HOME)
SUPPORTED_FIRST: Final[tuple[Kind, ...]] = (Kind.SUPPORTED, Kind.IN_HOUSE, Kind.AGENCY)


def preferences(chance: Chance, policy: Policy, child: Child, now: float) -> tuple[Kind, ...]:
    """Return the kinds of placement sought for `child`, best first.

    What a child needs is drawn once, so that it lasts from one placement to the next.
    """
    age = now - child.born
    band = child.band(now)
    if now >= child.sixteen:
        unaccompanied = child.route is Route.UNACCOMPANIED
        share = policy.unaccompanied_supported_first if unaccompanied else policy.supported_first
        if chance.happens(share, decisions.SUPPORTED_FIRST, child.identity):
            return SUPPORTED_FIRST
    shares = policy.residential_first if child.behaviour_known else policy.residential_first_other
    if child.residential_plan or chance.happens(shares[band], decisions.RESIDENTIAL_FIRST, child.identity):
        if age >= TEN and chance.happens(policy.secure_share, decisions.SECURE_FIRST, child.identity, child.occasion):
            return SECURE_FIRST
        return RESIDENTIAL_FIRST
    return FAMILY_FIRST[band]


def is_in_hospital_or_detention(chance: Chance, policy: Policy, child: Child, now: float) -> bool:
    """Whether `child`, who comes into care, is in a hospital, a family centre or custody already, and stays there."""
    remanded = child.route is Route.REMAND and child.episode <= 1
    share = policy.remand_custody_share if remanded else policy.other_residential_at_entry[child.band(now)]
    return chance.happens(share, decisions.OTHER_RESIDENTIAL_FIRST, child.identity, child.episode)


def turns_residential(chance: Chance, policy: Policy, child: Child, now: float) -> bool:
    """Whether the breakdown of a foster placement makes residential care what is sought for `child`."""
    return (
        child.behaviour
        and now - child.born >= TEN
        and chance.happens(
            policy.residential_after_disruption,
            decisions.RESIDENTIAL_AFTER_DISRUPTION,
            child.identity,
            child.occasion,
        )
    )
