"""Reviewing lived by hand: due days, weeks that are too short, moves, challenges; laws of the officers' week."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from quiet_legal import in_court, permanence
from quiet_parameters import CALENDAR, YEAR, changed, every, market, only, quiet
from quiet_reviews import more_reviewing, reviews
from runs_of_model import rows
from scripted_worlds import a_child, by_occasion, comes, made, run, threshold

from sim.foundations.calendar import Calendar
from sim.foundations.codes import PermanencePlan, PlacementEnd, Route
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge, ByCause, ByDuration, ByKind

NEVER = threshold(700)
WEEK = 7


def on(year: int, month: int, day: int) -> float:
    """The number of a day."""
    return float(CALENDAR.day_of(date(year, month, day)))


def parameters(stability: dict[str, Any] | None = None, **changes: Any) -> Parameters:
    """Agencies for everyone, and reviews."""
    told = changed(quiet(), connected_persons=None, agency=market(), reviews=reviews(**changes))
    return changed(told, stability=stability) if stability else told


def lived(told: Parameters, *days: float, years: float = 1.5, luck: Any = None, age: float = 8.0) -> Register:
    """Children come on these days, one from a family each."""
    world = made(told, luck, years)
    for family, day in enumerate(days, start=1):
        comes(world, day, a_child(family=family, age=age, day=day))
    return run(world)


CAME = on(2018, 3, 29) + 0.4
"""A Thursday; these tests know no bank holidays, unless they say so."""

FIRST, SECOND, THIRD = on(2018, 4, 26), on(2018, 7, 26), on(2019, 1, 26)
"""Days on which reviews of who comes then fall due; the last is a Saturday."""

BEFORE_THIRD = on(2019, 1, 25)


# --- due days


def test_reviews_fall_due_as_the_regulations_count() -> None:
    """20 working days after coming; three months after that; six months after the last was held; and so on.

    One that falls due on a Saturday is held on the Friday.
    """
    held = rows(lived(parameters(), CAME, years=2.0).reviews)
    assert [row.due for row in held] == [FIRST, SECOND, THIRD, on(2019, 7, 25), on(2020, 1, 25)]
    assert [row.held for row in held[:4]] == [FIRST, SECOND, BEFORE_THIRD, on(2019, 7, 25)]
    assert [row.number for row in held] == [1, 2, 3, 4, 5]
    assert not any(row.thin or row.forward or row.outstanding or row.challenged for row in held)


def test_bank_holidays_are_no_working_days() -> None:
    """Easter lies between: the first is due on Monday 30 April, the second on 30 July, the third on 30 January 2019."""
    easter = Calendar(date(2018, 1, 1), (date(2018, 3, 30), date(2018, 4, 2)))
    world = made(parameters(), None, 1.5, easter)
    comes(world, CAME, a_child(day=CAME))
    held = rows(run(world).reviews)
    days = [on(2018, 4, 30), on(2018, 7, 30), on(2019, 1, 30)]
    assert [row.due for row in held[:3]] == days
    assert [row.held for row in held[:3]] == days


def test_the_next_is_counted_from_when_the_last_was_held() -> None:
    """Put off by 14 days, the first is held on 10 May and the second falls due on 10 August."""

    def first_alone(_child: int, name: int) -> float:
        return 0.1 if name & 255 == 1 else 0.9

    first, second = rows(lived(parameters(postponed=0.5), CAME, luck={"review put off": first_alone}).reviews)[:2]
    assert (first.due, first.held) == (FIRST, on(2018, 5, 10))
    assert (second.due, second.held) == (on(2018, 8, 10), on(2018, 8, 10))


def test_a_child_is_looked_at_half_way() -> None:
    """Between 26 April and 26 July it is 10 June, a Sunday; then 25 October, a Thursday: the Mondays after."""
    first, second, third = rows(lived(parameters(), CAME).reviews)[:3]
    assert first.midway != first.midway
    assert second.midway == on(2018, 6, 11)
    assert third.midway == on(2018, 10, 29)


def test_no_review_falls_due_on_or_after_the_18th_birthday() -> None:
    """Who comes at 17 years and 200 days has two reviews, and no third."""
    held = rows(lived(parameters(), CAME, age=17.0 + 200 / YEAR).reviews)
    assert [row.number for row in held] == [1, 2]
    assert all(row.held == row.held for row in held)


def test_a_move_in_the_week_of_the_last_review_is_nothing_to_arrange_anew() -> None:
    """Of the second review, held on Thursday 26 July 2018, that a move the day before would have brought forward.

    The third would fall due after the 18th birthday: what was arranged of the second is not taken for it.
    """
    told = parameters(
        {"planned_moves": only(ByKind, agency=1.0), "planned_notice": 1.0}, considers_move=1.0, booked_ahead=14.0
    )
    register = lived(told, CAME, age=17.6, luck=once_after(SECOND - CAME - 2.0))
    held = rows(register.reviews)
    assert [(row.number, row.held, row.forward) for row in held] == [(1, FIRST, False), (2, SECOND, True)]


def test_a_review_ends_unheld_when_the_child_leaves_care() -> None:
    leaves = changed(parameters(), leaving={"hazard_by_time_in_care": every(ByDuration, 1.0)})
    first, second = rows(lived(leaves, CAME, luck={"leaving": threshold((50 - 1e-6) / YEAR)}).reviews)
    assert first.held == FIRST
    assert second.held != second.held
    assert second.ended == pytest.approx(CAME + 50.0)


def test_nobody_is_reviewed_without_officers() -> None:
    held = rows(lived(parameters(officers=0.0), CAME).reviews)
    assert len(held) == 1
    assert held[0].held != held[0].held


# --- weeks that are too short


def crowd(number: int, **changes: Any) -> list[Any]:
    """So many children come on one day: their first reviews, all due on 26 April."""
    found = rows(lived(parameters(**changes), *[CAME] * number, years=0.7).reviews)
    return [row for row in found if row.number == 1]


def test_reviews_are_cut_short_to_the_least_they_need_before_they_are_late() -> None:
    """One officer has 26 hours: time for four whole reviews, six thin ones, and the seventh is a week late."""
    for number, thin, late in ((4, 0, 0), (5, 5, 0), (6, 6, 0), (7, 6, 1)):
        held = crowd(number, officers=1.0, booked_ahead=0.0)
        in_time = [row for row in held if row.held <= row.due]
        assert (sum(row.thin for row in in_time), len(held) - len(in_time)) == (thin, late), number


def test_what_would_be_too_much_is_held_sooner_where_there_is_time() -> None:
    """Nine whole reviews of 6.5 hours for 26 a week, due on one day: booked ahead, none is thin and none late."""
    held = crowd(9, officers=1.0)
    assert not any(row.thin for row in held)
    assert all(row.held <= row.due for row in held)
    assert min(row.held for row in held) >= FIRST - 14 - WEEK


def test_the_earliest_due_goes_first() -> None:
    """Two reviews are due on days of one week, and there are hours for one a week."""
    few = parameters(officers=0.25, least_hours=6.5, booked_ahead=0.0)
    held = [row for row in rows(lived(few, CAME, CAME - 1.0, years=0.5).reviews) if row.number == 1]
    by_due = sorted(held, key=lambda row: row.due)
    assert by_due[0].held < by_due[1].held


def test_nobody_looks_between_while_reviews_are_late() -> None:
    """What a week has left over is the beginning of the next review, however short a look is."""
    few = parameters(officers=0.3, least_hours=6.5, hours_midway=0.1)
    held = rows(lived(few, *[CAME] * 60, years=1.2).reviews)
    assert all(row.midway != row.midway for row in held)


def test_no_more_is_held_than_there_are_hours_for() -> None:
    """At whatever numbers: reviews by any day times the least that one needs are within the hours until then."""
    for officers in (0.3, 0.7, 1.3, 2.0):
        few = parameters(officers=officers)
        held = sorted(row.held for row in rows(lived(few, *[CAME + day for day in range(60)]).reviews))
        held = [day for day in held if day == day]
        for count, day in enumerate(held, start=1):
            assert count * 4.0 <= officers * 26.0 * (day / WEEK + 2.0)


def test_more_officers_hold_no_fewer_in_time() -> None:
    """Summed over the children of one crowd, nobody more as nobody, and never fewer with one more."""
    days = [float(day) for day in range(0, 200, 2)]

    def in_time(extra: Any) -> int:
        found = rows(lived(changed(parameters(officers=0.5), more_reviewing=extra), *days, years=2.0).reviews)
        return sum(row.held <= row.due for row in found)

    base = in_time(None)
    assert in_time(more_reviewing(officers=0.0)) == base
    sums = [in_time(more_reviewing(officers=number)) for number in (0.25, 0.5, 1.0, 2.0)]
    assert sums == sorted(sums)
    assert sums[0] > base


# --- moves


def moves(**changes: Any) -> Parameters:
    """The care plan moves the child on once, with 40 days' notice."""
    return parameters({"planned_moves": only(ByKind, agency=1.0), "planned_notice": 40.0}, **changes)


