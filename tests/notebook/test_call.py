"""A call from Python: how it is told, and when it began."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic

import sim
from sim.notebook.call import PythonCall, call_in_words, shown_as


@dataclass(frozen=True, slots=True)
class Sum:
    """What a call finds, for these tests."""

    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSum(Sum):
    """The same, as it is kept."""

    call: PythonCall


@shown_as(ShownSum)
def add(base: str, *, years: float = 2.0, replications: int = 3, seed: int = 5, progress: object = None) -> Sum:
    """Count what was given."""
    return Sum(len(base) + replications + seed + int(years))


def test_the_answer_has_the_fields_of_what_was_found_and_the_call() -> None:
    before = monotonic()
    found = add("four", replications=10, progress=print)
    assert found.total == 4 + 10 + 5 + 2
    assert " ".join(found.call.words) == "add(base='four', replications=10)"
    assert before <= found.call.began <= monotonic()
    assert (found.call.settings.replications, found.call.settings.seed, found.call.settings.years) == (10, 5, 2.0)
    assert add.__doc__ == "Count what was given."


def test_a_call_is_told_as_it_could_be_typed_without_folders_of_this_machine() -> None:
    folder = "/some/where"
    given = {"base": f"{folder}/ours.toml", "strategies": (f"{folder}/a.toml", "ipop"), "years": 2.5, "central": True}
    said = "compare(base='ours.toml', strategies=['a.toml', 'ipop'], years=2.5, central=True)"
    assert call_in_words("compare", given) == said
    assert call_in_words("run", {"scenario": sim.load("england")}) == "run(scenario='england')"
