"""What an experiment's file asks for: its scenarios and its settings, with what is given elsewhere in their place."""

from __future__ import annotations

from sim.experiments.running.settings import REPLICATIONS, SEED, Settings
from sim.foundations.faults import BadInput, Faults
from sim.scenario.files.experiment_file import ExperimentHeading
from sim.scenario.scenario import Scenario, load


def settings_for(
    file: ExperimentHeading,
    replications: int | None = None,
    seed: int | None = None,
    years: float | None = None,
    uncertainty: bool | None = None,
    processes: int | None = None,
    cluster: str | None = None,
    usual: int = REPLICATIONS,
    trust_this_machine: bool = False,
) -> Settings:
    """Return the settings given, else those of the file, else the usual ones. Raises BadInput with every fault."""
    return Settings(
        replications=next((one for one in (replications, file.replications) if one is not None), usual),
        seed=next((one for one in (seed, file.seed) if one is not None), SEED),
        uncertainty=file.uncertainty if uncertainty is None else uncertainty,
        processes=processes,
        years=file.years if years is None else years,
        cluster=cluster,
        trust_this_machine=trust_this_machine,
    )


def crossed(file: ExperimentHeading, years: float | None) -> list[Scenario]:
    """Return each base that the file names, followed by its strategies. Raises BadInput with every fault of each."""
    faults = Faults()
    scenarios: list[Scenario] = []
    for base in file.bases:
        for strategy in ("", *file.strategies):
            with faults.gather():
                scenario = load(base, strategy) if strategy else load(base)
                scenarios.append(scenario if years is None else scenario.with_years(years))
    names = [scenario.name for scenario in scenarios]
    again = dict.fromkeys(name for name in names if names.count(name) > 1)
    faults.add(*(f"{name}: is asked for more than once; give each base and strategy once" for name in again))
    if faults:
        raise BadInput(faults)
    return scenarios
