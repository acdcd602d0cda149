"""Commands that run scenarios: their common options, checked together into a plan."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from sim.commands import precise
from sim.commands.ahead import Ahead, add_ahead_options, asked_ahead, each_ahead
from sim.commands.own_files import say_own_files
from sim.commands.paper import papers_asked
from sim.commands.private import with_private
from sim.commands.request import BAR, DONE, JSON, PROGRESS, CommandLine, say, say_line
from sim.commands.stages_shown import stages_shown
from sim.experiments.running.progress_lines import ProgressLine, RunState
from sim.foundations.called import called
from sim.foundations.counted import counted
from sim.foundations.where import told_here

if TYPE_CHECKING:
    from sim.experiments.running.execution.certificates import Certificates
    from sim.experiments.running.precision import PrecisionGoal
    from sim.experiments.running.progress import Tell
    from sim.experiments.running.settings import Settings
    from sim.scenario.scenario import Scenario


@dataclass(frozen=True, slots=True)
class CommandPlan:
    """What a command is about to do, checked."""

    settings: Settings
    scenarios: list[Scenario]
    into: Path
    """The folder for the results."""
    precision: PrecisionGoal | None = None
    """What is to be known how well, in place of a number of replications."""


def add_run_options(command: argparse.ArgumentParser, out: bool = True, usual: int = 24) -> None:
    """Add the options of every command that runs scenarios; `usual` is how many replications it makes unless told."""
    # Numbers are read as text and checked together, so that every fault is told at once.
    command.add_argument("--replications", metavar="N", help=f"how many times to run ({usual})")
    command.add_argument("--seed", metavar="S", help="of the luck; the same seed gives the same results (2018)")
    command.add_argument("--years", metavar="Y", help="how long to run (as the scenario says)")
    add_ahead_options(command)
    command.add_argument("--uncertainty", action="store_true", help="draw every quantity from its range each time")
    command.add_argument(
        "--ensemble",
        metavar="FILE",
        help='with --uncertainty: take what it holds from this ensemble, or "none" (the one kept for the base, if any)',
    )
    add_machine_options(command)
    if out:
        command.add_argument(
            PROGRESS,
            choices=(BAR, JSON),
            default=BAR,
            help="how progress is told on standard error: a bar, or lines of JSON for another program (bar)",
        )
        where = command.add_mutually_exclusive_group()
        where.add_argument("--out", metavar="DIR", help="a new folder for the results (results/<scenario>-<time>)")
        where.add_argument("--resume", metavar="DIR", help="go on with what was stopped in this folder")


def add_png_option(command: argparse.ArgumentParser) -> None:
    """Add the option of the commands that paint figures as PNG only where that is asked for."""
    command.add_argument("--png", action="store_true", help="keep each figure as PNG too, for where no SVG can be used")


def add_machine_options(command: argparse.ArgumentParser) -> None:
    """Add the options that say on which machines the work is done."""
    machines = command.add_argument_group("machines")
    machines.add_argument("--processes", metavar="P", help="how many to share the work (one for each core)")
    machines.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help='share the work on a Dask cluster: its scheduler, such as tls://10.0.0.5:8786, or "local" for one here',
    )
    machines.add_argument("--tls-ca-file", metavar="FILE", help="certificate of the authority that a cluster trusts")
    machines.add_argument("--tls-cert", metavar="FILE", help="certificate of this program, for a cluster")
    machines.add_argument("--tls-key", metavar="FILE", help="its private key")
    machines.add_argument(
        "--trust-this-machine",
        action="store_true",
        default=None,  # as of the others, so that it shows whether it was given
        help="with a cluster here that has no certificates: every user of this machine may run programs as you",
    )


def planned(request: CommandLine, scenarios: Callable[[float | None], list[Scenario]], prefix: str = "") -> CommandPlan:
    """Return what is to be done. Raises `BadInput` with every fault of settings, scenarios and results folder."""
    from sim.experiments.running.settings import from_text, too_large
    from sim.foundations.faults import BadInput, Faults

    options = request.options
    faults = Faults()
    settings, laid, precision = None, None, None
    ahead = Ahead()
    with faults.gather():
        ahead = asked_ahead(options)
    with faults.gather():
        settings = from_text(
            options.replications,
            options.seed,
            options.processes,
            options.years,
            options.uncertainty,
            options.cluster,
            certificates(options),
            getattr(options, "turns", None),
            bool(options.trust_this_machine),
        )
    with faults.gather():
        loaded = scenarios(settings.years if settings else None)
        laid = _with_ensemble(with_private(each_ahead(loaded, ahead.of), options), options)
    with faults.gather():
        precision = precise.asked(options, laid)
    if settings and laid:
        faults.add(*(precise.too_many(precision, settings, laid) if precision else too_large(settings, laid)))
    with faults.gather():
        papers_asked(options)
    into, wrong = folder_for(options, prefix + (laid[0].name if laid else ""))
    faults.add(*wrong)
    if faults or settings is None or laid is None:
        raise BadInput(faults)
    for warning in dict.fromkeys(warning for one in laid for warning in one.warnings):
        say(f"Mind: {warning}.")
    say_own_files((*(file for one in laid for file in one.files), *(one.ensemble.file for one in laid if one.ensemble)))
    return CommandPlan(settings, laid, into, precision)


def certificates(options: argparse.Namespace) -> Certificates | None:
    """Return the files by which this program and a cluster know one another, None when none is named.

    Raises BadInput when only some are named, or a file is not there.
    """
    from sim.experiments.running.execution.certificates import Certificates
    from sim.foundations.faults import BadInput

    named = {"--tls-ca-file": options.tls_ca_file, "--tls-cert": options.tls_cert, "--tls-key": options.tls_key}
    given = {name: Path(file) for name, file in named.items() if file is not None}
    faults = [f"{name} {file}: there is no such file" for name, file in given.items() if not file.is_file()]
    if given and len(given) < len(named):
        missing = ", ".join(name for name in named if name not in given)
        faults.append(f"{', '.join(given)}: a cluster with TLS needs all three files; give {missing} too")
    if faults:
        raise BadInput(faults)
    return Certificates(*given.values()) if given else None


def folder_for(options: argparse.Namespace, name: str) -> tuple[Path, list[str]]:
    """Return the folder for the results, and why they could not be kept there, if they could not."""
    from sim.reports.shared import folder

    if getattr(options, "resume", None):
        return Path(options.resume), []
    named = getattr(options, "out", None)
    into = Path(named) if named is not None else folder.automatic(name)
    return into, folder.faults(into)


def _with_ensemble(scenarios: list[Scenario], options: argparse.Namespace) -> list[Scenario]:
    """Return the scenarios with the ensemble that they draw from, and say which it is."""
    from sim.foundations.faults import BadInput
    from sim.scenario.calibrated import how_many, set_itself
    from sim.scenario.ensemble import NONE
    from sim.scenario.scenario import with_ensembles

    asked = getattr(options, "ensemble", None)
    if not options.uncertainty:
        if asked not in (None, NONE):
            raise BadInput(["--ensemble: is for runs with --uncertainty; add that, or leave it out"])
        return scenarios
    drawing = with_ensembles(scenarios, asked)
    if drawing[0].ensemble is not None:
        ensemble = drawing[0].ensemble
        without = told_here("; --ensemble none draws them from their ranges", "")
        say(
            f"{how_many(drawing[0])} calibrated numbers come from {ensemble.file} ({len(ensemble.members)} plausible "
            f"sets){without}."
        )
        for sentence in set_itself(drawing):
            say(sentence)
    elif asked is None and any(scenario.other_courts for scenario in drawing):
        say(
            "All numbers are drawn from their ranges: what calibrating a base has found does not hold where courts are "
            "laid over it."
        )
    elif asked is None and drawing[0].authority:
        base = drawing[0].base
        say(f"{base} has not been calibrated: all numbers are drawn from their ranges; {called()} calibrate {base}")
    return drawing


def named(scenario: str | None, command: str) -> str:
    """Return the scenario that was named. Raises BadInput when none was."""
    from sim.foundations.faults import BadInput

    if scenario is None:
        raise BadInput([f"{command}: name a scenario, such as tower_hamlets_2018, or give --resume and a folder"])
    return scenario


def one_scenario(name: str) -> Callable[[float | None], list[Scenario]]:
    """Return what loads a single scenario for the years asked for, its targets checked."""
    from sim.experiments.asking.scenario_targets import targets_of
    from sim.scenario.scenario import load

    def loaded(years: float | None) -> list[Scenario]:
        scenarios = [load(name) if years is None else load(name).with_years(years)]
        targets_of(scenarios)
        return scenarios

    return loaded


@contextmanager
def replications_shown(plan: CommandPlan, request: CommandLine) -> Iterator[Tell]:
    """Show on standard error how far the replications are; give the function that says so."""
    count = len(plan.scenarios)
    what = counted(count, "scenario")
    plain = f"Running {counted(plan.settings.replications, 'replication')} of {what}."
    if plan.precision is not None:
        plain = f"Running replications of {what} until {precise.in_words(plan.precision)}."
    with stages_shown(request, plain, f"Replications of {what}") as tell:
        yield tell


def say_where(plan: CommandPlan, request: CommandLine) -> int:
    """Say where the results are; return the exit code."""
    if request.in_lines:
        say_line(ProgressLine(RunState.DONE, folder=str(plan.into)).text)
        return DONE
    say(
        f"Results are in {plan.into} (open report.html), after {counted(round(monotonic() - request.began), 'second')}."
    )
    return DONE
