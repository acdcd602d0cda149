"""What is asked for: the mixes, the measure and which way it should go, the money, and how much may be run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from sim.experiments.asking.measure_choice import MeasureChoice, all_wanted, wanted
from sim.experiments.frontier.aim import Against, FrontierAim
from sim.experiments.frontier.form import FrontierFile
from sim.experiments.frontier.information import FEWEST_FUTURES
from sim.experiments.frontier.mixes import COST_OF_STRATEGIES, Mixes, least_costs, mixes_of
from sim.experiments.frontier.record import Effort
from sim.experiments.running.settings import Settings
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput, Faults, fault
from sim.foundations.sums_of_money import pounds
from sim.measures.arrays import Rows
from sim.measures.declaration import Better
from sim.scenario.scenario import Scenario

COST_TOTAL = MeasureChoice("cost_total")

BESIDE = ("looked_after", "disruptions", "first_choice_percent")
"""Measures told beside the one that is held against cost, unless others are asked for."""

REPLICATIONS = 128
"""Of the mixes that stay to the end, unless somebody says otherwise: twice doubled from the first round's 32."""

FUTURES = 2
"""Times as many futures as replications, in which the value of information is looked for: with 256 the search and they
together take minutes, and values are as near to closed forms as with 512 unless luck is several times what is known."""

FEWEST_CHOICES = 10
"""Mixes between which knowing more could change the choice, where so many stay to the end."""


@dataclass(frozen=True, slots=True)
class MixQuestion:
    """What is asked for, sound."""

    title: str
    about: str
    settings: Settings
    mixes: Mixes
    """Those within the budget as far as that is known before anything is run."""
    too_dear: int
    """Mixes left out before anything was run, because staff and running costs alone are over the budget."""
    measure: MeasureChoice
    """What is held against cost."""
    beside: tuple[MeasureChoice, ...]
    aim: FrontierAim
    effort: Effort

    def __repr__(self) -> str:
        return f"<MixQuestion {self.title}: {self.measure.text}, {counted(len(self.mixes), 'mix', 'mixes')}>"

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Return the scenarios of the mixes, the base first."""
        return self.mixes.scenarios

    @property
    def wanted(self) -> tuple[MeasureChoice, ...]:
        """Return all that is wanted of each run: the measure, both costs, and what is told beside them."""
        return (self.measure, COST_OF_STRATEGIES, COST_TOTAL, *self.beside)

    @property
    def futures(self) -> int:
        """Return in how many futures the value of information is looked for; 0 without drawn inputs or with too few."""
        futures = FUTURES * self.effort.last
        return futures if self.settings.uncertainty and futures >= FEWEST_FUTURES else 0

    @property
    def most_runs(self) -> int:
        """Return how many runs it may take in all."""
        everything = len(self.mixes) * self.effort.last
        choices = max(FEWEST_CHOICES, 1 + len(self.aim.yardsticks) + len(self.mixes.strategies))
        return min(everything, self.effort.runs) + min(choices, len(self.mixes)) * self.futures


def mix_question(file: FrontierFile, name: str, scenarios: Sequence[Scenario], settings: Settings) -> MixQuestion:
    """Return what is asked for, sound; `scenarios` are those of `sets_of`, and `name` is the file's, if it has one.

    Raises BadInput with every fault.
    """
    faults = Faults()
    base = scenarios[0]
    budget = worth = None
    mixes = aim = one = None
    beside: tuple[MeasureChoice, ...] = ()
    with faults.gather():
        budget = None if file.budget is None else pounds(file.budget, "budget")
    with faults.gather():
        worth = None if file.worth is None else pounds(file.worth, "worth")
    with faults.gather():
        one = wanted(file.measure, base)
        aim = FrontierAim(_lower(one, file.want), Against(file.against), budget, worth)
        beside = tuple(also for also in all_wanted(file.measures or BESIDE, base) if also != one)
    outside = (size for size in file.scales if not 0 < size < 1e6)
    faults.add(*(fault("scales", "", f"has {size:g}", "give numbers above 0") for size in outside))
    if file.runs < 1:
        faults.add(fault("runs", "", f"is {file.runs:,}", "give a whole number above 0"))
    with faults.gather():
        mixes = mixes_of(scenarios, [size for size in file.scales if size > 0 and isfinite(size)])
    if faults or mixes is None or aim is None or one is None:
        raise BadInput(f"{name}, {message}" if name else message for message in faults)
    rows = _within(mixes, budget, settings)
    effort = Effort(file.runs, settings.replications)
    too_dear = len(mixes) - len(rows)
    return MixQuestion(file.title, file.about, settings, mixes.of(rows), too_dear, one, beside, aim, effort)


def _lower(one: MeasureChoice, want: str | None) -> bool:
    """Return whether less of a measure is wanted. Raises BadInput when neither the measure nor anybody says."""
    if want is None and one.better is Better.NEITHER:
        mend = "say which is wanted: want lower or higher"
        raise BadInput([fault(f'measure "{one.text}"', "", "is neither better lower nor higher by itself", mend)])
    return want == "lower" if want is not None else one.better is Better.LOWER


def _within(mixes: Mixes, budget: float | None, settings: Settings) -> Rows:
    """Return the mixes whose staff and running costs are within the budget. Raises BadInput when none is."""
    if budget is None:
        return np.arange(len(mixes))
    least = least_costs(mixes, settings.seed, settings.uncertainty)
    rows = np.flatnonzero((least <= budget) | (np.arange(len(mixes)) == 0))
    if len(rows) < 2:
        cheapest = float(np.min(least[1:]))
        mend = f"the cheapest mix costs at least {cheapest:,.0f}"
        raise BadInput([fault("budget", "", f"is {budget:,.0f} a year, which pays for none of the strategies", mend)])
    return rows
