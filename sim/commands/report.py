"""`run.py report`: the report of a results folder made again, from results.json or from the replications kept in it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sim.commands.request import DONE, CommandLine, Commands, say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "report",
        help="draw the report of a results folder again, or make its tables and figures too where any is missing",
    )
    parser.add_argument("results", metavar="RESULTS", help="the folder")
    parser.set_defaults(command=report_command)


def report_command(request: CommandLine) -> int:
    """Draw the page again of what results.json says."""
    from sim.reports.result.results_file import FILE
    from sim.reports.run.again import draw_again

    into = Path(request.options.results)
    draw_again(into)
    say(
        f"{into / 'report.html'} is drawn again from {FILE}. Its tables and figures are there, as they were made; to "
        f"have all made again of the replications, remove {FILE}."
    )
    return DONE


def reported(request: CommandLine, parser: argparse.ArgumentParser) -> CommandLine:
    """Return the request of the command that began the folder, which is to run nothing, when a report is asked for.

    Otherwise the request itself, and so where nothing but the page has to be made. Raises BadInput when more has to
    be and no replications are kept in the folder.
    """
    if request.options.command is not report_command:
        return request
    from sim.reports.shared.kept_runs import kept_in

    into = request.options.results
    if _page_alone(Path(into)):
        return request
    words = kept_in(Path(into)).words
    options = parser.parse_args(list(words))
    options.resume, options.reported = into, True
    return replace(request, options=options, typed=words)


def _page_alone(into: Path) -> bool:
    """Whether nothing but the page has to be made; what is wrong with results.json is said, and all to be made."""
    from sim.foundations.faults import BadInput
    from sim.reports.run.again import lacks_no_more_than_its_page

    try:
        return lacks_no_more_than_its_page(into)
    except BadInput as unreadable:
        say("\n".join((*unreadable.faults, "So all is made again of the replications, where they are kept.")))
        return False
