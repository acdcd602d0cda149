"""How many numbers of a scenario come from the ensemble of its base, and which of them the scenario sets itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.foundations.faults import listed
from sim.scenario.ensemble_columns import paths
from sim.scenario.scenario import Scenario


def calibrated(scenario: Scenario) -> tuple[str, ...]:
    """Return the columns of its ensemble that a scenario draws from; those that it sets itself are not among them."""
    ensemble = scenario.ensemble
    if ensemble is None:
        return ()
    return tuple(column for column in ensemble.columns if any(_drawn(path, scenario) for path in paths(column)))


def how_many(scenario: Scenario) -> str:
    """Return how many numbers come from the ensemble: ``5``, or ``4 of 5`` where the scenario sets one itself."""
    columns = () if scenario.ensemble is None else scenario.ensemble.columns
    drawn = len(calibrated(scenario))
    return str(drawn) if drawn == len(columns) else f"{drawn} of {len(columns)}"


def set_itself(scenarios: Iterable[Scenario]) -> Iterator[str]:
    """Yield of each scenario that sets calibrated numbers itself which they are, each sentence once."""
    told: dict[str, None] = {}
    for one in scenarios:
        drawn = calibrated(one)
        own = [] if one.ensemble is None else [column for column in one.ensemble.columns if column not in drawn]
        if own:
            told[f"{one.title}: {how_many(one)} calibrated numbers, for it sets {listed(own)} itself."] = None
    yield from told


def _drawn(path: str, scenario: Scenario) -> bool:
    """Whether the number at `path` comes from the ensemble."""
    item = scenario.quantities.get(path)
    if item is None or scenario.ensemble is None or path in scenario.ensemble.spared:
        return False
    return not item.of_base.days(scenario.horizon)
