"""Work in stages is counted once: it goes up from beginning to end, and never back."""

from __future__ import annotations

import pytest

from sim.commands.request import progress
from sim.commands.stages import PARTS, Stages, StageShare
from sim.commands.validate import stages_of
from sim.experiments.backtest.settings import FAST, ValidationSettings
from sim.experiments.running.pace import Pace


def test_stages_follow_one_another_each_with_its_share() -> None:
    stages = Stages((StageShare("first", 1.0), StageShare("second", 3.0)))
    told = [stages.done(*one) for one in ((0, 4, "first"), (2, 4, "first"), (4, 4, "first"), (0, 9, "second"))]
    assert told == [0, 125, 250, 250]
    assert stages.done(9, 9, "second") == PARTS


def test_it_never_goes_back_whatever_is_told() -> None:
    stages = Stages((StageShare("first", 1.0), StageShare("second", 1.0)))
    assert stages.done(1, 2, "second") == 750
    assert stages.done(1, 2, "first") == 750
    assert stages.done(1, 2, "of no such name") == 750


@pytest.mark.parametrize("settings", [FAST, ValidationSettings(letter=False), ValidationSettings(back_test=False)])
def test_a_validation_counts_from_nought_to_all(settings: ValidationSettings) -> None:
    stages = stages_of(settings)
    counted = [stages.done(done, 3, one.name) for one in stages.stages for done in range(4)]
    assert counted == sorted(counted)
    assert (counted[0], counted[-1]) == (0, PARTS)


def test_where_there_is_no_terminal_it_is_said_in_percent_of_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sim.commands.request.LINE_EVERY", 0.0)
    stages = Stages((StageShare("first", 1.0), StageShare("second", 1.0)))
    with progress("Starting", 1, "It takes long.", stages) as tell:
        for name in ("first", "second"):
            for done in range(1, 100):
                tell(done, 100, name)
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "It takes long."
    shares = [int(line.split("% of all done")[0].split()[-1]) for line in said[1:]]
    assert shares == sorted(shares)
    assert shares[-1] > 90
    assert all("left" in line and "a second" not in line for line in said[1:])


def test_time_left_alone() -> None:
    pace = Pace()
    assert pace.left(0, 1000, now=100.0) == ""
    assert pace.left(500, 1000, now=160.0) == "about 60 seconds left"
