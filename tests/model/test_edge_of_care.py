"""The edge-of-care team: finite slots, waiting, priority, the counterfactual, postponement, returns home."""

from __future__ import annotations

from typing import Any

import pytest
from quiet_parameters import YEAR, changed, doors, every, market, only, quiet
from quiet_strategies import edge_of_care
from runs_of_model import differing, rows, simulate
from scripted_worlds import HALF, by_occasion, by_subject, lived, on_days, threshold

from sim.foundations.codes import Kind, LeavingCause
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByFinancialYear, ByRoute


def at_risk(team: Any = None, **demand: Any) -> Parameters:
    """Voluntary families of one child of five to nine, referred 60 days before the crisis; a half would enter."""
    values = {
        "entries_per_year": 10.0,
        "route_shares": only(ByRoute, voluntary=1.0),
        "age_shares": only(ByAge, from_5_to_9=1.0),
        "entry_probability": 0.5,
        "warning_median": 60.0,
        **demand,
    }
    return changed(changed(quiet(), demand=values), edge_of_care=team)


def team(**changes: Any) -> Any:
    """One slot for eight weeks; entry 0.4 times as likely."""
    return edge_of_care(families_per_worker=1.0, entry_risk_ratio=0.4, **changes)


@pytest.mark.parametrize(
    ("stream", "luck", "would_enter", "enters"),
    [
        ("families", 0.38, True, True),  # 0.38 of the way to the probability of entry: 0.19
        ("families", 0.42, True, False),
        ("families", 0.98, True, False),
        ("families staying out", 0.02, False, False),
    ],
)
def test_help_averts_the_entries_between_the_two_probabilities(
    stream: str, luck: float, would_enter: bool, enters: bool
):
    register = lived(at_risk(team()), {stream: on_days(100.0), "enters care": luck})
    (family,) = rows(register.families)
    assert (family.would_enter, family.entered) == (would_enter, enters)
    assert len(register.episodes.child) == enters


def test_help_that_does_harm_brings_in_families_that_would_have_stayed_out():
    harmful = edge_of_care(entry_risk_ratio=1.2)
    for luck, enters in ((0.15, True), (0.25, False)):  # above 0.5 by that share of what is left: below 0.6, above it
        register = lived(at_risk(harmful), {"families staying out": on_days(100.0), "enters care": luck})
        (family,) = rows(register.families)
        assert (family.would_enter, family.entered) == (False, enters)


@pytest.mark.parametrize(
    ("warning", "work", "full", "weeks"),
    [(1.0, 56.0, 4.0, 1 / 7), (14.0, 56.0, 4.0, 2.0), (42.0, 21.0, 4.0, 3.0), (42.0, 56.0, 4.0, 4.0)],
)
def test_help_works_by_the_weeks_of_it_before_the_crisis(warning: float, work: float, full: float, weeks: float):
    helped = at_risk(team(weeks_median=work / 7, weeks_to_full_effect=full), warning_median=warning)
    ratio = 1 - 0.6 * weeks / full
    for luck, enters in ((ratio - 0.01, True), (ratio + 0.01, False)):
        register = lived(helped, {"families": on_days(100.0), "enters care": luck})
        assert (register.families.started[0], register.families.entered) == (pytest.approx(100.0 - warning), [enters])


def test_a_slot_granted_the_day_before_the_crisis_gives_almost_nothing():
    crises = (100.0, 158.0)
    luck = {"families": on_days(*crises), "enters care": by_subject({0: 0.99, 1: 0.98})}
    late = lived(at_risk(team(weeks_median=116 / 7, weeks_to_full_effect=8.0), warning_median=60.0), luck)
    assert late.families.started == pytest.approx([40.0, 156.0])  # the first is helped in full, the second two days
    assert late.families.entered == [False, False]
    luck["enters care"] = by_subject({0: 0.99, 1: 0.97})  # 1 - 0.6 x 2 / 56 = 0.979
    late = lived(at_risk(team(weeks_median=116 / 7, weeks_to_full_effect=8.0), warning_median=60.0), luck)
    assert late.families.entered == [False, True]


def test_the_team_works_with_a_family_from_referral_for_some_weeks():
    register = lived(at_risk(team(), warning_median=100.0), {"families staying out": on_days(150.0)})
    (family,) = rows(register.families)
    assert (family.referred, family.started, family.finished) == pytest.approx((50.0, 50.0, 50.0 + 56))


