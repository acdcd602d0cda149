"""Permanence lived by hand: when a plan is decided, what stands behind it, and matches for the long term."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from quiet_legal import in_court, permanence
from quiet_parameters import connected_persons, every, only
from runs_of_model import rows
from scripted_worlds import a_child, by_occasion, comes, made, run, siblings, threshold

from sim.foundations.codes import Kind, LegalStatus, PermanencePlan, PlacementEnd, Route
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.parameters.legal.strategies import AdoptionSummit, EarlierFamilyFinding
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCarersNamed, ByDuration, ByKind, ByPermanencePlan

YEAR = 365.25
HALF_A_YEAR = YEAR / 2
NEVER = threshold(700)


def life_of(
    parameters: Parameters, *ages: float, luck: dict[str, Any] | None = None, years: float = 6.0, **child: Any
) -> Register:
    """What is recorded of siblings, or one child, who come into care on the first day."""
    world = made(parameters, luck or {}, years)
    comes(world, 0.0, *siblings(*[a_child(age=age, which=which, **child) for which, age in enumerate(ages)]))
    return run(world)


def plan_of(register: Register, number: int = 0) -> Any:
    return rows(register.permanence)[number]


def out_of_court() -> Parameters:
    """Children accommodated under section 20 who never come to court."""
    return in_court(court_share_voluntary=every(ByAge, 0.0))


# --- when it is decided


def test_permanence_is_decided_at_the_second_review() -> None:
    plan = plan_of(life_of(out_of_court(), 8.0, route=Route.VOLUNTARY))
    assert (plan.second_review, plan.decided, plan.plan) == (119.0, 119.0, PermanencePlan.FOSTERING)


def test_or_at_a_later_one_half_a_year_apart() -> None:
    half = in_court(court_share_voluntary=every(ByAge, 0.0), permanence=permanence(decided_by_second_review=0.5))
    third = {"permanence decided": by_occasion(*[0.9] * 66, otherwise=0.1)}  # episode 1, review 2: 1 << 6 | 2
    assert plan_of(life_of(half, 8.0, luck=third, route=Route.VOLUNTARY)).decided == 119.0 + 2 * HALF_A_YEAR


def test_the_courts_order_decides_what_no_review_has() -> None:
    register = life_of(in_court(permanence=permanence(second_review=150.0)), 8.0)
    assert (plan_of(register).decided, plan_of(register).plan) == (107.0, PermanencePlan.FOSTERING)
    undecided = in_court(permanence=permanence(second_review=90.0, decided_by_second_review=0.0))
    assert plan_of(life_of(undecided, 8.0)).decided == 107.0


def test_a_strategy_has_more_decided_at_the_second_review() -> None:
    never = in_court(permanence=permanence(second_review=90.0, decided_by_second_review=0.0))
    finding = EarlierFamilyFinding(
        starts=0.0, at_decision=1.0, decided_by_second_review=1.0, finders_added=0.0, cost_per_finder=0.0
    )
    assert plan_of(life_of(replace(never, family_finding=finding), 8.0)).decided == 90.0
    late = replace(finding, starts=91.0)
    assert plan_of(life_of(replace(never, family_finding=late), 8.0)).decided == 107.0


def test_another_plan_stands_behind_it_where_a_second_option_has_begun() -> None:
    # at the review of day 30 the parents are being assessed, from day 16 on, and in parallel two relatives
    review = permanence(second_review=30.0)
    relatives = {"carers_wanted": 1.0, "carers_named": only(ByCarersNamed, two=1.0)}
    assert plan_of(life_of(in_court(permanence=review, **relatives), 8.0)).contingency
    assert not plan_of(life_of(in_court(permanence=review, parallel=0.0, **relatives), 8.0)).contingency
    assert not plan_of(life_of(in_court(permanence=review), 8.0)).contingency
    later = permanence(second_review=101.0)  # in sequence the second option has begun by then, on day 86
    assert plan_of(life_of(in_court(permanence=later, parallel=0.0, **relatives), 8.0)).contingency


def test_out_of_court_there_is_none() -> None:
    assert not plan_of(life_of(out_of_court(), 8.0, route=Route.VOLUNTARY)).contingency


# --- matches for the long term: a care order on day 107


def test_a_child_under_a_care_order_is_matched_where_they_live() -> None:
    register = life_of(in_court(permanence=permanence(match_median=50.0, panel_interval=28.0)), 8.0)
    assert plan_of(register).long_term_matched == 168.0  # the panel after day 157
    assert [(row.kind, row.began) for row in rows(register.placements)] == [(Kind.AGENCY, 0.0)]


def test_or_moves_as_planned_to_a_family_that_is_looked_for() -> None:
    # found on day 157, with 28 days of notice
    register = life_of(in_court(permanence=permanence(match_median=50.0, in_place=0.0, panel_interval=28.0)), 8.0)
    assert [(row.kind, row.began, row.why) for row in rows(register.placements)] == [
        (Kind.AGENCY, 0.0, PlacementEnd.TO_PERMANENT_FAMILY),
        (Kind.AGENCY, 185.0, NOBODY),
    ]
    assert plan_of(register).long_term_matched == 196.0


def test_siblings_who_live_together_move_and_are_matched_together() -> None:
    parameters = in_court(permanence=permanence(match_median=50.0, in_place=0.0, panel_interval=28.0))
    register = life_of(parameters, 8.0, 10.0)
    assert [plan.long_term_matched for plan in rows(register.permanence)] == [196.0, 196.0]
    moved = [row for row in rows(register.placements) if row.began == 185.0]
    assert len(moved) == len(rows(register.placements)) - 2 == 2
    assert moved[0].home == moved[1].home


def test_a_child_who_lives_with_relatives_is_matched_there() -> None:
    parameters = replace(in_court(permanence=permanence(in_place=0.0)), connected_persons=connected_persons())
    register = life_of(parameters, 8.0)
    assert [row.kind for row in rows(register.placements)] == [Kind.CONNECTED]
    assert plan_of(register).long_term_matched == 108.0


def test_nobody_is_matched_at_sixteen_or_without_a_care_order() -> None:
    old = plan_of(life_of(in_court(), 16.2)).long_term_matched
    accommodated = plan_of(life_of(out_of_court(), 8.0, route=Route.VOLUNTARY)).long_term_matched
    assert old != old
    assert accommodated != accommodated


def moving(parameters: Parameters) -> Parameters:
    """The care plan moves children on at a rate of one a year."""
    return replace(parameters, stability=replace(parameters.stability, planned_moves=every(ByKind, 1.0)))


@pytest.mark.parametrize(
    ("multiplier", "moves_on"),
    [
        (1.0, 300.0),
        (0.25, 108.0 + 192 / 0.25),  # of the threshold 192 days are left at the match of day 108
        (0.5, 108.0 + 192 / 0.5),
        (0.0, None),
    ],
)
def test_from_the_match_on_the_care_plan_moves_a_child_less_often(multiplier: float, moves_on: float | None) -> None:
    parameters = moving(in_court(permanence=permanence(moves_multiplier=multiplier)))
    luck = {"planned move": by_occasion(threshold(300 / YEAR), otherwise=NEVER)}
    first, *others = rows(life_of(parameters, 2.0, luck=luck, years=10.0).placements)
    if moves_on is None:
        assert not others
    else:
        assert first.ended == pytest.approx(moves_on)
        assert first.notice == pytest.approx(moves_on - 28.0)
        assert first.why == PlacementEnd.PLANNED


def test_from_the_match_on_a_placement_breaks_down_as_told() -> None:
    breaking = in_court(permanence=permanence(disruption_multiplier=0.5))
    stability = replace(breaking.stability, hazard_by_time_in_placement=every(ByDuration, 1.0))
    luck = {"disruption": by_occasion(threshold(300 / YEAR), otherwise=NEVER)}
    first, *_ = rows(life_of(replace(breaking, stability=stability), 2.0, luck=luck).placements)
    assert first.ended == pytest.approx(108.0 + 192 / 0.5)
    assert first.why == PlacementEnd.DISRUPTED


def test_a_match_ends_with_the_placement_and_another_is_looked_for() -> None:
    parameters = in_court(permanence=permanence(match_median=50.0))
    stability = replace(parameters.stability, hazard_by_time_in_placement=every(ByDuration, 1.0))
    luck = {"disruption": by_occasion(threshold(300 / YEAR), otherwise=NEVER)}
    register = life_of(replace(parameters, stability=stability), 2.0, luck=luck)
    assert rows(register.placements)[1].began == pytest.approx(300.0)
    assert plan_of(register).long_term_matched == pytest.approx(350.0)
    assert rows(register.legal_statuses)[-1].status == LegalStatus.CARE_ORDER


# --- the summit


def summit(**covers: float) -> AdoptionSummit:
    """Meets on days 0, 28, 56, ... and takes up all it looks at of what it covers."""
    return AdoptionSummit(
        starts=0.0,
        interval=28.0,
        covers=only(ByPermanencePlan, **covers),
        agenda=100.0,
        taken_up=1.0,
        cost_per_year=0.0,
    )


def test_the_summit_takes_up_what_lies_idle_of_a_plan_of_fostering() -> None:
    # idle from day 107 on, for 100 days times what luck makes of it: until the summit of day 112
    idle = in_court(permanence=permanence(idle=100.0, match_median=50.0))
    luck = {"idle": threshold(1.0)}
    assert plan_of(life_of(idle, 8.0, luck=luck)).long_term_matched == pytest.approx(257.0)
    covered = replace(idle, adoption_summit=summit(fostering=1.0))
    assert plan_of(life_of(covered, 8.0, luck=luck)).long_term_matched == pytest.approx(162.0)
    elsewhere = replace(idle, adoption_summit=summit(adoption=1.0, guardianship=1.0, discharge=1.0))
    assert plan_of(life_of(elsewhere, 8.0, luck=luck)).long_term_matched == pytest.approx(257.0)
