"""Small parameters in which nothing happens, so that each test switches on only what it is about; and their runs."""

from __future__ import annotations

from collections import namedtuple
from dataclasses import fields, is_dataclass, replace
from datetime import date
from hashlib import sha256
from math import inf
from typing import Any, TypeVar
from unittest.mock import patch

from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.model import model
from sim.model.opening.pool import Pool
from sim.model.pool import making as opening_cohort
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.parameters.camhs import Camhs, CamhsSupport, CamhsTeam, CarerConsultation
from sim.parameters.carer_development import CarerDevelopment
from sim.parameters.demand import Demand
from sim.parameters.doors import Doors
from sim.parameters.edge_of_care import EdgeOfCare
from sim.parameters.fostering import ConnectedPersons, InHouseFostering
from sim.parameters.leaving import Leaving, LeavingByKind
from sim.parameters.markets import Emergency, LivingAlone, Market
from sim.parameters.opening import Opening
from sim.parameters.out_of_hours import OutOfHours
from sim.parameters.outlook import Outlook, UnaccompaniedOutlook
from sim.parameters.own_homes import OwnHomes
from sim.parameters.panel import PlacementsPanel
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


def own_homes(**changes: Any) -> OwnHomes:
    """One home of the council's own with four beds, open from the start to everyone, for nothing."""
    homes = OwnHomes(
        starts=0.0,
        ramp=0.0,
        homes=1.0,
        beds=4.0,
        youngest=0.0,
        agreement=every(ByNeed, 1.0),
        behaviour_together=4.0,
        matched=1.0,
        weekly_price=0.0,
        cost_per_home=0.0,
        cost_of_opening=0.0,
    )
    return replace(homes, **changes)


def camhs_team(**changes: Any) -> CamhsTeam:
    """One clinician for ten children from the start, at once, each seen for 26 weeks, with no effect."""
    team = CamhsTeam(
        starts=0.0,
        ramp=0.0,
        clinicians=1.0,
        caseload=10.0,
        access_median=0.0,
        access_spread=0.0,
        accepted=1.0,
        weeks_seen_median=26.0,
        weeks_seen_spread=0.0,
        hazard_multiplier=1.0,
        cost_per_clinician=0.0,
    )
    return replace(team, **changes)


def camhs(**changes: Any) -> Camhs:
    """A usual route to which nobody is referred."""
    service = Camhs(
        referral_at_entry=0.0,
        referral_after_disruption=0.0,
        referral_at_strain=0.0,
        strain=0.5,
        usual=camhs_team(),
    )
    return replace(service, **changes)


def consultation(**changes: Any) -> CarerConsultation:
    """A psychologist with no hours and no effect."""
    psychologist = CarerConsultation(
        starts=0.0,
        ramp=0.0,
        hours=0.0,
        hours_per_household=1.0,
        weeks=12.0,
        hazard_multiplier=1.0,
        unskilled_agreement=0.0,
        cost_per_hour=0.0,
    )
    return replace(psychologist, **changes)


def camhs_support(**changes: Any) -> CamhsSupport:
    """A co-located team of nobody, and a psychologist with no hours."""
    support = CamhsSupport(colocated=camhs_team(clinicians=0.0), consultation=consultation())
    return replace(support, **changes)


def edge_of_care(**changes: Any) -> EdgeOfCare:
    """One worker with five families from the start, eight weeks each, with no effect."""
    team = EdgeOfCare(
        starts=0.0,
        ramp=0.0,
        workers=1.0,
        families_per_worker=5.0,
        weeks_median=8.0,
        weeks_spread=0.0,
        entry_risk_ratio=1.0,
        weeks_to_full_effect=0.0,
        postponed_share=0.0,
        postponed_within=365.0,
        priority_age=18.0,
        return_support_share=0.0,
        return_sooner=0.0,
        return_extra=0.0,
        return_extra_within=365.0,
        reentry_risk_ratio=1.0,
        cost_per_worker=0.0,
        cost_per_family=0.0,
    )
    return replace(team, **changes)


