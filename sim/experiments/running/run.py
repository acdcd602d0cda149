"""One scenario run, for a notebook: so many replications, or as many as a precision takes."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.running.progress import Stage, Tell, tell_nobody
from sim.experiments.running.results import Results
from sim.experiments.running.settings import REPLICATIONS, SEED, Settings
from sim.scenario.scenario import Scenario, load, with_ensembles


def run(
    scenario: Scenario | str,
    *,
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    processes: int | None = None,
    uncertainty: bool = False,
    ensemble: str | None = None,
    precision: str | Sequence[str] = (),
    most: int | None = None,
    progress: Tell | None = None,
) -> Results:
    """Run one scenario, given by name, path or as loaded. Raises `BadInput` for what makes no sense.

    With `uncertainty`, calibrated numbers come from the `ensemble` at that path; by default from the one kept for the
    base, if any; with "none" from their ranges. With a `precision`, such as "looked_after=3", there are as many
    replications as it takes, but not more than `most`, whatever `replications` says. `progress` is told
    of each stage, and may raise `Cancelled`.
    """
    from sim.experiments.running.precision import asked_in_python
    from sim.experiments.running.until_precise import run_as_asked

    settings = Settings(replications, seed, uncertainty, processes, years)
    tell = progress or tell_nobody
    tell(Stage.LOADING, 0, 1)
    chosen = load(scenario) if isinstance(scenario, str) else scenario
    if years is not None:
        chosen = chosen.with_years(years)
    scenarios = with_ensembles([chosen], ensemble) if uncertainty else [chosen]
    tell(Stage.LOADING, 1, 1)
    return run_as_asked(scenarios, settings, asked_in_python(precision, most, chosen), tell)