def test_work_stops_when_the_children_come_into_care():
    register = lived(at_risk(team(), warning_median=20.0), {"families": on_days(100.0), "enters care": 0.1})
    (family,) = rows(register.families)
    assert (family.started, family.finished) == pytest.approx((80.0, 100.0))


def test_work_goes_on_after_a_crisis_that_was_overcome():
    register = lived(at_risk(team(), warning_median=20.0), {"families": on_days(100.0), "enters care": 0.6})
    assert register.families.finished == pytest.approx([80.0 + 56])
    assert register.episodes.child == []


def test_help_that_has_ended_before_the_crisis_still_counts():
    register = lived(at_risk(team(), warning_median=100.0), {"families": on_days(150.0), "enters care": 0.6})
    assert register.families.entered == [False]


def test_a_family_waits_until_a_slot_is_free():
    luck = {"families staying out": on_days(100.0, 120.0)}
    register = lived(at_risk(team()), luck)
    assert register.families.started == pytest.approx([40.0, 96.0])  # when the first is done


def test_a_family_whose_crisis_comes_first_is_not_helped():
    luck = {"families": on_days(100.0, 105.0, 180.0), "enters care": 0.6}
    register = lived(at_risk(team(weeks_median=20.0), warning_median=60.0), luck)
    # the slot is taken from day 40 to day 180; the second family's crisis is on day 105
    assert register.families.started[:1] == pytest.approx([40.0])
    assert register.families.started[1] != register.families.started[1]
    assert register.families.entered[:2] == [False, True]
    assert register.episodes.began[0] == pytest.approx(105.0)


def test_families_of_older_adolescents_go_first():
    luck = {"families": on_days(100.0, 110.0, 115.0), "age band": by_subject({2: 0.9}, otherwise=0.1)}
    shares = ByAge(0.0, 0.0, 0.5, 0.5, 0.0)
    priority = lived(at_risk(team(priority_age=10.0), age_shares=shares, warning_median=90.0), luck)
    in_turn = lived(at_risk(team(priority_age=18.0), age_shares=shares, warning_median=90.0), luck)
    second, third = 10.0 + 56, 10.0 + 2 * 56
    assert priority.families.started[:3:2] == pytest.approx([10.0, second])
    assert in_turn.families.started[:2] == pytest.approx([10.0, second])
    assert third > 115.0  # too late for who is left


def test_slots_are_workers_times_families_and_come_over_the_ramp():
    luck = {"families staying out": on_days(*[100.0 + number for number in range(6)])}
    four = edge_of_care(workers=2.0, families_per_worker=2.0, weeks_median=30.0)
    started = [day for day in lived(at_risk(four), luck).families.started if day == day]
    assert started == pytest.approx([40.0, 41.0, 42.0, 43.0])
    ramped = edge_of_care(workers=2.0, families_per_worker=2.0, weeks_median=30.0, starts=50.0, ramp=80.0)
    started = [day for day in lived(at_risk(ramped), luck).families.started if day == day]
    assert started == pytest.approx([50.0, 70.0, 90.0])  # the fourth slot opens on day 110, after their crises


def test_an_averted_entry_may_only_be_postponed():
    helped = at_risk(team(postponed_share=0.6, postponed_within=300.0))
    register = lived(helped, {"families": on_days(100.0), "enters care": 0.6, "postponed by": 0.25})
    (family,) = rows(register.families)
    assert (family.entered, family.postponed_until) == (False, pytest.approx(175.0))
    assert register.episodes.began == pytest.approx([175.0])
    stays = lived(helped, {"families": on_days(100.0), "enters care": 0.6, "only postponed": 0.7})
    assert stays.episodes.began == []
    assert stays.families.postponed_until[0] != stays.families.postponed_until[0]


def test_a_postponed_entry_after_18_does_not_happen():
    helped = at_risk(team(postponed_share=1.0, postponed_within=2000.0), age_shares=only(ByAge, from_16=1.0))
    luck = {"families": on_days(100.0), "enters care": 0.6, "age": 0.9, "postponed by": 0.5}
    register = lived(helped, luck, years=6.0)
    assert register.episodes.began == []
    assert register.families.postponed_until[0] != register.families.postponed_until[0]  # it is averted for good