def panel(**changes: Any) -> PlacementsPanel:
    """A weekly panel that hears everything from the start and changes nothing."""
    meetings = PlacementsPanel(
        starts=0.0,
        interval=7.0,
        agenda=inf,
        redirected=0.0,
        stabilised=0.0,
        stabilised_multiplier=1.0,
        stabilised_weeks=0.0,
        review_after=90.0,
        ready=0.0,
        redirected_multiplier=1.0,
        transition_weeks=4.0,
        breakdown_within_14_weeks=0.25,
        breakdown_within_52_weeks=0.36,
        cost_per_year=0.0,
        support_per_child=0.0,
    )
    return replace(meetings, **changes)


def out_of_hours(**changes: Any) -> OutOfHours:
    """A line for every household from the start, with no effect."""
    line = OutOfHours(
        starts=0.0,
        ramp=0.0,
        coverage=1.0,
        hazard_multiplier=1.0,
        deregistration_multiplier=1.0,
        cost_per_year=0.0,
    )
    return replace(line, **changes)


def carer_development(**changes: Any) -> CarerDevelopment:
    """No training places and no recruitment."""
    programme = CarerDevelopment(
        starts=0.0,
        training_places=0.0,
        course_days=60.0,
        adolescents_share=0.5,
        completed=1.0,
        hazard_multiplier=1.0,
        extra_enquiries=0.0,
        cost_per_training_place=0.0,
        cost_of_recruitment=0.0,
    )
    return replace(programme, **changes)


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


# --- everything at once


