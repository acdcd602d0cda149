"""What was begun goes on only with what it was begun with; what is other is told in one sentence, with the mend."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.backtest.settings import FAST
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.running.execution.tasks import Made, Point, Task
from sim.experiments.statistics.sample import Measured
from sim.foundations.faults import BadInput
from sim.foundations.program import Program, Version, this_program
from sim.reports.calibration import progress as calibration
from sim.reports.shared import begun_with, kept_runs
from sim.reports.validation import progress as validation

ASKED = calibration.CalibrationBegun("tiny.toml", 2.5, CalibrationSettings(), "/home/tiny.csv", True, "digest")


def experiment(into: Path) -> Callable[[], object]:
    kept = kept_runs.begin(into, ["run", "small.toml"], "digest")
    nothing = Measured((), np.array([]))
    kept.keep(Task(Point(0), 0, 1), (Made(nothing, nothing),))
    kept.release()
    return lambda: kept_runs.resume(into, "digest").release()


def calibrated(into: Path) -> Callable[[], object]:
    calibration.begin(into, ASKED)
    return lambda: calibration.resume(into, "digest")


def validated(into: Path) -> Callable[[], object]:
    validation.begin(into, validation.ValidationBegun(FAST))
    return lambda: validation.resume(into)


KINDS = pytest.mark.parametrize("begin", [experiment, calibrated, validated])


def other(package: str) -> Program:
    """This program, with another version of a package."""
    stands_on = this_program().stands_on
    return replace(
        this_program(),
        stands_on=tuple(Version(one.name, "0.1") if one.name == package else one for one in stands_on),
    )


@KINDS
@pytest.mark.parametrize("package", ["Python", "numpy", "scipy", "simpy", "holidays"])
def test_another_version_of_what_it_stands_on_is_refused(
    begin: Callable[[Path], Callable[[], object]], package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume = begin(tmp_path / "out")
    resume()
    here = dict(this_program().stands_on)[package]
    changed = other(package)
    monkeypatch.setattr(begun_with, "this_program", lambda: changed)
    with pytest.raises(BadInput) as refused:
        resume()
    assert refused.value.faults == (
        f"{tmp_path / 'out'}: was begun with {package} {here} (here 0.1), so that what is done does not fit what would "
        "follow; go back to that and resume, or remove the folder and start again",
    )


@KINDS
def test_another_version_of_the_program_is_refused(
    begin: Callable[[Path], Callable[[], object]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume = begin(tmp_path / "out")
    changed = replace(other("scipy"), files="of other files")
    here = dict(this_program().stands_on)["scipy"]
    monkeypatch.setattr(begun_with, "this_program", lambda: changed)
    with pytest.raises(BadInput, match="was begun with another version of this program and scipy") as refused:
        resume()
    assert f"scipy {here} (here 0.1), so that" in str(refused.value.faults)


def test_a_folder_that_does_not_tell_of_its_program_is_of_another() -> None:
    with pytest.raises(BadInput, match="was begun with another version of this program, so that"):
        begun_with.check(Path("out"), {"words": ["run"]}, None)


def test_all_that_is_other_is_told_at_once() -> None:
    said = {"program": {"files": "other", "stands_on": [["numpy", "1.0"], ["scipy", "1.0"]]}}
    with pytest.raises(BadInput) as refused:
        begun_with.check(Path("out"), json.loads(json.dumps(said)), "other numbers")
    here = dict(this_program().stands_on)
    assert refused.value.faults[0].startswith(
        "out: was begun with other numbers, another version of this program, "
        f"numpy 1.0 (here {here['numpy']}) and scipy 1.0 (here {here['scipy']}), so that"
    )


def test_all_that_a_calibration_was_asked_for_is_there_when_it_goes_on(tmp_path: Path) -> None:
    calibration.begin(tmp_path / "out", ASKED)
    assert calibration.begun_in(tmp_path / "out") == ASKED
    with pytest.raises(BadInput, match="was begun with other numbers or targets of its scenario, so that"):
        calibration.resume(tmp_path / "out", "another digest")
