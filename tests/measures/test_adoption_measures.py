"""The measures of adoption, of assessments of relatives and of guardianship: answers worked by hand."""

from __future__ import annotations

from math import isnan

import pytest
from handmade_legal_registers import case, child_of_case, measured_with_legal, row
from handmade_registers import MARCH_2019, MARCH_2020, YEAR, child, day, episode, placement, register, stay, value

from sim.foundations.codes import CourtOrder, Kind, LeavingCause, PlacementEnd
from sim.measures.adoption import ADOPTED_AFTER
from sim.model.register.columns import OPEN
from sim.model.register.register import Register

ADOPTED = day(2019, 2, 1)
CLOSE = day(2019, 4, 1)
"""The moment at the close of 31 March 2019."""
MONTH = YEAR / 12


def way(
    r: Register,
    entered: float,
    left: float = OPEN,
    *,
    cause: LeavingCause = LeavingCause.ADOPTED,
    age: float = 0.5,
    **given: float,
) -> int:
    """Add a child on the way to adoption; return the row of the period of care."""
    of = episode(r, child(r, entered - age * YEAR), entered, left, cause=cause)
    row(r.permanence, episode=of, **given)
    return of


def test_the_scorecard_times_are_of_children_adopted_in_the_year() -> None:
    r = register()
    entered = ADOPTED - 700
    way(r, entered, ADOPTED, placement_order=entered + 200, matched=entered + 350, placed=entered + 400)
    way(r, entered, ADOPTED, placement_order=entered + 250, matched=entered + 200, placed=entered + 300)
    # lived with those who adopted as foster carers, from the decision on
    way(
        r,
        entered,
        ADOPTED,
        early=entered + 100,
        placement_order=entered + 260,
        matched=entered + 261,
        placed=entered + 290,
    )
    way(r, entered, ADOPTED, matched=entered + 300, placed=entered + 350)  # no placement order
    way(r, entered, ADOPTED, placement_order=entered + 250, matched=entered + 300)  # not placed before it was adopted
    way(r, entered, cause=LeavingCause.OTHER, placement_order=entered + 10, matched=entered + 500, placed=entered + 600)
    way(r, entered, ADOPTED, cause=LeavingCause.EIGHTEENTH_BIRTHDAY, placed=entered + 9)
    values = measured_with_legal(r)
    assert value(values, "entry_to_placed_days_mean", when=MARCH_2019) == (400 + 300 + 290 + 350) / 4
    assert value(values, "entry_to_placed_days_mean_adjusted", when=MARCH_2019) == (400 + 300 + 100 + 350) / 4
    assert value(values, "order_to_match_days_mean", when=MARCH_2019) == pytest.approx((150 + 0 + 1) / 3)
    assert isnan(value(values, "entry_to_placed_days_mean", when=MARCH_2020))


def test_early_permanence_counts_only_with_the_carers_who_adopted_in_the_end() -> None:
    r = register()
    entered = ADOPTED - 700
    stayed = way(r, entered, ADOPTED, early=entered + 100, placed=entered + 290)
    placement(r, stayed, entered, entered + 100)
    placement(r, stayed, entered + 100, ADOPTED, kind=Kind.ADOPTION)
    elsewhere = way(r, entered, ADOPTED, early=entered + 100, placed=entered + 400)
    placement(r, elsewhere, entered + 100, entered + 150, kind=Kind.ADOPTION)
    placement(r, elsewhere, entered + 150, entered + 400)
    placement(r, elsewhere, entered + 400, ADOPTED, kind=Kind.ADOPTION)
    values = measured_with_legal(r)
    assert value(values, "entry_to_placed_days_mean_adjusted", when=MARCH_2019) == (100 + 400) / 2
    waits = way(r, CLOSE - 500, adoption_decision=CLOSE - 450, early=CLOSE - 400)
    placement(r, waits, CLOSE - 400, CLOSE - 300, kind=Kind.ADOPTION)
    placement(r, waits, CLOSE - 300)
    lives_there = way(r, CLOSE - 500, adoption_decision=CLOSE - 450, early=CLOSE - 400)
    placement(r, lives_there, CLOSE - 400, kind=Kind.ADOPTION)
    values = measured_with_legal(r)
    assert value(values, "placed_within_14_months_percent", when=MARCH_2019) == pytest.approx(300 / 4)


