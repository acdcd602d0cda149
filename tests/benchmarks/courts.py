"""Courts: what a replication costs in which they decide when children leave, beside one without."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from statistics import median
from time import process_time

from sim import load
from sim.fitting.reference import reference_entries
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.model.model import simulate
from sim.model.opening.pool import Pool
from sim.model.pool.making import make_pool
from sim.parameters.parameters import Parameters
from tests.benchmarks.case import SEED, Case
from tests.benchmarks.sections import Section, ratio
from tests.benchmarks.speed import YEARS

GOAL = 1.3
STRATEGIES = (
    "legal_planning",
    "plo_tracker",
    "parallel_planning",
    "family_finding",
    "connected_carers",
    "adoption_summit",
    "early_permanence",
)
WITHOUT: dict[str, tuple[str, ...]] = {"Tower Hamlets": ("tower_hamlets_2018",), "England": ("england",)}
WITH: dict[str, tuple[str, ...]] = {
    "Tower Hamlets": ("tower_hamlets_2018", "legal_process"),
    "England": ("england_with_courts",),
}


@dataclass(frozen=True, slots=True)
class Run:
    """What is run: parameters, with the pool of lives of their own base."""

    parameters: Parameters
    calendar: Calendar
    pool: Pool

    def cost(self, replication: int) -> tuple[float, int]:
        """Return the seconds of one replication, and its events."""
        started = process_time()
        register = simulate(self.parameters, self.calendar, Chance(SEED, replication), YEARS, self.pool)
        return process_time() - started, register.events


def courts(case: Case) -> Section:
    """Say what courts cost, each time beside the same base without them, in the same round."""
    rows = []
    dearest = 0.0
    for place in ("Tower Hamlets",) if case.quick else tuple(WITH):
        base = prepared(*WITHOUT[place])
        in_law = prepared(*WITH[place])
        all_seven = Run(load(*WITH[place], *STRATEGIES).parameters, in_law.calendar, in_law.pool)
        gc.collect()
        gc.freeze()
        for name, run in (("courts", in_law), ("courts and all seven strategies", all_seven)):
            rounds = [(base.cost(number), run.cost(number)) for number in range(5 if case.quick else 15)]
            dear, usual = [one[0] for _, one in rounds], [one[0] for one, _ in rounds]
            events = median(one[1] for _, one in rounds) / median(one[1] for one, _ in rounds)
            over = ratio(dear, usual)
            dearest = max(dearest, over.middle)
            rows.append((f"{place}, {name}", f"{median(dear):.3f}", str(over), f"{events:.2f}"))
        gc.unfreeze()
    return Section(
        "Courts",
        (
            f"A replication of {YEARS:g} years in which courts and plans of permanence decide when children leave, over"
            f" one of the same base without, run before it in each round; the goal of"
            f" at most {GOAL} is {'' if dearest <= GOAL else 'NOT '}reached.",
        ),
        ("", "seconds", "over the base without courts", "events over those of the base"),
        tuple(rows),
    )


def prepared(*names: str) -> Run:
    """Load a scenario and make the pool of its opening lives."""
    scenario = load(*names)
    parameters, calendar = scenario.parameters, scenario.calendar()
    pool = make_pool(parameters, calendar, SEED, reference_entries(parameters))
    assert pool is not None
    return Run(parameters, calendar, pool)
