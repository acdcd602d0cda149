"""Arguments from Python: one for a list, paths for names, and one clear error for what is of the wrong kind."""

from __future__ import annotations

from inspect import signature
from pathlib import Path

import numpy as np
import pytest

import sim
from sim.foundations.faults import BadInput
from sim.notebook.arguments import BY_NAME, mended

FREE = {"budget", "worth", "factors", "progress"}
"""Sums of money, numbers or their paths, and whom to tell: as they are, or read by what takes them."""


def taken(name: str, value: object, left_out: object = 1) -> object:
    return mended({name: value}, {name: left_out})[name]


def refused(name: str, value: object, left_out: object = 1) -> str:
    with pytest.raises(BadInput) as caught:
        taken(name, value, left_out)
    (message,) = caught.value.faults
    return message


def test_one_name_is_a_list_of_one_and_a_path_is_its_text() -> None:
    assert taken("strategies", "ipop") == ("ipop",)
    assert taken("strategies", ["ipop", Path("ours.toml")]) == ("ipop", "ours.toml")
    assert taken("strategies", (["ipop", "camhs"],)) == ("ipop", "camhs")
    assert taken("base", Path("scenarios") / "ours.toml") == str(Path("scenarios") / "ours.toml")
    assert taken("scales", 1) == (1.0,)
    assert taken("scales", [0.5, 1]) == (0.5, 1.0)


def test_numbers_of_other_libraries_are_numbers() -> None:
    assert taken("replications", np.int64(20)) == 20
    assert taken("years", np.float64(2.5)) == 2.5
    assert taken("years", 2) == 2.0


def test_loaded_scenarios_are_taken_where_that_can_be() -> None:
    scenario = sim.load("england")
    assert taken("base", scenario) is scenario
    assert taken("strategies", scenario) == (scenario,)
    for name, value in (("base", scenario), ("strategies", [scenario])):
        with pytest.raises(BadInput, match=f"^{name}: is a scenario as it was loaded"):
            mended({name: value}, {}, loaded=False)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("base", 3, "base: 3 is no scenario; give a name or a path in quotes"),
        ("base", ["england"], "base: ['england'] is no scenario"),
        (
            "strategies",
            4,
            'strategies: 4 is no list of names; give one in quotes, or a list, such as ["ipop", "camhs"]',
        ),
        ("strategies", ["ipop", 4], "strategies: ['ipop', 4] is no list of names"),
        ("replications", "20", 'replications: "20" is not a whole number; give digits alone, without quotes'),
        ("replications", True, "replications: True is not a whole number"),
        ("replications", 2.5, "replications: 2.5 is not a whole number"),
        ("years", "2", 'years: "2" is not a number; give one without quotes'),
        ("confidence", 95, "confidence: 95 is no share between 0 and 1; give one such as 0.95"),
        ("central", "yes", 'central: "yes" is neither True nor False'),
        ("by", 3, "by: 3 is no text; give words in quotes"),
        ("precision", 3, "precision: 3 is no precision"),
        ("scales", "1", 'scales: "1" is no list of numbers'),
    ],
)
def test_what_is_of_the_wrong_kind_is_refused_with_its_name_and_the_mend(name: str, value: object, said: str) -> None:
    assert refused(name, value).startswith(said)


def test_all_faults_are_told_at_once_and_none_is_right_where_nothing_was_to_be_given() -> None:
    with pytest.raises(BadInput) as caught:
        mended({"base": 1, "years": "2", "replications": "3"}, {})
    assert len(caught.value.faults) == 3
    assert taken("years", None, left_out=None) is None
    assert refused("replications", None, left_out=24).startswith("replications: None is not a whole number")


@pytest.mark.parametrize("name", dir(sim))
def test_every_argument_of_every_call_is_of_a_kind(name: str) -> None:
    call = getattr(sim, name)
    assert set(signature(call).parameters) - FREE <= BY_NAME.keys()
    assert call.__doc__


def test_a_call_with_a_wrong_kind_runs_nothing() -> None:
    with pytest.raises(BadInput) as caught:
        sim.compare("england", "ipop", replications="20", years="2")  # type: ignore[arg-type]
    assert [message.split(":")[0] for message in caught.value.faults] == ["years", "replications"]
    with pytest.raises(BadInput, match="scenario: is a scenario as it was loaded"):
        sim.require("looked_after<=3", by="in_house_fostering.places", scenario=sim.load("england"))  # type: ignore[arg-type]
