"""`run.py likeness`: bases, without strategies, beside what was published, with the bound and the miss of each line."""

from __future__ import annotations

from pathlib import Path

from sim.commands.plan import add_run_options, one_scenario, planned, replications_shown
from sim.commands.request import DONE, Commands, Request, say

USUAL = ("england", "tower_hamlets_2018")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "likeness",
        help="print bases beside their published figures, with the bound and the miss of each line",
        description="Print each base, without strategies, beside what was published of its council, and England's "
        "shape beside it: whether the first day is the published one, whether kinds of placement keep their share as "
        "time goes by, and whether children move and leave as published.",
    )
    parser.add_argument("base", nargs="*", metavar="BASE", help=f"a base ({' and '.join(USUAL)})")
    add_run_options(parser, out=False)
    parser.add_argument("--write", metavar="FILE", help="put each table between its markers in this Markdown file")
    parser.set_defaults(command=likeness_command)


def likeness_command(request: Request) -> int:
    """Print bases beside their published figures, and keep the tables in a document if asked."""
    from sim.experiments.likeness.likeness import likeness
    from sim.experiments.likeness.reading import likened
    from sim.experiments.replications import run_all
    from sim.reports import likeness as pages

    document = None if request.options.write is None else Path(request.options.write)
    plans = [planned(request, one_scenario(name)) for name in request.options.base or USUAL]
    if document is not None:
        for plan in plans:
            pages.check(document, plan.scenarios[0])
    for plan in plans:
        with replications_shown(plan) as progress:
            results = run_all(plan.scenarios, plan.settings, progress, likened)
        table = likeness(results.outcomes[0])
        pages.show(results, table)
        if document is not None:
            pages.replace(document, plan.scenarios[0], pages.markdown(results, table))
            say(f"The table of {plan.scenarios[0].title} in {document} was replaced.")
    return DONE
