"""The measures of legal status, permanence and idle steps: answers worked by hand."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest
from handmade_legal_registers import case, child_of_case, measured_with_legal, row, with_legal
from handmade_registers import (
    LAST,
    MARCH_2019,
    MARCH_2020,
    YEAR,
    child,
    day,
    episode,
    measured,
    placement,
    register,
    stay,
    value,
)

from sim.foundations.codes import IdleStep, Kind, LeavingCause, LegalStatus
from sim.measures.catalogue import OF_LEGAL_PROCESS
from sim.model.register.columns import OPEN
from sim.model.register.register import Register
from sim.parameters.legal.strategies import AdoptionSummit
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByPermanencePlan

ENTRY = day(2018, 5, 1)
CLOSE = day(2019, 4, 1)
"""The moment at the close of 31 March 2019."""


def status(r: Register, of: int, what: LegalStatus, since: float) -> None:
    row(r.legal_statuses, episode=of, status=what, since=since)


def test_without_legal_process_its_measures_are_not_there() -> None:
    r = register()
    case(r, ENTRY, ENTRY + 100)
    given = {one.measure for one in measured(r)}
    assert not given & {one.id for one in OF_LEGAL_PROCESS}
    assert {one.id for one in OF_LEGAL_PROCESS} <= {one.measure for one in measured_with_legal(r)}


def test_each_legal_status_lasts_until_the_next_or_the_end_of_care() -> None:
    r = register()
    of, other = episode(r, child(r), ENTRY, CLOSE), episode(r, child(r), ENTRY)
    status(r, of, LegalStatus.INTERIM_CARE_ORDER, ENTRY)
    status(r, other, LegalStatus.ACCOMMODATED, ENTRY)
    status(r, of, LegalStatus.CARE_ORDER, ENTRY + 70)
    status(r, other, LegalStatus.INTERIM_CARE_ORDER, ENTRY + 100)
    values = measured_with_legal(r)
    assert value(values, "legal_status", "care order", MARCH_2019) == 1
    assert value(values, "legal_status", "interim care order", MARCH_2019) == 1
    assert value(values, "legal_status", "accommodated under section 20", MARCH_2019) == 0
    assert value(values, "legal_status", "care order", MARCH_2020) == 0
    assert value(values, "legal_status", "interim care order", LAST) == 1
    days = CLOSE - ENTRY - 100
    assert value(values, "interim_order_weeks", when=MARCH_2019) == pytest.approx((70 + days) / 1 / 7)
    assert isnan(value(values, "interim_order_weeks", when=MARCH_2020))  # nobody ceases to be under one
    average = value(values, "legal_status", "accommodated under section 20; whole run, average")
    assert average == pytest.approx(100 / (3 * YEAR))


def plan(r: Register, entered: float, left: float = OPEN, *, born: float = -3000.0, **given: float | bool) -> int:
    """Add a child with a period of care and what is planned about it; return the row of the period."""
    of = episode(r, child(r, born), entered, left)
    row(r.permanence, episode=of, **{"second_review": entered + 119} | given)
    return of


def test_a_plan_is_decided_by_the_second_review_of_those_still_in_care() -> None:
    r = register()
    plan(r, ENTRY, decided=ENTRY + 119)  # on its day
    plan(r, ENTRY, decided=ENTRY + 120)
    plan(r, ENTRY)
    plan(r, ENTRY, ENTRY + 119)  # left on the day
    plan(r, ENTRY, ENTRY + 200, decided=ENTRY + 60)
    values = measured_with_legal(r)
    assert value(values, "permanence_decided_by_second_review_percent", when=MARCH_2019) == 50
    assert value(values, "days_to_permanence_decision_median", when=MARCH_2019) == 119
    assert value(values, "without_permanence_plan", when=MARCH_2019) == 1
    assert isnan(value(values, "permanence_decided_by_second_review_percent", when=MARCH_2020))


def test_where_no_meeting_tracks_plans_it_is_not_known_whether_they_were_made() -> None:
    r = register()
    plan(r, ENTRY, decided=ENTRY + 60)
    plan(r, ENTRY, decided=ENTRY + 60)
    plan(r, ENTRY)
    plan(r, ENTRY + 40)  # second review later by as much
    plan(r, ENTRY, ENTRY + 119)  # left on the day
    name = "permanence_plans_not_known_percent"

    def told(given: Parameters | None = None) -> list[float]:
        values = measured_with_legal(r, given)
        return [value(values, name, category, MARCH_2019) for category in ("", "made", "not made")]

    assert told() == [100, 0, 0]
    meets = AdoptionSummit(
        starts=0.0, interval=28.0, covers=ByPermanencePlan(1, 1, 1, 0.5), agenda=25.0, taken_up=0.5, cost_per_year=0.0
    )
    assert told(with_legal(parts={"adoption_summit": meets})) == [0, 50, 50]
    in_between = ENTRY + 140  # after three of the four reviews
    later = with_legal(parts={"adoption_summit": replace(meets, starts=in_between)})
    assert told(later) == [75, 0, 25]
    half = ByPermanencePlan(0.25, 0.5, 0.5, 0.0)
    assert told(with_legal(parts={"adoption_summit": replace(meets, covers=half)})) == [50, 25, 25]
    never = with_legal(parts={"adoption_summit": replace(meets, agenda=0.0)})
    assert told(never) == [100, 0, 0]
    decided = value(measured_with_legal(r), "permanence_decided_by_second_review_percent", when=MARCH_2019)
    assert decided == 50  # children's plans are as they are, whoever knows of them


def test_four_months_in_care_are_over_before_a_plan_is_missed() -> None:
    r = register()
    plan(r, CLOSE - 122)
    plan(r, CLOSE - 121)
    plan(r, CLOSE - 300, CLOSE - 10)
    plan(r, CLOSE - 300, decided=CLOSE + 5)
    assert value(measured_with_legal(r), "without_permanence_plan", when=MARCH_2019) == 2


def test_contingency_is_of_children_before_a_court_at_their_second_review() -> None:
    r = register()
    pending, over = case(r, ENTRY, ENTRY + 200), case(r, ENTRY, ENTRY + 100)
    for of_case, contingency in ((pending, True), (pending, False), (pending, False), (over, True)):
        child_of_case(r, of_case, plan(r, ENTRY, contingency=contingency))
    plan(r, ENTRY, contingency=True)  # no case
    values = measured_with_legal(r)
    assert value(values, "contingency_planned_percent", when=MARCH_2019) == pytest.approx(100 / 3)


def test_long_term_matches_are_of_children_under_16_a_year_after_the_care_order() -> None:
    r = register()
    ordered = CLOSE - 366
    entered = ordered - 100

    def under_order(
        since: float, born: float = -3000.0, left: float = OPEN, matched: float | None = None, moved: float = OPEN
    ) -> None:
        of = plan(r, entered, left, born=born)
        home = placement(r, of, entered, left if moved != moved else moved)
        if matched is not None:
            row(r.long_term_matches, placement=home, day=matched)
        status(r, of, LegalStatus.INTERIM_CARE_ORDER, entered)
        status(r, of, LegalStatus.CARE_ORDER, since)

    under_order(ordered, matched=CLOSE - 100)
    under_order(ordered)
    under_order(ordered, matched=CLOSE + 1)
    under_order(ordered, matched=CLOSE - 365)  # before a year was over
    under_order(CLOSE - 300, matched=CLOSE - 100)  # not a year
    under_order(ordered, born=CLOSE - 16 * YEAR - 1, matched=CLOSE - 100)  # 16 by now
    under_order(ordered, left=CLOSE - 5, matched=CLOSE - 100)
    values = measured_with_legal(r)
    assert value(values, "long_term_matched_percent", when=MARCH_2019) == 50
    assert value(values, "long_term_matched_percent", when=MARCH_2020) == 80


def test_a_match_for_the_long_term_holds_until_its_placement_ends() -> None:
    r = register()
    of = plan(r, CLOSE - 800)
    status(r, of, LegalStatus.CARE_ORDER, CLOSE - 700)
    first, second = placement(r, of, CLOSE - 800, CLOSE + 100), placement(r, of, CLOSE + 100)
    row(r.long_term_matches, placement=first, day=CLOSE - 50)
    row(r.long_term_matches, placement=second, day=CLOSE + 400)
    values = measured_with_legal(r)
    assert value(values, "long_term_matched_percent", when=MARCH_2019) == 100
    assert value(values, "long_term_matched_percent", when=MARCH_2020) == 0
    assert value(values, "long_term_matched_percent", when=LAST) == 100


def test_a_care_order_at_home_needs_both() -> None:
    r = register()
    home = stay(r, ENTRY, CLOSE + 100, kind=Kind.WITH_PARENTS)
    status(r, home, LegalStatus.INTERIM_CARE_ORDER, ENTRY)
    status(r, home, LegalStatus.CARE_ORDER, CLOSE - 1)
    interim = stay(r, ENTRY, kind=Kind.WITH_PARENTS)
    status(r, interim, LegalStatus.INTERIM_CARE_ORDER, ENTRY)
    moved = episode(r, child(r), ENTRY, CLOSE + 100)
    placement(r, moved, ENTRY, CLOSE - 50, kind=Kind.WITH_PARENTS)
    placement(r, moved, CLOSE - 50, CLOSE + 100)
    status(r, moved, LegalStatus.CARE_ORDER, ENTRY)
    custody = episode(r, child(r), ENTRY, CLOSE + 100, cause=LeavingCause.CUSTODY)
    status(r, custody, LegalStatus.CARE_ORDER, ENTRY)
    values = measured_with_legal(r)
    assert value(values, "at_home_on_care_order", when=MARCH_2019) == 1
    assert value(values, "care_orders_discharged", when=MARCH_2020) == 2
    assert value(values, "care_orders_discharged", "lived at home already", MARCH_2020) == 1


def test_idle_days_are_of_steps_taken_over_years_of_children_in_care() -> None:
    r = register(until=2 * YEAR)
    stay(r, 0.0)
    stay(r, 0.0, YEAR)
    for step, began, ended in (
        (IdleStep.PARENTS, -10.0, 20.0),
        (IdleStep.FAMILY_FINDING, 100.0, 115.0),
        (IdleStep.FAMILY_FINDING, 100.0, OPEN),
    ):
        row(r.idle_steps, step=step, subject=1, began=began, ended=ended)
    values = measured_with_legal(r)
    assert value(values, "idle_days_per_child", "whole run") == pytest.approx(45 / 3)
    assert value(values, "idle_days_per_child", "looking for an adoptive family; whole run") == pytest.approx(15 / 3)
    assert value(values, "idle_days_per_child", "discharge of a care order at home; whole run") == 0
