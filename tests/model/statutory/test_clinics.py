"""Clinics: the bulk queue against its computed law, and what becomes of every place."""

from math import exp, factorial, sqrt

import pytest
from quiet_health import health_assessments
from quiet_parameters import CALENDAR

from sim.foundations.chance import Chance
from sim.foundations.decisions_of_chance import HEALTH_ASKED
from sim.foundations.working_days import WorkingDays
from sim.model.register.register import Register
from sim.model.statutory.appointments import ClinicBook

YEARS = 60
WEEKS = YEARS * 52
WARM_UP = 300
"""Weeks until the queue no longer knows that it began empty."""


def book_of(weeks: int, slots: float, cancelled: float = 0.0) -> tuple[ClinicBook, WorkingDays, Register]:
    """A book of clinics for so many weeks."""
    register = Register(since=0.0, until=float(weeks * 7))
    working = WorkingDays(CALENDAR, -14, weeks * 7 + 730)
    parameters = health_assessments(slots_per_clinic=slots, clinic_cancelled=cancelled)
    book = ClinicBook(working, CALENDAR, Chance(1, 0), register, parameters, None, 0)
    return book, working, register


def asked_in(week: int, mean: float) -> int:
    """How many ask in a week: Poisson, by the name of the week."""
    u, number, term = Chance(5, 0).uniform(HEALTH_ASKED, week), 0, exp(-mean)
    below = term
    while u > below:
        number += 1
        term = exp(-mean) * mean**number / factorial(number)
        below += term
    return number


def law(mean: float, slots: int, largest: int = 200) -> tuple[float, float]:
    """The mean of what is left after a clinic, and the chance that nothing is, of L' = max(0, L + A - c)."""
    arrivals = [exp(-mean) * mean**number / factorial(number) for number in range(60)]
    chances = [1.0] + [0.0] * largest
    for _ in range(3000):
        after = [0.0] * (largest + 1)
        for left, chance in enumerate(chances):
            if chance > 1e-14:
                for number, share in enumerate(arrivals):
                    after[min(largest, max(0, left + number - slots))] += chance * share
        moved = max(abs(one - other) for one, other in zip(after, chances, strict=True))
        chances = after
        if moved < 1e-10:
            break
    return sum(left * chance for left, chance in enumerate(chances)), chances[0]


@pytest.mark.parametrize(
    ("mean", "slots", "left", "nothing"),
    [(2.0, 3, 0.4685, 0.762), (1.5, 2, 0.985, 0.594), (2.7, 3, 3.720, 0.316), (3.6, 4, 3.600, 0.341)],
)
def test_the_book_is_baileys_bulk_queue(mean: float, slots: int, left: float, nothing: float) -> None:
    """Those booked past this week's clinic are what the queue has left: within three standard errors of the law."""
    book, _, _ = book_of(WEEKS + 400, slots)
    booked: list[int] = []  # how many asked up to a week are booked later than its clinic
    waiting: list[int] = []
    for week in range(WEEKS):
        for _ in range(asked_in(week, mean)):
            clinic = book.book(week * 7)
            assert clinic is not None
            booked.append(clinic.day // 7)
        booked = [seen for seen in booked if seen > week]
        waiting.append(len(booked))
    kept = waiting[WARM_UP:]
    for found, expected in (
        ([float(number) for number in kept], left),
        ([float(number == 0) for number in kept], nothing),
    ):
        assert _mean(found) == pytest.approx(expected, abs=3 * _error(found))


@pytest.mark.parametrize(("mean", "slots", "left", "nothing"), [(2.0, 3, 0.4685, 0.762), (1.5, 2, 0.985, 0.594)])
def test_the_law_is_computed(mean: float, slots: int, left: float, nothing: float) -> None:
    """The numbers that the book is held to are those of the chain."""
    found = law(mean, slots, 60)
    assert found[0] == pytest.approx(left, abs=6e-4)
    assert found[1] == pytest.approx(nothing, abs=6e-4)


def test_a_backlog_grows_by_what_the_clinics_lack() -> None:
    """Three and a half ask a week for three places: the last is booked a sixth of the time ahead."""
    weeks = 520
    book, _, _ = book_of(weeks * 2, 3)
    last = 0
    for week in range(weeks):
        for _ in range(asked_in(week, 3.5)):
            clinic = book.book(week * 7)
            assert clinic is not None
            last = clinic.day // 7
    assert last - weeks == pytest.approx(weeks * 0.5 / 3, abs=3 * sqrt(weeks * 3.5) / 3)


def test_cancelled_clinics_take_places_away_by_their_share() -> None:
    _, _, register = book_of(2600, 3, cancelled=0.1)
    held = sum(slots > 0 for slots in register.clinics.slots) / len(register.clinics.slots)
    assert held == pytest.approx(0.9, abs=3 * sqrt(0.09 / 2600))


def test_places_given_back_late_are_lost_and_others_are_free_again() -> None:
    book, _, register = book_of(10, 1)
    first = book.book(10)
    assert first is not None
    assert first.day == 14
    book.give_back(first, 9.5)  # Wednesday: three working days before
    again = book.book(10)
    assert again is first
    book.give_back(first, 11.5)  # Friday: one
    assert book.book(10) is not first
    rows = register.clinics
    at = rows.day.index(14.0)
    assert (rows.slots[at], rows.used[at], rows.lost[at]) == (1, 0, 1)


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)


def _error(values: list[float]) -> float:
    """The standard error of the mean of a series that remembers, from the means of its stretches of 70 weeks."""
    means = [_mean(values[start : start + 70]) for start in range(0, len(values) - 69, 70)]
    middle = _mean(means)
    return sqrt(sum((one - middle) ** 2 for one in means) / (len(means) - 1) / len(means))