def test_the_search_for_a_postponed_entry_opens_with_notice():
    helped = changed(
        at_risk(team(postponed_share=1.0, postponed_within=300.0), children_per_family=2.0, search_notice=21.0),
        connected_persons=None,
        agency=market(delay_median=10.0),
    )
    luck = {"families": on_days(100.0), "enters care": 0.6, "postponed by": 0.25, "children": 0.6}
    register = lived(helped, luck)
    assert register.episodes.began == pytest.approx([175.0, 175.0])  # siblings, together
    for placement in rows(register.placements):
        assert (placement.began, placement.days_searched, placement.emergency) == (
            pytest.approx(175.0),
            pytest.approx(10.0),
            False,
        )


def test_a_sibling_who_is_18_by_the_day_of_a_postponed_entry_does_not_come():
    helped = at_risk(
        team(postponed_share=1.0, postponed_within=300.0),
        age_shares=only(ByAge, from_16=1.0),
        children_per_family=2.0,
        search_notice=21.0,
    )
    # 17.6 years at the crisis; the sibling's gap of more than a year leaves only the younger side
    luck = {"families": on_days(100.0), "enters care": 0.6, "postponed by": 0.9, "children": 0.6, "age": 0.88}
    register = lived(helped, luck)
    assert len(register.episodes.began) == 1
    assert register.families.children == [2]


def test_those_who_would_not_have_entered_are_never_postponed():
    helped = at_risk(team(postponed_share=1.0))
    assert lived(helped, {"families staying out": on_days(100.0)}).episodes.began == []


@pytest.mark.parametrize("nobody", [{"workers": 0.0}, {"families_per_worker": 0.5}])
def test_a_team_without_a_slot_is_the_base_draw_for_draw(nobody: dict):
    demand = {
        "entries_per_year": 60.0,
        "warning_spread": 0.8,
        "yearly_level": ByFinancialYear(1.3, 0.8, 1.1),
        "children_per_family": 1.5,
    }
    base = simulate(at_risk(None, **demand), years=3)
    with_team = simulate(at_risk(edge_of_care(entry_risk_ratio=0.1, **nobody), **demand), years=3)
    assert differing(base, with_team) == []


def test_a_team_only_takes_away_entries_and_moves_none():
    demand = {"entries_per_year": 60.0, "warning_spread": 0.8}
    base, helped = (simulate(at_risk(each, **demand), years=3) for each in (None, edge_of_care(entry_risk_ratio=0.3)))
    entries = [set(zip(run.children.identity, run.episodes.began, strict=True)) for run in (base, helped)]
    assert entries[1] < entries[0]


# --- returns home


def returning(support: Any, **leaving: Any) -> Parameters:
    """One child on day 100, by police protection, whose planned return is decided a half threshold later."""
    values = {
        "hazard_by_time_in_care": every(ByDuration, 1.0),
        "causes_5_to_9": only(ByCause, home_planned=1.0),
        "planned_return_median": 100.0,
        **leaving,
    }
    parameters = at_risk(support, route_shares=only(ByRoute, police_protection=1.0))
    return changed(parameters, leaving=values)


DECIDED = 100.0 + HALF * YEAR


def supporting(**changes: Any) -> Any:
    return edge_of_care(families_per_worker=1.0, return_support_share=0.6, return_sooner=0.3, **changes)


def test_a_return_that_the_team_supports_comes_sooner():
    register = lived(returning(supporting()), {"families": on_days(100.0)})
    assert register.episodes.ended == pytest.approx([DECIDED + 70])
    (row,) = rows(register.returns)
    assert (row.started, row.returned, row.finished) == pytest.approx((DECIDED, DECIDED + 70, DECIDED + 70))
    assert row.episode == 0


def test_work_goes_on_after_the_child_is_home():
    register = lived(returning(supporting(weeks_median=20.0)), {"families": on_days(100.0)})
    assert register.returns.finished == pytest.approx([DECIDED + 140])


def test_the_team_is_not_asked_about_every_return():
    register = lived(returning(supporting()), {"families": on_days(100.0), "return support": 0.7})
    assert register.episodes.ended == pytest.approx([DECIDED + 100])
    assert register.returns.episode == []


