"""The whole validation: forecasts of every authority, the simulation on trial, and the letter replayed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from sim.experiments.backtest.assess import BackTest, back_test
from sim.experiments.backtest.settings import EVERY, ValidationSettings
from sim.experiments.backtest.simulated import TrialUnit
from sim.experiments.backtest.trial import TOWER_HAMLETS, Trial, TrialSum, run_units, sample, sums, trials, units_of
from sim.experiments.letter import replay as letter
from sim.experiments.letter.court_sayings import READ
from sim.experiments.letter.courts import CourtReplay, replay_courts
from sim.experiments.letter.statutory import StatutoryReplay, replay_statutory
from sim.experiments.running import settings as of_runs
from sim.experiments.running.progress import TellStage
from sim.forecasting.forecast import Forecaster
from sim.forecasting.record import PublishedRecord, record
from sim.measures.arrays import Numbers
from sim.published.table import figures

FEWER = 2
"""Times fewer replications of the letter's courts: they run for twice as long, and read differences alone."""


@dataclass(frozen=True, slots=True)
class Validation:
    """What a validation found; a part is None when it was not asked for."""

    settings: ValidationSettings
    back_test: BackTest | None
    trials: tuple[Trial, ...]
    sums: tuple[TrialSum, ...]
    units: tuple[TrialUnit, ...]
    replay: letter.Replay | None
    courts: CourtReplay | None = None
    """The letter's courts and plans of permanence replayed."""
    statutory: StatutoryReplay | None = None
    """The letter's statutory services replayed."""


def validate(
    settings: ValidationSettings,
    processes: int,
    known: Mapping[TrialUnit, Numbers],
    keep: Callable[[TrialUnit, Numbers], None],
    tell: TellStage,
) -> Validation:
    """Return what the validation finds. Units that are `known` are not simulated again; others are kept when done."""
    tested = replay = courts = statutory = None
    found: tuple[Trial, ...] = ()
    together: tuple[TrialSum, ...] = ()
    units: tuple[TrialUnit, ...] = ()
    if settings.back_test:
        everything = record(figures())
        forecaster = Forecaster(everything)
        codes = _one_in_some(everything) if settings.fast else None
        tested = back_test(
            everything,
            forecaster,
            codes=codes,
            progress=lambda done, total: tell(done, total, "Forecasting every authority"),
        )
        units = units_of(sample(everything, settings.simulated), settings.origins) if settings.simulated else ()
        flows = run_units(
            everything,
            units,
            settings.replications,
            settings.seed,
            processes,
            known,
            keep,
            lambda done, total: tell(done, total, "Simulating authorities"),
        )
        found, together, units = trials(everything, forecaster, flows), sums(everything, flows), tuple(flows)
    if settings.letter:
        chosen = of_runs.Settings(settings.letter_replications, settings.seed, processes=processes)
        replay = letter.replay(chosen, lambda done, total: tell(done, total, "Replaying the letter"))
        fewer = replace(chosen, replications=ceil(chosen.replications / FEWER))
        courts = replay_courts(READ, fewer, lambda done, total: tell(done, total, "Replaying the letter on courts"))
        statutory = replay_statutory(
            chosen, lambda done, total: tell(done, total, "Replaying the letter on statutory services")
        )
    return Validation(settings, tested, found, together, units, replay, courts, statutory)


def _one_in_some(everything: PublishedRecord) -> frozenset[str]:
    """Return every fifth authority by size, and Tower Hamlets."""
    size = everything.looked_after[:, -1]
    order = [row for row in np.argsort(size) if np.isfinite(size[row])]
    chosen = {everything.authorities[row].code for row in order[::EVERY]}
    return frozenset(chosen | {TOWER_HAMLETS})
