"""One replication of a scenario as the returns of the years that it covers whole."""

from __future__ import annotations

from datetime import date, timedelta

from sim.experiments.returns_out.of_register import returned
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.study import study
from sim.foundations.faults import BadInput
from sim.returns.writing.out_rows import OutReturn
from sim.scenario.scenario import Scenario


def exported(scenario: Scenario, seed: int, replication: int) -> tuple[OutReturn, ...]:
    """Return the returns of every whole year to 31 March in the run. Raises BadInput when there is none."""
    years = years_of(scenario)
    if not years:
        raise BadInput(
            [f"{scenario.name}: no year from 1 April to 31 March lies whole in the run; let it run longer (--years)"]
        )
    point = Point(0)
    register, parameters = study([scenario], seed, False, points=[point]).lived(point, replication)
    reviewed = parameters.reviews is not None
    return tuple(returned(register, scenario.start, year, reviewed=reviewed) for year in years)


def years_of(scenario: Scenario) -> range:
    """Return the years to 31 March that lie whole in the run: of a year begun before it, nobody knows who left."""
    last = scenario.start + timedelta(days=scenario.horizon - 1)
    first = scenario.start.year + (1 if scenario.start <= date(scenario.start.year, 4, 1) else 2)
    return range(first, (last.year if last >= date(last.year, 3, 31) else last.year - 1) + 1)