def test_14_months_are_of_those_adopted_and_those_on_the_way() -> None:
    r = register()
    entered = ADOPTED - 700
    way(r, entered, ADOPTED, adoption_decision=entered + 90, placed=entered + 426)
    way(r, entered, ADOPTED, adoption_decision=entered + 90, placed=entered + 427)
    way(r, entered, ADOPTED, adoption_decision=entered + 90, early=entered + 90, placed=entered + 500)
    way(r, CLOSE - 500, adoption_decision=CLOSE - 300)  # waits for too long
    way(r, CLOSE - 400, adoption_decision=CLOSE - 300)  # not yet
    way(r, CLOSE - 400, adoption_decision=CLOSE + 1)  # not decided yet
    way(r, CLOSE - 400, adoption_decision=CLOSE - 300, reversed=CLOSE - 10)
    way(r, CLOSE - 900, CLOSE - 10, cause=LeavingCause.EIGHTEENTH_BIRTHDAY, adoption_decision=CLOSE - 800)
    values = measured_with_legal(r)
    assert value(values, "placed_within_14_months_percent", when=MARCH_2019) == pytest.approx(300 / 5)
    assert value(values, "plans_changed_from_adoption", when=MARCH_2019) == 1


def test_stages_are_months_between_steps_by_age_at_entry() -> None:
    r = register()
    entered = ADOPTED - 24 * MONTH
    for age, slower in ((0.5, 0.0), (2.0, 6 * MONTH)):
        decided = entered + 6 * MONTH + slower
        way(
            r,
            entered,
            ADOPTED,
            age=age,
            adoption_decision=decided,
            matched=decided + 4 * MONTH,
            placed=decided + 5 * MONTH,
        )
    values = measured_with_legal(r)
    stages = {
        "entry to decision": 9,
        "decision to match": 4,
        "match to placed": 1,
        "entry to placed": 14,
        "placed to adopted": 10,
        "entry to adopted": 24,
    }
    for stage, months in stages.items():
        assert value(values, "adoption_stage_months", stage, MARCH_2019) == pytest.approx(months), stage
    assert value(values, "adoption_stage_months", "entry to decision; age: 1 to 4", MARCH_2019) == pytest.approx(12)
    assert isnan(value(values, "adoption_stage_months", "entry to decision; age: 5 to 9", MARCH_2019))
    assert value(values, "placed_within_12_months_of_decision_percent", when=MARCH_2019) == 100


def test_the_adopted_are_told_apart_by_how_long_they_were_in_care() -> None:
    r = register()
    for years in (0.9, 1.0, 1.9, 2.5, 3.0, 7.0):
        way(r, ADOPTED - years * YEAR, ADOPTED)
    way(r, ADOPTED - 0.5 * YEAR, ADOPTED, cause=LeavingCause.OTHER)
    values = measured_with_legal(r)
    shares = [value(values, "adopted_by_time_in_care_percent", band, MARCH_2019) for band in ADOPTED_AFTER]
    assert shares == pytest.approx([100 / 6, 200 / 6, 100 / 6, 200 / 6])


def test_a_child_waits_under_a_placement_order_until_placed_given_up_or_18() -> None:
    r = register()
    old, new = CLOSE - 600, CLOSE - 400
    way(r, old, placement_order=CLOSE - 100)
    way(r, new, placement_order=CLOSE - 100)
    way(r, new, placement_order=CLOSE - 100, placed=CLOSE - 1)
    way(r, new, placement_order=CLOSE - 100, reversed=CLOSE - 1)
    way(r, new, CLOSE - 1, cause=LeavingCause.EIGHTEENTH_BIRTHDAY, placement_order=CLOSE - 100)
    way(r, new, placement_order=CLOSE + 1)
    values = measured_with_legal(r)
    assert value(values, "waiting_with_placement_order", when=MARCH_2019) == 2
    late = "waiting_with_placement_order_over_18_months_since_entry"
    assert value(values, late, when=MARCH_2019) == 1
    assert value(values, "waiting_with_placement_order", when=MARCH_2020) == 3
    assert value(values, late, when=MARCH_2020) == 3


# Assessments


def test_assessments_wait_until_begun_or_nobody_is_left() -> None:
    r = register()
    asked = CLOSE - 100
    over = case(r, asked - 50, CLOSE - 5, heard=False)
    goes_on = case(r, asked - 50)
    row(r.assessments, asked=asked, begun=asked + 10, done=asked + 80, temporary=True)
    row(r.assessments, asked=asked, begun=asked + 20, done=asked + 90, case=goes_on)
    row(r.assessments, asked=asked, begun=asked + 30)
    row(r.assessments, asked=asked)  # for a family that is not in the model
    row(r.assessments, asked=asked, case=goes_on)
    row(r.assessments, asked=asked, case=over)
    for ended in (CLOSE - 5, OPEN):
        of = row(r.assessments, asked=asked, temporary=True)
        row(r.temporary_approvals, assessment=of, due=asked + 112, ended=ended)
    values = measured_with_legal(r)
    temporary = "carers approved for a time"
    assert value(values, "assessment_wait_days_mean", when=MARCH_2019) == 20
    assert value(values, "assessment_wait_days_mean", temporary, MARCH_2019) == 10
    assert value(values, "assessment_weeks_mean", when=MARCH_2019) == pytest.approx((80 + 90) / 2 / 7)
    assert value(values, "assessments_waiting", when=MARCH_2019) == 3
    assert value(values, "assessments_waiting", temporary, MARCH_2019) == 1
    days = 10 + 20 + 30 + 95 + 95 + 2 * (3 * YEAR - asked)  # and one more that nobody begins
    assert value(values, "assessments_waiting", "whole run, average") == pytest.approx(
        (days + 3 * YEAR - asked) / (3 * YEAR)
    )


