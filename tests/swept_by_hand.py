"""Sweeps whose numbers are made by hand, so that what is to be said of them is known."""

from __future__ import annotations

import numpy as np

from sim.experiments.asking.form_of_sweep import SweepFile
from sim.experiments.running.settings import Settings
from sim.experiments.sweep.sweep import Sweep, SweepQuestion, sweep_question
from sim.scenario.files.experiment_file import read
from sim.scenario.scenario import load


def question(name: str) -> SweepQuestion:
    file = read(name, SweepFile, "sweeps")
    scenarios = [load(file.base[0] if isinstance(file.base, list) else file.base)]
    scenarios += [load(scenarios[0].asked, one) for one in file.strategies or ()]
    return sweep_question(file, name, scenarios, Settings(5))


def made(asked: SweepQuestion, means: dict[int, list[float]]) -> Sweep:
    """A sweep in which each wanted measure has these means by row, in every scenario, and five replications near."""
    rows = len(asked.designed.rows)
    values = np.zeros((rows, len(asked.scenarios), len(asked.wanted), 5))
    noise = np.random.default_rng(1).permuted(np.tile([-0.2, -0.1, 0.0, 0.1, 0.2], (rows, 1)), axis=1)
    for which, column in means.items():
        values[:, :, which] = np.array(column)[:, None, None] + noise[:, None, :]
    return Sweep(asked, values, ())
