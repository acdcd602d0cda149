"""Trying one case in this process, and what was wrong with how it ended."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from traceback import format_exc
from unittest.mock import patch

from sim import cli
from sim.reports.run.figures import figures

from .case import Case, laid_out

SOUND = (0, 2)
"""Codes with which a command may end: done, or bad input."""

MOST_MEGABYTES = 1000


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a case ended."""

    code: object
    said: str
    """On standard error, with the traceback of what nobody caught."""
    seconds: float
    megabytes: float
    """The most that the process has held."""


def tried(case: Case) -> Outcome:
    """Try a case in a folder of its own, which is dropped."""
    out, errors = StringIO(), StringIO()
    before, began = Path.cwd(), perf_counter()
    # figures take seconds, and read nothing that was given
    with TemporaryDirectory() as name, patch.object(figures, "of_run", return_value=[]):
        folder = Path(name)
        laid_out(case, folder)
        if case.pipe:
            os.mkfifo(folder / case.pipe)
        os.chdir(folder)
        try:
            with redirect_stdout(out), redirect_stderr(errors):
                code: object = cli.main(case.words)
        except SystemExit as stop:  # the parser's own
            code = stop.code
        except BaseException:  # whatever it is, it is what is looked for
            code = None
            errors.write(format_exc())
        finally:
            os.chdir(before)
    return Outcome(code, errors.getvalue(), perf_counter() - began, megabytes())


def megabytes() -> float:
    """Return the most that this process has held."""
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return held / (2**20 if sys.platform == "darwin" else 2**10)


def problems(outcome: Outcome) -> Iterator[str]:
    """Yield what is wrong with how a case ended."""
    if outcome.code not in SOUND:
        yield f"ended with {outcome.code}"
    if "Traceback" in outcome.said:
        yield "told a traceback"
    if outcome.code == 2 and not outcome.said.strip():
        yield "was refused without a word"
    if outcome.megabytes > MOST_MEGABYTES:
        yield f"held {outcome.megabytes:,.0f} MB"
