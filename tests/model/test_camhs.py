"""CAMHS: referral, access, clinicians and their caseload, the queue by priority, and what being seen does."""

from __future__ import annotations

from typing import Any

import pytest
from quiet_parameters import YEAR, changed, every, market, quiet
from quiet_strategies import camhs, camhs_support, camhs_team
from runs_of_model import rows
from scripted_worlds import HALF, Luck, a_child, by_occasion, by_subject, comes, made, run, threshold

from sim.model.lives.world import World
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByDuration


def served(service: Any, support: Any = None, rate: float = 0.0) -> Parameters:
    """Agencies for everyone, with disruptions at this rate a year, without notice."""
    return changed(
        quiet(),
        connected_persons=None,
        agency=market(),
        stability={"hazard_by_time_in_placement": every(ByDuration, rate), "notice": 0.0},
        camhs=service,
        camhs_support=support,
    )


def at_entry(**team: Any) -> Any:
    """Every child with the need is referred at entry, to a team of one clinician for one child, seen for ten weeks."""
    values = {"caseload": 1.0, "weeks_seen_median": 10.0, "access_median": 20.0, **team}
    return camhs(referral_at_entry=0.6, usual=camhs_team(**values))


def lived(parameters: Parameters, *days: float, luck: Luck | None = None, years: float = 3.0, **child: Any) -> Register:
    """Children with the need come on these days, one from a family each."""
    world = made(parameters, luck, years)
    for family, day in enumerate(days, start=1):
        comes(world, day, a_child(**{"family": family, "behaviour": True, **child}))
    return run(world)


def test_a_child_is_referred_at_entry_waits_for_access_and_is_seen_for_some_weeks():
    (row,) = rows(lived(served(at_entry()), 5.0).referrals)
    assert (row.referred, row.seen, row.ended) == pytest.approx((5.0, 25.0, 95.0))
    assert not row.colocated


def test_only_children_with_the_need_are_referred_and_not_all_of_them():
    assert lived(served(at_entry()), 5.0, behaviour=False).referrals.child == []
    assert lived(served(at_entry()), 5.0, luck={"referral at entry": 0.7}).referrals.child == []


def test_not_every_referral_is_accepted():
    team = at_entry(accepted=0.6)
    assert lived(served(team), 5.0, luck={"camhs accepts": 0.7}).referrals.child == []
    assert lived(served(team), 5.0, luck={"camhs accepts": 0.5}).referrals.child == [0]


def test_children_wait_for_a_clinician_with_room():
    register = lived(served(at_entry()), 0.0, 1.0, 2.0)
    assert register.referrals.seen == pytest.approx([20.0, 90.0, 160.0])


def test_the_caseload_is_clinicians_times_children_each():
    register = lived(served(at_entry(clinicians=1.5, caseload=2.0)), 0.0, 1.0, 2.0, 3.0)
    assert register.referrals.seen == pytest.approx([20.0, 21.0, 22.0, 90.0])


def test_a_team_of_nobody_takes_no_referral():
    assert lived(served(at_entry(clinicians=0.0)), 5.0).referrals.child == []


