"""Time in care by age on the last day: as the lives have it, with entries that no return shows, and as it may leave."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from invented_returns import InventedChild, invented, write

from sim.bases.own.first_day import BORN_LATER, MOST_NOT_SEEN, shown_times
from sim.foundations.calendar import age_band
from sim.parameters.tables import duration_band
from sim.returns.importing import read_returns
from sim.returns.time_in_care import TimeCounts, TimesInCare, times_in_care

LAST = date(2024, 3, 31)
EVENLY = np.ones((5, 8))


@pytest.fixture(scope="module")
def children() -> list[InventedChild]:
    return invented(5, 2019, 2024)


def truth(children: list[InventedChild]) -> TimeCounts:
    found = np.zeros((5, 8))
    for child in children:
        if child.begins <= LAST and (child.ends is None or child.ends > LAST):
            found[age_band((LAST - child.born).days), duration_band((LAST - child.begins).days)] += 1
    return found


def of_years(children: list[InventedChild], first: int, folder: Path) -> TimesInCare:
    lives, _ = read_returns(write(children, folder, range(first, 2025)))
    return times_in_care(lives)


def test_what_no_return_shows_is_at_least_as_long_as_seen(children: list[InventedChild], tmp_path: Path) -> None:
    true, seen = truth(children), of_years(children, 2023, tmp_path)
    assert seen.known.sum() + seen.at_least.sum() == true.sum()
    assert (seen.known <= true).all()
    assert seen.at_least.sum() > 0
    longer = np.cumsum((true - seen.known)[:, ::-1], axis=1)
    assert (np.cumsum(seen.at_least[:, ::-1], axis=1) <= longer).all()
    in_window = duration_band((LAST - date(2022, 4, 1)).days)
    assert (seen.known[:, :in_window] == true[:, :in_window]).all()  # who came within the years is seen to have


def test_what_no_return_shows_is_shared_out_over_longer_times() -> None:
    known, at_least, believed = np.zeros((5, 8)), np.zeros((5, 8)), np.zeros((5, 8))
    known[3, 1], at_least[3, 5], at_least[4, 6] = 7.0, 8.0, 2.0
    believed[3] = [100, 100, 100, 100, 100, 1, 2, 1]
    found = TimesInCare(known, at_least).shared_out(believed)
    assert found[3].tolist() == [0, 7, 0, 0, 0, 2, 4, 2]
    assert found[4].tolist() == [0, 0, 0, 0, 0, 0, 2, 0]  # where nobody is believed to be, they are as seen


def only_known(*rows: list[float]) -> TimesInCare:
    known = np.zeros((5, 8))
    known[: len(rows)] = rows
    return TimesInCare(known, np.zeros((5, 8)))


def test_small_numbers_are_hidden_with_another_and_filled_in_from_their_age() -> None:
    found = shown_times(only_known([0.0] * 8, [2, 20, 30, 40, 50, 12, 14, 0]), EVENLY)
    assert found.shown[1] == (None, 20, 30, 40, 50, None, 15, 0)
    assert found.filled_in[1].sum() == 170  # 168, rounded
    assert found.filled_in[1][0] == found.filled_in[1][5] == 7.5


def test_an_age_of_few_children_tells_nothing() -> None:
    found = shown_times(only_known([9.0, 0, 0, 0, 0, 0, 0, 0], [0, 20, 30, 0, 0, 0, 0, 0]), EVENLY)
    assert found.shown[0] == (0,) * 8
    assert found.filled_in[1].sum() == 50


def test_nothing_is_told_where_most_entries_are_not_seen() -> None:
    known, at_least = np.full((5, 8), 10.0), np.zeros((5, 8))
    at_least[:, 7] = 8 * 10.0 * 2.1
    seen = TimesInCare(known, at_least)
    assert seen.not_seen > MOST_NOT_SEEN
    assert not shown_times(seen, EVENLY).filled_in.any()


def test_nobody_is_longer_in_care_than_alive() -> None:
    assert (0, 4) in BORN_LATER
    assert (1, 6) not in BORN_LATER
    assert (1, 7) in BORN_LATER
    assert not any(age >= 2 for age, _ in BORN_LATER)


def test_a_birthday_is_none_of_a_day_later(children: list[InventedChild], tmp_path: Path) -> None:
    """Who was born on the last day a year before is a year old."""
    born = LAST.replace(year=2023)
    child = InventedChild("T1", born, "1", False, "V2", "", stays=[type(children[0].stays[0])(born, "agency")])
    seen = of_years([child], 2023, tmp_path)
    assert seen.known[1, duration_band((LAST - born).days)] == 1
    assert LAST - born == timedelta(days=366)
