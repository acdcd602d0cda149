"""`run.py report`: the report of a results folder made again, from the replications that are kept in it."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from sim.commands.request import CommandLine, Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("report", help="make the tables, figures and report of a results folder again")
    parser.add_argument("results", metavar="RESULTS", help="the folder, in which the replications are kept")
    parser.set_defaults(command=report_command)


def report_command(_request: CommandLine) -> int:
    """Never asked: the request is turned into that of the command that ran the replications."""
    raise AssertionError


def reported(request: CommandLine, parser: argparse.ArgumentParser) -> CommandLine:
    """Return the request of the command that began the folder, which is to run nothing, when a report is asked for.

    Otherwise the request itself. Raises BadInput when no replications are kept in the folder.
    """
    if request.options.command is not report_command:
        return request
    from sim.reports.shared.kept_runs import kept_in

    into = request.options.results
    words = kept_in(Path(into)).words
    options = parser.parse_args(list(words))
    options.resume, options.reported = into, True
    return replace(request, options=options, typed=words)
