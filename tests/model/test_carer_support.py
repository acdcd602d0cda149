"""Support to in-house carers: a psychologist's advice, help out of hours, training and recruitment."""

from __future__ import annotations

from typing import Any

import pytest
from quiet_parameters import YEAR, changed, every, fostering, market, quiet
from quiet_strategies import camhs_support, carer_development, consultation, out_of_hours
from runs_of_model import differing, rows, simulate
from scripted_worlds import HALF, Luck, a_child, a_household, by_subject, comes, made, on_days, run, threshold

from sim.foundations.codes import Skill
from sim.model.fostering.households import FROM_10
from sim.model.model import start
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByDuration


def in_house(rate: float = 1.0, **parts: Any) -> Parameters:
    """In-house households and agencies; disruptions at this rate a year, without notice."""
    return changed(
        quiet(),
        connected_persons=None,
        in_house_fostering=fostering(households=0.0),
        agency=market(),
        stability={"hazard_by_time_in_placement": every(ByDuration, rate), "notice": 0.0},
        **parts,
    )


def first_end(parameters: Parameters, luck: Luck | None = None, skills: int = 0, **child: Any) -> float:
    """When the placement of a child who came to an in-house household on day 0 broke down."""
    world = made(parameters, luck)
    a_household(world, skills=skills)
    comes(world, 0.0, a_child(**child))
    return run(world).placements.ended[0]


# --- consultation


def advised(**changes: Any) -> Parameters:
    """An hour a week: one household at a time, for ten weeks, at half the hazard."""
    advice = consultation(**{"hours": 1.0, "weeks": 10.0, "hazard_multiplier": 0.5, **changes})
    return in_house(camhs_support=camhs_support(consultation=advice))


def test_carers_of_a_child_with_the_need_are_advised_for_some_weeks_and_the_hazard_falls():
    # of 253 days of plain hazard, the 70 days of advice use up 35
    assert first_end(advised(), behaviour=True) == pytest.approx(HALF * YEAR + 35)
    assert first_end(advised(hours=0.0), behaviour=True) == pytest.approx(HALF * YEAR)
    assert first_end(advised()) == pytest.approx(HALF * YEAR)  # without the need there is no advice


def test_the_other_children_in_the_household_gain_by_it_too():
    world = made(advised())
    a_household(world, places=2, skills=int(Skill.BEHAVIOUR))
    comes(world, 0.0, a_child())
    comes(world, 20.0, a_child(family=2, behaviour=True))
    register = run(world)
    advice = rows(register.consultations)[0]
    assert (advice.began, advice.ended) == (20.0, 90.0)
    assert register.placements.ended[:2] == pytest.approx([HALF * YEAR + 35, 20 + HALF * YEAR + 35])


def test_the_psychologist_has_so_many_hours():
    world = made(advised(hours=2.0, hours_per_household=1.0))
    for which in range(3):
        a_household(world, 900 + which)
        comes(world, float(which), a_child(family=1 + which, behaviour=True))
    register = run(world, 60.0)
    assert len(register.consultations.household) == 2


def test_an_hour_that_falls_free_is_for_the_next_child_placed():
    world = made(advised())
    for which, day in enumerate((0.0, 50.0, 100.0)):
        a_household(world, 900 + which)
        comes(world, day, a_child(family=1 + which, behaviour=True))
    register = run(world, 120.0)
    assert register.consultations.began == [0.0, 100.0]


def test_advice_starts_with_the_service_and_comes_over_the_ramp():
    world = made(advised(hours=2.0, starts=30.0, ramp=100.0))
    for which, day in enumerate((0.0, 40.0, 50.0, 90.0)):
        a_household(world, 900 + which)
        comes(world, day, a_child(family=1 + which, behaviour=True))
    register = run(world, 100.0)
    assert register.consultations.began == [40.0, 90.0]  # the second place opens on day 80


def test_who_agrees_thanks_to_advice_is_advised():
    parameters = changed(advised(hours=1.0, unskilled_agreement=1.0), in_house_fostering={"unskilled_agreement": 0.0})
    world = made(parameters)
    for which in range(2):
        a_household(world, 900 + which)
        comes(world, float(which), a_child(family=1 + which, age=15.0))
    register = run(world, 50.0)
    assert register.consultations.began == [0.0]
    # with the hour taken the second household would not take an adolescent
    assert [row.household for row in rows(register.placements)] == [1, -1]


