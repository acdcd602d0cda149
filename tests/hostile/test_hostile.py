"""The fuzz itself: the same inputs from the same seed, of every kind, and a trial that notices what is looked for."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from small_authority import ROOT, file

from sim import cli
from sim.scenario.quantities.declared import declared

from . import extremes, gross, kinds, slips, trial, workers
from .case import BROKEN, Case

KEPT = {"kept/runs.csv.gz": b"0123456789", "kept/.lock": b""}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    return file(tmp_path_factory.mktemp("small"), 0.3).read_text(encoding="utf-8")


def test_the_same_seed_gives_the_same_cases_and_another_gives_others(small: str) -> None:
    first, again, other = (list(kinds.cases(small, KEPT, 60, seed)) for seed in (1, 1, 2))
    assert first == again
    assert sum(one != two for one, two in zip(first, other, strict=True)) > 50


def test_every_kind_of_file_is_among_the_cases(small: str) -> None:
    named = {case.name.partition(": ")[2] for case in kinds.cases(small, KEPT, 60, 1)}
    assert named == {"kept run", *(kind.name for kind in kinds.kinds(small))}


@pytest.mark.parametrize("number", range(15))
def test_what_is_broken_was_sound_before(small: str, number: int) -> None:
    kind = kinds.kinds(small)[number]
    for text in kind.sound[:1]:
        files = {kinds.SMALL: small.encode(), BROKEN: text.encode(), f"{kinds.TAKEN}/results.csv": b""}
        outcome = trial.tried(Case(kind.name, kind.words[0], files))
        assert outcome.code == 0 or "taken" in outcome.said, outcome.said
        assert len(outcome.said.splitlines()) < 5, outcome.said


def test_there_are_as_many_kinds_as_are_tried_above(small: str) -> None:
    assert len(kinds.kinds(small)) == 15


@pytest.mark.parametrize("slip", dict.fromkeys(slips.SLIPS), ids=lambda slip: slip.__name__)
def test_each_slip_changes_a_file(small: str, slip: slips.Slip) -> None:
    assert any(slip(Random(seed), small) != small for seed in range(5))
    assert isinstance(slip(Random(1), ""), str)


def test_every_quantity_that_a_scenario_can_hold_is_taken_to_its_extremes(small: str) -> None:
    tried = {case.name.partition(" = ")[0] for case in extremes.cases(small)}
    absent = {path for path in declared() if path not in tried}
    only_of_councils = ("outlook.", "in_house_costs.", "opening.law.", "opening.time_in_care.")
    assert not [path for path in absent if not path.startswith(only_of_councils)]


def test_what_is_no_file_is_laid_out(small: str, tmp_path: Path) -> None:
    assert {"check a pipe", "check a device", "a chain of bases"} <= {case.name for case in gross.cases(small)}


def ends(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> list[str]:
    """What is wrong with a command that does this."""
    monkeypatch.setattr(cli, "main", lambda words: does())
    return list(trial.problems(trial.tried(Case("made up", ("check", "x")))))


def test_a_trial_notices_each_way_of_ending_badly(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> int:
        raise KeyError("x")

    def says() -> int:
        print("Traceback (most recent call last):", file=sys.stderr)
        return 2

    def refuses() -> int:
        print("no such file", file=sys.stderr)
        return 2

    # what the tests before it held is held against nobody here
    monkeypatch.setattr(trial, "MOST_MEGABYTES", math.inf)
    assert ends(monkeypatch, lambda: 0) == ends(monkeypatch, refuses) == []
    assert ends(monkeypatch, lambda: 1) == ["ended with 1"]
    assert ends(monkeypatch, lambda: 2) == ["was refused without a word"]
    assert ends(monkeypatch, fails) == ["ended with None", "told a traceback"]
    assert ends(monkeypatch, says) == ["told a traceback"]
    monkeypatch.setattr(trial, "MOST_MEGABYTES", 1)
    assert "held" in ends(monkeypatch, lambda: 0)[0]


def test_a_case_that_hangs_and_one_whose_process_dies_are_told_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def main(words: tuple[str, ...]) -> int:
        if words[0] == "hangs":
            time.sleep(3600)
        if words[0] == "dies":
            os._exit(3)
        return 0

    monkeypatch.setattr(cli, "main", main)
    monkeypatch.setattr(workers, "LONGEST", 5.0)
    cases = [Case(name, (name,)) for name in ("well", "hangs", "dies", "again", "last")]
    found = {case.name: wrong for case, wrong, _ in workers.verdicts(cases, 2)}
    assert found["hangs"] == ("hangs: no answer in 5 seconds",)
    assert found["dies"] == ("its process died",)
    assert found["well"] == found["again"] == found["last"] == ()


@pytest.mark.slow
def test_the_command_tries_all_and_ends_well() -> None:
    words = ("--cases", "40", "--kills", "2", "--no-extremes")
    done = subprocess.run([sys.executable, "-m", "tests.hostile", *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 went wrong" in done.stdout
