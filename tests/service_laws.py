"""Laws that the tables of statutory services obey whatever happens: nothing is done twice or without hours."""

from __future__ import annotations

from math import isnan
from typing import Any

from quiet_social_work import by_week
from runs_of_model import rows

from sim.model.register.register import Register

ALMOST = 1e-6


def check_services(register: Register) -> None:
    """Raise an AssertionError if the tables of the services are not sound."""
    episodes = rows(register.episodes)
    ended = [register.until if isnan(episode.ended) else episode.ended for episode in episodes]
    _check_health(register, ended)
    _check_reviews(register, ended)
    _check_hours(register)
    for table in (register.updates, register.education_plans, register.life_stories):
        for row in rows(table):
            assert isnan(row.done) or row.done <= ended[row.episode] + 1.0
    _check_schools(register, ended)


def _check_health(register: Register, ended: list[float]) -> None:
    initial: dict[int, int] = {}
    for row in rows(register.health):
        initial[row.episode] = initial.get(row.episode, 0) + row.initial
        assert isnan(row.done) or isnan(row.ended), "done, or ended without it"
        assert isnan(row.done) or row.done <= min(ended[row.episode], register.until)
        assert isnan(row.done) or not row.refused
        assert isnan(row.reported) or row.reported >= row.done
    assert all(number <= 1 for number in initial.values()), "one initial assessment in a period of care"
    for clinic in rows(register.clinics):
        assert clinic.used >= 0
        assert clinic.used + clinic.lost <= clinic.slots


def _check_reviews(register: Register, ended: list[float]) -> None:
    last: dict[int, Any] = {}
    for row in rows(register.reviews):
        before = last.get(row.episode)
        if before is not None:
            assert row.number == before.number + 1
            assert before.held < row.due, "the next falls due after the last was held"
            assert isnan(row.held) or row.held > before.held
        assert isnan(row.held) or row.held <= ended[row.episode]
        last[row.episode] = row


def _check_hours(register: Register) -> None:
    for week in by_week(register):
        assert sum(week.paid) <= week.hours + week.recovery + ALMOST, "no hour is paid twice"
        assert all(paid >= 0.0 for paid in week.paid)
        assert 0.0 <= week.agency <= week.workers + ALMOST


def _check_schools(register: Register, ended: list[float]) -> None:
    until: dict[int, float] = {}
    for period in rows(register.school_periods):
        assert period.began >= until.get(period.episode, period.began), "at one school, or at none, at a time"
        assert isnan(period.ended) or period.began <= period.ended <= ended[period.episode]
        until[period.episode] = register.until if isnan(period.ended) else period.ended
