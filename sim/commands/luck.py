"""`run.py luck`: how many replications are saved because base and strategies share their luck."""

from __future__ import annotations

from pathlib import Path

from sim.commands.experiment import bench, filled
from sim.commands.plan import add_run_options, kept, planned
from sim.commands.request import CommandLine, Commands, say


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
    from sim.experiments.asking.measure_choice import USUAL
    from sim.experiments.comparison.comparison import BASE, laid_over
    from sim.experiments.comparison.shared_luck import REPLICATIONS, shared_luck
    from sim.reports.luck import pages
    from sim.reports.shared.page import show
    from sim.scenario.files.experiment_file import Heading

    document = None if request.options.write is None else Path(request.options.write)
    base, *strategies = request.options.names or [BASE]
    request = filled(request, Heading(title="luck", replications=REPLICATIONS))
    plan = planned(request, lambda years: laid_over(base, strategies, years), "luck-")
    if document is not None:
        pages.MARKS.check(document)
    with bench(request, plan, USUAL) as at:
        found = shared_luck(at.laboratory, plan.scenarios, USUAL, plan.settings)
        page = pages.keep(found, plan.settings, plan.into, request.origin(plan.settings.processes_used))
        at.kept.finish()
    show(page)
    if document is not None:
        pages.MARKS.replace(document, pages.markdown(found, ("run.py", *request.typed)))
        say(f"The table in {document} was replaced.")
    return kept(plan, request)