# --- out of hours


def test_covered_households_have_a_lower_hazard():
    assert first_end(in_house(out_of_hours=out_of_hours(hazard_multiplier=0.5))) == pytest.approx(2 * HALF * YEAR)
    assert first_end(in_house(out_of_hours=out_of_hours(hazard_multiplier=1.0))) == pytest.approx(HALF * YEAR)


def test_coverage_comes_over_the_ramp_in_the_order_of_luck():
    # a coverage of 0.8 over 200 days from day 10: luck of 0.4 is half way
    service = out_of_hours(coverage=0.8, starts=10.0, ramp=200.0, hazard_multiplier=0.5)

    def ends(luck: float) -> float:
        return first_end(in_house(out_of_hours=service), {"covered out of hours": luck})

    covered = 10 + 100
    assert ends(0.4) == pytest.approx(covered + 2 * (HALF * YEAR - covered))
    assert ends(0.7999) == pytest.approx(210 + 2 * (HALF * YEAR - 210), abs=0.1)
    assert ends(0.81) == pytest.approx(HALF * YEAR)


def test_covered_households_stay_longer():
    service = out_of_hours(starts=50.0, deregistration_multiplier=0.5)
    parameters = changed(in_house(out_of_hours=service), in_house_fostering={"deregistration": 1.0})
    for luck, leaves in ((0.5, 50 + 2 * (HALF * YEAR - 50)), (1.0, HALF * YEAR)):
        world = made(parameters, {"covered out of hours": luck})
        a_household(world)
        assert run(world).households.left == [pytest.approx(leaves)]


def test_a_household_approved_later_is_covered_from_its_approval():
    service = out_of_hours(hazard_multiplier=0.5)
    world = made(in_house(out_of_hours=service))
    world.lives.at(100.0, lambda: a_household(world))
    comes(world, 150.0, a_child())
    assert run(world).placements.ended[0] == pytest.approx(150 + 2 * HALF * YEAR)


def test_a_line_that_covers_nobody_is_the_base_draw_for_draw():
    demand = {"entries_per_year": 40.0}
    base = changed(in_house(), demand=demand, in_house_fostering={"households": 20.0, "deregistration": 0.3})
    nobody = changed(base, out_of_hours=out_of_hours(coverage=0.0, hazard_multiplier=0.1))
    assert differing(simulate(base, 3), simulate(nobody, 3)) == []


# --- training


def trained(**changes: Any) -> Parameters:
    """One household a month, in working with adolescents, at half the hazard."""
    values = {
        "training_places": 1.0,
        "course_days": 60.0,
        "adolescents_share": 1.0,
        "completed": 0.9,
        "hazard_multiplier": 0.5,
        **changes,
    }
    return in_house(carer_development=carer_development(**values))


def coursed(parameters: Parameters, luck: Luck | None = None, households: int = 3, **household: Any) -> Register:
    world = made(parameters, luck, years=1.0)
    for which in range(households):
        a_household(world, 900 + which, **household)
    return run(world)


def test_so_many_households_a_month_are_trained_those_first_whose_name_comes_up():
    luck = {"training": by_subject({900: 0.9, 901: 0.1, 902: 0.5})}
    register = coursed(trained(starts=40.0), luck)
    # 1 March, 1 April and 1 May 2018 are days 59, 90 and 120
    assert register.training.began == [59.0, 90.0, 120.0]
    assert register.training.household == [1, 2, 0]
    assert register.training.completed == [119.0, 150.0, 180.0]
    assert register.training.skill == [Skill.ADOLESCENTS] * 3


def test_parts_of_a_training_place_add_up():
    register = coursed(trained(training_places=0.5))
    assert register.training.began == [31.0, 90.0, 151.0]  # every second month from January


def test_a_household_is_trained_once():
    register = coursed(trained(training_places=5.0))
    assert sorted(register.training.household) == [0, 1, 2]


def test_who_does_not_complete_the_course_gains_nothing():
    register = coursed(trained(), {"training completed": 0.95}, households=1)
    assert register.training.completed[0] != register.training.completed[0]


