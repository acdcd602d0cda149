"""Whole lives worked out by hand: luck is written down, and every date in the register follows from the rules.

A year is 365.25 days; `threshold(x)` is luck of which the unit exponential is x; luck not written down is a half.
"""

from __future__ import annotations

from dataclasses import fields
from math import log
from typing import Any

import pytest
from quiet_parameters import INSIDE, YEAR, changed, connected_persons, every, fostering, market, only, quiet
from quiet_strategies import camhs, camhs_support, camhs_team, carer_development, edge_of_care, out_of_hours, panel
from runs_of_model import rows
from scripted_worlds import by_occasion, by_subject, lived, on_days, threshold

from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd, Route, Sex
from sim.model.register.columns import NOBODY, OPEN
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByKind, ByLocation, ByRoute

NEVER = threshold(700)
"""Luck of a thing that does not happen in any life."""


EIGHTEEN = 1925.75
"""Who is 13 on day 100 was born at 18:00 on 10 April 2005, and is 18 at that hour in 2023."""


def tells(table: Any, expected: list[dict[str, Any]], and_more: bool = False) -> None:
    """The rows of a table of the register say these things; times to a millionth of a day, OPEN as OPEN."""
    found = rows(table)
    assert len(found) == len(expected) or and_more, found
    for number, (row, columns) in enumerate(zip(found, expected, strict=not and_more)):
        for name, value in columns.items():
            told = getattr(row, name)
            assert told == pytest.approx(value, abs=1e-6, nan_ok=True), f"row {number}, {name}: {told}, not {value}"


def nothing_else_happened(register: Register, *but: str) -> None:
    """No row stands in the tables of services that are not named."""
    for item in fields(Register):
        table = getattr(register, item.name)
        if item.name in ("families", "returns", "spells", "referrals", "consultations", "panel", "training"):
            assert item.name in but or not rows(table), item.name


ENTERING = {"entries_per_year": 10.0, "behaviour_share": every(ByAge, 0.0)}


def test_a_baby_goes_from_an_aunt_to_guardianship():
    """Police protection on day 100, at ten months; an aunt near by; guardianship after 200 days."""
    parameters = changed(
        quiet(),
        demand=ENTERING,
        connected_persons=connected_persons(location_shares=only(ByLocation, near=1.0)),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 2.0),
            "causes_1_to_4": only(ByCause, special_guardianship=1.0),
            "guardianship_return_within_5_years": 0.04,
        },
    )
    luck = {
        "families": on_days(100.0),
        "age": 0.97,  # in the band under 1, leaning to the young: by the rule of entry ages, 0.97 to the fifth
        "sex": 0.3,
        "leaving": threshold(2.0 * 200 / YEAR),
        "coming back": 0.5,  # beyond the 4% who come back in five years
    }
    register = lived(parameters, luck, years=6.0)
    born = 100 - 0.97**5 * YEAR
    tells(
        register.children,
        [{"identity": 0, "family": 0, "born": born, "sex": Sex.MALE, "behaviour_since": OPEN, "disability": False}],
    )
    tells(
        register.episodes,
        [
            {
                "child": 0,
                "number": 1,
                "route": Route.POLICE_PROTECTION,
                "began": 100,
                "decided": 300,
                "ended": 300,
                "cause": LeavingCause.SPECIAL_GUARDIANSHIP,
            }
        ],
    )
    tells(
        register.placements,
        [
            {
                "episode": 0,
                "kind": Kind.CONNECTED,
                "location": Location.NEAR,
                "household": NOBODY,
                "began": 100,
                "notice": OPEN,
                "ended": 300,
                "why": PlacementEnd.LEFT_CARE,
                "first_choice": True,
                "emergency": False,
                "matched": True,
                "split": False,
                "step_down": False,
                "days_searched": 0,
                "weekly_price": 0,
            }
        ],
    )
    nothing_else_happened(register)


