"""How many replications the help of a command names is how many it makes unless told."""

from __future__ import annotations

import re

import pytest

from sim.cli import main
from sim.experiments.comparison.shared_luck import LUCK
from sim.experiments.experiment import Experiment
from sim.experiments.frontier.frontier import FRONTIER
from sim.experiments.require.requirement import REQUIREMENT
from sim.experiments.sensitivity.sensitivity import SENSITIVITY
from sim.experiments.sufficiency.question import SUFFICIENCY
from sim.experiments.sweep.sweep import SWEEP

EXPERIMENTS = {
    "frontier": FRONTIER,
    "luck": LUCK,
    "require": REQUIREMENT,
    "sensitivity": SENSITIVITY,
    "sufficiency": SUFFICIENCY,
    "sweep": SWEEP,
}


@pytest.mark.parametrize("command", EXPERIMENTS)
def test_help_names_the_replications_that_are_made(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    experiment: Experiment = EXPERIMENTS[command]  # type: ignore[type-arg]
    with pytest.raises(SystemExit):
        main([command, "--help"])
    named = re.search(r"how many times to run \((\d+)\)", " ".join(capsys.readouterr().out.split()))
    assert named is not None
    assert int(named.group(1)) == experiment.replications
