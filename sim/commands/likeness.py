"""`run.py likeness`: bases, without strategies, beside what was published, with the bound and the miss of each line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.plan import add_run_options, one_scenario, planned, replications_shown
from sim.commands.request import DONE, CommandLine, Commands, say
from sim.foundations.counted import counted

if TYPE_CHECKING:
    from sim.commands.plan import CommandPlan

USUAL = ("england", "tower_hamlets_2018")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "likeness",
        help="print bases beside their published figures, with the bound and the miss of each line",
        description="Print each base, without strategies, beside what was published of its council, and England's "
        "shape beside it: whether the first day is the published one, whether kinds of placement keep their share as "
        "time goes by, and whether children move and leave as published. With --all-of, make bases of so many councils "
        "of all sizes and print a row for each.",
    )
    parser.add_argument("base", nargs="*", metavar="BASE", help=f"a base ({' and '.join(USUAL)}, without --all-of)")
    parser.add_argument("--all-of", metavar="N", help="make bases of N councils of all sizes and hold each")
    add_run_options(parser, out=False)
    parser.add_argument("--write", metavar="FILE", help="put each table between its markers in this Markdown file")
    parser.set_defaults(command=likeness_command)


def likeness_command(request: CommandLine) -> int:
    """Print bases beside their published figures, and keep the tables in a document if asked."""
    from sim.foundations.faults import BadInput
    from sim.reports.likeness import councils as of_councils
    from sim.reports.likeness import pages

    options = request.options
    if options.all_of is not None and (options.growth is not None or options.until is not None):
        raise BadInput(["--all-of: councils are held against what was published; leave --growth and --until out"])
    document = None if options.write is None else Path(options.write)
    number = None if options.all_of is None else _councils(options.all_of)
    names = options.base or (USUAL if number is None else ())
    plans = [planned(request, one_scenario(name)) for name in names]
    if document is not None:
        for plan in plans:
            pages.check(document, plan.scenarios[0])
        if number is not None:
            of_councils.check(document)
    for plan in plans:
        _base(request, plan, document)
    if number is not None:
        _all_of(number, planned(request, one_scenario(USUAL[0])), document)
    return DONE


def _base(request: CommandLine, plan: CommandPlan, document: Path | None) -> None:
    """Print one base, and keep its table."""
    from sim.experiments.likeness.likeness import likeness
    from sim.experiments.likeness.reading import likened
    from sim.experiments.running.replications import run_all
    from sim.reports.likeness import pages

    with replications_shown(plan, request) as progress:
        results = run_all(plan.scenarios, plan.settings, progress, likened)
    table = likeness(results.outcomes[0])
    pages.show(results, table)
    if document is not None:
        pages.replace(document, results, table)
        say(f"The table of {plan.scenarios[0].title} in {document} was replaced.")


def _all_of(number: int, plan: CommandPlan, document: Path | None) -> None:
    """Print a row for each council when it is done, then what they come to, and keep the table."""
    from sim.experiments.likeness.councils import all_of
    from sim.reports.likeness import councils as pages

    say(f"Making and running the bases of {counted(number, 'council')}: a row for each when it is done.")
    print(pages.line())
    done = []
    for council in all_of(number, plan.settings):
        done.append(council)
        print(pages.line(council), flush=True)
    print(f"\n{pages.conclusion(done)}")
    if document is not None:
        pages.replace(document, done, plan.settings)
        say(f"The table of {counted(number, 'council')} in {document} was replaced.")


def _councils(text: str) -> int:
    """Return how many councils were asked for. Raises BadInput when that makes no sense."""
    from sim.foundations.faults import BadInput
    from sim.published.authorities import authorities

    most = len(authorities())
    if not (text.isascii() and text.isdecimal() and len(text) <= 9 and 1 <= int(text) <= most):
        raise BadInput([f'--all-of "{text}": give a whole number of councils, 1 to {most}'])
    return int(text)
