"""Proceedings lived by hand: every date of a case worked out from what is written in the test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import exp
from statistics import NormalDist
from typing import Any

import pytest
from quiet_legal import connected, in_court, residual
from quiet_parameters import connected_persons, every, only
from runs_of_model import rows
from scripted_worlds import a_child, comes, made, run, siblings

from sim.foundations.codes import CaseOption, CourtOrder, Kind, LeavingCause, LegalStatus, PlacementEnd, Route
from sim.model.register.register import Register
from sim.parameters.legal.strategies import ConnectedCarersTeam, ParallelPlanning
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCarersNamed, ByDuration, ByOrder

BABY = 0.25
GUARDIANSHIP = {
    name: only(ByOrder, special_guardianship=1.0)
    for name in ("orders_under_1", "orders_1_to_4", "orders_5_to_9", "orders_10_to_15", "orders_from_16")
}


def case_of(parameters: Parameters, luck: dict[str, Any] | None = None, **child: Any) -> Register:
    """What is recorded of one child who comes into care on the first day, 1 January 2018, a Monday."""
    world = made(parameters, luck or {}, 4.0)
    comes(world, 0.0, a_child(**child))
    return run(world)


def options(register: Register) -> list[tuple[CaseOption, float, float]]:
    """Which options were looked at, from when to when."""
    return [(CaseOption(row.option), row.began, row.done) for row in rows(register.case_options)]


def statuses(register: Register) -> list[tuple[LegalStatus, float]]:
    return [(LegalStatus(row.status), row.since) for row in rows(register.legal_statuses)]


def test_the_court_waits_for_the_later_of_evidence_and_its_own_timetable() -> None:
    # issued on day 1, hearing on day 16, parents assessed by 86, final evidence 107 > timetable 101; day 107 is a
    # Wednesday (18 April 2018)
    register = case_of(in_court())
    (case,) = rows(register.cases)
    assert (case.issued, case.timetable, case.evidence, case.ended, case.heard) == (1.0, 101.0, 107.0, 107.0, True)
    assert options(register) == [(CaseOption.PARENTS, 16.0, 86.0)]
    assert statuses(register) == [
        (LegalStatus.POLICE_PROTECTION, 0.0),
        (LegalStatus.INTERIM_CARE_ORDER, 1.0),
        (LegalStatus.CARE_ORDER, 107.0),
    ]
    slow_court = case_of(in_court(court_median=300.0))
    assert rows(slow_court.cases)[0].ended == 301.0  # a Monday


def test_a_final_hearing_is_on_a_working_day() -> None:
    # 100 days of timetable and no other evidence in the way: day 101 is Thursday 12 April 2018
    quick = in_court(parent_assessment_median=1.0, court_median=102.0)
    assert rows(case_of(quick).cases)[0].timetable == 103.0  # a Saturday
    assert rows(case_of(quick).cases)[0].ended == 105.0


def test_police_protection_ends_after_72_hours_and_the_child_is_accommodated_until_issue() -> None:
    register = case_of(in_court(issue_median_emergency=20.0))
    assert statuses(register)[:3] == [
        (LegalStatus.POLICE_PROTECTION, 0.0),
        (LegalStatus.ACCOMMODATED, 3.0),
        (LegalStatus.INTERIM_CARE_ORDER, 20.0),
    ]


def test_section_20_comes_to_court_through_the_legal_planning_meeting() -> None:
    # ready on day 1; meetings are held on days 0, 14, 28, ...
    register = case_of(in_court(), route=Route.VOLUNTARY)
    (case,) = rows(register.cases)
    assert (case.ready, case.issued) == (1.0, 14.0)


def relatives(**changes: Any) -> Parameters:
    """Two relatives are named in every case, one of whom becomes the special guardian."""
    return in_court(
        **{
            "carers_wanted": 1.0,
            "carers_named": only(ByCarersNamed, two=1.0),
            "court_median": 1.0,
            **GUARDIANSHIP,
            **changes,
        }
    )


def test_options_in_parallel_take_as_long_as_the_longest() -> None:
    # both relatives are named by day 16 and seen by 30; the chosen one (the second: luck of one half) is assessed by 80
    register = case_of(relatives())
    assert options(register) == [
        (CaseOption.PARENTS, 16.0, 86.0),
        (CaseOption.RELATIVES, 16.0, 30.0),
        (CaseOption.RELATIVES, 16.0, 80.0),
    ]
    (case,) = rows(register.cases)
    assert (case.evidence, case.considered, case.chosen) == (107.0, 3, 1)


def test_options_in_sequence_take_their_sum_and_the_chosen_relative_comes_last() -> None:
    # parents 16 to 86; the first relative is seen by 100 and not viable; the second by 114 and assessed by 164
    register = case_of(relatives(parallel=0.0), {"which carer": 0.1})
    assert options(register) == [
        (CaseOption.PARENTS, 16.0, 86.0),
        (CaseOption.RELATIVES, 86.0, 100.0),
        (CaseOption.RELATIVES, 100.0, 164.0),
    ]
    assert [row.carer for row in rows(register.case_options)] == [-1, 1, 0]
    (case,) = rows(register.cases)
    assert (case.evidence, case.considered) == (185.0, 1)


def test_at_a_guardianship_order_the_child_leaves_care() -> None:
    register = case_of(relatives())
    (episode,) = rows(register.episodes)
    assert (episode.cause, episode.ended) == (LeavingCause.SPECIAL_GUARDIANSHIP, 107.0)


def test_a_child_may_live_with_the_guardian_from_their_approval_on() -> None:
    nobody_at_entry = connected_persons(available=every(ByAge, 0.0))
    parameters = replace(relatives(lived_with_guardian_before=1.0), connected_persons=nobody_at_entry)
    register = case_of(parameters)
    here, there = rows(register.placements)
    assert (here.kind, here.ended, here.why) == (Kind.AGENCY, 80.0, PlacementEnd.TO_CONNECTED)
    assert (there.kind, there.began, there.ended) == (Kind.CONNECTED, 80.0, 107.0)
    assert not rows(register.temporary_approvals)  # they had been assessed


def test_adoption_not_considered_comes_after_all_other_options_even_in_parallel() -> None:
    # parents to 86, then papers of 42 days: the decision maker sits every day, and decides when all is there
    placement = in_court(orders_under_1=only(ByOrder, placement=1.0), court_median=1.0)
    late = case_of(placement, age=BABY)
    assert options(late) == [(CaseOption.PARENTS, 16.0, 86.0), (CaseOption.ADOPTION, 86.0, 128.0)]
    considered = replace(placement, legal=replace(placement.legal, adoption_considered=every(ByAge, 1.0)))
    early = case_of(considered, age=BABY)
    assert options(early) == [(CaseOption.PARENTS, 16.0, 86.0), (CaseOption.ADOPTION, 16.0, 58.0)]
    assert rows(late.cases)[0].evidence - rows(early.cases)[0].evidence == 42.0


def test_the_decision_maker_decides_on_days_of_their_own() -> None:
    placement = in_court(orders_under_1=only(ByOrder, placement=1.0), decision_maker_interval=14.0)
    register = case_of(placement, age=BABY)
    assert options(register)[1] == (CaseOption.ADOPTION, 86.0, 128.0)  # ready on 128; 126 is over, 140 is next
    assert rows(register.permanence)[0].adoption_decision == 140.0


def test_a_care_order_at_home_brings_the_child_home_and_is_discharged() -> None:
    register = case_of(in_court(orders_5_to_9=only(ByOrder, care_at_home=1.0)))
    here, home = rows(register.placements)
    assert (here.why, here.ended) == (PlacementEnd.TO_PARENTS, 107.0)
    assert (home.kind, home.ended) == (Kind.WITH_PARENTS, 407.0)
    assert rows(register.episodes)[0].cause == LeavingCause.HOME_PLANNED


def test_who_enters_on_the_way_has_a_part_of_the_case_behind_them() -> None:
    # enters in the middle of the first half: a quarter of 182 days after issue
    register = case_of(in_court(enters_at_issue=0.0), route=Route.INTERIM_CARE_ORDER)
    (case,) = rows(register.cases)
    assert case.issued == -45.5
    assert options(register) == [(CaseOption.PARENTS, -30.5, 39.5)]
    assert case.evidence == 60.5
    assert statuses(register) == [
        (LegalStatus.INTERIM_CARE_ORDER, 0.0),
        (LegalStatus.INTERIM_CARE_ORDER, 0.0),
        (LegalStatus.CARE_ORDER, case.ended),
    ]


def test_nobody_of_seventeen_comes_to_court_and_who_turns_seventeen_before_issue_has_no_order() -> None:
    assert not rows(case_of(in_court(), age=17.1).cases)
    nearly = case_of(in_court(issue_median_emergency=60.0), age=16.9)
    (case,) = rows(nearly.cases)
    assert not case.heard
    assert case.ended == 60.0
    assert case.issued == 60.0


def test_siblings_share_a_case_which_goes_on_for_the_younger_when_the_elder_turns_18() -> None:
    parameters = in_court(court_median=400.0)
    world = made(parameters, {}, 4.0)
    elder, younger = siblings(a_child(age=16.95), a_child(age=8.0, which=1))
    comes(world, 0.0, elder, younger)
    register = run(world)
    (case,) = rows(register.cases)
    assert case.heard
    made_orders = [row.made for row in rows(register.case_children)]
    assert made_orders[0] != made_orders[0]
    assert made_orders[1] == case.ended


def test_a_case_ends_when_the_last_child_has_left_by_another_way() -> None:
    leaves = residual(pending_multiplier=1.0, hazard_by_time_in_care=every(ByDuration, 365.25))
    register = case_of(in_court(residual=leaves), {"leaving": exp(-40.0)})
    (case,) = rows(register.cases)
    assert (case.ended, case.heard) == (40.0, False)
    assert rows(register.episodes)[0].cause == LeavingCause.RELATIVES
    assert options(register)[0][2] != options(register)[0][2]  # the parents' assessment was not finished


def test_what_was_foreseen_and_had_not_come_when_the_child_left_is_open_again() -> None:
    # the parents' assessment could begin on day 16, and would after 35 idle days; the child leaves on day 40
    leaves = residual(pending_multiplier=1.0, hazard_by_time_in_care=every(ByDuration, 365.25))
    register = case_of(in_court(residual=leaves, idle=7.0), {"leaving": exp(-40.0), "idle": exp(-5.0)})
    (option,), (lag,), (case,) = rows(register.case_options), rows(register.idle_steps), rows(register.cases)
    assert (option.possible, lag.began) == (16.0, 16.0)
    assert option.began != option.began
    assert option.done != option.done
    assert lag.ended != lag.ended
    assert (case.considered, case.heard) == (0, False)


def test_an_option_that_begins_after_the_run_counts_for_nothing() -> None:
    world = made(in_court(idle=7.0), {"idle": exp(-5.0)}, 0.1)
    comes(world, 0.0, a_child())
    register = run(world)
    (option,), (lag,), (case,) = rows(register.case_options), rows(register.idle_steps), rows(register.cases)
    assert option.possible == lag.began == 16.0
    assert option.began != option.began
    assert lag.ended != lag.ended
    assert case.considered == 0


def assessors(number: float, **changes: Any) -> Parameters:
    """One relative in every case, who is chosen, and so many assessors of one case each."""
    return relatives(carers_named=only(ByCarersNamed, one=1.0), connected=connected(assessors=number, **changes))


def two_families(parameters: Parameters, apart: float = 10.0) -> Register:
    world = made(parameters, {}, 4.0)
    comes(world, 0.0, a_child(family=1))
    comes(world, apart, a_child(family=2))
    return run(world)


def test_one_assessor_looks_at_one_family_after_another() -> None:
    # seen by day 30 and 40; the first is assessed from 30 to 80, the second from 80 to 130
    first, second = rows(two_families(assessors(1.0)).assessments)
    assert (first.asked, first.begun, first.done) == (30.0, 30.0, 80.0)
    assert (second.asked, second.begun, second.done) == (40.0, 80.0, 130.0)


def test_added_assessors_serve_the_queue_at_once_with_less_work() -> None:
    team = ConnectedCarersTeam(
        starts=50.0, assessors_added=1.0, work=0.8, redone=0.0, unified=1.0, cost_per_assessor=0.0
    )
    parameters = replace(assessors(1.0), connected_carers=team)
    _, second = rows(two_families(parameters).assessments)
    assert (second.begun, second.done) == (50.0, 100.0)  # asked for before the team: with the work of before
    later = rows(two_families(parameters, apart=40.0).assessments)[1]
    assert (later.asked, later.begun, later.done) == (70.0, 70.0, 110.0)


def test_a_child_who_leaves_frees_the_assessor_the_same_day() -> None:
    # the first family's child turns 18 while being assessed since day 30, in work that takes 500 days
    world = made(replace(assessors(1.0), legal=replace(assessors(1.0).legal, carer_assessment_median=500.0)), {}, 4.0)
    nearly = a_child(family=1, age=16.9)
    comes(world, 0.0, nearly)
    comes(world, 10.0, a_child(family=2))
    register = run(world)
    first, second = rows(register.assessments)
    assert first.begun == 30.0
    assert first.done != first.done
    assert (second.begun, second.done) == (nearly.adult, nearly.adult + 500.0)


def with_relative(**changes: Any) -> Parameters:
    """Everybody lives with a relative from the start."""
    found = relatives(carers_named=only(ByCarersNamed, one=1.0), **changes)
    return replace(found, connected_persons=connected_persons())


def test_a_carer_with_whom_the_child_lives_is_assessed_from_entry_and_serves_both() -> None:
    register = case_of(with_relative())
    (approval,) = rows(register.temporary_approvals)
    assert (approval.due, approval.ended, approval.approved, approval.extended) == (112.0, 50.0, True, False)
    (assessment,) = rows(register.assessments)
    assert (assessment.asked, assessment.done, assessment.temporary) == (0.0, 50.0, True)
    assert options(register)[1] == (CaseOption.RELATIVES, 16.0, 50.0)


def test_without_one_assessment_for_both_a_part_of_the_work_is_done_again() -> None:
    register = case_of(with_relative(connected=connected(unified=0.0)))
    temporary, guardian = rows(register.assessments)
    assert temporary.temporary
    assert not guardian.temporary
    assert (guardian.asked, guardian.done) == (50.0, 70.0)  # 0.4 of 50 days


def test_an_assessment_that_takes_too_long_is_overdue_after_one_extension() -> None:
    (approval,) = rows(case_of(with_relative(carer_assessment_median=200.0)).temporary_approvals)
    assert (approval.due, approval.extended, approval.ended) == (168.0, True, 200.0)


def test_approval_is_due_as_at_first_until_that_day_though_the_run_ends_before_it() -> None:
    world = made(with_relative(carer_assessment_median=200.0), {}, 0.3)
    comes(world, 0.0, a_child())
    (approval,) = rows(run(world).temporary_approvals)
    assert (approval.due, approval.extended) == (112.0, False)


def test_refused_carers_lose_the_child_after_notice() -> None:
    refused = with_relative(connected=connected(not_approved=1.0), court_median=400.0)
    here, there = rows(case_of(refused).placements)
    assert (here.kind, here.notice, here.ended, here.why) == (Kind.CONNECTED, 50.0, 78.0, PlacementEnd.NOT_APPROVED)
    assert there.kind == Kind.AGENCY


def planning(**changes: Any) -> ParallelPlanning:
    values: dict[str, Any] = {
        "starts": 0.0,
        "ramp": 0.0,
        "share": 1.0,
        "adoption_considered": every(ByAge, 0.0),
        "named_early": 1.0,
        "order_odds": 1.0,
        "cost_per_case": 0.0,
        **changes,
    }
    return ParallelPlanning(**values)


@pytest.mark.parametrize(("starts", "parallel"), [(0.0, True), (16.0, True), (17.0, False)])
def test_parallel_planning_binds_cases_whose_first_hearing_is_still_to_come(starts: float, parallel: bool) -> None:
    register = case_of(replace(relatives(parallel=0.0), parallel_planning=planning(starts=starts)))
    assert rows(register.cases)[0].parallel is parallel


def test_parallel_planning_comes_gradually() -> None:
    half = replace(relatives(parallel=0.0), parallel_planning=planning(ramp=32.0))
    assert rows(case_of(half, {"planned in parallel": 0.49}).cases)[0].parallel  # 16 of 32 days
    assert not rows(case_of(half, {"planned in parallel": 0.51}).cases)[0].parallel


def test_the_work_factor_stretches_assessments_and_idle_time_but_no_calendar() -> None:
    (parents,) = options(case_of(in_court(work_factor=2.0, idle=10.0), {"idle": exp(-1.0)}))
    assert parents == (CaseOption.PARENTS, 36.0, 176.0)  # 16 + 2 x 10, and 2 x 70


def test_the_courts_own_timetable_is_lognormal() -> None:
    for u in (0.1, 0.5, 0.9):
        register = case_of(in_court(court_spread=0.8, court_median=400.0), {"court timetable": u})
        assert rows(register.cases)[0].timetable == pytest.approx(1.0 + 400.0 * exp(0.8 * NormalDist().inv_cdf(u)))


def orders_of(shares: ByOrder, lucks: Sequence[float]) -> list[CourtOrder]:
    return [
        CourtOrder(rows(case_of(in_court(orders_5_to_9=shares), {"order": u}).case_children)[0].destined) for u in lucks
    ]


def test_a_larger_share_of_an_order_moves_only_those_whom_it_must() -> None:
    lucks = [(place + 0.5) / 20 for place in range(20)]
    before = orders_of(ByOrder(0.2, 0.1, 0.1, 0.1, 0.2, 0.3), lucks)
    after = orders_of(ByOrder(0.2, 0.1, 0.1, 0.1, 0.3, 0.2), lucks)
    assert sum(here is not there for here, there in zip(before, after, strict=True)) == 2