def test_a_return_waits_for_a_slot_and_comes_sooner_by_what_is_left():
    luck = {
        "families": on_days(100.0, 101.0),
        "leaving": by_subject({0: threshold(HALF), 8: threshold(HALF + 19 / YEAR)}),
    }
    register = lived(returning(supporting()), luck)
    # the first takes the slot until its return on day DECIDED + 70; the second is decided 20 days after it
    freed = DECIDED + 70
    assert register.returns.started == pytest.approx([DECIDED, freed])
    assert register.episodes.ended[1] == pytest.approx(freed + (DECIDED + 20 + 100 - freed) * 0.7)


def test_a_return_that_goes_ahead_before_a_slot_is_free_is_not_supported():
    luck = {
        "families": on_days(100.0, 101.0),
        "leaving": by_subject({0: threshold(HALF), 8: threshold(HALF + 19 / YEAR)}),
    }
    register = lived(returning(supporting(weeks_median=52.0)), luck)
    assert register.returns.episode == [0]
    assert register.episodes.ended[1] == pytest.approx(DECIDED + 20 + 100)


def test_a_supported_return_has_its_own_risk_of_re_entry():
    reentry = {"reentry_within_1_year": 0.2, "reentry_within_6_years": 0.3}
    # with half the hazard of re-entry, the chance of being back within a year is 1 - sqrt(0.8)
    luck = {"families": on_days(100.0), "coming back": by_occasion(0.5, 1 - 0.8**0.5, 0.999)}
    helped = lived(returning(supporting(reentry_risk_ratio=0.5), **reentry), luck)
    assert helped.episodes.began[1] == pytest.approx(helped.episodes.ended[0] + YEAR)
    plain = lived(returning(None, **reentry), luck)
    assert plain.episodes.began[1] < plain.episodes.ended[0] + YEAR


def test_a_return_that_18_overtakes_is_not_supported():
    age = {"age_shares": only(ByAge, from_16=1.0), "route_shares": only(ByRoute, police_protection=1.0)}
    parameters = changed(
        at_risk(supporting(), **age),
        leaving={
            "hazard_by_time_in_care": every(ByDuration, 1.0),
            "causes_from_16": only(ByCause, home_planned=1.0),
            "planned_return_median": 1000.0,
        },
    )
    register = lived(parameters, {"families": on_days(100.0)})
    assert register.episodes.cause == [LeavingCause.EIGHTEENTH_BIRTHDAY]
    assert register.returns.episode == []


def test_the_team_is_not_asked_about_a_child_who_is_at_home_already():
    at_home = changed(returning(supporting()), doors=doors(parents_at_entry=every(ByRoute, 1.0)))
    register = lived(at_home, {"families": on_days(100.0)})
    assert register.placements.kind == [Kind.WITH_PARENTS]
    assert register.episodes.ended == pytest.approx([DECIDED + 100])
    assert register.returns.episode == []


def test_families_of_adolescents_come_before_returns_and_returns_before_other_families():
    parameters = changed(
        returning(supporting(priority_age=10.0), planned_return_median=300.0),
        demand={
            "age_shares": ByAge(0.0, 0.0, 0.5, 0.5, 0.0),
            "route_shares": ByRoute(0.5, 0.0, 0.5, 0.0, 0.0, 0.0),
            "entry_probability": 1.0,
            "warning_median": 200.0,
        },
    )
    luck = {
        # a child comes on day 20 and is to return; three families are referred 200 days before their crises
        "families": on_days(20.0, 250.0, 290.0, 295.0),
        "route": by_subject({0: 0.9}, otherwise=0.1),
        "age band": by_subject({3: 0.9}, otherwise=0.1),
        "leaving": threshold(80 / YEAR),
    }
    register = lived(parameters, luck, years=4)
    family = {row.identity: row for row in rows(register.families)}
    # the slot is taken from day 50 to day 106; in line by then: a family of a younger child since day 90,
    # one of an older child since day 95, and a return decided on day 100
    assert family[1].started == pytest.approx(50.0)
    assert family[3].started == pytest.approx(106.0)
    assert register.returns.started[0] == pytest.approx(106.0 + 56)
    assert family[2].started != family[2].started  # its crisis came first


def extra(support: Any = None, **leaving: Any) -> Parameters:
    """One child on day 100 by voluntary agreement who stays in care; a return takes 40 days to prepare."""
    team = edge_of_care(families_per_worker=1.0, return_extra=0.6, return_extra_within=100.0)
    values = {"causes_5_to_9": only(ByCause, home_planned=1.0), "planned_return_median": 40.0, **leaving}
    parameters = at_risk(team if support is None else support, entry_probability=1.0, warning_median=1e-6)
    return changed(parameters, leaving=values)