def once_after(days: float) -> dict[str, Any]:
    """Luck by which the one move comes so many days after coming."""
    return {"planned move": by_occasion(threshold(days / YEAR), NEVER)}


def test_a_planned_move_is_reviewed_before_where_officers_come_to_consider_it() -> None:
    """The third review, due on 26 January 2019, is held before the move in December, and not again after."""
    register = lived(moves(considers_move=1.0), CAME, luck=once_after(250.0), years=1.5)
    moved = rows(register.placements)[0]
    assert moved.why == PlacementEnd.PLANNED
    (noticed,) = rows(register.move_reviews)
    assert noticed.before
    third = rows(register.reviews)[2]
    assert third.forward
    assert noticed.noticed <= third.held <= moved.ended
    assert third.due == THIRD
    assert not rows(register.reviews)[3].forward


def test_else_soon_after_it() -> None:
    """On the 20th working day after, or the working day before that in its week."""
    register = lived(moves(considers_move=0.0), CAME, luck=once_after(250.0), years=1.5)
    moved = rows(register.placements)[0].ended
    (noticed,) = rows(register.move_reviews)
    third = rows(register.reviews)[2]
    assert not noticed.before
    assert third.forward
    assert 21 <= third.held - moved <= 33


# --- challenges


def test_a_challenge_is_made_where_what_was_decided_is_not_done() -> None:
    """Not at the first review, when nothing was decided before; less often when thin, more often after a look."""
    told = parameters(decision_done=0.0, challenge=0.4)
    for uniform, challenged in ((0.55, True), (0.65, False)):
        held = rows(lived(told, CAME, luck={"review challenge": uniform}).reviews)
        assert [row.outstanding for row in held[:3]] == [False, True, True]
        assert [row.challenged for row in held[:3]] == [False, challenged, challenged]


