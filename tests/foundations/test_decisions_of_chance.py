"""The names of luck: each stands for one decision, is drawn in one file, and is made nowhere but in the list."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from scripted_worlds import constants, names
from small_authority import ROOT

from sim.foundations import decisions_of_chance
from sim.foundations.chance import Chance
from sim.foundations.decisions_of_chance import of_market, of_quantity
from sim.model.model import simulate
from sim.scenario.scenario import load

LIST = Path(decisions_of_chance.__file__)
MODULE = LIST.stem

DRAWS = ("uniform", "exponential", "happens")
"""The ways in which chance is asked."""

IN_TWO_FILES = {
    # a household lives where its luck puts it, whether it is drawn anew or was kept from before the start
    "HOUSEHOLD_AREA": {"model/fostering/households.py", "model/opening/opening.py"},
}
"""Decisions that two files draw, and why they are still one decision."""


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def files() -> Iterator[Path]:
    """Every file of the program but the list."""
    yield from (path for path in sorted((ROOT / "sim").rglob("*.py")) if path != LIST)


def called(call: ast.Call) -> str:
    """The last name of what is called."""
    return ast.unparse(call.func).rpartition(".")[2]


def drawn_in(path: Path) -> set[str]:
    """The names of the list, constants and functions, that a file makes use of."""
    found: set[str] = set()
    known_as: set[str] = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and node.module == "sim.foundations":
            known_as |= {one.asname or one.name for one in node.names if one.name == MODULE}
        elif isinstance(node, ast.ImportFrom) and node.module == f"sim.foundations.{MODULE}":
            found |= {one.name for one in node.names}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in known_as:
            found.add(node.attr)
    return found


def texts_given(path: Path) -> list[str]:
    """Calls of a file that ask chance by a text written on the spot."""
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call) and called(node) in DRAWS]
    return [
        f"{path.name}:{call.lineno} {ast.unparse(call)}"
        for call in calls
        for argument in (*call.args, *(keyword.value for keyword in call.keywords))
        if isinstance(argument, ast.JoinedStr) or (isinstance(argument, ast.Constant) and type(argument.value) is str)
    ]


def test_no_two_decisions_share_a_name() -> None:
    assert [name for name, times in Counter(names()).items() if times > 1] == []
    assert not any(name.startswith(of_quantity("")) for name in names())


def test_a_decision_is_called_in_the_code_what_it_is_called_in_chance() -> None:
    assert {constant: constant.lower().replace("_", " ") for constant in constants()} == constants()


def test_every_decision_is_drawn_in_one_file() -> None:
    drawn = {str(path.relative_to(ROOT / "sim")): drawn_in(path) for path in files()}
    made = [*constants(), of_market.__name__, of_quantity.__name__]
    users = {one: {file for file, found in drawn.items() if one in found} for one in made}
    assert {one: where for one, where in users.items() if len(where) != 1} == IN_TWO_FILES


def test_a_decision_is_made_in_the_list_and_nowhere_else() -> None:
    makers = {
        path.name
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and called(node) in ("Decision", "MarketDecisions")
    }
    assert makers == set()


def test_chance_is_never_asked_by_a_text_written_on_the_spot() -> None:
    assert [call for path in files() for call in texts_given(path)] == []


class Noted(Chance):
    """Chance that notes the decisions about which it is asked."""

    __slots__ = ("noted",)

    def __init__(self, seed: int, replication: int) -> None:
        super().__init__(seed, replication)
        self.noted: set[str] = set()

    def uniform(self, decision: str, subject: int, occasion: int = 0) -> float:
        self.noted.add(decision)
        return super().uniform(decision, subject, occasion)


STRATEGIES = ("camhs", "ipop", "edge_of_care", "out_of_hours", "carer_development", "own_homes")


@pytest.fixture(scope="module")
def asked() -> set[str]:
    """Every decision of a council with every service, in a run that starts with nobody in care."""
    scenario = load("tower_hamlets_2018", "legal_process", "statutory_services", *STRATEGIES)
    chance = Noted(1, 0)
    simulate(scenario.parameters, scenario.calendar(), chance, 2.0)
    return chance.noted


def test_a_run_with_every_service_asks_for_nothing_that_is_not_in_the_list(asked: set[str]) -> None:
    assert asked - set(names()) == set()
    assert len(asked) > len(names()) / 2
