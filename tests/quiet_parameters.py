"""Small parameters in which nothing happens, so that each test switches on only what it is about."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from math import inf
from typing import Any, TypeVar

from sim.foundations.calendar import Calendar
from sim.parameters.demand import Demand
from sim.parameters.doors import Doors
from sim.parameters.fostering import ConnectedPersons, InHouseFostering
from sim.parameters.leaving import Leaving, LeavingByKind
from sim.parameters.markets import Emergency, LivingAlone, Market
from sim.parameters.outlook import Outlook, UnaccompaniedOutlook
from sim.parameters.parameters import Parameters
from sim.parameters.policy import Policy
from sim.parameters.prices import Prices
from sim.parameters.stability import Stability
from sim.parameters.tables import (
    ByAge,
    ByCause,
    ByDuration,
    ByFinancialYear,
    ByKind,
    ByLevel,
    ByLocation,
    ByMarket,
    ByMonth,
    ByNeed,
    ByPairOfLevels,
    ByPlaces,
    ByRoute,
    Table,
)

CALENDAR = Calendar(date(2018, 1, 1))
YEAR = 365.25

T = TypeVar("T", bound=Table)


# --- tables


def every(table: type[T], number: float) -> T:
    """The same number for every category."""
    return table(*[number] * len(fields(table)))


def only(table: type[T], **numbers: float) -> T:
    """These numbers for the categories named, nothing for the others."""
    return table(**{item.name: numbers.get(item.name, 0.0) for item in fields(table)})


INSIDE = only(ByLocation, inside=1.0)
LEVEL = every(ByFinancialYear, 1.0)


# --- parameters


def quiet() -> Parameters:
    """Nothing happens: nobody comes, nobody leaves before 18, no placement ends, nothing costs anything.

    Who does come (raise `demand.entries_per_year`) comes alone, without warning, under one year old (so that nobody
    turns 18 for 17 years), without needs, at a steady rate, and to a relative, whom everyone has.
    """
    return Parameters(
        demand=Demand(
            entries_per_year=0.0,
            yearly_level=LEVEL,
            month_pattern=every(ByMonth, 1.0),
            route_shares=only(ByRoute, police_protection=1.0),
            age_shares=only(ByAge, under_1=1.0),
            remand_age_shares=only(ByAge, from_16=1.0),
            unaccompanied_age_shares=only(ByAge, from_16=1.0),
            children_per_family=1.0,
            sibling_age_gap=2.0,
            male_share=0.5,
            unaccompanied_male_share=0.5,
            behaviour_share=every(ByAge, 0.0),
            behaviour_onset=every(ByAge, 0.0),
            disability_share=0.0,
            entry_probability=1.0,
            warning_median=28.0,
            warning_spread=0.0,
            search_notice=0.0,
        ),
        leaving=Leaving(
            yearly_level=LEVEL,
            hazard_by_time_in_care=every(ByDuration, 0.0),
            age_multiplier=every(ByAge, 1.0),
            route_multiplier=every(ByRoute, 1.0),
            causes_under_1=only(ByCause, relatives=1.0),
            causes_1_to_4=only(ByCause, relatives=1.0),
            causes_5_to_9=only(ByCause, relatives=1.0),
            causes_10_to_15=only(ByCause, relatives=1.0),
            causes_from_16=only(ByCause, relatives=1.0),
            planned_return_median=28.0,
            planned_return_spread=0.0,
            adoption_median=180.0,
            adoption_spread=0.0,
            with_parents_location_shares=INSIDE,
            adoption_location_shares=INSIDE,
            reentry_within_1_year=0.0,
            reentry_within_6_years=0.0,
            guardianship_return_within_5_years=0.0,
            staying_put_share=0.0,
            staying_put_mean=0.0,
            by_kind=by_kind(),
        ),
        stability=Stability(
            hazard_by_time_in_placement=every(ByDuration, 0.0),
            scale=1.0,
            age_multiplier=every(ByAge, 1.0),
            kind_multiplier=every(ByKind, 1.0),
            behaviour_multiplier=1.0,
            split_multiplier=1.0,
            poor_match_multiplier=1.0,
            immediate_share=0.0,
            notice=28.0,
            fragile_multiplier=1.0,
            planned_moves=every(ByKind, 0.0),
            planned_by_time_in_placement=every(ByDuration, 1.0),
            planned_notice=28.0,
            moves_to_supported=0.0,
        ),
        policy=Policy(
            residential_first=every(ByAge, 0.0),
            residential_first_other=every(ByAge, 0.0),
            residential_after_disruption=0.0,
            other_residential_at_entry=every(ByAge, 0.0),
            remand_custody_share=0.0,
            secure_share=0.0,
            supported_first=0.0,
            unaccompanied_supported_first=0.0,
        ),
        emergency=Emergency(
            capacity=inf,
            location_shares=INSIDE,
            hazard_multiplier=1.0,
            kept=0.0,
            in_home=0.0,
            unregistered_share=ByNeed(0.0, 0.0),
        ),
        prices=Prices(
            weekly=every(ByKind, 0.0),
            behaviour_uplift=1.0,
            emergency_uplift=1.0,
            unregistered=0.0,
            scarcity_elasticity=every(ByMarket, 0.0),
            discount_rate=0.0,
        ),
        connected_persons=connected_persons(),
    )


def changed(parameters: Parameters, **parts: Any) -> Parameters:
    """Parameters with other values: a part's name with its new fields in a dict, or with a whole part or `None`."""
    new = {
        name: replace(getattr(parameters, name), **part) if isinstance(part, dict) else part
        for name, part in parts.items()
    }
    return replace(parameters, **new)


