"""Health: hand-worked lives from the request over the appointment to reviews, with moves and leaving between."""

from datetime import date
from math import isnan
from typing import Any

import pytest
from quiet_health import health_assessments, health_clinic, health_pathway
from quiet_parameters import CALENDAR, YEAR, changed, every, market, quiet
from runs_of_model import rows
from scripted_worlds import a_child, comes, made, run

from sim.foundations.calendar import Calendar
from sim.foundations.codes import Kind, Location, Route
from sim.model.core.people import Child, Placement
from sim.model.lives.world import World
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByRoute

ENGLAND = Calendar(
    CALENDAR.start,
    frozenset({date(2018, 3, 30), date(2018, 4, 2), date(2018, 5, 7), date(2018, 5, 28), date(2018, 8, 27)}),
)
"""With the bank holidays that lie around the dates of these lives."""


def _day(year: int, month: int, day: int) -> int:
    return CALENDAR.day_of(date(year, month, day))


MAUNDY = _day(2018, 3, 29)
"""Thursday 29 March 2018: 20 working days later it is Monday 30 April."""


def parameters(**health: Any) -> Parameters:
    """Agencies inside the authority for everyone, and health assessments."""
    return changed(quiet(), connected_persons=None, agency=market(), health_assessments=health_assessments(**health))


def placed_at(world: World, day: float, child: Child, location: Location, **changes: Any) -> None:
    """Tell services on a day that `child` has moved to another placement."""
    values: dict[str, Any] = {"kind": Kind.AGENCY, "sought": Kind.AGENCY, "occasion": 100 + int(day), **changes}
    placement = Placement(
        location=location, began=day, household=None, matched=True, split=False, first_choice=True, **values
    )

    def moves() -> None:
        child.placement = placement
        world.services.placed(child, placement)

    world.lives.at(day, moves)


def life(
    *moves: tuple[float, Location],
    others: int = 0,
    entered: float = MAUNDY + 0.4,
    age: float = 8.0,
    luck: Any = None,
    years: float = 3.0,
    parts: Any = None,
    **health: Any,
) -> Register:
    """A child of eight who comes on 29 March 2018, after `others` who have asked for the same clinics, and moves."""
    world = made(changed(parameters(**health), **(parts or {})), luck, years, ENGLAND)
    for number in range(others):
        comes(world, MAUNDY - 1 + 0.4, a_child(family=100 + number, age=8.0))
    child = a_child(age=age, day=MAUNDY)
    comes(world, entered, child)
    for day, location in moves:
        placed_at(world, day, child, location)
    return run(world)


def initial(register: Register) -> Any:
    """The initial assessment of the child who came last."""
    return [row for row in rows(register.health) if row.initial][-1]


# --- the dates of the design, worked by hand


def test_an_assessment_in_time() -> None:
    """Asked on 16 April, ten working days after; five later it is Monday 23 April, a clinic."""
    row = initial(life())
    assert (row.due, row.asked, row.booked, row.done) == (
        _day(2018, 4, 30),
        _day(2018, 4, 16),
        _day(2018, 4, 23),
        _day(2018, 4, 23),
    )
    assert row.reported == _day(2018, 4, 30)
    assert not row.host


def test_a_full_clinic_puts_it_off_to_the_last_day() -> None:
    """Three others, a day earlier, have the clinic of 23 April: that of 30 April is in time on its day."""
    row = initial(life(others=3))
    assert row.done == row.due == _day(2018, 4, 30)


def test_two_full_clinics_make_it_late() -> None:
    """7 May is a bank holiday: the clinic is on Tuesday 8 May."""
    register = life(others=6)
    assert initial(register).done == _day(2018, 5, 8)
    full = [(row.day, row.slots, row.used, row.lost) for row in rows(register.clinics) if row.used]
    assert full == [(_day(2018, 4, 23), 3, 3, 0), (_day(2018, 4, 30), 3, 3, 0), (_day(2018, 5, 8), 3, 1, 0)]


