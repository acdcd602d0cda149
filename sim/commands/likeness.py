"""`run.py likeness`: a base of Tower Hamlets, without strategies, beside its published figures."""

from __future__ import annotations

from pathlib import Path

from sim.commands.plan import add_run_options, one_scenario, planned, replications_shown
from sim.commands.request import DONE, Commands, Request, say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "likeness",
        help="print a base of Tower Hamlets beside its published figures",
        description="Print a base of Tower Hamlets beside what was published of Tower Hamlets. A base of another "
        "council is refused: run.py calibrate holds it against its own figures.",
    )
    parser.add_argument("scenario", nargs="?", default="tower_hamlets_2018", metavar="SCENARIO")
    add_run_options(parser, out=False)
    parser.add_argument("--write", metavar="FILE", help="put the table between its markers in this Markdown file")
    parser.set_defaults(command=likeness_command)


def likeness_command(request: Request) -> int:
    """Print a base of Tower Hamlets beside its published figures, and keep the table in a document if asked."""
    from sim.experiments.likeness import check, likeness
    from sim.experiments.replications import run_all
    from sim.reports import likeness as pages

    document = None if request.options.write is None else Path(request.options.write)
    plan = planned(request, one_scenario(request.options.scenario))
    check(plan.scenarios[0])
    if document is not None:
        pages.check(document)
    with replications_shown(plan) as progress:
        results = run_all(plan.scenarios, plan.settings, progress)
    table = likeness(results.outcomes[0])
    pages.show(results, table)
    if document is not None:
        pages.replace(document, pages.markdown(results, table))
        say(f"The table in {document} was replaced.")
    return DONE
