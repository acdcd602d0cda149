"""The command line: commands, progress and exit codes; nothing else.

Exit codes: 0 done, 1 failed, 2 bad input, 130 stopped by Ctrl-C. Tables go to standard output, progress and messages to
standard error.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from sim.experiments.settings import Settings
    from sim.inputs.scenario import Scenario
    from sim.reports.report import Origin

DONE, FAILED, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130

DESCRIPTION = """\
Compare sufficiency strategies for children looked after by an English council, before paying for them.
Scenarios and strategies are named as in scenarios/ and scenarios/strategies/, or given as paths; a+b combines."""

EXAMPLES = """\
examples:
  run.py compare                              the five strategies of the letter, and all of them together
  run.py compare tower_hamlets_2018 ipop ipop+camhs --replications 200
  run.py run tower_hamlets_2018 --years 5
  run.py check scenarios/strategies/ipop.toml"""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in `words` (those of the command line unless given) and return its exit code."""
    typed = list(sys.argv[1:] if words is None else words)
    began = monotonic()
    options = parser().parse_args(typed)
    try:
        with _stopped_politely():
            command: Callable[[Request], int] = options.command
            return command(Request(options, tuple(typed), began))
    except KeyboardInterrupt:
        _say("Stopped. No half-written results are left.")
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does; that is not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        _say("Failed: the memory ran out. Try fewer --replications or --processes.")
        return FAILED
    except Exception as error:
        return _explain(error)


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line."""

    options: argparse.Namespace
    typed: tuple[str, ...]
    began: float
    """On the clock of `time.monotonic`."""

    def origin(self, plan: Plan) -> Origin:
        """Return how the results of `plan` came about, for the manifest."""
        from sim.reports.report import Origin

        return Origin(("run.py", *self.typed), plan.settings.processes_used, self.began)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="run.py", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    one = commands.add_parser("run", help="run one scenario: measures, series, figures")
    one.add_argument("scenario", metavar="SCENARIO", help="name, path, or base+strategy")
    _add_run_options(one)
    one.set_defaults(command=run_command)

    several = commands.add_parser("compare", help="compare strategies with a base on the same luck")
    several.add_argument("names", nargs="*", metavar="BASE STRATEGY", help="a base, then strategies; a+b combines")
    _add_run_options(several)
    several.set_defaults(command=compare_command)

    check = commands.add_parser("check", help="validate a scenario and list its assumptions with their sources")
    check.add_argument("file", metavar="FILE", help="name or path of a scenario or strategy")
    check.set_defaults(command=check_command)

    schema = commands.add_parser("schema", help="print the JSON Schema of a scenario file")
    schema.set_defaults(command=schema_command)

    likeness = commands.add_parser("likeness", help="print a base beside the published figures")
    likeness.add_argument("scenario", nargs="?", default="tower_hamlets_2018", metavar="SCENARIO")
    _add_run_options(likeness, out=False)
    likeness.add_argument("--write", metavar="FILE", help="put the table between its markers in this Markdown file")
    likeness.set_defaults(command=likeness_command)
    return top


def _add_run_options(command: argparse.ArgumentParser, out: bool = True) -> None:
    # Numbers are read as text and checked together, so that every fault is told at once.
    command.add_argument("--replications", metavar="N", help="how many times to run (24)")
    command.add_argument("--seed", metavar="S", help="of the luck; the same seed gives the same results (2018)")
    command.add_argument("--years", metavar="Y", help="how long to run (as the scenario says)")
    command.add_argument("--uncertainty", action="store_true", help="draw every quantity from its range each time")
    command.add_argument("--processes", metavar="P", help="how many to share the work (one for each core)")
    if out:
        command.add_argument("--out", metavar="DIR", help="a new folder for the results (results/<scenario>-<time>)")


def run_command(request: Request) -> int:
    """Run one scenario and keep its results."""
    from sim.experiments.comparison import compared
    from sim.experiments.replications import run_all
    from sim.inputs.scenario import load
    from sim.reports import report, terminal

    name = request.options.scenario
    plan = _plan(request, lambda years: [load(name) if years is None else load(name).with_years(years)])
    with _progress(plan) as progress:
        results = run_all(plan.scenarios, plan.settings, progress)
        report.keep_run(results, plan.into, request.origin(plan))
    terminal.show_run(compared(results))
    return _kept(plan, request)


def compare_command(request: Request) -> int:
    """Compare strategies with a base and keep the results."""
    from sim.experiments.comparison import BASE, compared, laid_over
    from sim.experiments.replications import run_all
    from sim.reports import report, terminal

    base, *strategies = request.options.names or [BASE]
    plan = _plan(request, lambda years: laid_over(base, strategies, years), "compare-")
    with _progress(plan) as progress:
        comparison = compared(run_all(plan.scenarios, plan.settings, progress))
        report.keep_comparison(comparison, plan.into, request.origin(plan))
    terminal.show_comparison(comparison)
    return _kept(plan, request)


def check_command(request: Request) -> int:
    """Validate a scenario or strategy and list its assumptions."""
    from sim.experiments.checking import checked
    from sim.reports import terminal

    scenario, own = checked(request.options.file)
    terminal.show_assumptions(scenario, own)
    return DONE


def schema_command(_request: Request) -> int:
    """Print the JSON Schema of a scenario file."""
    import json

    from sim.inputs.schema import schema

    print(json.dumps(schema(), indent=2, ensure_ascii=False))
    return DONE


def likeness_command(request: Request) -> int:
    """Print a base without strategies beside the published figures, and keep the table in a document if asked."""
    from sim.experiments.likeness import likeness
    from sim.experiments.replications import run_all
    from sim.inputs.scenario import load
    from sim.reports import likeness as pages

    name = request.options.scenario
    document = None if request.options.write is None else Path(request.options.write)
    plan = _plan(request, lambda years: [load(name) if years is None else load(name).with_years(years)])
    if document is not None:
        pages.check(document)
    with _progress(plan) as progress:
        results = run_all(plan.scenarios, plan.settings, progress)
    table = likeness(results.outcomes[0])
    pages.show(results, table)
    if document is not None:
        pages.replace(document, pages.markdown(results, table))
        _say(f"The table in {document} was replaced.")
    return DONE


@dataclass(frozen=True, slots=True)
class Plan:
    """What a command is about to do, checked."""

    settings: Settings
    scenarios: list[Scenario]
    into: Path
    """The folder for the results."""


def _plan(request: Request, scenarios: Callable[[float | None], list[Scenario]], prefix: str = "") -> Plan:
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
        laid = scenarios(settings.years if settings else None)
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


@contextmanager
def _progress(plan: Plan) -> Iterator[Callable[[int, int], None]]:
    """Show on standard error how far the replications are; give the function that says so."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    count = len(plan.scenarios)
    what = "1 scenario" if count == 1 else f"{count} scenarios"
    console = Console(stderr=True)
    if not console.is_terminal:
        _say(f"Running {plan.settings.replications:,} replications of {what}.")
        yield _ignore
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Making the opening cohort", total=plan.settings.replications)

        def tell(done: int, total: int) -> None:
            words = f"Replications of {what}" if done < total else "Drawing the figures"
            bar.update(task, completed=done, description=words)

        yield tell


def _ignore(_done: int, _in_all: int) -> None:
    """Show nothing: a bar in a file or pipe is only noise."""


def _kept(plan: Plan, request: Request) -> int:
    _say(f"Results are in {plan.into} (open report.html), after {monotonic() - request.began:.0f} seconds.")
    return DONE


def _explain(error: Exception) -> int:
    """Tell an error in plain words and return the exit code."""
    from sim.experiments.processes import WorkerError
    from sim.inputs.faults import BadInput

    if isinstance(error, BadInput):
        _say("\n".join(error.faults))
        return BAD_INPUT
    if os.environ.get("SIM_TRACEBACK"):
        raise error
    what = str(error) if isinstance(error, WorkerError) else f"{type(error).__name__}: {error}"
    _say(f"Failed: {what}\nNo half-written results are left. Set SIM_TRACEBACK=1 to see where.")
    return FAILED


@contextmanager
def _stopped_politely() -> Iterator[None]:
    """Let a request to end the program (SIGTERM) clean up as Ctrl-C does."""

    def stop(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _say(message: str) -> None:
    print(message, file=sys.stderr)
