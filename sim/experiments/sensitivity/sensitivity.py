"""A sensitivity analysis: a screening of all numbers, the tornado of those left, Sobol' indices of the strongest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.experiments.experiment import Experiment
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.laboratory import Laboratory, MeasuresOnOwnLuck
from sim.experiments.running.progress import Tell
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.sensitivity.form import FOLDER, REPLICATIONS, SensitivityFile, given
from sim.experiments.sensitivity.indices import Indices, indices
from sim.experiments.sensitivity.polynomial_chaos_indices import PolynomialChaoses
from sim.experiments.sensitivity.question import Output, SensitivityQuestion, sensitivity_question
from sim.experiments.sensitivity.ranking import held, strongest
from sim.experiments.sensitivity.screening import Screening, strengths, worth_moving
from sim.experiments.sensitivity.tornado import Tornado, tornado
from sim.foundations.counted import counted
from sim.foundations.faults import listed
from sim.measures.arrays import Numbers
from sim.scenario.files.experiment_file import read

LEAST_ALONE = 8
"""Numbers that the screening leaves to be moved alone, at least: a judgement; a tornado of fewer tells little."""

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
    alone: tuple[int, ...]
    """Numbers of the factors that were moved alone, in their order."""
    screening: Screening | None
    """What moving all at once told; None when all were moved alone."""
    chosen: tuple[int, ...]
    """Numbers of the factors that were moved together, the strongest first."""
    explained: tuple[Explained, ...]
    """One for each output, in their order."""

    def __repr__(self) -> str:
        return (
            f"<Sensitivity of {listed(one.name for one in self.asked.scenarios)}: "
            f"{counted(len(self.alone), 'number')} moved alone, {len(self.chosen)} together>"
        )


def analyse(
    sound: SensitivityQuestion, measures: MeasuresOnOwnLuck, expect: Callable[[int], None] | None = None
) -> Sensitivity:
    """Run the screening, the tornado, then the design of the factors that it ranks highest or that were named.

    `expect` is told how many replications there are in all, as far as is known yet.
    """
    tell = expect or _expect_nothing
    tell(sound.runs)
    screening = _screening(sound, measures) if sound.screening else None
    alone = screening.stay if screening is not None else tuple(range(len(sound.factors)))
    tell(sound.runs_of(alone))
    replications = range(sound.settings.replications)
    values = measures.values(sound.alone(alone), replications)
    one_at_a_time = values.reshape(len(sound.scenarios), -1, len(sound.wanted), len(replications))
    tornados = [_tornado(sound, output.of(one_at_a_time), alone) for output in sound.outputs]
    if not sound.count:
        explained = [
            Explained(output, one, None, 0.0, 1.0) for output, one in zip(sound.outputs, tornados, strict=True)
        ]
        return Sensitivity(sound, alone, screening, (), tuple(explained))
    chosen = sound.named or strongest(sound.factors, tornados, sound.count)
    together = _by_saltelli if sound.saltelli else _by_surface
    explained = together(sound, measures, tornados, chosen)
    return Sensitivity(sound, alone, screening, chosen, tuple(explained))


def run_sensitivity(sound: SensitivityQuestion, laboratory: Laboratory) -> Sensitivity:
    """Analyse in a laboratory."""
    return analyse(sound, laboratory, laboratory.expect)


SENSITIVITY = Experiment(
    "sensitivity",
    crossed,
    sensitivity_question,
    run_sensitivity,
    replications=REPLICATIONS,
    tolerant=False,
    most_runs=lambda sound: sound.runs,
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
    saltelli: bool | None = None,
    screening: bool | None = None,
    measures: Sequence[str] | None = None,
    tornado_only: bool | None = None,
    replications: int | None = None,
    seed: int | None = None,
    years: float | None = None,
    uncertainty: bool | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    trust_this_machine: bool = False,
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
        saltelli=saltelli,
        screening=screening,
        measures=None if measures is None else tuple(measures),
        tornado_only=tornado_only,
    )
    settings = settings_for(
        form,
        replications,
        seed,
        years,
        uncertainty,
        processes,
        cluster,
        usual=REPLICATIONS,
        trust_this_machine=trust_this_machine,
    )
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


def _screening(sound: SensitivityQuestion, measures: MeasuresOnOwnLuck) -> Screening:
    """Move all numbers at once, each point on luck of its own, and say which are worth moving alone."""
    values, levels = _on_own_luck(sound, measures, sound.at_once()), sound.levels
    found = np.column_stack([strengths(levels, output.of(values)[:, 0]) for output in sound.outputs])
    stay = worth_moving(sound.factors, found, max(sound.count, LEAST_ALONE), sound.named)
    return Screening(found, stay, sound.screening)


def _on_own_luck(sound: SensitivityQuestion, measures: MeasuresOnOwnLuck, points: Sequence[Point]) -> Numbers:
    """Return values by scenario, point, what is wanted, and the one replication; the luck of a point is its alone.

    All scenarios have that luck there, so that what a strategy changes is told as sharply as it can be.
    """
    each = len(points) // len(sound.scenarios)
    values = measures.values_at([(point, place % each) for place, point in enumerate(points)])
    return values.reshape(len(sound.scenarios), each, len(sound.wanted), 1)


def _expect_nothing(_replications: int) -> None:
    """Take the place of whoever wants to know how many replications there are."""


def _tornado(sound: SensitivityQuestion, values: Numbers, alone: Sequence[int]) -> Tornado:
    """Return the tornado of the factors that were moved alone, from values by point and replication."""
    factors = [sound.factors[number] for number in alone]
    found = tornado(factors, values[0], values[1:].reshape(len(factors), 2, -1))
    return replace(found, bars=tuple(replace(bar, factor=alone[bar.factor]) for bar in found.bars))


def _by_surface(
    sound: SensitivityQuestion, measures: MeasuresOnOwnLuck, tornados: Sequence[Tornado], chosen: Sequence[int]
) -> list[Explained]:
    """Return what drives each output, by surfaces fitted to points that each have luck of their own."""
    values = _on_own_luck(sound, measures, sound.design(chosen))
    chaoses = PolynomialChaoses(sound.quantiles, sound.settings.seed)
    found = []
    for output, one in zip(sound.outputs, tornados, strict=True):
        mine = output.of(values)[:, 0]
        explained = chaoses.indices(mine, sound.active(output, chosen))
        found.append(Explained(output, one, explained, float(np.isnan(mine).mean()), held(one, chosen)))
    return found


def _by_saltelli(
    sound: SensitivityQuestion, measures: MeasuresOnOwnLuck, tornados: Sequence[Tornado], chosen: Sequence[int]
) -> list[Explained]:
    """Return what drives each output, by Saltelli's design in all replications on shared luck."""
    replications = range(sound.settings.replications)
    values = measures.values(sound.design(chosen), replications)
    of_design = values.reshape(len(sound.scenarios), -1, len(sound.wanted), len(replications))
    return [
        _explained(sound, output, one, output.of(of_design), chosen)
        for output, one in zip(sound.outputs, tornados, strict=True)
    ]


def _explained(
    sound: SensitivityQuestion, output: Output, one: Tornado, values: Numbers, chosen: Sequence[int]
) -> Explained:
    """Return what drives an output, from values by point of Saltelli's design and replication."""
    whole, undefined = without_gaps(values)
    found = None
    if whole is not None:
        by_block = whole.reshape(len(chosen) + 2, sound.rows, -1)
        found = indices(np.moveaxis(by_block, -1, 0), sound.quantiles)
    return Explained(output, one, found, undefined, held(one, chosen))
