"""A small authority in which everything happens, often, and strategies strong enough to be seen in it."""

from __future__ import annotations

from math import inf
from typing import Any

from quiet_parameters import (
    by_kind,
    connected_persons,
    doors,
    every,
    fostering,
    living_alone,
    market,
    only,
    outlook,
    unaccompanied,
)
from quiet_strategies import (
    camhs,
    camhs_support,
    camhs_team,
    carer_development,
    consultation,
    edge_of_care,
    out_of_hours,
    own_homes,
    panel,
)

from sim.parameters.demand import Demand
from sim.parameters.leaving import Leaving
from sim.parameters.markets import Emergency, Market
from sim.parameters.opening import Opening
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
)


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
