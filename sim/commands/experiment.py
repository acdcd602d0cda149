"""Experiments as commands: what is done is kept as it lands, so that any of them can be stopped and resumed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.request import CommandLine, progress

if TYPE_CHECKING:
    from sim.commands.plan import Plan
    from sim.experiments.asking.measure_choice import MeasureChoice
    from sim.experiments.running.execution.tasks import Point
    from sim.experiments.running.laboratory import Laboratory
    from sim.experiments.running.study import RegisterReader
    from sim.reports.shared.kept_runs import KeptRuns
    from sim.scenario.files.experiment_file import Heading


@dataclass(frozen=True, slots=True)
class Bench:
    """Where an experiment is done: its laboratory, and what is kept of it."""

    laboratory: Laboratory
    kept: KeptRuns


def filled(request: CommandLine, file: Heading) -> CommandLine:
    """Return the request with what its file says in place of options that were not given."""
    options = argparse.Namespace(**vars(request.options))
    for name in ("replications", "seed", "years"):
        said = getattr(file, name)
        if getattr(options, name) is None and said is not None:
            setattr(options, name, f"{said:g}" if isinstance(said, float) else str(said))
    options.uncertainty = options.uncertainty or file.uncertainty
    return replace(request, options=options)


@contextmanager
def bench(
    request: CommandLine,
    plan: Plan,
    wanted: Sequence[MeasureChoice],
    *,
    points: Sequence[Point] = (),
    tolerant: bool = False,
    reading: RegisterReader | None = None,
) -> Iterator[Bench]:
    """Give a laboratory for the plan's scenarios, in which what is wanted is measured, and which keeps what is done.

    `points` are those that set something of the opening, if any do; `reading` reads more than what is wanted. When the
    results have been written into the plan's folder, the caller finishes the kept runs.
    """
    from sim.experiments.running.laboratory import Laboratory
    from sim.experiments.running.study import Chosen, study

    reading = reading or Chosen(tuple(wanted))
    settings = plan.settings
    with kept_runs(request, plan, reading) as kept, running("Running replications") as tell:
        made = study(plan.scenarios, settings.seed, settings.uncertainty, reading, points)
        with Laboratory(made, settings.machines, wanted, kept, tell, tolerant=tolerant) as laboratory:
            yield Bench(laboratory, kept)


@contextmanager
def kept_runs(request: CommandLine, plan: Plan, reading: RegisterReader) -> Iterator[KeptRuns]:
    """Give what keeps the runs of the plan in its folder; whatever stops the work, it is told how to go on."""
    from sim.reports.shared import kept_runs as pages

    digest = pages.digest_of(plan.scenarios, plan.settings.seed, plan.settings.uncertainty, reading)
    resumed = bool(request.options.resume)
    kept = pages.resume(plan.into, digest) if resumed else pages.begin(plan.into, request.typed, digest)
    try:
        yield kept
    except BaseException as stop:
        if kept.landed:
            stop.add_note(f"What is done is kept; go on with: run.py {request.typed[0]} --resume {plan.into}")
        raise
    finally:
        kept.release()


@contextmanager
def running(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on standard error how far the replications are; give the function that says so."""
    with progress("Making the opening cohort", 1, f"{what}.") as tell:
        yield lambda done, total: tell(done, total, what)


MACHINES = ("processes", "cluster", "tls_ca_file", "tls_cert", "tls_key")
"""Options that may differ when an experiment goes on: where it is done changes nothing in its results."""


def resumed(request: CommandLine, parser: argparse.ArgumentParser) -> CommandLine:
    """Return the request as it was begun, when it asks to go on with kept runs; otherwise the request itself.

    Raises BadInput when there is nothing to go on with, or more is asked than where to do it.
    """
    from sim.foundations.faults import BadInput

    options = request.options
    if not getattr(options, "resume", None) or not hasattr(options, "cluster"):
        return request
    from sim.reports.shared.kept_runs import begun

    command, into = request.typed[0], Path(options.resume)
    words = begun(into).words
    if words[0] != command:
        raise BadInput([f"{into}: run.py {words[0]} was begun in it; go on with run.py {words[0]} --resume {into}"])
    plain = parser.parse_args([command, "--resume", options.resume])
    changed = [name for name, value in vars(options).items() if name not in MACHINES and value != getattr(plain, name)]
    if changed:
        named = ", ".join(f"--{name.replace('_', '-')}" for name in changed)
        raise BadInput([f"--resume: leave out {named}: it goes on as it was begun"])
    as_begun = parser.parse_args(list(words))
    if any(getattr(options, name) is not None for name in MACHINES):  # so that it can also go on without its cluster
        for name in MACHINES:
            setattr(as_begun, name, getattr(options, name))
    as_begun.resume = options.resume
    return replace(request, options=as_begun, typed=words)
