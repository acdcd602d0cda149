"""What could be known of the strategies: each effect that is drawn from a range, and those of a strategy together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.experiments.frontier.aim import FrontierAim, MixRuns, Yardstick
from sim.experiments.frontier.information import Information, of_everything, of_knowing
from sim.experiments.frontier.mixes import Mixes
from sim.foundations.chance import Chance
from sim.measures.arrays import Numbers
from sim.parameters.tables import Table
from sim.scenario.levers import lever
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.scenario import Scenario

OF_EFFECTS = ("multiplier", "risk ratio", "odds ratio", "probability", "share", "per year")
"""Units of the numbers that say what a strategy does and how often; the others are of its size, time and prices."""

ALL_EFFECTS = "All effects of all strategies together"
EVERYTHING = "The whole future, luck included"


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that could be known before choosing."""

    title: str
    strategy: str
    """Its title; empty for what is of them all."""
    paths: tuple[str, ...]
    judged: bool
    """Whether any of it is a judgement."""


@dataclass(frozen=True, slots=True)
class WorthOfKnowing:
    """What knowing something is worth by a yardstick."""

    subject: Subject
    yardstick: Yardstick
    information: Information


def subjects(mixes: Mixes) -> tuple[Subject, ...]:
    """Return what could be known of the strategies, those of each together, then all of them, then each alone."""
    together, alone = [], []
    for strategy in mixes.strategies:
        scenario = mixes.alone(strategy)
        effects = effects_of(mixes.base, scenario)
        each = [
            Subject(lever(path, scenario).title, strategy.title, (path,), one.kind == "judgement")
            for path, one in effects.items()
        ]
        if each:
            paths = tuple(effects)
            judged = any(one.judged for one in each)
            together.append(Subject(f"All effects: {strategy.title}", strategy.title, paths, judged))
            alone.extend(each)
    paths = tuple(dict.fromkeys(path for one in alone for path in one.paths))
    whole = [Subject(ALL_EFFECTS, "", paths, judged=True)] if len(together) > 1 else []
    return (*whole, *together, *alone)


def effects_of(base: Scenario, scenario: Scenario) -> Mapping[str, Quantity]:
    """Return the effects that strategies bring or change and that are drawn from a range, by path."""
    own = (path for path in scenario.quantities if path in scenario.changed and path not in base.changed)
    return {path: one for path in own if _is_drawn(one := scenario.quantities[path]) and one.unit in OF_EFFECTS}


def _is_drawn(quantity: Quantity) -> bool:
    return quantity.distribution not in ("fixed", "dirichlet") and quantity.low != quantity.high


def known_numbers(mixes: Mixes, paths: Sequence[str], seed: int, futures: int) -> Mapping[str, Numbers]:
    """Return what each quantity was drawn as in each future; of a table, the mean of its numbers."""
    holders = {path: one for one in reversed(mixes.scenarios) for path in paths if path in one.changed}
    return {path: _drawn(path, holders[path].quantities[path], seed, futures) for path in paths}


def _drawn(path: str, quantity: Quantity, seed: int, futures: int) -> Numbers:
    unit = declared()[path].unit
    return np.array([_plain(quantity.draw(path, unit, Chance(seed, future))) for future in range(futures)])


def _plain(value: Plain) -> float:
    return float(np.mean(value.values())) if isinstance(value, Table) else value


def worth_knowing(
    about: Sequence[Subject], known: Mapping[str, Numbers], runs: MixRuns, aim: FrontierAim, seed: int
) -> tuple[WorthOfKnowing, ...]:
    """Return what each subject is worth by each yardstick, and the whole future; nothing where there is no choice.

    `runs` are those of the mixes to choose between, in the futures in which `known` was drawn.
    """
    if len(runs.measure) < 2:
        return ()
    found = []
    for yardstick in aim.yardsticks:
        values = -aim.loss(runs, yardstick).T
        found.append(WorthOfKnowing(Subject(EVERYTHING, "", (), judged=False), yardstick, of_everything(values)))
        for subject in about:
            numbers = np.column_stack([known[path] for path in subject.paths])
            found.append(WorthOfKnowing(subject, yardstick, of_knowing(values, numbers, seed)))
    return tuple(found)
