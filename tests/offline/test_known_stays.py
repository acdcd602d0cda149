"""Entries of the long runs are in the file what they are in the program, to the last bit, for any number in care."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim.fitting.reference import reference_entries
from sim.foundations.faults import BadInput
from sim.offline import known_stays
from sim.offline.build.bases import stay
from sim.offline.known_stays import KnownStays
from sim.scenario.scenario import load


@pytest.mark.parametrize("name", ["tower_hamlets_2018", "tower_hamlets_2018+legal_process"])
def test_entries_of_long_runs_are_the_programs(name: str) -> None:
    scenario = load(name)
    kept = KnownStays(json.loads(known_stays.text(dict([stay(scenario)]))))
    parameters, opening = scenario.parameters, scenario.parameters.opening
    assert opening is not None
    for looked_after in (opening.looked_after, 7.0, 123.0, 1234.0):
        other = replace(parameters, opening=replace(opening, looked_after=looked_after))
        assert kept.entries(other) == reference_entries(other)


def test_how_long_children_stay_by_other_numbers_is_not_known_until_it_is_told() -> None:
    parameters = load("tower_hamlets_2018").parameters
    sooner = replace(parameters, leaving=replace(parameters.leaving, reentry_within_1_year=0.05))
    known = KnownStays().with_stay(parameters, 2.0)
    assert parameters.opening is not None
    assert known.entries(parameters) == parameters.opening.looked_after / 2.0
    assert known.entries(sooner) is None
    assert known.with_stay(sooner, 4.0).entries(sooner) == parameters.opening.looked_after / 4.0
    assert known.entries(sooner) is None, "what was known before is as it was"


def test_where_nobody_stays_it_is_said_in_plain_words() -> None:
    parameters = load("tower_hamlets_2018").parameters
    with pytest.raises(BadInput, match="leave so fast"):
        KnownStays().with_stay(parameters, 0.01).entries(parameters)
