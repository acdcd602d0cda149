"""Commands that run scenarios: their common options, checked together into a plan."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from sim.commands.request import DONE, Request, progress, say

if TYPE_CHECKING:
    from sim.experiments.settings import Settings
    from sim.inputs.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command is about to do, checked."""

    settings: Settings
    scenarios: list[Scenario]
    into: Path
    """The folder for the results."""


def add_run_options(command: argparse.ArgumentParser, out: bool = True) -> None:
    """Add the options of every command that runs scenarios."""
    # Numbers are read as text and checked together, so that every fault is told at once.
    command.add_argument("--replications", metavar="N", help="how many times to run (24)")
    command.add_argument("--seed", metavar="S", help="of the luck; the same seed gives the same results (2018)")
    command.add_argument("--years", metavar="Y", help="how long to run (as the scenario says)")
    command.add_argument("--uncertainty", action="store_true", help="draw every quantity from its range each time")
    command.add_argument(
        "--ensemble",
        metavar="FILE",
        help='with --uncertainty: take what it holds from this ensemble, or "none" (the one kept for the base, if any)',
    )
    command.add_argument("--processes", metavar="P", help="how many to share the work (one for each core)")
    if out:
        command.add_argument("--out", metavar="DIR", help="a new folder for the results (results/<scenario>-<time>)")


def planned(request: Request, scenarios: Callable[[float | None], list[Scenario]], prefix: str = "") -> Plan:
    """Return what is to be done. Raises `BadInput` with every fault of settings, scenarios and results folder."""
    from sim.experiments.settings import from_text, too_large
    from sim.inputs.faults import BadInput
    from sim.reports import folder

    options = request.options
    faults: list[str] = []
    settings, laid = None, None
    try:
        settings = from_text(options.replications, options.seed, options.processes, options.years, options.uncertainty)
    except BadInput as bad:
        faults.extend(bad.faults)
    try:
        laid = _with_ensemble(scenarios(settings.years if settings else None), options)
    except BadInput as bad:
        faults.extend(bad.faults)
    if settings and laid:
        faults.extend(too_large(settings, laid))
    named = getattr(options, "out", None)
    into = Path(named) if named is not None else folder.automatic(prefix + (laid[0].name if laid else ""))
    faults.extend(folder.faults(into))
    if faults or settings is None or laid is None:
        raise BadInput(faults)
    return Plan(settings, laid, into)


def _with_ensemble(scenarios: list[Scenario], options: argparse.Namespace) -> list[Scenario]:
    """Return the scenarios with the ensemble that they draw from, and say which it is."""
    from sim.inputs.ensemble import NONE
    from sim.inputs.faults import BadInput
    from sim.inputs.scenario import with_ensembles

    asked = getattr(options, "ensemble", None)
    if not options.uncertainty:
        if asked not in (None, NONE):
            raise BadInput(["--ensemble: is for runs with --uncertainty; add that, or leave it out"])
        return scenarios
    drawing = with_ensembles(scenarios, asked)
    if drawing[0].ensemble is not None:
        ensemble = drawing[0].ensemble
        say(
            f"{len(ensemble.columns)} calibrated numbers come from {ensemble.file} ({len(ensemble.members)} "
            "plausible sets); "
            "--ensemble none draws them from their ranges."
        )
    elif asked is None and drawing[0].authority:
        base = drawing[0].base
        say(f"{base} has not been calibrated: all numbers are drawn from their ranges; run.py calibrate {base}")
    return drawing


def one_scenario(name: str) -> Callable[[float | None], list[Scenario]]:
    """Return what loads a single scenario for the years asked for."""
    from sim.inputs.scenario import load

    return lambda years: [load(name) if years is None else load(name).with_years(years)]


@contextmanager
def replications_shown(plan: Plan) -> Iterator[Callable[[int, int], None]]:
    """Show on standard error how far the replications are; give the function that says so."""
    count = len(plan.scenarios)
    what = "1 scenario" if count == 1 else f"{count} scenarios"
    plain = f"Running {plan.settings.replications:,} replications of {what}."
    with progress("Making the opening cohort", plan.settings.replications, plain) as tell:

        def told(done: int, total: int) -> None:
            tell(done, total, f"Replications of {what}" if done < total else "Drawing the figures")

        yield told


def kept(plan: Plan, request: Request) -> int:
    """Say where the results are; return the exit code."""
    say(f"Results are in {plan.into} (open report.html), after {monotonic() - request.began:.0f} seconds.")
    return DONE
