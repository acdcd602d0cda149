"""Lives as they stood on an earlier 31 March: what came later is not known yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sim.returns.lives import CareLives, Period, ReturnedChild, Stay, Window


def earlier(lives: CareLives, day: date) -> CareLives:
    """Return the lives as they stood at the end of a day; of a year before the first return only its end is known."""
    first = min(lives.window.first, date(day.year - 1, 4, 1))
    children = (_child(child, day) for child in lives.children)
    return CareLives(Window(first, day), tuple(child for child in children if child.periods))


def _child(child: ReturnedChild, day: date) -> ReturnedChild:
    return replace(child, periods=tuple(_period(one, day) for one in child.periods if one.begins <= day))


def _period(period: Period, day: date) -> Period:
    stays = tuple(_stay(one, day) for one in period.stays if one.begins <= day)
    legal = tuple(one for one in period.legal if one.begins <= day)
    if period.ends is None or period.ends <= day:
        return replace(period, stays=stays, legal=legal)
    return replace(period, ends=None, cause=None, censored=False, staying_put=False, stays=stays, legal=legal)


def _stay(stay: Stay, day: date) -> Stay:
    return stay if stay.ends is None or stay.ends <= day else replace(stay, ends=None, why_ended=None)