def adolescence() -> Parameters:
    """Children of ten to fifteen with a behaviour need, by agreement; agencies answer in 10 days, homes in 5."""
    return changed(
        quiet(),
        demand={
            "entries_per_year": 10.0,
            "route_shares": only(ByRoute, voluntary=1.0),
            "age_shares": only(ByAge, from_10_to_15=1.0),
            "behaviour_share": every(ByAge, 1.0),
            "warning_median": 60.0,
            "search_notice": 21.0,
        },
        connected_persons=None,
        agency=market(delay_median=10.0, matched=0.0, location_shares=only(ByLocation, near=1.0)),
        childrens_homes=market(delay_median=5.0, location_shares=only(ByLocation, far=1.0)),
        policy={"residential_after_disruption": 0.6},
        prices={
            "weekly": only(ByKind, agency=800.0, childrens_home=3000.0),
            "behaviour_uplift": 1.25,
            "emergency_uplift": 1.5,
        },
        stability={
            "hazard_by_time_in_placement": ByDuration(2.0, 1.0, *[0.5] * 6),
            "poor_match_multiplier": 1.5,
            "behaviour_multiplier": 2.0,
            "kind_multiplier": only(ByKind, agency=1.0, childrens_home=2.0),
            "notice": 28.0,
        },
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_10_to_15": only(ByCause, home_planned=1.0),
            "planned_return_median": 40.0,
            "reentry_within_1_year": 0.2,
            "reentry_within_6_years": 0.35,
        },
    )


def test_an_adolescent_breaks_down_goes_home_comes_back_and_turns_18():
    """From an agency to a children's home, home after preparation, and back a year later until 18."""
    first = 0.05  # thresholds of disruption
    luck = {
        "families": on_days(100.0),
        "age": 0.25,  # 10 + 6 * sqrt(0.25) = 13 years at the crisis
        "disruption": by_occasion(threshold(first), otherwise=NEVER),
        "leaving": by_occasion(0.5, threshold(300 / YEAR), NEVER),  # by number of the period of care
        "coming back": by_occasion(0.5, 0.2),
    }
    register = lived(adolescence(), luck, years=8.0)

    # referred on day 40; the search opens on day 79, the agency answers on day 89; in by day 100
    # hazard: 2 a year for 14 days, then 1, times 2 for the need and 1.5 for the match
    breaks = 100 + first / (3 * 2.0) * YEAR
    # after 3.04 days: notice of a breakdown so near is given on the first day
    # the home that is now sought answers on day 105, the agency sooner or later than that does not matter:
    # on the day of the move nothing is found, so an emergency place, and the better one on day 105
    back = 400 + 40 + YEAR
    tells(
        register.families,
        [
            {
                "identity": 0,
                "children": 1,
                "referred": 40,
                "crisis": 100,
                "started": OPEN,
                "would_enter": True,
                "entered": True,
                "postponed_until": OPEN,
            }
        ],
    )
    tells(
        register.episodes,
        [
            {"number": 1, "began": 100, "decided": 400, "ended": 440, "cause": LeavingCause.HOME_PLANNED},
            {
                "number": 2,
                "began": back,
                "decided": EIGHTEEN,
                "ended": EIGHTEEN,
                "cause": LeavingCause.EIGHTEENTH_BIRTHDAY,
            },
        ],
    )
    tells(
        register.placements,
        [
            {
                "episode": 0,
                "kind": Kind.AGENCY,
                "location": Location.NEAR,
                "began": 100,
                "notice": 100,
                "ended": breaks,
                "why": PlacementEnd.DISRUPTED,
                "sought": Kind.IN_HOUSE,
                "first_choice": False,
                "matched": False,
                "emergency": False,
                "days_searched": 10,
                "weekly_price": 1000,
            },
            {
                "episode": 0,
                "kind": Kind.AGENCY,
                "location": Location.INSIDE,
                "began": breaks,
                "ended": 105,
                "why": PlacementEnd.FOUND_BETTER,
                "first_choice": False,
                "matched": False,
                "emergency": True,
                "days_searched": breaks - 100,
                "weekly_price": 1500,
            },
            {
                "episode": 0,
                "kind": Kind.CHILDRENS_HOME,
                "location": Location.FAR,
                "began": 105,
                "notice": OPEN,
                "ended": 440,
                "why": PlacementEnd.LEFT_CARE,
                "first_choice": False,
                "matched": True,
                "emergency": False,
                "days_searched": 5,
                "weekly_price": 3750,
            },
            {  # what was sought when foster care broke down is sought still, from three weeks before the return to care
                "episode": 1,
                "kind": Kind.CHILDRENS_HOME,
                "first_choice": True,
                "emergency": False,
                "days_searched": 5,
                "began": back,
                "ended": EIGHTEEN,
                "why": PlacementEnd.LEFT_CARE,
            },
        ],
    )
    nothing_else_happened(register, "families")