@pytest.mark.parametrize(
    ("share", "has", "learns"),
    [
        (1.0, 0, Skill.ADOLESCENTS),
        (0.0, 0, Skill.DISABILITY),
        (1.0, Skill.ADOLESCENTS, Skill.DISABILITY),
        (0.0, Skill.DISABILITY, Skill.ADOLESCENTS),
    ],
)
def test_each_learns_a_skill_that_it_lacks(share: float, has: int, learns: Skill):
    register = coursed(trained(adolescents_share=share), households=1, skills=int(has))
    assert register.training.skill == [learns]


def test_who_has_both_skills_takes_nobodys_place_in_a_course():
    world = made(trained(), years=1.0)
    a_household(world, 900, skills=int(Skill.ADOLESCENTS | Skill.DISABILITY))
    a_household(world, 901)
    assert run(world).training.household == [1]


def test_who_is_about_to_stop_gets_no_place_in_a_course():
    world = made(trained(starts=40.0), {"leaving": 1e-9}, years=1.0)
    household = a_household(world)
    comes(world, 0.0, a_child())
    world.lives.at(50.0, lambda: setattr(household, "closing", True))
    assert run(world).training.household == []


def test_training_widens_whom_a_household_takes():
    parameters = changed(trained(), in_house_fostering={"unskilled_agreement": 0.0})
    world = made(parameters, years=1.0)
    household = a_household(world, ages=1)
    assert world.carers.household_for([a_child(age=15.0)]) is None
    run(world, 100.0)
    assert household.ages & FROM_10
    assert world.carers.household_for([a_child(age=15.0, day=100.0)]) is household
    assert world.carers.household_for([a_child(age=7.0, day=100.0)]) is None


def test_placements_in_a_trained_household_break_down_less_from_the_end_of_the_course():
    done = 60.0  # the course starts on 1 January
    assert first_end(trained()) == pytest.approx(done + 2 * (HALF * YEAR - done))


def test_a_household_that_leaves_during_the_course_does_not_complete_it():
    parameters = changed(trained(), in_house_fostering={"deregistration": 1.0})
    register = coursed(parameters, {"household leaves": threshold(30 / YEAR)}, households=1)
    assert register.households.left == [pytest.approx(30.0)]
    assert register.training.completed[0] != register.training.completed[0]


def test_support_multiplies():
    both = changed(
        trained(), out_of_hours=out_of_hours(hazard_multiplier=0.5), camhs_support=advised(weeks=500.0).camhs_support
    )
    both = changed(both, stability={"scale": 4.0})
    done, left = 60.0, HALF * YEAR / 4
    # a quarter of the hazard until the course ends, an eighth after
    assert first_end(both, behaviour=True) == pytest.approx(done + 8 * (left - done / 4))


# --- recruitment


def test_recruitment_brings_more_enquiries_from_its_start():
    parameters = changed(
        in_house(carer_development=carer_development(extra_enquiries=10.0, starts=100.0)),
        in_house_fostering={"enquiries": 5.0, "assessment_median": 50.0, "panel_interval": 1.0},
    )
    # candidates at a mark of eight a year come only when the campaign runs
    world = made(parameters, {"enquiries": on_days(1550.0, 1650.0, mark=8.0)}, years=1.0)
    start(world)
    register = run(world)
    assert register.enquiries == pytest.approx([150.0])
    assert register.households.approved == pytest.approx([200.0])


def test_a_campaign_adds_households_and_changes_none():
    base = changed(
        in_house(demand={"entries_per_year": 0.0}),
        in_house_fostering={
            "enquiries": 40.0,
            "assessments_approved": 0.5,
            "enquiry_days": 30.0,
            "skilled_behaviour": 0.5,
        },
    )
    campaign = changed(base, carer_development=carer_development(extra_enquiries=20.0))
    before, after = (
        set(zip(*(getattr(run_.households, name) for name in ("identity", "approved", "skills")), strict=True))
        for run_ in (simulate(base, 4), simulate(campaign, 4))
    )
    assert before < after


def test_development_without_places_or_enquiries_is_the_base_draw_for_draw():
    demand = {"entries_per_year": 40.0, "age_shares": ByAge(0.2, 0.2, 0.2, 0.2, 0.2)}
    base = changed(in_house(), demand=demand, in_house_fostering={"households": 20.0, "enquiries": 20.0})
    nothing = changed(base, carer_development=carer_development(hazard_multiplier=0.1))
    assert differing(simulate(base, 3), simulate(nothing, 3)) == []
