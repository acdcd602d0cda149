"""`run.py luck`: how many replications are saved because base and strategies share their luck."""

from __future__ import annotations

from pathlib import Path

from sim.commands.experiment import run_experiment
from sim.commands.plan import add_run_options
from sim.commands.request import CommandLine, Commands, say
from sim.foundations.called import recorded


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "luck",
        help="show how many replications shared luck saves",
        description="Show, for each strategy and headline measure, how many times as many replications independent "
        "luck would need for the same interval as the shared luck of base and strategies gives.",
    )
    parser.add_argument("names", nargs="*", metavar="BASE STRATEGY", help="a base, then strategies; a+b combines")
    add_run_options(parser, usual=100)
    parser.add_argument("--write", metavar="FILE", help="put the table between its markers in this Markdown file")
    parser.set_defaults(command=luck_command)


def luck_command(request: CommandLine) -> int:
    """Run a base and strategies, and keep and show what shared luck saves."""
    from sim.experiments.comparison.shared_luck import LUCK, SharedLuck
    from sim.foundations.faults import Faults
    from sim.reports.luck import pages
    from sim.scenario.defaults import BASE
    from sim.scenario.files.experiment_file import ExperimentHeading

    document = None if request.options.write is None else Path(request.options.write)
    base, *strategies = request.options.names or [BASE]
    form = ExperimentHeading(title="luck", base=base, strategies=tuple(strategies))
    faults = Faults()
    if document is not None:
        with faults.gather():
            pages.MARKS.check(document)

    def write(luck: SharedLuck) -> None:
        if document is not None:
            pages.MARKS.replace(document, pages.markdown(luck, (*recorded(), *request.typed)))
            say(f"The table in {document} was replaced.")

    return run_experiment(request, LUCK, form, "luck", faults, pages.results, then=write)
