"""Services act where they reach, and only there."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import inf, isnan

import pytest
from busy_parameters import busy_strategies
from quiet_parameters import YEAR, changed, every, fostering, market, only, quiet
from quiet_strategies import camhs, camhs_team, carer_development, out_of_hours, panel
from register_laws import check_conservation, closed, lives
from runs_of_model import rows, simulate

from sim.foundations.chance import Chance
from sim.foundations.codes import Kind, PlacementEnd
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.model.register.services import PanelDecision
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration, ByPlaces, ByRoute


def residential(**parts: object) -> Parameters:
    """Everybody's first choice is a children's home, and the panel finds everyone ready to step down."""
    return changed(
        quiet(),
        demand={"entries_per_year": 60.0},
        policy={"residential_first_other": every(ByAge, 1.0)},
        connected_persons=None,
        childrens_homes=market(),
        in_house_fostering=fostering(households=3.0),
        **{"ipop": panel(ready=1.0, review_after=0.0, breakdown_within_14_weeks=0.0, breakdown_within_52_weeks=0.0)}
        | parts,
    )


@pytest.mark.parametrize(
    "homes",
    [{"households": 0.0}, {"agreement": 0.0}, {"accepts_under_5": 0.0}, {"unavailable_share": 0.9}],
    ids=["no households", "none agree", "none take the age", "few at work"],
)
def test_the_panel_steps_down_nobody_when_no_household_can_take_them(homes: dict[str, float]) -> None:
    parameters = changed(residential(), in_house_fostering=homes)
    if "unavailable_share" in homes:  # spells so long that nobody who rests comes back, after all have gone to rest
        parameters = changed(parameters, in_house_fostering={"unavailable_mean": 1e6, "deregistration": 1e9})
    register = simulate(parameters, 1.0, seed=14)
    decisions = Counter(register.panel.decision)
    assert decisions[PanelDecision.STEPPED_DOWN] == 0
    assert decisions[PanelDecision.REVIEWED_NO_HOUSEHOLD] > 20
    assert not any(register.placements.step_down)


def test_the_panel_steps_down_as_many_as_there_are_places() -> None:
    register = simulate(residential(), 1.0, seed=14)
    assert Counter(register.panel.decision)[PanelDecision.STEPPED_DOWN] == 3
    assert sum(register.placements.step_down) == 3
    check_conservation(register, residential())


def test_the_panel_redirects_only_where_a_household_says_yes() -> None:
    parameters = changed(
        quiet(),
        demand={
            "entries_per_year": 60.0,
            "route_shares": only(ByRoute, voluntary=1.0),
            "search_notice": 10.0,
        },
        policy={"residential_first_other": every(ByAge, 1.0)},
        connected_persons=None,
        childrens_homes=market(),
        in_house_fostering=fostering(households=4.0),
        ipop=panel(redirected=1.0),
    )
    register = simulate(parameters, 1.0, seed=15)
    redirected = Counter(register.panel.decision)[PanelDecision.REQUEST_REDIRECTED]
    kinds = Counter(register.placements.kind)
    assert redirected > 30
    assert kinds[Kind.IN_HOUSE] == 4  # as many as there are places; the others still go to a children's home
    assert kinds[Kind.CHILDRENS_HOME] == len(register.placements.kind) - 4


def agencies_only(**parts: object) -> Parameters:
    """Children with needs, with agencies without limit: nobody's placement depends on another's."""
    plain = changed(
        quiet(),
        demand={
            "entries_per_year": 150.0,
            "behaviour_share": every(ByAge, 0.5),
            "age_shares": ByAge(0.2, 0.2, 0.2, 0.2, 0.2),
        },
        stability={"hazard_by_time_in_placement": every(ByDuration, 2.0), "immediate_share": 1.0},
        connected_persons=None,
        agency=market(),
    )
    return changed(plain, **parts)


def test_camhs_reaches_only_those_seen_and_only_while_they_are_seen() -> None:
    with_effect = camhs(
        referral_at_entry=0.6, usual=camhs_team(clinicians=2.0, access_median=30.0, hazard_multiplier=0.0)
    )
    without = replace(with_effect, usual=replace(with_effect.usual, hazard_multiplier=1.0))
    register = simulate(agencies_only(camhs=with_effect), 2.0, seed=16)
    unhelped = simulate(agencies_only(camhs=without), 2.0, seed=16)
    seen: dict[int, list[tuple[float, float]]] = {}
    for row in rows(register.referrals):
        if not isnan(row.seen):
            seen.setdefault(register.children.identity[row.child], []).append((row.seen, closed(row.ended)))
    helped, told, plain = set(seen), lives(register), lives(unhelped)
    assert len(helped) > 30 < len(told.keys() - helped)
    for name, placements in told.items():
        first_seen = min((began for began, _ in seen.get(name, [])), default=inf)
        for placement, before in zip(placements, plain[name], strict=False):
            if before[6] < first_seen or name not in helped:
                assert placement == before
        for placement in placements:  # the hazard is nothing while they are seen
            assert not any(began < placement[6] < ended for began, ended in seen.get(name, []))
    assert any(told[name] != plain[name] for name in helped)
    assert any(  # and it is back when they are seen no longer
        ended < placement[6] < inf for name in helped for placement in told[name] for _, ended in seen[name]
    )
    assert all(len(told[name]) == len(plain[name]) for name in told.keys() - helped)


def test_a_placements_luck_belongs_to_its_number_and_not_to_its_day() -> None:
    # twice the constant hazard halves each placement, the later ones too, though they begin on other days
    slow, fast = (lives(simulate(agencies_only(stability={"scale": scale}), 2.0, seed=16)) for scale in (1.0, 2.0))
    compared = 0
    for name, placements in slow.items():
        for placement, halved in zip(placements, fast[name], strict=False):
            if placement[7] == PlacementEnd.DISRUPTED:
                assert halved[6] - halved[4] == pytest.approx((placement[6] - placement[4]) / 2)
                compared += 1
    assert compared > 200


def homes_for_all(**parts: object) -> Parameters:
    """More places in-house than children, whose placements break down and who move to another household."""
    return changed(
        quiet(),
        demand={"entries_per_year": 60.0, "behaviour_share": every(ByAge, 1.0)},
        stability={
            "hazard_by_time_in_placement": every(ByDuration, 2.0),
            "immediate_share": 1.0,
            "planned_notice": 0.0,
        },
        connected_persons=None,
        in_house_fostering=fostering(
            households=60.0, places_shares=only(ByPlaces, three=1.0), skilled_behaviour=1.0, deregistration=0.3
        ),
        agency=market(),
        **parts,
    )


def exposures(register: Register, supported: dict[int, list[tuple[float, float]]]) -> tuple[int, int, float]:
    """Disruptions in households while they had support and while not, and days in placement without."""
    during = outside = 0
    days = 0.0
    for row in rows(register.placements):
        if row.household == NOBODY:
            continue
        spells = supported.get(row.household, [])
        ended = min(closed(row.ended), register.until)
        days += ended - row.began
        days -= sum(max(0.0, min(ended, until) - max(row.began, since)) for since, until in spells)
        if row.why == PlacementEnd.DISRUPTED:
            if any(since < row.ended <= until for since, until in spells):
                during += 1
            else:
                outside += 1
    return during, outside, days


def assert_reaches_only(register: Register, supported: dict[int, list[tuple[float, float]]]) -> None:
    """With a multiplier of nothing, no disruption under support; without it, the full hazard of 2 a year."""
    during, outside, days = exposures(register, supported)
    expected = 2.0 * days / YEAR
    assert during == 0
    assert expected > 50
    assert abs(outside - expected) <= 4 * expected**0.5


def test_training_reaches_only_the_trained() -> None:
    course = carer_development(training_places=3.0, course_days=30.0, completed=0.7, hazard_multiplier=0.0)
    register = simulate(homes_for_all(carer_development=course), 2.5, seed=17)
    trained = {row.household: [(row.completed, inf)] for row in rows(register.training) if not isnan(row.completed)}
    assert 30 < len(trained) < len(register.training.household)  # some did not finish
    assert_reaches_only(register, trained)


def test_consultation_reaches_only_the_households_advised_while_they_are() -> None:
    support = busy_strategies()["camhs_support"]
    support = replace(
        support,
        colocated=replace(support.colocated, clinicians=0.0),
        consultation=replace(support.consultation, hours=10.0, hazard_multiplier=0.0),
    )
    register = simulate(homes_for_all(camhs_support=support), 2.5, seed=18)
    advised: dict[int, list[tuple[float, float]]] = {}
    for row in rows(register.consultations):
        advised.setdefault(row.household, []).append((row.began, closed(row.ended)))
    assert len(register.consultations.household) > 50
    assert_reaches_only(register, advised)


def test_out_of_hours_support_reaches_only_the_households_covered() -> None:
    line = out_of_hours(coverage=0.5, hazard_multiplier=0.0, deregistration_multiplier=0.0)
    register = simulate(homes_for_all(out_of_hours=line), 2.5, seed=19)
    chance = Chance(19, 0)
    covered = {
        row.row: [(0.0, inf)]
        for row in rows(register.households)
        if chance.uniform("covered out of hours", row.identity) < 0.5
    }
    assert 20 < len(covered) < 40
    assert_reaches_only(register, covered)
    plain = simulate(homes_for_all(), 2.5, seed=19)
    left = [closed(day) for day in register.households.left]
    # a household gives up on the day of its own luck, whoever lives there: here children move on the same day
    for row in rows(plain.households):
        assert left[row.row] == (inf if row.row in covered else closed(row.left))
