"""What a worker of the page does first: it lets the program find what stands in for what a browser lacks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sim.foundations.called import FROM_SOURCE
from sim.offline import stand_ins

if TYPE_CHECKING:
    from sim.offline.desk import FileDesk
    from sim.offline.shared_work import SharedWork

WORKED_OUT = "offline"
"""The folder of what was worked out when the file was built, beside the program."""


def begin(folder: str) -> None:
    """Prepare this Python: `folder` is where the program lies, with scenarios as they lie beside the command line."""
    os.chdir(folder)
    sys.argv = [FROM_SOURCE]
    stand_ins.install(Path(folder) / WORKED_OUT)


def desk() -> FileDesk:
    """Return what answers for the page, in the worker that leads."""
    from sim.offline.desk import FileDesk

    return FileDesk.at(Path(WORKED_OUT))


def work(say: Callable[[str], None]) -> SharedWork:
    """Return what does a part of each run, in the other workers."""
    from sim.offline.shared_work import SharedWork

    return SharedWork(say)
