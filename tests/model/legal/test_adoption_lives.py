"""Adoption lived by hand: every date from the decision to the adoption order, or to where adoption is given up."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import pytest
from quiet_legal import adoption, in_court, permanence
from quiet_parameters import every, only
from runs_of_model import rows
from scripted_worlds import a_child, by_occasion, comes, made, run, siblings, threshold

from sim.foundations.codes import CourtOrder, Kind, LeavingCause, LegalStatus, PermanencePlan, PlacementEnd, Route
from sim.model.legal.legal_process import LegalProcess
from sim.model.legal.permanence_rows import note_plan
from sim.model.pool.law_snapshot import LawHistory
from sim.model.register.columns import NOBODY, OPEN
from sim.model.register.register import Register
from sim.parameters.legal.strategies import EarlierFamilyFinding
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByOrder

BABY = 0.25
BANDS = ("orders_under_1", "orders_1_to_4", "orders_5_to_9", "orders_10_to_15")
PLACEMENT = {name: only(ByOrder, placement=1.0) for name in BANDS}
NEVER = threshold(700)
"""Luck of a placement that does not break down."""


def to_be_adopted(**changes: Any) -> Parameters:
    """A placement order for every child; in parallel, the papers are there on day 58 and the order on day 107."""
    return in_court(**{"adoption_considered": every(ByAge, 1.0), **PLACEMENT, **changes})


def breaking_down(parameters: Parameters) -> Parameters:
    """Placements break down at a rate of one a year."""
    return replace(
        parameters, stability=replace(parameters.stability, hazard_by_time_in_placement=every(ByDuration, 1.0))
    )


def life_of(parameters: Parameters, *ages: float, luck: dict[str, Any] | None = None, years: float = 6.0) -> Register:
    """What is recorded of siblings, or one child, who come into care on the first day, a Monday."""
    world = made(parameters, luck or {}, years)
    comes(world, 0.0, *siblings(*[a_child(age=age, which=which) for which, age in enumerate(ages)]))
    return run(world)


def plan_of(register: Register, number: int = 0) -> Any:
    return rows(register.permanence)[number]


def statuses(register: Register) -> list[tuple[LegalStatus, float]]:
    return [(LegalStatus(row.status), row.since) for row in rows(register.legal_statuses)]


def test_a_baby_is_adopted_with_the_options_in_parallel() -> None:
    # issued on day 1, hearing on day 16; papers by 58, parents assessed by 86, decided on both that day; evidence on
    # 107, a Wednesday, ahead of which nobody looks; found 60 days after, matched that day, placed 30 days later
    register = life_of(to_be_adopted(), BABY)
    plan = plan_of(register)
    assert plan.adoption_decision == 86.0
    assert plan.placement_order == plan.finding_possible == plan.finding_began == 107.0
    assert (plan.matched, plan.placed) == (167.0, 197.0)
    (episode,) = rows(register.episodes)
    assert (episode.ended, episode.cause) == (297.0, LeavingCause.ADOPTED)
    assert statuses(register)[-1] == (LegalStatus.PLACEMENT_ORDER, 107.0)
    assert [(row.kind, row.began, row.ended) for row in rows(register.placements)] == [
        (Kind.AGENCY, 0.0, 197.0),
        (Kind.ADOPTION, 197.0, 297.0),
    ]


def test_the_decision_waits_for_the_plan_that_the_court_has_asked_for() -> None:
    # all has been looked at by 86; with a timetable of 300 days the court hears the case on 301, a Monday, and wants
    # the application 56 days before: by 245; the decision maker's last day before it is 238
    slow = to_be_adopted(court_median=300.0, placement_application=56.0, decision_maker_interval=14.0)
    plan = plan_of(life_of(slow, BABY))
    assert (plan.adoption_decision, plan.placement_order) == (238.0, 301.0)
    # thirteen weeks more of the court are thirteen weeks more until both
    slower = replace(slow, legal=replace(slow.legal, court_median=391.0))
    later = plan_of(life_of(slower, BABY))
    assert (later.adoption_decision, later.placement_order) == (336.0, 392.0)
    # with a quick court it waits for the evidence, until their next day, and the hearing for the application: a Monday
    quick = plan_of(life_of(replace(slow, legal=replace(slow.legal, court_median=1.0)), BABY))
    assert (quick.adoption_decision, quick.placement_order) == (98.0, 154.0)


def test_a_case_that_waits_for_the_decision_on_adoption_still_waits_for_it_on_the_first_day() -> None:
    # all has been looked at by 86, the decision is made on 238 and the court hears the case on 301
    slow = to_be_adopted(court_median=300.0, placement_application=56.0, decision_maker_interval=14.0)
    known = LawHistory(life_of(slow, BABY))
    for day, hearing in ((150.0, inf), (237.0, inf), (238.0, 63.0), (250.0, 51.0)):
        law = known.of(0, 0, day)
        assert law is not None
        assert law.case is not None
        assert law.case.hearing == hearing


def test_in_sequence_a_baby_for_whom_adoption_was_not_considered_waits_for_it_to_be_thought_of() -> None:
    # parents 16 to 86, only then the papers: 128; evidence 149, a Wednesday, and so all 42 days later
    register = life_of(to_be_adopted(parallel=0.0, adoption_considered=every(ByAge, 0.0)), BABY)
    plan = plan_of(register)
    assert (plan.adoption_decision, plan.placement_order) == (128.0, 149.0)
    assert (plan.matched, plan.placed) == (209.0, 239.0)
    # on day 119 nobody has thought of adoption yet: it is decided by the court, not by the second review
    assert (plan.decided, plan.plan) == (149.0, PermanencePlan.ADOPTION)


def test_found_before_the_order_a_family_waits_for_it() -> None:
    # the second review on day 30 decides; the agency has on day 86: from then on, and found by 106, before the order
    early = to_be_adopted(
        adoption=adoption(starts_at_decision=1.0, finding_median=20.0),
        permanence=permanence(second_review=30.0),
    )
    plan = plan_of(life_of(early, BABY))
    assert (plan.decided, plan.finding_began) == (30.0, 86.0)
    assert (plan.placement_order, plan.matched, plan.placed) == (107.0, 107.0, 137.0)


def test_the_search_begins_at_the_later_of_both_decisions() -> None:
    late = to_be_adopted(
        adoption=adoption(starts_at_decision=1.0),
        permanence=permanence(second_review=90.0),
    )
    plan = plan_of(life_of(late, BABY))
    assert (plan.adoption_decision, plan.decided, plan.finding_began) == (86.0, 90.0, 90.0)
    assert plan.matched == 150.0


def test_a_strategy_has_the_search_begin_at_the_decision() -> None:
    base = to_be_adopted(permanence=permanence(second_review=30.0))
    earlier = EarlierFamilyFinding(
        starts=0.0, at_decision=1.0, decided_by_second_review=1.0, finders_added=0.0, cost_per_finder=0.0
    )
    assert plan_of(life_of(base, BABY)).finding_began == 107.0
    assert plan_of(life_of(replace(base, family_finding=earlier), BABY)).finding_began == 86.0


def test_a_match_is_made_at_the_next_panel() -> None:
    plan = plan_of(life_of(to_be_adopted(adoption=adoption(panel_interval=28.0)), BABY))
    assert (plan.finding_began, plan.matched, plan.placed) == (107.0, 168.0, 198.0)  # found on 167


def test_siblings_are_sought_one_family_together_and_placed_with_it() -> None:
    # together it takes half as long again; they are placed, and adopted, on one day, and live apart from nobody
    register = life_of(to_be_adopted(adoption=adoption(sibling_multiplier=1.5)), 2.0, 4.0)
    first, second = rows(register.permanence)
    assert first.matched == second.matched == 107.0 + 90.0
    assert first.placed == second.placed == 227.0
    homes = [row for row in rows(register.placements) if row.kind == Kind.ADOPTION]
    assert homes[0].home == homes[1].home
    assert [home.split for home in homes] == [False, False]
    assert [row.ended for row in rows(register.episodes)] == [327.0, 327.0]


def test_siblings_for_whom_no_family_is_found_in_a_year_are_sought_apart() -> None:
    # together it would take 1,000 days; from a year after the order on, day 472.25, each is sought alone, for 60 days;
    # there is a panel every day
    apart = to_be_adopted(adoption=adoption(sibling_multiplier=1000 / 60))
    register = life_of(apart, 2.0, 4.0)
    for plan in rows(register.permanence):
        assert plan.matched == 533.0
    homes = [row for row in rows(register.placements) if row.kind == Kind.ADOPTION]
    assert homes[0].home != homes[1].home
    assert homes[1].split


def test_a_finder_is_at_work_for_one_family_at_a_time() -> None:
    # two single children of two families, one search at a time: the second begins when the first has found
    world = made(to_be_adopted(adoption=adoption(finders=1.0, cases_per_finder=1.0)), {}, 4.0)
    comes(world, 0.0, a_child(age=BABY, family=1))
    comes(world, 0.0, a_child(age=BABY, family=2))
    first, second = rows(run(world).permanence)
    assert (first.finding_began, second.finding_began) == (107.0, 167.0)
    assert second.finding_possible == 107.0
    assert second.matched == 227.0


def test_early_permanence_the_child_lives_with_the_adopters_as_soon_as_there_are_papers() -> None:
    # papers on day 58, ahead of the decision of 86; no search after the order of day 107: matched where the child
    # lives, and adopted 130 days later
    register = life_of(to_be_adopted(adoption=adoption(early_share=every(ByAge, 1.0), early_order_median=130.0)), BABY)
    plan = plan_of(register)
    assert (plan.early, plan.placement_order, plan.matched, plan.placed) == (58.0, 107.0, 107.0, 107.0)
    assert plan.finding_began != plan.finding_began  # nobody looked for a family
    assert [(row.kind, row.began, row.ended) for row in rows(register.placements)] == [
        (Kind.AGENCY, 0.0, 58.0),
        (Kind.ADOPTION, 58.0, 237.0),
    ]
    assert rows(register.episodes)[0].cause == LeavingCause.ADOPTED


def test_early_permanence_that_returns() -> None:
    # the court sends the child home: of early placements half return, half stay, and the orders are as many
    half = {name: only(ByOrder, home=0.5, placement=0.5) for name in BANDS}
    parameters = to_be_adopted(adoption=adoption(early_share=every(ByAge, 1.0), early_returns=0.5), **half)
    register = life_of(parameters, BABY, luck={"order": 0.25})
    assert rows(register.case_children)[0].destined == CourtOrder.HOME
    assert [(row.kind, row.ended) for row in rows(register.placements)] == [(Kind.AGENCY, 58.0), (Kind.ADOPTION, 107.0)]
    assert (plan_of(register).early, plan_of(register).placement_order) == (58.0, pytest.approx(OPEN, nan_ok=True))
    (episode,) = rows(register.episodes)
    assert (episode.ended, episode.cause) == (107.0, LeavingCause.HOME_PLANNED)


def test_no_child_who_is_freed_returns_from_early_permanence() -> None:
    parameters = to_be_adopted(adoption=adoption(early_share=every(ByAge, 1.0), early_returns=1.0 - 1e-9))
    assert rows(life_of(parameters, BABY).episodes)[0].cause == LeavingCause.ADOPTED


def test_a_placement_with_adopters_that_breaks_down_is_followed_by_a_longer_search() -> None:
    # placed on 197, broken down after 50 days, on 247; found anew in 90 days, on 337; placed on 367
    parameters = breaking_down(to_be_adopted())
    year = 365.25
    luck = {"disruption": by_occasion(NEVER, threshold(50 / year), otherwise=NEVER)}
    register = life_of(parameters, BABY, luck=luck)
    assert [(row.kind, row.ended, row.why) for row in rows(register.placements)] == [
        (Kind.AGENCY, 197.0, PlacementEnd.TO_ADOPTION),
        (Kind.ADOPTION, pytest.approx(247.0), PlacementEnd.DISRUPTED),
        (Kind.AGENCY, pytest.approx(367.0), PlacementEnd.TO_ADOPTION),
        (Kind.ADOPTION, pytest.approx(467.0), PlacementEnd.LEFT_CARE),
    ]
    plan = plan_of(register)
    assert (plan.matched, plan.placed) == (pytest.approx(337.0), pytest.approx(367.0))
    assert statuses(register)[-1] == (LegalStatus.PLACEMENT_ORDER, 107.0)


def test_after_three_that_break_down_adoption_is_given_up() -> None:
    luck = {"disruption": lambda _, occasion: threshold(50 / 365.25) if occasion % 2 else NEVER}
    register = life_of(breaking_down(to_be_adopted()), BABY, luck=luck)
    third = 197.0 + 50 + (90 + 30 + 50) * 2
    assert sum(row.kind == Kind.ADOPTION for row in rows(register.placements)) == 3
    assert plan_of(register).reversed == pytest.approx(third)
    assert statuses(register)[-1] == (LegalStatus.CARE_ORDER, pytest.approx(third))
    assert rows(register.episodes)[0].ended != rows(register.episodes)[0].ended  # in care still


def test_a_plan_that_is_given_up_makes_way_for_a_care_order() -> None:
    # looked for in vain for 60 days from the order
    register = life_of(to_be_adopted(adoption=adoption(reversed=1.0)), BABY)
    assert plan_of(register).reversed == 167.0
    assert statuses(register)[-2:] == [(LegalStatus.PLACEMENT_ORDER, 107.0), (LegalStatus.CARE_ORDER, 167.0)]


def test_nobody_is_looked_for_beyond_the_tenth_birthday() -> None:
    # nine years old on the first day; a search of 1,000 days is given up on day 365.25, or a year after the order
    long = adoption(finding_median=1000.0)
    assert plan_of(life_of(to_be_adopted(adoption=long), 8.0)).reversed == 2 * 365.25
    assert plan_of(life_of(to_be_adopted(adoption=long), 9.5)).reversed == 107.0 + 365.25


def test_an_adoption_order_comes_ten_weeks_after_placing_at_the_earliest() -> None:
    register = life_of(to_be_adopted(adoption=adoption(order_median=10.0)), BABY)
    assert rows(register.episodes)[0].ended - plan_of(register).placed == 70.0


def test_a_care_order_at_home_is_discharged() -> None:
    at_home = {name: only(ByOrder, care_at_home=1.0) for name in BANDS}
    register = life_of(in_court(**at_home), 6.0)
    assert [(row.kind, row.began, row.ended) for row in rows(register.placements)] == [
        (Kind.AGENCY, 0.0, 107.0),
        (Kind.WITH_PARENTS, 107.0, 407.0),
    ]
    assert rows(register.episodes)[0].cause == LeavingCause.HOME_PLANNED
    assert (plan_of(register).decided, plan_of(register).plan) == (107.0, PermanencePlan.HOME)


def test_a_child_of_whom_the_agency_decides_on_the_first_day_has_one_plan_and_one_search() -> None:
    # the case began 91 days before; papers are done on day -34, so the agency decides as the case is taken up, and a
    # family is looked for at once; what goes on from before the first day finds that plan and makes no second one
    parameters = to_be_adopted(adoption=adoption(starts_at_decision=1.0), enters_at_issue=0.0)
    world = made(parameters, {"enters on the way": 1.0 - 1e-9}, 3.0)
    child = a_child(age=BABY, route=Route.INTERIM_CARE_ORDER)
    comes(world, 0.0, child)
    run(world, 0.5)
    (process,) = (one for one in world.services._opened if isinstance(one, LegalProcess))
    plans, standing = process._orders.adoption, process._standings[child.identity]
    plan = plans._plans[child.identity]
    note_plan(world, standing, PermanencePlan.ADOPTION)
    plans.permanence_decided(standing)
    search = plan.search
    assert search is not None
    plans.goes_on([standing])
    assert plans._plans[child.identity] is plan
    assert plan.search is search
    assert plan.searches == 1


def test_a_child_who_leaves_before_has_no_plan() -> None:
    home = {name: only(ByOrder, home=1.0) for name in BANDS}
    plan = plan_of(life_of(in_court(**home), 6.0))
    assert (plan.second_review, plan.plan) == (119.0, NOBODY)