def test_a_move_far_away_asks_the_host_area_anew() -> None:
    """Moved on Friday 20 April, the working day before the clinic: its place is lost; 30 days later it is 20 May."""
    register = life((_day(2018, 4, 20) + 0.5, Location.FAR))
    row = initial(register)
    assert (row.asked, row.host, row.done) == (_day(2018, 4, 16), True, _day(2018, 5, 21))
    (clinic,) = [clinic for clinic in rows(register.clinics) if clinic.lost or clinic.used]
    assert (clinic.day, clinic.used, clinic.lost) == (_day(2018, 4, 23), 0, 1)


def test_a_place_given_back_two_working_days_before_goes_to_another() -> None:
    register = life((_day(2018, 4, 19) + 0.5, Location.FAR))
    assert all(clinic.used == clinic.lost == 0 for clinic in rows(register.clinics))


def test_a_move_back_into_the_authority_books_its_clinic() -> None:
    """Far from 10 April, so asked of the host area on 16 April for 16 May; back on 25 April: the clinic of 8 May.

    Five working days after 25 April it is 2 May, and the next clinic is after the bank holiday.
    """
    row = initial(life((_day(2018, 4, 10), Location.FAR), (_day(2018, 4, 25), Location.INSIDE)))
    assert (row.host, row.done) == (False, _day(2018, 5, 8))


def test_a_move_within_the_authority_keeps_the_appointment() -> None:
    assert initial(life((_day(2018, 4, 20), Location.INSIDE))).done == _day(2018, 4, 23)


def test_children_nearby_are_seen_at_home_by_chance() -> None:
    near = (_day(2018, 4, 3), Location.NEAR)
    assert not initial(life(near, luck={"health near at home": 0.79}, near_at_home=0.8)).host
    assert initial(life(near, luck={"health near at home": 0.81}, near_at_home=0.8)).host


def test_missing_consent_adds_its_days() -> None:
    """Ten more working days: asked on 30 April, seen on the first clinic from 8 May on, after the bank holiday."""
    row = initial(life(luck={"health consent missing": 0.3}, consent_missing=every(ByRoute, 0.35)))
    assert (row.asked, row.done) == (_day(2018, 4, 30), _day(2018, 5, 8))


def test_the_pathway_asks_sooner_and_finds_consent_and_hosts() -> None:
    """Four working days after 29 March it is 6 April; five later 13 April, and the clinic is on 16 April."""
    row = initial(life(parts={"health_pathway": health_pathway()}))
    assert (row.asked, row.done) == (_day(2018, 4, 6), _day(2018, 4, 16))
    for luck, asked in ((0.08, _day(2018, 4, 20)), (0.09, _day(2018, 4, 6))):  # a quarter of 0.35 is 0.0875
        missing = {"health consent missing": luck}
        consent = life(luck=missing, consent_missing=every(ByRoute, 0.35), parts={"health_pathway": health_pathway()})
        assert initial(consent).asked == asked
    far = life((_day(2018, 4, 3), Location.FAR), parts={"health_pathway": health_pathway()})
    assert initial(far).done == _day(2018, 4, 24)  # 18 days after 6 April


def test_the_pathway_comes_in_evenly_over_its_ramp() -> None:
    """Half way, seven working days."""
    half = health_pathway(starts=MAUNDY + 0.4 - 120, ramp=240.0)
    assert initial(life(parts={"health_pathway": half})).asked == _day(2018, 4, 11)


def test_one_more_place_in_each_clinic() -> None:
    assert initial(life(others=3, parts={"health_clinic": health_clinic()})).done == _day(2018, 4, 23)


def test_a_child_not_brought_is_booked_again_up_to_four_times() -> None:
    """23 April, 30 April, 8 May and, five working days after that, 21 May; then no more is booked."""
    always = life(missed=every(ByAge, 1.0))
    row = initial(always)
    assert (row.missed, row.first_missed, row.booked) == (4, _day(2018, 4, 23), _day(2018, 5, 21))
    assert isnan(row.done)
    once = {"health not brought": lambda _, occasion: 0.01 if occasion & 63 == 0 else 0.99}
    again = initial(life(luck=once, missed=every(ByAge, 0.02)))
    assert (again.missed, again.first_missed, again.done) == (1, _day(2018, 4, 23), _day(2018, 4, 30))
    assert isnan(initial(life()).first_missed)


def test_who_refuses_is_fourteen_and_never_assessed() -> None:
    assert initial(life(age=13.5, refused=1.0)).done == _day(2018, 4, 23)
    register = life(age=14.5, refused=1.0)
    assert all(row.refused and isnan(row.done) for row in rows(register.health) if not row.due > register.until - 30)