def test_support_brings_a_return_about_that_nobody_had_decided():
    register = lived(extra(), {"families": on_days(100.0)})
    assert register.episodes.decided == pytest.approx([150.0])  # half way through the hundred days
    assert register.episodes.ended == pytest.approx([190.0])
    assert register.episodes.cause == [LeavingCause.HOME_PLANNED]
    (row,) = rows(register.returns)
    assert (row.extra, row.started, row.returned) == (True, pytest.approx(150.0), pytest.approx(190.0))
    assert row.finished == pytest.approx(150.0 + 56)


def test_a_return_brought_about_comes_sooner_with_support_and_has_its_risk_of_re_entry():
    team = edge_of_care(
        families_per_worker=1.0, return_extra=0.6, return_extra_within=100.0, return_sooner=0.25, reentry_risk_ratio=0.5
    )
    luck = {"families": on_days(100.0), "coming back": by_occasion(0.5, 1 - 0.8**0.5, 0.999)}
    register = lived(extra(team, reentry_within_1_year=0.2, reentry_within_6_years=0.3), luck)
    assert register.episodes.ended[0] == pytest.approx(180.0)
    assert register.episodes.began[1] == pytest.approx(180.0 + YEAR)


@pytest.mark.parametrize(
    "why_not",
    [
        {"luck": {"extra return": 0.61}},
        {"team": {"return_extra": 0.0}},
        {"team": {"starts": 151.0}},
        {"team": {"workers": 0.0}},
        {"leaving": {"hazard_by_time_in_care": every(ByDuration, 10.0)}},  # decided before
        {"demand": {"route_shares": only(ByRoute, police_protection=1.0)}},
    ],
    ids=["luck", "no effect", "not yet", "no workers", "decided", "route"],
)
def test_a_return_is_not_brought_about_without_luck_effect_team_or_need(why_not: dict[str, Any]):
    values = {"families_per_worker": 1.0, "return_extra": 0.6, "return_extra_within": 100.0, **why_not.get("team", {})}
    parameters = changed(extra(edge_of_care(**values)), demand=why_not.get("demand", {}))
    parameters = changed(parameters, leaving=why_not.get("leaving", {}))
    register = lived(parameters, {"families": on_days(100.0), **why_not.get("luck", {})})
    assert len(register.episodes.began) == 1
    assert not any(register.returns.extra)


def test_a_return_that_could_be_brought_about_waits_for_a_slot():
    values = {"return_extra": 0.6, "return_extra_within": 100.0, "weeks_median": 20.0}
    parameters = changed(extra(edge_of_care(families_per_worker=1.0, **values)), demand={"entry_probability": 0.5})
    luck = {"families": on_days(100.0), "families staying out": on_days(130.0)}  # the slot is taken until day 270
    register = lived(parameters, luck)
    assert register.returns.started == register.episodes.decided == pytest.approx([270.0])
    # by then the return may have been decided without the team, and the slot goes to the next
    decided = {"hazard_by_time_in_care": every(ByDuration, HALF * YEAR / 100.0)}
    luck = {"families": on_days(100.0), "families staying out": on_days(130.0, 290.0)}
    register = lived(changed(parameters, leaving=decided), luck)
    assert register.episodes.decided == pytest.approx([200.0])
    assert register.returns.extra == []
    assert [row.started for row in rows(register.families) if row.crisis > 200.0] == pytest.approx([290.0])


def test_a_child_too_near_18_to_be_prepared_is_not_brought_home():
    parameters = changed(extra(planned_return_median=900.0), demand={"age_shares": only(ByAge, from_16=1.0)})
    register = lived(parameters, {"families": on_days(100.0)})
    assert register.returns.extra == []
    assert register.episodes.cause == [LeavingCause.EIGHTEENTH_BIRTHDAY]


def test_a_team_that_brings_no_return_about_is_the_base_draw_for_draw():
    demand = {"entries_per_year": 60.0, "warning_spread": 0.8, "children_per_family": 1.5}
    leaving = {"hazard_by_time_in_care": every(ByDuration, 0.5), "causes_5_to_9": only(ByCause, relatives=1.0)}
    one, other = (
        simulate(changed(at_risk(edge_of_care(return_extra_within=within), **demand), leaving=leaving), years=3)
        for within in (100.0, 500.0)
    )
    assert differing(one, other) == []
