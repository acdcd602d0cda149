"""Before court, lived by hand: what a warning is made of, and how a wait that changes moves the children's entry."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import Any

import pytest
from quiet_legal import in_court, legal
from quiet_parameters import YEAR, changed, only
from quiet_strategies import edge_of_care
from runs_of_model import differing, rows
from scripted_worlds import a_child, lived, made, on_days, run, siblings, threshold

from sim.foundations.codes import CourtOrder, IdleStep, Route
from sim.model.core.people import Family
from sim.model.demand.at_risk import at_risk as at_risk_story
from sim.model.demand.at_risk import move_crisis
from sim.model.engine.life import Life
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.parameters.legal.strategies import CaseTracker, WeeklyLegalPlanning
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByOrder, ByRoute

WEEKLY = WeeklyLegalPlanning(starts=0.0, interval=7.0, agenda=inf, entry_risk_ratio=1.0, cost_per_year=0.0)
TRACKER = CaseTracker(starts=0.0, interval=14.0, covers=1.0, agenda=inf, taken_up=1.0, cost_per_year=0.0)
ONE_CRISIS = {"families": on_days(200.0), "enters care": 0.1, "idle": threshold(1.0)}


def at_risk(
    demand: dict[str, Any] | None = None,
    court: dict[str, Any] | None = None,
    strategies: dict[str, Any] | None = None,
    **planning: float,
) -> Parameters:
    """Families of one child of five to nine on the way to court, known 100 days before a crisis; all get a letter.

    At each review point the case lies idle for 20 days.
    """
    base = in_court(
        planning=replace(legal().planning, urgent=0.0, idle=20.0, **planning), parallel=0.0, **(court or {})
    )
    values = {
        "entries_per_year": 10.0,
        "route_shares": only(ByRoute, interim_care_order=1.0),
        "age_shares": only(ByAge, from_5_to_9=1.0),
        "entry_probability": 0.5,
        "warning_median": 100.0,
        "search_notice": 10.0,
        **(demand or {}),
    }
    return changed(base, demand=values, **(strategies or {}))


def before(register: Register) -> list[tuple[float, float, float, float, float]]:
    """Of each family: threshold, meeting, letter, end of the work, and days by which the crisis was moved earlier."""
    return [
        (row.threshold, row.heard, row.letter, row.ended, row.earlier)
        for row in sorted(rows(register.before_court), key=lambda row: row.family)
    ]


def idle(register: Register) -> list[tuple[float, float, bool]]:
    """When the case lay idle before court, and whether that was ended by a meeting."""
    steps = [step for step in rows(register.idle_steps) if step.step == IdleStep.PRE_PROCEEDINGS]
    return [(step.began, step.ended, step.taken_up) for step in steps]


def entries(register: Register) -> list[float]:
    return sorted(register.episodes.began)


def test_the_warning_is_made_of_the_meeting_the_letter_work_and_what_lies_idle() -> None:
    # known on day 100, heard on 112, the letter's meeting on 122, a review on 164, idle until 184; the next is too late
    register = lived(at_risk(), ONE_CRISIS)
    assert before(register) == [pytest.approx((100.0, 112.0, 122.0, 200.0, 0.0), abs=1e-9)]
    assert idle(register) == [(pytest.approx(164.0), pytest.approx(184.0), False)]
    assert entries(register) == pytest.approx([200.0], abs=1e-9)
    assert register.before_court.entered == entries(register)
    assert register.cases.issued == entries(register)


def test_a_weekly_meeting_brings_all_that_follows_forward() -> None:
    # heard on day 105, a week sooner
    register = lived(at_risk(strategies={"legal_planning": WEEKLY}), ONE_CRISIS)
    assert before(register) == [pytest.approx((100.0, 105.0, 115.0, 193.0, 7.0), abs=1e-9)]
    assert idle(register) == [(pytest.approx(157.0), pytest.approx(177.0), False)]
    assert entries(register) == pytest.approx([193.0], abs=1e-9)
    assert register.families.crisis == entries(register)


def test_a_tracker_ends_what_lies_idle_and_brings_the_rest_forward() -> None:
    # idle from day 164 to the tracker on 168, which spares 16 days of 20
    register = lived(at_risk(strategies={"plo_tracker": TRACKER}), ONE_CRISIS)
    assert idle(register) == [(pytest.approx(164.0), 168.0, True)]
    assert entries(register) == pytest.approx([184.0], abs=1e-9)


def test_both_together_move_the_entry_by_the_sum_of_the_waits_spared() -> None:
    # heard on 105, idle from day 157 to 168: 7 and 9 days
    register = lived(at_risk(strategies={"legal_planning": WEEKLY, "plo_tracker": TRACKER}), ONE_CRISIS)
    assert before(register) == [pytest.approx((100.0, 105.0, 115.0, 184.0, 16.0), abs=1e-9)]


def test_a_place_is_looked_for_ahead_of_the_day_that_now_counts() -> None:
    for strategies in ({}, {"legal_planning": WEEKLY}, {"plo_tracker": TRACKER}):
        register = lived(at_risk(strategies=strategies), ONE_CRISIS)
        (placement,) = rows(register.placements)
        assert (placement.began, placement.emergency) == (entries(register)[0], False)


def test_a_crisis_never_moves_into_the_past() -> None:
    # the second review, on day 226 - 26 = 200, lies in front of the crisis on 201: idle for a day at most
    late = at_risk({"warning_median": 101.0}, {}, {"plo_tracker": replace(TRACKER, interval=200.5)}, review_interval=78)
    register = lived(late, {**ONE_CRISIS, "families": on_days(201.0)})
    assert idle(register) == [(pytest.approx(200.0), 200.5, True)]
    assert entries(register) == pytest.approx([201.0], abs=1e-9)  # tomorrow would be later than it was to come


def test_an_urgent_case_has_only_the_wait_for_the_meeting_in_it() -> None:
    # the threshold is reached one interval before the crisis, on day 186; heard on 196 or, every week, on 189
    urgent = {**ONE_CRISIS, "urgent before court": 0.0}
    register = lived(at_risk(), {**urgent})
    assert before(register)[0][2] == pytest.approx(122.0)  # a share of 0 is nobody
    some = at_risk()
    assert some.legal is not None
    court = replace(some.legal, planning=replace(some.legal.planning, urgent=0.5))
    register = lived(replace(some, legal=court), urgent)
    assert before(register) == [
        (pytest.approx(186.0), 196.0, pytest.approx(OPEN, nan_ok=True), pytest.approx(200.0), 0)
    ]
    register = lived(replace(some, legal=court, legal_planning=WEEKLY), urgent)
    assert before(register)[0][1] == 189.0
    assert entries(register) == pytest.approx([193.0], abs=1e-9)


def test_a_warning_shorter_than_its_parts_has_no_letter_and_one_shorter_than_the_wait_no_meeting() -> None:
    short = lived(at_risk({"warning_median": 12.0}), ONE_CRISIS)  # known on 188, heard on 196: no time for a letter
    assert before(short) == [(pytest.approx(188.0), 196.0, pytest.approx(OPEN, nan_ok=True), pytest.approx(200.0), 0)]
    assert before(lived(at_risk({"warning_median": 3.0}), ONE_CRISIS)) == []
    unheard = lived(at_risk({"warning_median": 12.0}, strategies={"legal_planning": WEEKLY}), ONE_CRISIS)
    assert entries(unheard) == pytest.approx([193.0], abs=1e-9)  # heard on 189


def test_the_work_is_no_longer_than_it_takes() -> None:
    # 14 days for the meeting, 10 for the letter and 8 weeks: 80 days before the crisis, not the 100 of the warning
    register = lived(at_risk(work_weeks=8.0), ONE_CRISIS)
    assert before(register) == [pytest.approx((120.0, 126.0, 136.0, 200.0, 0.0), abs=1e-9)]


def test_children_at_home_come_into_care_in_the_course_of_a_case_that_was_issued_before() -> None:
    # half of half of 182 days of the case, 45.5, are over at the entry: the application was on day 154.5
    on_the_way = at_risk(court={"enters_at_issue": 0.0})
    register = lived(on_the_way, ONE_CRISIS)
    assert before(register) == [pytest.approx((100.0, 112.0, 122.0, 154.5, 0.0), abs=1e-9)]
    assert register.cases.issued == pytest.approx([154.5], abs=1e-9)
    register = lived(replace(on_the_way, legal_planning=WEEKLY), ONE_CRISIS)
    assert register.cases.issued == pytest.approx([147.5], abs=1e-9)
    assert entries(register) == pytest.approx([193.0], abs=1e-9)


@pytest.mark.parametrize(("share", "urgent", "followed"), [(1.0, 0.0, True), (1.0, 1.0, False), (0.0, 0.0, False)])
def test_section_20_in_pre_proceedings_is_who_comes_to_court_and_is_not_urgent(
    share: float, urgent: float, followed: bool
) -> None:
    voluntary = at_risk({"route_shares": only(ByRoute, voluntary=1.0)}, {"court_share_voluntary": ByAge(*[share] * 5)})
    assert voluntary.legal is not None
    court = replace(voluntary.legal, planning=replace(voluntary.legal.planning, urgent=urgent))
    assert bool(before(lived(replace(voluntary, legal=court), ONE_CRISIS))) == followed


@pytest.mark.parametrize("route", [Route.POLICE_PROTECTION, Route.EMERGENCY_PROTECTION, Route.REMAND])
def test_nobody_is_heard_before_an_entry_without_warning(route: Route) -> None:
    sudden = at_risk({"route_shares": only(ByRoute, **{route.name.lower(): 1.0})})
    register = lived(sudden, ONE_CRISIS)
    assert before(register) == []
    assert len(register.episodes.child) == 1


def test_families_that_never_enter_are_heard_and_need_no_application() -> None:
    register = lived(at_risk(), {"families staying out": on_days(200.0), "idle": threshold(1.0)})
    assert before(register) == [pytest.approx((100.0, 112.0, 122.0, 200.0, 0.0), abs=1e-9)]
    assert register.episodes.child == []
    assert register.before_court.entered == pytest.approx([OPEN], nan_ok=True)
    on_the_way = at_risk(court={"enters_at_issue": 0.0})  # which is said of those who do come into care
    register = lived(on_the_way, {"families staying out": on_days(200.0), "idle": threshold(1.0)})
    assert before(register)[0][3] == pytest.approx(200.0)


def test_who_is_not_heard_for_want_of_room_comes_into_care_later() -> None:
    # known on days 100 to 102: the first is heard a week sooner than before, the second as before, the third later
    one = replace(WEEKLY, agenda=1.0)
    three = {**ONE_CRISIS, "families": on_days(200.0, 201.0, 202.0)}
    assert entries(lived(at_risk(), three)) == pytest.approx([200.0, 201.0, 202.0], abs=1e-9)
    register = lived(at_risk(strategies={"legal_planning": one}), three)
    assert [row[1] for row in before(register)] == [105.0, 112.0, 119.0]
    assert entries(register) == pytest.approx([193.0, 201.0, 209.0], abs=1e-9)
    assert [row[4] for row in before(register)] == pytest.approx([7.0, 0.0, -7.0], abs=1e-9)


def test_a_family_that_waits_for_the_meeting_past_its_crisis_has_it_after_the_meeting() -> None:
    # urgent cases are heard two to fourteen days before the crisis: with five in front, the crisis waits
    days = [200.0, 200.1, 200.2, 200.3, 200.4]
    crowded = at_risk(strategies={"legal_planning": replace(WEEKLY, agenda=1.0)})
    assert crowded.legal is not None
    court = replace(crowded.legal, planning=replace(crowded.legal.planning, urgent=1.0))
    register = lived(replace(crowded, legal=court), {**ONE_CRISIS, "families": on_days(*days)})
    found = before(register)
    assert [row[1] for row in found] == [189.0, 196.0, 203.0, 210.0, 217.0]
    assert entries(register) == pytest.approx([193.0, 200.1, 207.2, 214.3, 221.4], abs=1e-9)


def test_who_turns_18_before_a_crisis_that_was_put_off_does_not_come_into_care() -> None:
    world = made(at_risk(), years=1.0)
    children = siblings(a_child(17.99, which=0), a_child(8.0, which=1))
    world.register.families.crisis.append(2.0)
    world.register.families.entered.append(False)
    births = [child.born for child in children]
    family = Family(1, 0, Route.INTERIM_CARE_ORDER, 0.0, 2.0, 0.1, births, children)
    family.row = 0
    family.life = Life(at_risk_story(world, family))
    world.lives.resume(family.life)
    world.lives.at(1.0, lambda: move_crisis(world, family, 20.0))
    register = run(world)
    assert [(row.began, register.children.identity[row.child]) for row in rows(register.episodes)] == [
        (20.0, children[1].identity)
    ]


def test_the_order_goes_by_the_age_at_which_a_child_would_have_come() -> None:
    # a day past the fifth birthday at the crisis, and under five a week before it
    orders = {"orders_1_to_4": only(ByOrder, home=1.0), "orders_5_to_9": only(ByOrder, care=1.0)}
    register = lived(
        at_risk(court=orders, strategies={"legal_planning": WEEKLY}), {**ONE_CRISIS, "age": 1 / (5 * YEAR)}
    )
    (entry,), (child,) = entries(register), rows(register.children)
    assert entry - child.born < 5 * YEAR < 200.0 - child.born
    assert register.case_children.destined == [CourtOrder.CARE]


def test_a_baby_does_not_come_into_care_before_birth() -> None:
    newborn = at_risk({"age_shares": only(ByAge, under_1=1.0)}, strategies={"legal_planning": WEEKLY})
    register = lived(newborn, {**ONE_CRISIS, "age": 1e-9})
    (child,) = rows(register.children)
    (entry,) = entries(register)
    assert child.born <= entry <= 200.0 + 1e-9
    older = lived(at_risk(strategies={"legal_planning": WEEKLY}), ONE_CRISIS)
    assert entries(older) == pytest.approx([193.0], abs=1e-9)


@pytest.mark.parametrize(("ratio", "luck", "enters"), [(0.8, 0.9, False), (0.8, 0.7, True), (1.0, 0.9, True)])
def test_the_ratio_of_risk_is_that_of_families_heard_under_the_strategy(
    ratio: float, luck: float, enters: bool
) -> None:
    some = {**ONE_CRISIS, "enters care": luck}
    changed_risk = replace(WEEKLY, entry_risk_ratio=ratio)
    register = lived(at_risk(strategies={"legal_planning": changed_risk}), some)
    assert bool(register.episodes.child) == enters
    later = replace(changed_risk, starts=113.0)  # heard before that
    assert len(lived(at_risk(strategies={"legal_planning": later}), some).episodes.child) == 1


def test_an_earlier_crisis_leaves_the_edge_of_care_team_fewer_days() -> None:
    # help of 100 days before the crisis by 0.6 of full effect at 100: with a week less, by 93 hundredths of it
    team = edge_of_care(entry_risk_ratio=0.4, weeks_median=30.0, weeks_to_full_effect=100 / 7)
    for strategies, days in (({}, 100.0), ({"legal_planning": WEEKLY}, 93.0)):
        ratio = 1 - 0.6 * days / 100
        for luck, enters in ((ratio - 0.01, True), (ratio + 0.01, False)):
            helped = at_risk(strategies={**strategies, "edge_of_care": team})
            register = lived(helped, {**ONE_CRISIS, "enters care": luck})
            assert bool(register.episodes.child) == enters


def test_a_family_that_waits_for_the_team_gives_up_at_the_crisis_that_was_moved() -> None:
    # the first family keeps the only place until day 196, after the second's crisis is moved to 194 from 201
    team = edge_of_care(families_per_worker=1.0, weeks_median=96 / 7)
    two = {"families staying out": on_days(200.0, 201.0), "idle": threshold(1.0)}
    usual = lived(at_risk(strategies={"edge_of_care": team}), two)
    assert usual.families.started == pytest.approx([100.0, 196.0], abs=1e-9)
    moved = lived(at_risk(strategies={"edge_of_care": team, "legal_planning": WEEKLY}), two)
    assert moved.families.started == pytest.approx([100.0, OPEN], nan_ok=True)


def test_waits_before_the_first_day_go_by_the_old_calendar() -> None:
    # known on day -40, heard on -28, the letter's meeting on -18, a review on 24
    register = lived(at_risk(strategies={"legal_planning": WEEKLY}), {**ONE_CRISIS, "families": on_days(60.0)})
    assert before(register) == [pytest.approx((-40.0, -28.0, -18.0, 60.0, 0.0), abs=1e-9)]
    assert entries(register) == pytest.approx([60.0], abs=1e-9)
    # known on -8 and not heard by the first day: that is a day of both calendars
    register = lived(at_risk(strategies={"legal_planning": WEEKLY}), {**ONE_CRISIS, "families": on_days(92.0)})
    assert before(register)[0][:2] == (pytest.approx(-8.0), 0.0)


def test_meetings_as_they_were_change_nothing() -> None:
    base = at_risk()
    same = replace(WEEKLY, interval=14.0)
    assert differing(lived(base, ONE_CRISIS), lived(replace(base, legal_planning=same), ONE_CRISIS)) == []
