"""Statutory services: what a replication costs with all of them, and with all their strategies, beside one without."""

from __future__ import annotations

import gc
from statistics import median

from sim import load
from sim.scenario.titles import STATUTORY_STRATEGIES
from tests.benchmarks.case import Case
from tests.benchmarks.courts import WITHOUT, Run, prepared
from tests.benchmarks.sections import Section, ratio
from tests.benchmarks.speed import YEARS

GOAL = 1.6
SERVICES = "statutory_services"


def services(case: Case) -> Section:
    """Say what statutory services cost, each time beside the same base without them, in the same round."""
    rows, dearest = [], 0.0
    for place in ("Tower Hamlets",) if case.quick else tuple(WITHOUT):
        base = prepared(*WITHOUT[place])
        served = {
            "all services": (SERVICES,),
            "all services and all nine strategies": (SERVICES, *STATUTORY_STRATEGIES),
        }
        for name, laid in served.items():
            run = Run(load(*WITHOUT[place], *laid).parameters, base.calendar, base.pool)
            gc.collect()
            gc.freeze()
            rounds = [(base.cost(number), run.cost(number)) for number in range(5 if case.quick else 15)]
            gc.unfreeze()
            usual, dear = [one[0] for one, _ in rounds], [one[0] for _, one in rounds]
            best, over = min(dear) / min(usual), ratio(dear, usual)
            dearest = max(dearest, over.middle)
            events = median(one[1] for _, one in rounds) / median(one[1] for one, _ in rounds)
            rows.append((f"{place}, {name}", f"{median(dear):.3f}", str(over), f"{best:.2f}", f"{events:.2f}"))
    return Section(
        "Statutory services",
        (
            f"A replication of {YEARS:g} years with health assessments, reviews, social work, school and life-story"
            " work of every child in care, over one of the same base without, run before it in each round; the goal of"
            f" at most {GOAL} is {'' if dearest <= GOAL else 'NOT '}reached.",
        ),
        ("", "seconds", "over the base without services", "best over best", "events over those of the base"),
        tuple(rows),
    )