def test_two_sisters_keep_together_when_their_carers_stop_and_one_goes_on_alone():
    """In-house, then both with an agency when the household closes; the elder goes home, the younger is adopted."""
    parameters = changed(
        quiet(),
        demand={**ENTERING, "age_shares": only(ByAge, from_1_to_4=1.0), "children_per_family": 2.0},
        connected_persons=None,
        in_house_fostering=fostering(
            households=1.0, places_shares=type(fostering().places_shares)(0.0, 1.0, 0.0), deregistration=1.0
        ),
        agency=market(delay_median=8.0),
        stability={"planned_notice": 28.0},
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_1_to_4": only(ByCause, home_unplanned=0.5, adopted=0.5),
            "adoption_median": 180.0,
            "adoption_location_shares": only(ByLocation, far=1.0),
        },
    )
    elder, younger = 0, 1
    luck = {
        "families": on_days(50.0),
        "children": 0.6,  # two
        "age": 0.5,
        "sibling gap": 0.2,
        "older sibling": 0.9,  # the other is younger
        "household leaves": threshold(200 / YEAR),
        "leaving": by_subject({elder: threshold(300 / YEAR), younger: threshold(400 / YEAR)}),
        "leaving cause": by_subject({elder: 0.4, younger: 0.6}),
    }
    register = lived(parameters, luck, years=3.0)
    tells(
        register.placements,
        [
            {"episode": 0, "kind": Kind.IN_HOUSE, "household": 0, "began": 50, "notice": 200, "ended": 228},
            {"episode": 1, "kind": Kind.IN_HOUSE, "household": 0, "began": 50, "notice": 200, "ended": 228},
            {"kind": Kind.AGENCY, "began": 228, "days_searched": 8, "split": False, "first_choice": False},
            {"kind": Kind.AGENCY, "began": 228, "days_searched": 8, "split": False, "first_choice": False},
            {"episode": 1, "kind": Kind.ADOPTION, "location": Location.FAR, "began": 450, "ended": 630, "split": False},
        ],
    )
    assert [row.why for row in rows(register.placements)[:2]] == [PlacementEnd.HOUSEHOLD_CLOSED] * 2
    by_child = {row.child: row for row in rows(register.episodes)}
    assert by_child[elder].ended == pytest.approx(350)
    assert by_child[elder].cause == LeavingCause.HOME_UNPLANNED
    assert (by_child[younger].decided, by_child[younger].ended) == pytest.approx((450, 630))
    assert by_child[younger].cause == LeavingCause.ADOPTED
    tells(register.households, [{"approved": 0, "left": 228, "places": 2, "location": Location.INSIDE}])
    tells(
        register.capacity,
        [
            {"day": 0, "households": 1, "approved": 2, "filled": 0, "unavailable": 0},
            {"day": 50, "households": 1, "approved": 2, "filled": 2, "unavailable": 0},
            {"day": 200, "households": 1, "approved": 2, "filled": 2, "unavailable": 0},
            {"day": 228, "households": 0, "approved": 0, "filled": 0, "unavailable": 0},
        ],
    )
    nothing_else_happened(register)


