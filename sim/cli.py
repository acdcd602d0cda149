"""The command line's frame: the parser, Ctrl-C, and errors told in plain words; the commands are in `commands/`.

Exit codes: 0 done, 1 failed, 2 bad input, 130 stopped by Ctrl-C. Tables go to standard output, progress and messages to
standard error.
"""

from __future__ import annotations

import argparse
import errno
import os
import sys
from collections.abc import Callable, Sequence
from time import monotonic

from sim.commands import (
    authorities,
    baseline,
    calibrate,
    check,
    compare,
    export_903,
    forecast,
    frontier,
    import_903,
    likeness,
    luck,
    offline,
    page,
    paper,
    performance,
    profile,
    replicate,
    report,
    require,
    run,
    schema,
    sensitivity,
    sufficiency,
    sweep,
    validate,
)
from sim.commands.ending import ended_by
from sim.commands.experiment import resumed
from sim.commands.outside import show_all_that_can_be_shown, stopped_politely
from sim.commands.request import DONE, CommandLine, without_progress
from sim.foundations.called import called

COMMANDS = (
    run,
    compare,
    sweep,
    sensitivity,
    require,
    frontier,
    sufficiency,
    paper,
    page,
    offline,
    luck,
    performance,
    authorities,
    baseline,
    profile,
    forecast,
    export_903,
    import_903,
    calibrate,
    validate,
    check,
    report,
    replicate,
    schema,
    likeness,
)
"""In the order in which help lists them."""

DESCRIPTION = """\
Compare sufficiency strategies for children looked after by an English council, before paying for them.
Scenarios and strategies are named as in scenarios/ and scenarios/strategies/, or given as paths; a+b combines."""

EXAMPLES = """\
examples:
  {program} compare                              the five strategies of the letter, and all of them together
  {program} compare tower_hamlets_2018 ipop ipop+camhs --replications 200
  {program} run tower_hamlets_2018 --years 5
  {program} check ipop"""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in `words` (those of the command line unless given) and return its exit code."""
    typed = list(sys.argv[1:] if words is None else words)
    began = monotonic()
    show_all_that_can_be_shown()
    understood = parser()
    options = understood.parse_args(typed)
    with stopped_politely():
        return _obeyed(CommandLine(options, without_progress(typed), began), understood)


def _obeyed(asked: CommandLine, understood: argparse.ArgumentParser) -> int:
    """Do what is asked and return the exit code."""
    try:
        request = report.reported(resumed(asked, understood), understood)
        command: Callable[[CommandLine], int] = request.options.command
        code = command(request)
        sys.stdout.flush()  # so that a reader who has gone is noticed here
        return code
    except (Exception, KeyboardInterrupt) as error:
        if isinstance(error, Exception) and reader_has_gone(error):  # as `head` does; that is not our failure
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        return ended_by(error).told(asked.in_lines)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    program = called()
    top = argparse.ArgumentParser(
        prog=program,
        description=DESCRIPTION,
        epilog=EXAMPLES.format(program=program),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def reader_has_gone(error: Exception, windows: bool = os.name == "nt") -> bool:
    """Return whether an error only tells that nobody reads what is written; Windows calls that an odd argument."""
    odd = isinstance(error, OSError) and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or (windows and odd)
