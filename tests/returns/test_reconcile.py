"""Returns beside published counts: near ones pass, another council's are refused."""

from __future__ import annotations

from collections import Counter

import pytest

from sim.foundations.faults import BadInput
from sim.published.authorities import authority
from sim.published.table import figures
from sim.returns.counts import YearCounts
from sim.returns.reconcile import reconciled


def of_year(year: int, here: int, started: int, ceased: int) -> YearCounts:
    return YearCounts(year, here, Counter(), Counter(), 0, started, started, ceased, ceased, 0, 0, 0)


def test_published_counts_agree_with_themselves_and_a_few_apart_are_said() -> None:
    leeds, known = authority("leeds"), figures()
    numbers = [round(known.value(leeds.code, measure, 2024)) for measure in ("looked after", "started", "ceased")]
    rows = reconciled((of_year(2024, *numbers),), leeds, known)
    assert [row.returned for row in rows] == [round(row.published) for row in rows]
    assert not any(row.apart for row in rows)
    few = reconciled((of_year(2024, numbers[0] - round(0.05 * numbers[0]), *numbers[1:]),), leeds, known)
    assert [row.apart for row in few] == [True, False, False]


def test_another_councils_returns_are_refused() -> None:
    with pytest.raises(BadInput, match="another council's"):
        reconciled((of_year(2024, 300, 100, 100),), authority("leeds"), figures())


def test_a_year_of_which_nothing_is_published_is_not_compared() -> None:
    rows = reconciled((of_year(2026, 300, 100, 100),), authority("leeds"), figures())
    assert not any(row.apart for row in rows)