def test_an_approval_decided_before_the_first_day_ends_no_assessment_that_waits() -> None:
    r = register()
    row(r.assessments, asked=CLOSE - 40)
    row(r.temporary_approvals, due=CLOSE - 10, ended=CLOSE - 500)  # has no assessment of its own in this register
    assert value(measured_with_legal(r), "assessments_waiting", when=MARCH_2019) == 1


def test_a_temporary_approval_is_overdue_once_it_has_run_out() -> None:
    r = register()
    for due, ended in ((CLOSE - 1, OPEN), (CLOSE, OPEN), (CLOSE - 50, CLOSE - 20), (CLOSE - 50, CLOSE + 20)):
        row(r.temporary_approvals, assessment=row(r.assessments, asked=CLOSE - 200), due=due, ended=ended)
    row(
        r.temporary_approvals, assessment=row(r.assessments, asked=CLOSE - 200), due=CLOSE - 20, ended=CLOSE - 50
    )  # approved in time
    assert value(measured_with_legal(r), "temporary_approvals_overdue", when=MARCH_2019) == 2


def test_guardians_are_former_foster_carers_where_the_child_lived_with_them() -> None:
    r = register()
    sgo = LeavingCause.SPECIAL_GUARDIANSHIP

    def left(kind: Kind, order: CourtOrder | None) -> None:
        of = stay(r, ADOPTED - 300, ADOPTED, kind=kind)
        r.episodes.cause[of] = sgo
        if order is not None:
            child_of_case(r, case(r, ADOPTED - 200, ADOPTED), of, order, made=ADOPTED)

    left(Kind.CONNECTED, CourtOrder.SPECIAL_GUARDIANSHIP)
    left(Kind.CONNECTED, None)
    left(Kind.AGENCY, CourtOrder.SPECIAL_GUARDIANSHIP)  # to a relative with whom the child did not live
    left(Kind.IN_HOUSE, None)  # to the child's own foster carers
    left(Kind.IN_HOUSE, CourtOrder.CARE)  # likewise, after a care order
    left(Kind.CHILDRENS_HOME, None)
    values = measured_with_legal(r)
    name = "guardianship_by_carer"
    assert value(values, name, when=MARCH_2019) == 6
    assert value(values, name, "former foster carers, relatives or friends", MARCH_2019) == 2
    assert value(values, name, "former foster carers, others", MARCH_2019) == 2
    assert value(values, name, "not former foster carers", MARCH_2019) == 2


def test_placements_with_adopters_break_down_before_the_order_or_end_with_it() -> None:
    r = register()
    of = way(r, ADOPTED - 700, ADOPTED)
    placement(r, of, ADOPTED - 300, ADOPTED, kind=Kind.ADOPTION, why=PlacementEnd.LEFT_CARE)
    other = way(r, ADOPTED - 700)
    placement(r, other, ADOPTED - 400, ADOPTED - 20, kind=Kind.ADOPTION, why=PlacementEnd.DISRUPTED)
    placement(r, other, ADOPTED - 20, ADOPTED - 10, kind=Kind.AGENCY, why=PlacementEnd.DISRUPTED)  # no adopters
    placement(r, other, ADOPTED - 10, kind=Kind.ADOPTION)  # goes on
    values = measured_with_legal(r)
    name = "adoptive_placements_disrupted_percent"
    assert value(values, name, when=MARCH_2019) == 50
    assert isnan(value(values, name, when=MARCH_2020))


def test_assessments_done_are_counted_by_whom_they_are_about_and_what_they_came_to() -> None:
    r = register()
    of = case(r, CLOSE - 250)
    done = {"asked": CLOSE - 200, "begun": CLOSE - 190, "done": CLOSE - 100}
    row(r.assessments, **done, temporary=True, approved=True)
    row(r.assessments, **done, temporary=True, approved=True)
    row(r.assessments, **done, temporary=True)
    row(r.assessments, **done, case=of, approved=True)
    row(r.assessments, **done, case=of)
    row(r.assessments, **done)  # for a family that is not in the model
    row(r.assessments, asked=CLOSE - 200, begun=CLOSE - 190, case=of, approved=True)  # not done yet
    values = measured_with_legal(r)
    name = "assessments_done"
    assert value(values, name, when=MARCH_2019) == 6
    assert value(values, name, "carers approved for a time; approved", MARCH_2019) == 2
    assert value(values, name, "carers approved for a time; not approved", MARCH_2019) == 1
    assert value(values, name, "for a case before a court; approved", MARCH_2019) == 1
    assert value(values, name, "for a case before a court; not approved", MARCH_2019) == 1