def test_a_child_who_leaves_care_gives_the_slot_back():
    parameters = changed(served(at_entry()), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    luck = {"leaving": by_subject({8: threshold(50 / YEAR)}, otherwise=1e-9)}
    register = lived(parameters, 0.0, 1.0, luck=luck)
    assert register.referrals.ended[0] == pytest.approx(50.0)
    assert register.referrals.seen == pytest.approx([20.0, 50.0])


def test_a_child_who_leaves_care_while_waiting_is_passed_over():
    parameters = changed(served(at_entry()), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    for leaves in (10.0, 50.0):  # waiting for access, and for a clinician
        luck = {"leaving": by_subject({16: threshold(leaves / YEAR)}, otherwise=1e-9)}
        rows_ = rows(lived(parameters, 0.0, 1.0, 2.0, luck=luck).referrals)
        assert rows_[1].seen != rows_[1].seen
        assert rows_[1].ended == pytest.approx(1.0 + leaves)
        assert rows_[2].seen == pytest.approx(90.0)


def test_a_disruption_leads_to_a_referral_of_high_priority():
    service = camhs(
        referral_at_entry=1.0,
        referral_after_disruption=1.0,
        usual=camhs_team(caseload=1.0, weeks_seen_median=10.0, access_median=0.0),
    )
    luck = {
        "referral at entry": by_subject({24: 1.0}, otherwise=0.5),  # the third is not referred at entry
        "disruption": lambda child, occasion: threshold(30 / YEAR) if (child, occasion) == (24, 0) else 1e-9,
    }
    register = lived(served(service, rate=1.0), 0.0, 1.0, 2.0, luck=luck)
    assert register.referrals.child == [0, 1, 2]
    assert register.referrals.referred == pytest.approx([0.0, 1.0, 32.0])
    # the one whose placement broke down is seen before the one who has waited since entry
    assert register.referrals.seen == pytest.approx([0.0, 140.0, 70.0])


def test_carers_under_strain_turn_to_camhs_on_the_way_to_disruption():
    service = camhs(
        referral_at_strain=0.6, strain=0.7, usual=camhs_team(hazard_multiplier=0.5, weeks_seen_median=500.0)
    )
    parameters = served(service, rate=1.0)
    register = lived(parameters, 0.0, luck={"disruption": threshold(0.5)})
    strained, half = 0.7 * 0.5 * YEAR, 0.5 * YEAR
    assert register.referrals.referred[0] == pytest.approx(strained)
    # seen at once, so that what is left, at half the hazard, takes twice as long
    assert register.placements.ended[0] == pytest.approx(strained + 2 * (half - strained))
    unasked = lived(parameters, 0.0, luck={"disruption": threshold(0.5), "referral at strain": 0.7})
    assert unasked.placements.ended[0] == pytest.approx(half)


def test_only_foster_carers_come_under_strain_and_once_a_placement():
    service = camhs(referral_at_strain=1.0, strain=0.5, usual=camhs_team(weeks_seen_median=1.0))
    parameters = served(service, rate=1.0)
    register = lived(parameters, 0.0, luck={"disruption": by_occasion(threshold(0.5), threshold(0.8), 1e-9)}, years=1.2)
    assert register.referrals.referred == pytest.approx([0.25 * YEAR, 0.9 * YEAR])
    residential = changed(
        parameters,
        childrens_homes=market(),
        policy={"residential_first": every(type(quiet().policy.residential_first), 1.0)},
    )
    assert lived(residential, 0.0).referrals.child == []


def test_while_a_child_is_seen_the_hazard_is_multiplied_and_the_end_is_retimed():
    team = at_entry(access_median=30.0, weeks_seen_median=20.0, hazard_multiplier=0.4)
    register = lived(served(team, rate=1.0), 0.0)
    # a half threshold is 253 days of plain hazard: 30 before, 140 days seen that count for 56, and the rest after
    assert register.placements.ended[0] == pytest.approx(30 + 140 + (HALF * YEAR - 30 - 0.4 * 140))


def test_a_hazard_multiplier_of_one_changes_no_end():
    for multiplier, expected in ((1.0, HALF * YEAR), (0.0, 30 + 140 + HALF * YEAR - 30)):
        team = at_entry(access_median=30.0, weeks_seen_median=20.0, hazard_multiplier=multiplier)
        assert lived(served(team, rate=1.0), 0.0).placements.ended[0] == pytest.approx(expected)


def test_support_goes_with_the_child_to_the_next_placement():
    team = at_entry(access_median=0.0, weeks_seen_median=200.0, hazard_multiplier=0.5)
    register = lived(served(team, rate=2.0), 0.0)
    assert register.placements.ended[:2] == pytest.approx([HALF * YEAR, 2 * HALF * YEAR])


def test_a_child_who_is_with_camhs_already_is_not_referred_again():
    service = camhs(referral_at_entry=1.0, referral_after_disruption=1.0, usual=camhs_team(weeks_seen_median=500.0))
    assert lived(served(service, rate=2.0), 0.0).referrals.child == [0]


# --- the co-located professional


def colocated(**changes: Any) -> Any:
    return camhs_support(
        colocated=camhs_team(**{"caseload": 1.0, "weeks_seen_median": 10.0, "access_median": 14.0, **changes})
    )


def test_the_co_located_professional_is_quicker():
    service = at_entry(access_median=56.0, caseload=10.0)
    (row,) = rows(lived(served(service, colocated()), 0.0).referrals)
    assert (row.colocated, row.seen) == (True, pytest.approx(14.0))


def test_before_they_start_referrals_go_the_usual_way():
    service = at_entry(access_median=56.0, caseload=10.0)
    register = lived(served(service, colocated(starts=100.0)), 50.0, 150.0)
    assert register.referrals.colocated == [False, True]
    assert register.referrals.seen == pytest.approx([106.0, 164.0])


def test_the_usual_route_takes_those_for_whom_the_co_located_line_is_too_long():
    service = at_entry(access_median=56.0, caseload=10.0)
    register = lived(served(service, colocated(weeks_seen_median=100.0)), 0.0, 1.0, 30.0)
    # the first is seen from day 14; the second waits in line from day 15, as many as the one can see; the third not
    assert register.referrals.colocated == [True, True, False]
    assert register.referrals.seen[2] == pytest.approx(86.0)


def test_co_located_clinicians_come_into_post_over_the_ramp():
    service = at_entry(access_median=56.0, caseload=10.0)
    support = colocated(caseload=2.0, ramp=400.0, weeks_seen_median=100.0, access_median=0.0)
    register = lived(served(service, support), 1.0, 2.0)
    assert register.referrals.seen == pytest.approx([1.0, 200.0])


def test_no_co_located_clinicians_is_the_usual_route():
    service = at_entry(caseload=10.0)
    for support in (None, camhs_support()):
        assert lived(served(service, support), 5.0).referrals.colocated == [False]


def test_a_service_that_is_absent_sees_nobody():
    world: World = made(served(None))
    comes(world, 0.0, a_child(behaviour=True))
    assert run(world).referrals.child == []
