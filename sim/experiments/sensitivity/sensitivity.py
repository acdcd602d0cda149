"""A sensitivity analysis: the tornado of all numbers, and Sobol' indices of those that matter most, on shared luck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.experiment import Experiment
from sim.experiments.running.laboratory import Laboratory, Measures, Tell
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.sensitivity.form import FOLDER, REPLICATIONS, SensitivityFile, given
from sim.experiments.sensitivity.indices import Indices, indices
from sim.experiments.sensitivity.question import Output, SensitivityQuestion, sensitivity_question
from sim.experiments.sensitivity.ranking import held, strongest
from sim.experiments.sensitivity.tornado import Tornado, tornado
from sim.experiments.statistics.sample import Numbers
from sim.scenario.files.experiment_file import read

LEAST_DEFINED = 2
"""Replications of a point in which a number is defined, for it to stand for the others: a judgement."""


@dataclass(frozen=True, slots=True)
class Explained:
    """What drives one number that was asked about."""

    output: Output
    tornado: Tornado
    indices: Indices | None
    """Of the factors moved together; None when none were, when nothing changes, or when undefined at some points."""
    undefined: float
    """Share of the runs of the design in which it is undefined."""
    held: float
    """About which share of the tornado's variance lies with numbers that were not moved together; nan where hidden."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What each measure, and each strategy's difference, hangs on."""

    asked: SensitivityQuestion
    chosen: tuple[int, ...]
    """Numbers of the factors that were moved together, the strongest first."""
    explained: tuple[Explained, ...]
    """One for each output, in their order."""


def analyse(sound: SensitivityQuestion, measures: Measures) -> Sensitivity:
    """Run the tornado, then the design of the factors that it ranks highest or that were named."""
    replications = range(sound.settings.replications)
    scenarios = len(sound.scenarios)
    values = measures.values(sound.alone, replications)
    one_at_a_time = values.reshape(scenarios, -1, len(sound.wanted), len(replications))
    tornados = [_tornado(sound, output.of(one_at_a_time)) for output in sound.outputs]
    if not sound.count:
        explained = [
            Explained(output, one, None, 0.0, 1.0) for output, one in zip(sound.outputs, tornados, strict=True)
        ]
        return Sensitivity(sound, (), tuple(explained))
    chosen = sound.named or strongest(sound.factors, tornados, sound.count)
    values = measures.values(sound.design(chosen), replications)
    of_design = values.reshape(scenarios, -1, len(sound.wanted), len(replications))
    explained = [
        _explained(sound, output, one, output.of(of_design), chosen)
        for output, one in zip(sound.outputs, tornados, strict=True)
    ]
    return Sensitivity(sound, chosen, tuple(explained))


def run_sensitivity(sound: SensitivityQuestion, laboratory: Laboratory) -> Sensitivity:
    """Analyse in a laboratory."""
    laboratory.expect(sound.runs)
    return analyse(sound, laboratory)


SENSITIVITY = Experiment(
    "sensitivity", crossed, sensitivity_question, run_sensitivity, replications=REPLICATIONS, tolerant=False
)
"""How the frame runs a sensitivity analysis: an index needs every run of its design."""


def sensitivity(
    base: str | None = None,
    strategies: Sequence[str] | None = None,
    *,
    file: str | None = None,
    factors: int | Sequence[str] | None = None,
    within: Sequence[str] | None = None,
    points: int | None = None,
    measures: Sequence[str] | None = None,
    tornado_only: bool | None = None,
    replications: int | None = None,
    seed: int | None = None,
    years: float | None = None,
    uncertainty: bool | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    progress: Tell | None = None,
) -> Sensitivity:
    """Find what each measure of a base, and what each strategy changes in it, hangs on.

    `file` is the name or path of a sensitivity file; what is given here takes the place of what it says. Raises
    BadInput with every fault before anything runs.
    """
    form = given(
        None if file is None else read(file, SensitivityFile, FOLDER),
        base=base,
        strategies=None if strategies is None else tuple(strategies),
        factors=factors if factors is None or isinstance(factors, int) else tuple(factors),
        within=None if within is None else tuple(within),
        points=points,
        measures=None if measures is None else tuple(measures),
        tornado_only=tornado_only,
    )
    settings = settings_for(form, replications, seed, years, uncertainty, processes, cluster, REPLICATIONS)
    return SENSITIVITY.run(form, file or "sensitivity", settings, progress)


def without_gaps(values: Numbers) -> tuple[Numbers | None, float]:
    """Return values by point and replication without gaps, and which share of them were undefined.

    Where one is undefined, as a percentage of nobody is, it takes what its point and its replication have on average in
    the others. None where the points or replications without any are in the way of that.
    """
    gaps = np.isnan(values)
    share = float(gaps.mean())
    if not gaps.any():
        return values, 0.0
    if gaps.all(axis=0).any() or ((~gaps).sum(axis=1) < LEAST_DEFINED).any():
        return None, share
    of_points = np.nanmean(values, axis=1, keepdims=True)
    of_replications = np.nanmean(values - of_points, axis=0, keepdims=True)
    return np.where(gaps, of_points + of_replications, values), share


def _tornado(sound: SensitivityQuestion, values: Numbers) -> Tornado:
    """Return the tornado from values by point and replication."""
    return tornado(sound.factors, values[0], values[1:].reshape(len(sound.factors), 2, -1))


def _explained(
    sound: SensitivityQuestion, output: Output, one: Tornado, values: Numbers, chosen: Sequence[int]
) -> Explained:
    """Return what drives an output, from values by point of the design and replication."""
    whole, undefined = without_gaps(values)
    found = None
    if whole is not None:
        by_block = whole.reshape(len(chosen) + 2, sound.rows, -1)
        found = indices(np.moveaxis(by_block, -1, 0), sound.quantiles)
    return Explained(output, one, found, undefined, held(one, chosen))
