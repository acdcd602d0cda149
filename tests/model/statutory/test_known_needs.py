"""Known needs: who goes by what is known of a child, who by the truth, and what makes a need known."""

from math import isnan
from typing import Any

import pytest
from quiet_health import health_assessments
from quiet_parameters import changed, every, fostering, market, quiet
from quiet_strategies import camhs
from runs_of_model import rows
from scripted_worlds import a_child, a_household, comes, made, run

from sim.foundations.codes import Kind
from sim.model.core.people import ADOLESCENTS, BEHAVIOUR, DISABILITY, Child
from sim.model.lives.world import World
from sim.model.placements.policy import preferences
from sim.model.statutory.known_needs import SOURCE_BITS, KnownNeeds, Source
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge


def unknown(**changes: Any) -> Child:
    """A child with a behaviour need of which nobody knows."""
    child = a_child(behaviour=True, **changes)
    child.unrecognised = True
    return child


def parameters(**parts: Any) -> Parameters:
    """Agencies for everyone, and health assessments that recognise what they find; every need is unknown at entry."""
    health = parts.pop("health", {})
    usual: dict[str, Any] = {
        "connected_persons": None,
        "agency": market(),
        "health_assessments": health_assessments(**{"recognised_at_entry": 0.0, **health}),
    }
    return changed(quiet(), **{**usual, **parts})


# --- the table: who reads what is known, and who the truth


def test_what_is_known_leaves_out_the_need_and_nothing_else() -> None:
    child = unknown(age=15.0, disability=True)
    assert child.skills_needed(0.0) == BEHAVIOUR | DISABILITY | ADOLESCENTS
    assert child.skills_known(0.0) == DISABILITY | ADOLESCENTS
    assert not child.behaviour_known
    child.unrecognised = False
    assert child.skills_known(0.0) == child.skills_needed(0.0)
    assert child.behaviour_known
    plain = a_child()
    assert not plain.behaviour_known


def test_carers_agree_by_what_is_known_and_the_match_is_the_truth() -> None:
    """Unskilled carers never agree to a need that is known; they agree to one that is not, and are not matched."""
    given = parameters(agency=None, in_house_fostering=fostering(unskilled_agreement=0.0))

    def placed(child: Child) -> Any:
        world = made(given)
        a_household(world)
        comes(world, 10.0, child)
        return rows(run(world, 11.0).placements)[0]

    assert placed(unknown()).kind == Kind.IN_HOUSE
    assert not placed(unknown()).matched
    assert placed(a_child(behaviour=True)).kind != Kind.IN_HOUSE or placed(a_child(behaviour=True)).emergency


def test_the_policy_goes_by_what_is_known() -> None:
    given = changed(parameters(), policy={"residential_first": every(ByAge, 1.0)})
    world = made(given)
    known = preferences(world.chance, given.policy, a_child(age=12.0, behaviour=True), 0.0)
    assert known[0] is Kind.CHILDRENS_HOME
    assert preferences(world.chance, given.policy, unknown(age=12.0), 0.0)[0] is Kind.IN_HOUSE


def test_markets_and_prices_go_by_what_is_known() -> None:
    given = changed(
        parameters(agency=market(behaviour_multiplier=0.0)), prices={"behaviour_uplift": 2.0, "weekly": _weekly()}
    )
    world = made(given)
    agency = world.markets[Kind.AGENCY]
    assert agency.asked([unknown()], 0, 0, 0.0).offer
    assert not agency.asked([a_child(behaviour=True)], 0, 0, 0.0).offer
    prices = world.placements.prices
    assert prices.of(unknown(), Kind.AGENCY) == 100.0
    assert prices.of(a_child(behaviour=True), Kind.AGENCY) == 200.0


def _weekly() -> Any:
    return every(type(quiet().prices.weekly), 100.0)


def test_breakdowns_go_by_the_truth() -> None:
    world = made(changed(parameters(), stability={"behaviour_multiplier": 3.0}))
    child = unknown()
    comes(world, 10.0, child)
    run(world, 11.0)
    assert child.placement is not None
    assert world.disruption.multiplier(child, child.placement, 11.0) == 3.0


