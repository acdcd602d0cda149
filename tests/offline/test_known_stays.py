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
        assert kept.reference_entries(other) == reference_entries(other)


def test_a_changed_course_of_leaving_is_refused_in_plain_words() -> None:
    with pytest.raises(BadInput, match="as any base of this file has it"):
        KnownStays({}).reference_entries(load("tower_hamlets_2018").parameters)