def busy() -> Parameters:
    """A small authority in which everything of the base happens, often; no strategy. The numbers mean nothing."""
    return Parameters(
        demand=Demand(
            entries_per_year=60.0,
            yearly_level=ByFinancialYear(1.1, 0.9, 1.05),
            month_pattern=ByMonth(1.2, 0.8, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
            route_shares=ByRoute(0.3, 0.2, 0.2, 0.1, 0.1, 0.1),
            age_shares=ByAge(0.15, 0.15, 0.2, 0.3, 0.2),
            remand_age_shares=only(ByAge, from_10_to_15=0.4, from_16=0.6),
            unaccompanied_age_shares=only(ByAge, from_10_to_15=0.2, from_16=0.8),
            children_per_family=1.6,
            sibling_age_gap=2.5,
            male_share=0.5,
            unaccompanied_male_share=0.9,
            behaviour_share=ByAge(0.1, 0.2, 0.4, 0.6, 0.5),
            behaviour_onset=ByAge(0.2, 0.1, 0.1, 0.1, 0.05),
            disability_share=0.2,
            entry_probability=0.5,
            warning_median=50.0,
            warning_spread=0.7,
            search_notice=10.0,
        ),
        leaving=Leaving(
            yearly_level=ByFinancialYear(0.9, 1.2, 1.1),
            hazard_by_time_in_care=ByDuration(3.0, 1.5, 1.0, 0.7, 0.4, 0.3, 0.2, 0.2),
            age_multiplier=ByAge(1.1, 1.2, 0.8, 0.7, 0.6),
            route_multiplier=ByRoute(1.0, 0.9, 1.5, 1.2, 2.0, 0.5),
            causes_under_1=ByCause(0.3, 0.1, 0.1, 0.2, 0.2, 0.05, 0.0, 0.05),
            causes_1_to_4=ByCause(0.3, 0.1, 0.1, 0.2, 0.2, 0.05, 0.0, 0.05),
            causes_5_to_9=ByCause(0.4, 0.1, 0.1, 0.2, 0.1, 0.05, 0.0, 0.05),
            causes_10_to_15=ByCause(0.5, 0.2, 0.1, 0.1, 0.0, 0.05, 0.05, 0.0),
            causes_from_16=ByCause(0.4, 0.2, 0.1, 0.0, 0.0, 0.05, 0.1, 0.15),
            planned_return_median=40.0,
            planned_return_spread=0.6,
            adoption_median=200.0,
            adoption_spread=0.4,
            with_parents_location_shares=ByLocation(0.8, 0.1, 0.1),
            adoption_location_shares=ByLocation(0.2, 0.3, 0.5),
            reentry_within_1_year=0.25,
            reentry_within_6_years=0.4,
            guardianship_return_within_5_years=0.06,
            staying_put_share=0.6,
            staying_put_mean=150.0,
            by_kind=by_kind(
                strength=1.0,
                multiplier=ByKind(1.0, 1.2, 0.9, 0.5, 0.3, 0.6, 0.8, 2.0, 1.0),
                time_in_care=ByDuration(1.1, 1.0, 1.0, 1.0, 0.9, 0.9, 1.0, 1.0),
                age=ByAge(0.9, 1.0, 1.0, 1.1, 1.0),
                route=ByRoute(0.9, 1.0, 1.0, 1.1, 1.0, 1.0),
                causes_residential=ByCause(1.2, 0.5, 0.5, 0.8, 0.1, 1.0, 1.5, 1.0),
                causes_with_parents=ByCause(2.0, 0.5, 0.5, 1.5, 0.1, 1.0, 0.5, 1.0),
            ),
        ),
        stability=Stability(
            hazard_by_time_in_placement=ByDuration(2.0, 1.2, 0.8, 0.5, 0.3, 0.2, 0.1, 0.1),
            scale=1.0,
            age_multiplier=ByAge(0.6, 0.6, 0.8, 1.2, 1.4),
            kind_multiplier=ByKind(0.9, 0.6, 1.0, 1.5, 1.5, 1.5, 1.5, 0.6, 0.2),
            behaviour_multiplier=2.0,
            split_multiplier=1.4,
            poor_match_multiplier=1.5,
            immediate_share=0.25,
            notice=28.0,
            fragile_multiplier=1.5,
            planned_moves=ByKind(0.2, 0.1, 0.2, 0.2, 1.0, 1.0, 0.2, 0.0, 0.0),
            planned_by_time_in_placement=ByDuration(2.0, 1.8, 1.5, 1.2, 1.0, 0.6, 0.3, 0.2),
            planned_notice=28.0,
            moves_to_supported=0.4,
        ),
        policy=Policy(
            residential_first=ByAge(0.0, 0.02, 0.1, 0.4, 0.3),
            residential_first_other=ByAge(0.0, 0.0, 0.02, 0.1, 0.05),
            residential_after_disruption=0.2,
            other_residential_at_entry=ByAge(0.1, 0.02, 0.02, 0.02, 0.02),
            remand_custody_share=0.5,
            secure_share=0.1,
            supported_first=0.4,
            unaccompanied_supported_first=0.6,
        ),
        emergency=Emergency(
            capacity=inf,
            location_shares=ByLocation(0.1, 0.5, 0.4),
            hazard_multiplier=1.5,
            kept=0.3,
            in_home=0.5,
            unregistered_share=ByNeed(0.1, 0.3),
        ),
        prices=Prices(
            weekly=ByKind(500.0, 400.0, 900.0, 4000.0, 6000.0, 3000.0, 800.0, 50.0, 300.0),
            behaviour_uplift=1.2,
            emergency_uplift=1.3,
            unregistered=9000.0,
            scarcity_elasticity=every(ByMarket, 0.2),
            discount_rate=0.035,
        ),
        in_house_fostering=fostering(
            households=30.0,
            places_shares=ByPlaces(0.5, 0.3, 0.2),
            location_shares=ByLocation(0.3, 0.6, 0.1),
            accepts_under_5=0.6,
            accepts_5_to_9=0.6,
            accepts_from_10=0.5,
            skilled_adolescents=0.3,
            skilled_disability=0.2,
            skilled_behaviour=0.3,
            skilled_siblings=0.3,
            agreement=0.3,
            agreement_variation=0.8,
            unskilled_agreement=0.4,
            unavailable_share=0.2,
            unavailable_mean=50.0,
            deregistration=0.2,
            enquiries=60.0,
            enquiries_assessed=0.2,
            assessments_approved=0.5,
            enquiry_days=40.0,
            assessment_median=150.0,
            assessment_spread=0.3,
            households_per_area=100.0,
        ),
        connected_persons=connected_persons(available=every(ByAge, 0.1), location_shares=ByLocation(0.4, 0.4, 0.2)),
        agency=busy_market(0.7),
        childrens_homes=busy_market(0.6, capacity=15.0),
        secure=busy_market(0.5, capacity=2.0),
        other_residential=busy_market(0.7),
        supported=busy_market(0.8),
        living_alone=living_alone(share=0.3, blocks=1.0),
        camhs=camhs(
            referral_at_entry=0.5,
            referral_after_disruption=0.6,
            referral_at_strain=0.6,
            usual=camhs_team(
                caseload=8.0,
                access_median=40.0,
                access_spread=0.5,
                accepted=0.8,
                weeks_seen_spread=0.5,
                hazard_multiplier=0.7,
            ),
        ),
        doors=doors(
            parents_at_entry=ByRoute(0.2, 0.05, 0.1, 0.0, 0.0, 0.0),
            to_parents=0.3,
            to_parents_by_time_in_care=ByDuration(2.0, 2.0, 1.5, 1.0, 0.8, 0.5, 0.5, 0.5),
            to_connected=0.2,
            to_connected_by_time_in_care=ByDuration(3.0, 2.0, 1.0, 0.5, 0.5, 0.2, 0.2, 0.2),
            to_connected_by_age=ByAge(1.5, 1.2, 1.0, 0.6, 0.3),
            to_other_residential=0.05,
            to_other_residential_by_age=ByAge(0.5, 0.5, 0.5, 1.0, 2.0),
            to_secure=0.03,
            to_sibling=1.5,
            by_time_in_placement=ByDuration(2.0, 1.5, 1.0, 1.0, 0.8, 0.6, 0.4, 0.4),
        ),
        outlook=outlook(
            own_deviation=ByLevel(0.2, 0.25, 0.3, 0.2, 0.25, 0.3),
            own_correlation=every(ByPairOfLevels, 0.3),
            england_deviation=every(ByLevel, 0.15),
            region_deviation=every(ByLevel, 0.1),
            shared_correlation=every(ByPairOfLevels, 0.4),
            authority=9000030.0,
            region=13000001.0,
            unaccompanied=unaccompanied(
                england_deviation=every(ByFinancialYear, 0.2), own_deviation=every(ByFinancialYear, 0.3)
            ),
        ),
        opening=Opening(
            looked_after=90.0,
            age_shares=ByAge(0.05, 0.1, 0.15, 0.4, 0.3),
            kinds=ByKind(32.0, 5.0, 25.0, 10.0, 0.0, 2.0, 10.0, 3.0, 3.0),
            location_shares=ByLocation(0.25, 0.5, 0.25),
            unaccompanied=8.0,
        ),
    )


def busy_market(offer: float, **changes: Any) -> Market:
    """Providers who offer to some after a few days, here and there."""
    providers = {
        "behaviour_multiplier": 0.8,
        "sibling_multiplier": 0.7,
        "delay_median": 4.0,
        "delay_spread": 1.0,
        "matched": 0.7,
        "location_shares": ByLocation(0.1, 0.6, 0.3),
    }
    return market(offer=every(ByAge, offer), **{**providers, **changes})


def busy_strategies() -> dict[str, Any]:
    """Each of the strategies by its part of the parameters, strong enough to be seen in a small authority."""
    return {
        "edge_of_care": edge_of_care(
            ramp=30.0,
            weeks_median=12.0,
            weeks_spread=0.3,
            entry_risk_ratio=0.6,
            weeks_to_full_effect=6.0,
            postponed_share=0.4,
            priority_age=13.0,
            return_support_share=0.5,
            return_sooner=0.3,
            return_extra=0.3,
            reentry_risk_ratio=0.7,
        ),
        "ipop": panel(
            agenda=5.0,
            redirected=0.6,
            stabilised=0.4,
            stabilised_multiplier=0.6,
            stabilised_weeks=13.0,
            ready=0.4,
            redirected_multiplier=0.8,
        ),
        "camhs_support": camhs_support(
            colocated=camhs_team(caseload=10.0, access_median=10.0, hazard_multiplier=0.6),
            consultation=consultation(hours=6.0, hazard_multiplier=0.7, unskilled_agreement=0.8),
        ),
        "out_of_hours": out_of_hours(ramp=60.0, coverage=0.8, hazard_multiplier=0.7, deregistration_multiplier=0.6),
        "carer_development": carer_development(
            training_places=2.0, completed=0.8, hazard_multiplier=0.7, extra_enquiries=40.0
        ),
        "own_homes": own_homes(
            starts=30.0, ramp=100.0, homes=2.0, beds=2.0, youngest=8.0, agreement=ByNeed(0.9, 0.7), weekly_price=300.0
        ),
    }


# --- runs


def simulate(
    parameters: Parameters,
    years: float,
    seed: int = 1,
    replication: int = 0,
    pool: Pool | None = None,
    calendar: Calendar = CALENDAR,
) -> Register:
    """One replication from 1 January 2018."""
    return model.simulate(parameters, calendar, Chance(seed, replication), years, pool)


def small_pool(parameters: Parameters, calendar: Calendar = CALENDAR, seed: int = 1) -> Pool:
    """A pool of lives from a much shorter long run than the real one: consistent, but not in balance."""
    with patch.multiple(opening_cohort, BURN_IN_YEARS=4, SNAPSHOTS=3, RETURN_WITHIN=YEAR):
        pool = opening_cohort.make_pool(parameters, calendar, seed, parameters.demand.entries_per_year, long_runs=1)
    assert pool is not None
    return pool


def rows(table: Any) -> list[Any]:
    """The rows of a table of the register, each with its columns by name and its own number as `row`."""
    names = [item.name for item in fields(table)]
    row = namedtuple("row", [*names, "row"])
    # what has not come is always the same object, so that rows with it are equal where their values are
    columns = [[OPEN if value != value else value for value in getattr(table, name)] for name in names]
    return [row(*values, number) for number, values in enumerate(zip(*columns, strict=True))]


def columns(register: Register, but: tuple[str, ...] = ("events",)) -> dict[str, Any]:
    """All columns of the register by table and name, `None` for what has not come: registers compare as equal.

    The number of events is left out unless asked for: it is the machine's work, not what happened.
    """
    found: dict[str, Any] = {}
    for item in fields(register):
        table = getattr(register, item.name)
        if is_dataclass(table):
            for column in fields(table):
                found[f"{item.name}.{column.name}"] = [
                    None if value != value else value for value in getattr(table, column.name)
                ]
        elif item.name not in but:
            found[item.name] = table
    return found


def differing(one: Register, other: Register) -> list[str]:
    """The names of the columns in which two registers differ; empty when they are the same."""
    first, second = columns(one), columns(other)
    return [name for name in first if first[name] != second[name]]


def digest(register: Register) -> str:
    """A name for all that a register holds, its number of events too."""
    return sha256(repr(sorted(columns(register, but=()).items())).encode()).hexdigest()


def in_care(register: Register, day: float) -> int:
    """How many children are looked after on a day."""
    return sum(row.began <= day and not row.ended <= day for row in rows(register.episodes))