def arriving(entries_per_year: float, leaving: ByDuration) -> Parameters:
    """Children arrive and leave; each lives with a relative."""
    return changed(quiet(), demand={"entries_per_year": entries_per_year}, leaving={"hazard_by_time_in_care": leaving})


def connected_persons(**changes: Any) -> ConnectedPersons:
    """A relative for every child; all inside the borough."""
    return replace(ConnectedPersons(available=every(ByAge, 1.0), location_shares=INSIDE), **changes)


def by_kind(**changes: Any) -> LeavingByKind:
    """Leaving does not follow the kind of placement."""
    neutral = LeavingByKind(
        strength=0.0,
        multiplier=every(ByKind, 1.0),
        time_in_care=every(ByDuration, 1.0),
        age=every(ByAge, 1.0),
        route=every(ByRoute, 1.0),
        causes_foster=every(ByCause, 1.0),
        causes_connected=every(ByCause, 1.0),
        causes_residential=every(ByCause, 1.0),
        causes_other_residential=every(ByCause, 1.0),
        causes_supported=every(ByCause, 1.0),
        causes_with_parents=every(ByCause, 1.0),
    )
    return replace(neutral, **changes)


def doors(**changes: Any) -> Doors:
    """Doors that are all shut."""
    shut = Doors(
        parents_at_entry=every(ByRoute, 0.0),
        to_parents=0.0,
        to_parents_by_time_in_care=every(ByDuration, 1.0),
        to_connected=0.0,
        to_connected_by_time_in_care=every(ByDuration, 1.0),
        to_connected_by_age=every(ByAge, 1.0),
        to_other_residential=0.0,
        to_other_residential_by_age=every(ByAge, 1.0),
        to_secure=0.0,
        to_sibling=0.0,
        by_time_in_placement=every(ByDuration, 1.0),
    )
    return replace(shut, **changes)


def fostering(**changes: Any) -> InHouseFostering:
    """Ten households of one place, inside the borough, that take everyone, never rest, never leave; nobody new."""
    households = InHouseFostering(
        households=10.0,
        places_shares=only(ByPlaces, one=1.0),
        location_shares=INSIDE,
        accepts_under_5=1.0,
        accepts_5_to_9=1.0,
        accepts_from_10=1.0,
        skilled_adolescents=0.0,
        skilled_disability=0.0,
        skilled_behaviour=0.0,
        skilled_siblings=0.0,
        agreement=1.0,
        agreement_variation=0.0,
        unskilled_agreement=1.0,
        sibling_agreement=1.0,
        unavailable_share=0.0,
        unavailable_mean=30.0,
        deregistration=0.0,
        closes_when_empty=0.0,
        enquiries=0.0,
        enquiries_assessed=1.0,
        assessments_approved=1.0,
        enquiry_days=0.0,
        assessment_median=100.0,
        assessment_spread=0.0,
        panel_interval=28.0,
        households_per_area=1000.0,
    )
    return replace(households, **changes)


def market(**changes: Any) -> Market:
    """Providers without limit who offer a place to everyone at once, inside the borough."""
    providers = Market(
        capacity=inf,
        offer=every(ByAge, 1.0),
        behaviour_multiplier=1.0,
        sibling_multiplier=1.0,
        delay_median=0.0,
        delay_spread=0.0,
        matched=1.0,
        location_shares=INSIDE,
    )
    return replace(providers, **changes)


def living_alone(**changes: Any) -> LivingAlone:
    """Every child with a behaviour or mental-health need in a children's home blocks two further places."""
    return replace(LivingAlone(share=1.0, blocks=2.0), **changes)


def outlook(**changes: Any) -> Outlook:
    """Levels are as expected, of no authority."""
    certain = every(ByLevel, 0.0)
    nothing = every(ByPairOfLevels, 0.0)
    neutral = Outlook(
        own_deviation=certain,
        own_correlation=nothing,
        england_deviation=certain,
        region_deviation=certain,
        shared_correlation=nothing,
        authority=0.0,
        region=0.0,
    )
    return replace(neutral, **changes)


def unaccompanied(**changes: Any) -> UnaccompaniedOutlook:
    """Twenty arrive in a year; with ten looked after, each further one is passed on."""
    certain = every(ByFinancialYear, 0.0)
    arriving = UnaccompaniedOutlook(
        arrivals=every(ByFinancialYear, 20.0),
        england_deviation=certain,
        own_deviation=certain,
        threshold=0.001,
        child_population=10_000.0,
        passed_on=0.9,
    )
    return replace(arriving, **changes)