def test_a_life_that_meets_every_service():
    """The team cannot avert it; the panel steps the child down; other services slow the breakdown that follows."""
    parameters = changed(
        adolescence(),
        in_house_fostering=fostering(households=1.0, location_shares=INSIDE),
        policy={"residential_first": every(ByAge, 1.0), "residential_after_disruption": 0.0},
        stability={"hazard_by_time_in_placement": every(ByDuration, 1.0), "notice": 28.0},
        leaving={"hazard_by_time_in_care": every(ByDuration, 0.0)},
        edge_of_care=edge_of_care(entry_risk_ratio=0.6, weeks_median=10.0),
        camhs=camhs(referral_at_entry=1.0, usual=camhs_team(access_median=56.0)),
        camhs_support=camhs_support(
            colocated=camhs_team(access_median=14.0, weeks_seen_median=20.0, hazard_multiplier=0.5, caseload=1.0)
        ),
        ipop=panel(starts=1.0, interval=28.0, ready=0.6, review_after=90.0, transition_weeks=6.0),
        out_of_hours=out_of_hours(hazard_multiplier=0.8),
        carer_development=carer_development(
            training_places=1.0, course_days=60.0, adolescents_share=1.0, hazard_multiplier=0.5, starts=400.0
        ),
    )
    luck = {
        "families": on_days(100.0),
        "age": 0.25,  # 13 at the crisis
        "enters care": 0.55,  # helped, it enters below 0.6
        # two thresholds' worth in the children's home, 0.4 in the step-down placement, afterwards never
        "disruption": by_occasion(threshold(2.0), threshold(0.4), otherwise=NEVER),
        "panel redirects": 0.99,
        "ready to step down": lambda _, day: 0.5 if day == 197 else 0.9,
    }
    register = lived(parameters, luck, years=8.0)

    # Referred on day 40 and helped from then for ten weeks or until it comes into care, on day 100.
    tells(register.families, [{"referred": 40, "started": 40, "finished": 100, "would_enter": True, "entered": True}])

    # The request for a children's home, asked on day 79, is heard on day 85 and upheld. The panel meets on days 1, 29,
    # 57, ..., each a Tuesday; the placement of day 100 is due for review from day 190: day 197.
    tells(
        register.panel,
        [
            {"day": 85, "child": NOBODY, "decision": PanelDecision.REQUEST_UPHELD},
            {"day": 197, "child": 0, "decision": PanelDecision.STEPPED_DOWN},
        ],
        and_more=True,
    )

    # CAMHS: referred on day 100, seen by the co-located professional on day 114 for twenty weeks.
    tells(register.referrals, [{"child": 0, "colocated": True, "referred": 100, "seen": 114, "ended": 254}])

    # In the home the hazard is 2 (need) times 2 (kind) a year, and half that while seen: by day 197,
    # 4 * 14 / 365.25 + 2 * 83 / 365.25 = 0.61 of a threshold of 2: it holds, and ends on day 239.
    steps = 239.0
    # Step-down: 1 - exp(-hazard * 98 days) = 0.25; times 0.5 while seen until day 254, times 0.8 out of hours
    # all the while, and times 0.5 from the end of the course. The course starts on the first 1st of a month from
    # day 400 on, 1 March 2019 (day 424), and ends on day 484. From day 98 on the later hazard counts.
    early, late = -log(0.75) / 98, -(log(0.64) - log(0.75)) / 266
    used = early * 0.8 * (0.5 * (254 - steps) + (steps + 98 - 254)) + late * 0.8 * (484 - steps - 98)
    assert used < 0.4
    breaks = 484 + (0.4 - used) / (late * 0.8 * 0.5)
    tells(register.training, [{"household": 0, "began": 424, "completed": 484}])
    tells(
        register.placements,
        [
            {
                "kind": Kind.CHILDRENS_HOME,
                "began": 100,
                "notice": 197,
                "ended": steps,
                "why": PlacementEnd.STEPPED_DOWN,
            },
            {
                "kind": Kind.IN_HOUSE,
                "household": 0,
                "step_down": True,
                "began": steps,
                "notice": breaks - 28,
                "ended": breaks,
                "why": PlacementEnd.DISRUPTED,
                "matched": False,
            },
            {"kind": Kind.CHILDRENS_HOME, "began": breaks, "ended": EIGHTEEN, "why": PlacementEnd.LEFT_CARE},
        ],
    )
    tells(
        register.episodes,
        [{"began": 100, "ended": EIGHTEEN, "cause": LeavingCause.EIGHTEENTH_BIRTHDAY}],
    )


def test_nobody_at_all():
    register = lived(quiet(), {}, years=1.0)
    nothing_else_happened(register)
    assert (register.since, register.until, register.events) == (0.0, 365.0, 0)
    assert register.children.identity == register.episodes.child == register.placements.kind == []
