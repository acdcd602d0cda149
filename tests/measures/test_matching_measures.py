"""The measures of matching: answers worked by hand."""

from __future__ import annotations

from math import isnan

from handmade_registers import (
    LAST,
    MARCH_2019,
    MARCH_2020,
    child,
    day,
    episode,
    measured,
    placement,
    register,
    stay,
    value,
)

from sim.foundations.codes import Kind, LeavingCause
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register


def test_first_choice_and_search_days_are_of_placements_begun_in_the_year() -> None:
    r = register()
    began = day(2018, 6, 1)
    stay(r, began, first_choice=True, days_searched=3.0)
    stay(r, began, first_choice=False, days_searched=9.0)
    stay(r, began, first_choice=False, days_searched=99.0, emergency=True)
    stay(r, began, first_choice=True, days_searched=99.0, kind=Kind.ADOPTION)
    stay(r, began, first_choice=True, days_searched=99.0, kind=Kind.WITH_PARENTS)
    stay(r, -5.0, first_choice=False, days_searched=77.0)
    values = measured(r)
    assert value(values, "first_choice_percent", when=MARCH_2019) == 60.0
    assert value(values, "search_days_mean", when=MARCH_2019) == 6.0  # neither makeshift nor by decision
    assert value(values, "emergency_placements", when=MARCH_2019) == 1
    assert value(values, "emergency_placements", when=MARCH_2020) == 0


# Siblings


def siblings(*placed: tuple[Kind, int], family: int = 7) -> Register:
    """Children of one family, in care throughout, each with a kind and, in-house, a household or else a home."""
    r = register()
    for kind, where in placed:
        lives_in = {"household": where} if kind is Kind.IN_HOUSE else {"home": where}
        placement(r, episode(r, child(r, family=family), -50.0), -50.0, kind=kind, **lives_in)
    return r


def split_at_end(r: Register) -> float:
    return value(measured(r), "siblings_split_percent", when=LAST)


def test_siblings_in_one_household_are_together_and_in_two_apart() -> None:
    assert split_at_end(siblings((Kind.IN_HOUSE, 3), (Kind.IN_HOUSE, 3))) == 0.0
    assert split_at_end(siblings((Kind.IN_HOUSE, 3), (Kind.IN_HOUSE, 4))) == 100.0
    # household 0 is a household
    assert split_at_end(siblings((Kind.IN_HOUSE, 0), (Kind.AGENCY, 0))) == 100.0
    assert split_at_end(siblings((Kind.IN_HOUSE, 0), (Kind.IN_HOUSE, 0))) == 0.0


def test_siblings_elsewhere_are_together_in_one_home_and_in_two_apart() -> None:
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.AGENCY, 5))) == 0.0
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.AGENCY, 6))) == 100.0
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.CONNECTED, 6))) == 100.0
    # the number of a home is no number of a household
    assert split_at_end(siblings((Kind.AGENCY, 5), (Kind.IN_HOUSE, 5))) == 100.0


def test_a_child_whose_sibling_has_left_has_none_in_care() -> None:
    r = siblings((Kind.AGENCY, 5), (Kind.IN_HOUSE, 1))
    r.episodes.ended[1] = r.placements.ended[1] = 700.0
    r.episodes.cause[1] = LeavingCause.OTHER
    values = measured(r)
    assert value(values, "siblings_split_percent", when=MARCH_2019) == 100.0
    assert isnan(value(values, "siblings_split_percent", when=LAST))


def test_children_without_a_family_are_not_siblings_of_each_other() -> None:
    assert isnan(split_at_end(siblings((Kind.AGENCY, 5), (Kind.IN_HOUSE, 1), family=NOBODY)))


def test_the_share_is_of_children_with_siblings_only() -> None:
    r = siblings((Kind.IN_HOUSE, 3), (Kind.IN_HOUSE, 3), (Kind.AGENCY, 5))
    for household in (8, 8):
        who = child(r, family=9)
        placement(r, episode(r, who, -50.0), -50.0, kind=Kind.IN_HOUSE, household=household)
    stay(r, -50.0)
    assert split_at_end(r) == 60.0  # three of one family, not all together; two of another, together
