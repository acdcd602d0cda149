"""The very children of the last day of returns: as the lives have them, but for an invented order and day of birth."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from invented_returns import InventedChild, invented, write

from sim.foundations.codes import Kind, LegalStatus, Location, Route
from sim.foundations.first_day import FirstDayChild
from sim.returns.first_day import told, very_children_of
from sim.returns.importing import read_returns
from sim.returns.lives import CareLives, LegalSpell, Period, ReturnedChild, Stay, Window

LAST = date(2024, 3, 31)
EVENLY = (1.0, 1.0, 1.0)


def here(children: list[InventedChild]) -> list[InventedChild]:
    return [child for child in children if child.begins <= LAST and (child.ends is None or child.ends > LAST)]


@pytest.fixture(scope="module")
def children() -> list[InventedChild]:
    return invented(7, 2018, 2024)


@pytest.fixture(scope="module")
def lives(children: list[InventedChild], tmp_path_factory: pytest.TempPathFactory) -> CareLives:
    found, _ = read_returns(write(children, tmp_path_factory.mktemp("in"), range(2018, 2025)))
    return found


def test_they_are_the_children_of_the_last_day(children: list[InventedChild], lives: CareLives) -> None:
    found = very_children_of(lives, EVENLY, Random(1)).children
    true = here(children)
    times = [(LAST - child.stays[-1].begins, LAST - child.begins) for child in true]
    seen = Counter((one.in_placement, one.in_care) for one in found if one.entry_seen)
    assert seen <= Counter((placement.days, care.days) for placement, care in times)
    within = Counter((placement.days, care.days) for placement, care in times if LAST - care >= date(2017, 4, 1))
    assert within <= seen  # who came within the years is seen to have
    assert len(found) == len(true)
    assert sum(one.alone for one in found) == sum(child.alone for child in true)
    assert sum(one.kind is Kind.CHILDRENS_HOME for one in found) == sum(one.stays[-1].kind == "home" for one in true)


def test_the_day_of_birth_and_the_order_are_invented_and_the_years_of_age_are_not(lives: CareLives) -> None:
    one, other = (very_children_of(lives, EVENLY, Random(seed)).children for seed in (1, 2))
    assert [each.age for each in one] != [each.age for each in other]
    assert [each.order for each in one] != sorted(each.order for each in one)
    for found in (one, other):
        assert all(0 <= each.in_placement <= each.in_care <= each.age < 18 * 365.25 for each in found)
    by_others = [sorted((each.in_care, each.in_placement, each.age) for each in found) for found in (one, other)]
    for mine, yours in zip(*by_others, strict=True):
        assert mine[:2] == yours[:2]
        assert abs(mine[2] - yours[2]) <= 31


def child(born: date | None, kind: Kind | None, place: Location | None, *stays: Stay) -> ReturnedChild:
    begins = date(2023, 1, 10)
    stays = stays or (Stay(begins, None, kind, place, None),)
    legal = (LegalSpell(begins, LegalStatus.INTERIM_CARE_ORDER), LegalSpell(LAST, LegalStatus.CARE_ORDER))
    period = Period(begins, True, None, None, False, Route.INTERIM_CARE_ORDER, stays, legal)
    return ReturnedChild(born, None, False, False, False, None, (period,))


def of(*children: ReturnedChild) -> tuple[FirstDayChild, ...]:
    return very_children_of(CareLives(Window(date(2023, 4, 1), LAST), children), EVENLY, Random(3)).children


BORN = date(2012, 6, 15)


def test_who_has_no_date_of_birth_is_left_out_and_that_is_said() -> None:
    lives = CareLives(
        Window(date(2023, 4, 1), LAST), (child(None, Kind.AGENCY, None), child(BORN, Kind.AGENCY, Location.FAR))
    )
    found = very_children_of(lives, EVENLY, Random(3))
    assert (len(found.children), found.left_out) == (1, 1)
    assert "without a date of birth are not among them" in told(found, LAST)


def test_what_is_not_known_of_a_placement_is_as_of_the_others() -> None:
    known = [child(BORN, Kind.AGENCY, Location.FAR)] * 5
    found = of(*known, *[child(BORN, None, None)] * 5)
    assert {(one.kind, one.location) for one in found} == {(Kind.AGENCY, Location.FAR)}
    found = of(*known, *[child(BORN, Kind.SECURE, None)] * 5)  # none of the kind: as of all
    assert {one.location for one in found} == {Location.FAR}
    found = of(*[child(BORN, Kind.AGENCY, None)] * 60)
    assert {one.location for one in found} == set(Location)  # and where no place is known, as is usual


def test_placements_of_the_last_year_are_counted_and_one_with_the_same_carers_goes_on() -> None:
    stays = (
        Stay(date(2023, 1, 10), date(2023, 2, 1), Kind.AGENCY, Location.FAR, None),
        Stay(date(2023, 2, 1), date(2023, 6, 1), Kind.AGENCY, Location.FAR, None),
        Stay(date(2023, 6, 1), date(2024, 1, 1), Kind.AGENCY, Location.FAR, None),
        Stay(date(2024, 1, 1), None, Kind.ADOPTION, Location.FAR, None, moved=False),
    )
    (found,) = of(child(BORN, None, None, *stays))
    assert (found.placements, found.in_placement) == (2, (LAST - date(2023, 6, 1)).days)
    assert (found.kind, found.status) == (Kind.ADOPTION, LegalStatus.CARE_ORDER)


def test_nobody_is_made_older_than_18_or_born_in_care() -> None:
    begins = date(2023, 1, 10)
    newborn = of(*[child(begins, Kind.AGENCY, Location.FAR)] * 40)
    assert {one.age for one in newborn} <= set(range((LAST - begins).days, (LAST - date(2023, 1, 1)).days + 1))
    nearly = of(*[child(date(2006, 4, 1), Kind.AGENCY, Location.FAR)] * 40)
    assert all(one.age < (LAST - date(2006, 3, 31)).days for one in nearly)


def test_they_do_not_show_themselves(lives: CareLives) -> None:
    found = very_children_of(lives, EVENLY, Random(1))
    assert repr(found) == "<VeryChildren: not shown>"
    assert repr(found.children[0]) == "<FirstDayChild: not shown>"
    assert repr(replace(found.children[0], age=4321)) == "<FirstDayChild: not shown>"
