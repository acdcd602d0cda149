"""The stages of a run as a command shows them on standard error: a bar for a person, or lines for another program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sim.commands.request import CommandLine, progress, say_line
from sim.experiments.running.progress import Stage, Tell
from sim.experiments.running.progress_lines import LinesOfProgress


@contextmanager
def stages_shown(request: CommandLine, plain: str, running: str = Stage.RUNNING.words) -> Iterator[Tell]:
    """Show how far a run is; give the function that says so.

    Where standard error is no terminal the words `plain` are said once; `running` says what the replications are of.
    """
    if request.in_lines:
        tell = LinesOfProgress(say_line)
        tell(Stage.LOADING, 1, 1)  # files are read before anything is shown
        yield tell
        return
    with progress(Stage.OPENING.words, 1, plain) as shown:
        yield lambda stage, done, in_all: shown(done, in_all, running if stage is Stage.RUNNING else stage.words)