def test_camhs_is_asked_for_known_needs() -> None:
    given = parameters(camhs=camhs(referral_at_entry=1.0), health={"assessment_recognises": 0.0, "sdq_recognises": 0.0})
    for child, referred in ((unknown(), 0), (a_child(behaviour=True), 1)):
        world = made(given)
        comes(world, 10.0, child)
        assert len(run(world, 40.0).referrals.child) == referred


# --- what makes a need known


def _recognised(luck: Any = None, years: float = 3.0, **health: Any) -> tuple[World, Child]:
    world = made(parameters(health=health), luck, years)
    child = unknown(age=8.0)
    comes(world, 10.4, child)
    run(world)
    return world, child


def test_an_assessment_recognises_when_its_report_has_come() -> None:
    world, child = _recognised()
    (row,) = rows(world.register.unknown_needs)
    initial = next(row for row in rows(world.register.health) if row.initial)
    assert row.recognised == initial.reported == initial.done + 7
    assert not child.unrecognised


def test_a_questionnaire_recognises_what_assessments_did_not() -> None:
    world, child = _recognised(assessment_recognises=0.0)
    (row,) = rows(world.register.unknown_needs)
    assert row.recognised == world.register.questionnaires.done[0]
    assert not child.unrecognised


def test_a_review_assessment_has_luck_of_its_own() -> None:
    """The first of them fails, the review recognises."""
    first = Source.HEALTH_ASSESSMENT << SOURCE_BITS | 1
    luck = {"need recognised": lambda _, occasion: 0.9 if occasion == first else 0.1}
    world, _ = _recognised(luck, assessment_recognises=0.5, sdq_completed=0.0)
    (row,) = rows(world.register.unknown_needs)
    review = next(row for row in rows(world.register.health) if not row.initial)
    assert row.recognised == review.reported


def test_nothing_recognises_a_need_that_is_not_there_yet() -> None:
    world = made(parameters())
    child = a_child(need_begins=500.0)
    child.unrecognised = True
    comes(world, 10.4, child)
    run(world, 400.0)
    assert child.unrecognised
    run(world)
    assert not child.unrecognised


def test_a_need_not_recognised_stays_so_when_the_child_leaves() -> None:
    world, child = _recognised(assessment_recognises=0.0, sdq_recognises=0.0)
    assert child.unrecognised
    assert isnan(world.register.unknown_needs.recognised[0])


@pytest.mark.parametrize(("luck", "known"), [(0.79, True), (0.81, False)])
def test_children_of_families_are_known_by_their_own_luck(luck: float, known: bool) -> None:
    world = made(parameters(health={"recognised_at_entry": 0.8}), {"need known at entry": luck})
    assert world.services.knows_need(a_child()) is known


# --- a referral that waits


def test_the_referral_at_entry_waits_for_the_report_if_it_is_to() -> None:
    """With the same luck: at once, or when the report of the assessment is on file."""

    def referred(**health: float) -> Any:
        world = made(
            parameters(camhs=camhs(referral_at_entry=0.6), health={"recognised_at_entry": 1.0, **health}),
            {"referral at entry": 0.59},
        )
        comes(world, 10.4, a_child(behaviour=True))
        register = run(world, 200.0)
        return register.referrals.referred, next(row for row in rows(register.health) if row.initial).reported

    assert referred()[0] == [10.4]
    waits, reported = referred(referral_waits_for_assessment=1.0)
    assert waits == [reported]


def test_a_child_who_is_never_assessed_is_never_referred_when_referrals_wait() -> None:
    given = parameters(
        camhs=camhs(referral_at_entry=1.0), health={"referral_waits_for_assessment": 1.0, "slots_per_clinic": 0.0}
    )
    world = made(given)
    comes(world, 10.4, a_child(behaviour=True))
    assert run(world).referrals.child == []


def test_an_assessment_brought_up_to_date_may_recognise_a_need():
    """By the share that social work says, and not without social work."""
    world = made(changed(quiet(), connected_persons=None, agency=market()))
    child = a_child(behaviour=True)
    child.unrecognised = True
    for share, still in ((0.4, True), (0.6, False)):
        KnownNeeds(world, 0.0, share).assessment_updated(child)
        assert child.unrecognised is still
