"""The command line's frame: the parser, Ctrl-C, and errors told in plain words; the commands are in `commands/`.

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
from time import monotonic
from typing import NoReturn

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
    performance,
    replicate,
    require,
    run,
    schema,
    sensitivity,
    sufficiency,
    sweep,
    validate,
)
from sim.commands.experiment import resumed
from sim.commands.request import BAD_INPUT, DONE, FAILED, INTERRUPTED, CommandLine, say

COMMANDS = (
    run,
    compare,
    sweep,
    sensitivity,
    require,
    frontier,
    sufficiency,
    luck,
    performance,
    authorities,
    baseline,
    forecast,
    export_903,
    import_903,
    calibrate,
    validate,
    check,
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
  run.py compare                              the five strategies of the letter, and all of them together
  run.py compare tower_hamlets_2018 ipop ipop+camhs --replications 200
  run.py run tower_hamlets_2018 --years 5
  run.py check scenarios/strategies/ipop.toml"""


def main(words: Sequence[str] | None = None) -> int:
    """Run the command in `words` (those of the command line unless given) and return its exit code."""
    typed = list(sys.argv[1:] if words is None else words)
    began = monotonic()
    understood = parser()
    options = understood.parse_args(typed)
    try:
        with _stopped_politely():
            request = resumed(CommandLine(options, tuple(typed), began), understood)
            command: Callable[[CommandLine], int] = request.options.command
            return command(request)
    except KeyboardInterrupt as stop:
        say("\n".join(("Stopped.", *getattr(stop, "__notes__", ["No half-written results are left."]))))
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has gone, as `head` does; that is not our failure.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MemoryError:
        say("Failed: the memory ran out. Try fewer --replications or --processes.")
        return FAILED
    except Exception as error:
        return _explain(error)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    top = argparse.ArgumentParser(
        prog="run.py", description=DESCRIPTION, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return top


def _explain(error: Exception) -> int:
    """Tell an error in plain words and return the exit code."""
    from sim.experiments.running.execution.workers import WorkerError
    from sim.experiments.running.failures import RunError
    from sim.foundations.faults import BadInput

    kept: Sequence[str] = getattr(error, "__notes__", ())
    if isinstance(error, BadInput):
        say("\n".join((*error.faults, *kept)))
        return BAD_INPUT
    if os.environ.get("SIM_TRACEBACK"):
        raise error
    left = "\n".join(kept or ("No half-written results are left.",))
    if isinstance(error, WorkerError | RunError):
        say(f"Failed: {error}\n{left}")
    else:
        say(f"Failed: {type(error).__name__}: {error}\n{left}\nSet SIM_TRACEBACK=1 to see where.")
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