def test_a_challenge_brings_a_decided_return_and_a_planned_move_forward() -> None:
    """By a tenth of what is left on the day of the review; a return that is not decided is left alone."""
    goes_home = {
        "hazard_by_time_in_care": every(ByDuration, 1.0),
        "causes_5_to_9": only(ByCause, home_planned=1.0),
        "planned_return_median": 60.0,
    }
    decided_on = on(2018, 7, 10) - CAME
    luck = {"leaving": threshold(decided_on / YEAR)}

    def left(share: float) -> float:
        told = changed(parameters(decision_done=0.0, challenge=1.0, drift_shortened=share), leaving=goes_home)
        return float(rows(lived(told, CAME, luck=luck).episodes)[0].ended)

    without = left(0.0)
    assert without == pytest.approx(on(2018, 7, 10) + 60.0)
    assert left(0.1) == pytest.approx(without - 0.1 * (without - SECOND))


def test_a_challenge_brings_a_planned_move_forward() -> None:
    """Notice of 40 days before 26 August is given before the review of 26 July."""

    def moved(share: float) -> float:
        told = moves(decision_done=0.0, challenge=1.0, drift_shortened=share)
        return float(rows(lived(told, CAME, luck=once_after(150.0)).placements)[0].ended)

    without = moved(0.0)
    assert without == pytest.approx(CAME + 150.0)
    assert moved(0.2) == pytest.approx(without - 0.2 * (without - SECOND))


def test_no_challenge_touches_whether_a_leaving_is_decided() -> None:
    """Decided on the same day with the strongest of challenges."""
    leaves = {"hazard_by_time_in_care": every(ByDuration, 1.0), "causes_5_to_9": only(ByCause, home_planned=1.0)}
    for share in (0.0, 0.3):
        told = changed(parameters(decision_done=0.0, challenge=1.0, drift_shortened=share), leaving=leaves)
        register = lived(told, CAME, luck={"leaving": threshold(300 / YEAR)})
        assert rows(register.episodes)[0].decided == pytest.approx(CAME + 300.0)


# --- permanence


def voluntary(**changes: Any) -> Parameters:
    """Children accommodated under section 20 who never come to court, and reviews."""
    return changed(in_court(court_share_voluntary=every(ByAge, 0.0), **changes), reviews=reviews(), doors=None)


def plan(told: Parameters, luck: Any = None) -> Any:
    """What is planned for a child who comes before Easter."""
    world = made(told, luck, 3.0)
    comes(world, CAME, a_child(route=Route.VOLUNTARY, day=CAME))
    (row,) = rows(run(world).permanence)
    return row


def test_permanence_is_decided_at_the_second_review_that_is_held() -> None:
    decided = plan(voluntary())
    assert (decided.second_review, decided.decided) == (SECOND, SECOND)
    assert decided.plan == PermanencePlan.FOSTERING


def test_or_at_a_later_one() -> None:
    """Review 2 is the first at which it may be: episode 1, review 4 is 1 << 6 | 2."""
    third = {"permanence decided": by_occasion(*[0.9] * 66, otherwise=0.1)}
    assert plan(voluntary(permanence=permanence(decided_by_second_review=0.5)), third).decided == on(2019, 7, 25)


def test_without_officers_none_is_ever_decided() -> None:
    undecided = plan(changed(voluntary(), reviews=reviews(officers=0.0)))
    assert undecided.plan == NOBODY
    assert undecided.second_review != undecided.second_review
