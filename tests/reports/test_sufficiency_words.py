"""What a sufficiency statement says: numbers that do not add up are explained, and small councils are warned."""

from __future__ import annotations

from stated_by_hand import futures

from sim.reports.sufficiency.words import caveats, findings

CROSSED = {"sought": [20.0, 30.0] * 20, "places": [22.0, 10.0] * 20}
"""Futures that need many places have few of them: 30 needed, 16 there on average, and 20 missing."""


def test_what_does_not_add_up_is_explained() -> None:
    first = findings(futures(**CROSSED))[0]
    assert "It takes 30 (30) approved places" in first
    assert "there are 16, and 20 (20) are missing" in first
    assert "That is not 30 less 16, the average of the futures" in first
    assert "those that need many places have fewer of them than the average" in first


def test_what_adds_up_is_not_explained() -> None:
    first = findings(futures(sought=[30.0] * 40, places=[16.0] * 40))[0]
    assert "14 (14) are missing" in first
    assert "That is not" not in first


def test_where_futures_with_many_children_have_many_places_it_is_said_so() -> None:
    first = findings(futures(sought=[10.0, 18.0] * 20, places=[8.0, 16.0] * 20))[0]
    assert "2 (2) are missing. That is not 18 less 12" in first
    assert "have more of them than the average" in first


def test_a_council_with_few_children_is_warned_and_a_large_one_is_not() -> None:
    small = caveats(futures(sought=[31.0] * 40, places=[30.0] * 40))
    assert any(one.startswith("There are few children here: for 31 a place is sought.") for one in small)
    large = caveats(futures(sought=[310.0] * 40, places=[300.0] * 40))
    assert not any("few children" in one for one in large)
