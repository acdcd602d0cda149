"""Plain names: no number of a scenario is called by a word of programmers on a page."""

from __future__ import annotations

import re

from sim.scenario.plain_names import NAMES, plain_name
from sim.scenario.quantities.declared import declared

WORDS = "multiplier|hazard|median|spread|shares|mean|ratio|ramp|causes|elasticity|sdq|pep|cin"
OF_PROGRAMMERS = re.compile(rf"_|\b({WORDS})\b")


def test_every_number_of_a_scenario_is_called_something_plain() -> None:
    called = {path: ", ".join(map(plain_name, path.split(".")[1:])) for path in declared()}
    assert len(called) > 300
    assert [(path, words) for path, words in called.items() if OF_PROGRAMMERS.search(words)] == []


def test_categories_of_tables_are_called_something_plain() -> None:
    called = {name: plain_name(name) for one in declared().values() for name in one.categories}
    assert [(name, words) for name, words in called.items() if OF_PROGRAMMERS.search(words)] == []


def test_numbers_of_one_part_are_told_apart() -> None:
    called = [(path.rpartition(".")[0], plain_name(path.rpartition(".")[2])) for path in declared()]
    assert len(set(called)) == len(called)


def test_what_no_file_names_any_more_is_not_kept() -> None:
    names = {name for path in declared() for name in path.split(".")}
    names |= {name for one in declared().values() for name in one.categories}
    stems = {name.rpartition("_")[0] for name in names}
    assert [name for name in NAMES if name not in names | stems] == []