def test_a_child_who_leaves_is_closed_and_gives_the_place_back() -> None:
    """On their 18th birthday, between the request and the appointment."""
    register = life(age=18.0 - 20 / YEAR)
    assert _day(2018, 4, 16) < register.episodes.ended[0] < _day(2018, 4, 20)
    row = initial(register)
    assert isnan(row.done)
    assert row.ended == register.episodes.ended[0]
    assert all(clinic.used == clinic.lost == 0 for clinic in rows(register.clinics))


def test_a_cancelled_clinic_is_not_booked() -> None:
    week = (CALENDAR.start.toordinal() + _day(2018, 4, 23)) // 7 * 8
    luck = {"health clinic cancelled": lambda name, _: 0.01 if name == week else 0.99}
    register = life(luck=luck, clinic_cancelled=0.1)
    assert initial(register).done == _day(2018, 4, 30)
    assert [row.slots for row in rows(register.clinics) if row.day == _day(2018, 4, 23)] == [0]


def test_without_places_nobody_is_seen_at_home() -> None:
    """They wait without an appointment; a review assessment is made a year after entry all the same."""
    for none in ({"slots_per_clinic": 0.0}, {"clinics_per_week": 0.0}):
        register = life(**none)
        row = initial(register)
        assert isnan(row.booked)
        assert [review.done for review in rows(register.health) if not review.initial][:1] == [MAUNDY + 366]


def test_remand_to_detention_has_no_initial_assessment() -> None:
    world = made(
        changed(parameters(), other_residential=market(), policy={"remand_custody_share": 1.0}), None, 1.0, ENGLAND
    )
    comes(world, 30.0, a_child(age=16.0, route=Route.REMAND))
    assert [row for row in rows(run(world).health) if row.initial] == []


# --- review assessments and questionnaires


def test_review_assessments_follow_one_another_by_age() -> None:
    """From five a year after the last; under five half a year; from the last to the fifth birthday, then a year."""
    done = [row.done for row in rows(life().health)]
    assert done == [_day(2018, 4, 23), _day(2018, 4, 23) + 365, _day(2018, 4, 23) + 730]
    young = [row for row in rows(life(age=1.0).health) if not row.initial]
    first = _day(2018, 4, 23)
    assert [row.due for row in young[:2]] == [first + 182.5, first + 183 + 182.5]
    turns = [row for row in rows(life(age=4.7).health) if not row.initial]
    assert turns[0].due == first + 365


def test_a_late_review_counts_from_when_it_was_made() -> None:
    late = life(luck={"health review late": 0.5}, review_lateness_mean=59.0)
    review, then = [row for row in rows(late.health) if not row.initial][:2]
    assert review.done == _day(2018, 4, 23) + 365 + 41  # 59 times ln 2 is 40.9
    assert then.due == review.done + 365


def test_a_questionnaire_on_each_anniversary_from_four_to_sixteen() -> None:
    asked = life(years=3.0).questionnaires
    assert asked.due == [MAUNDY + 366, MAUNDY + 366 + 366]
    assert asked.done == asked.due
    assert life(age=2.5, years=3.0).questionnaires.due == [MAUNDY + 366 + 366]
    assert life(age=15.5, years=3.0).questionnaires.due == [MAUNDY + 366]
    none = life(sdq_completed=0.0).questionnaires
    assert all(isnan(done) for done in none.done)


@pytest.mark.parametrize("gap", [60.0, 120.0])
def test_who_was_assessed_within_three_months_is_not_assessed_again(gap: float) -> None:
    """A child who leaves after the assessment and comes back."""
    world = made(parameters(), None, 3.0, ENGLAND)
    child = a_child(age=8.0)
    comes(world, MAUNDY + 0.4, child)
    seen = _day(2018, 4, 23)

    def leaves() -> None:
        world.services.left_care(child)

    def returns() -> None:
        child.episode += 1
        child.entered = world.lives.now
        world.services.entered_care(child)

    world.lives.at(seen + 10.0, leaves)
    world.lives.at(seen + gap, returns)
    assert len([row for row in rows(run(world).health) if row.initial]) == (1 if gap < 91 else 2)
