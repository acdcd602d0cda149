"""What comes from outside while a command runs: Ctrl-C, a request to end, and an output without every letter."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Final

from sim.commands.request import INTERRUPTED, say

SHOWN: Final = "£±–"
"""Letters that results are full of."""

PATIENCE: Final = 3
"""How often Ctrl-C is pressed until the program goes at once, without cleaning up."""


@contextmanager
def stopped_politely() -> Iterator[None]:
    """Let Ctrl-C, and a request to end the program (SIGTERM), clean up, and a second one wait until that is done."""
    asked = 0

    def stop(_number: int, _frame: object) -> None:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise KeyboardInterrupt
        if asked >= PATIENCE:
            os._exit(INTERRUPTED)
        os.write(2, b"Stopping: a moment. Once more ends it at once.\n")  # what is being printed may not be disturbed

    before = {signal.SIGTERM: signal.signal(signal.SIGTERM, stop)}
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else whoever started it wants it left alone
        before[signal.SIGINT] = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def show_all_that_can_be_shown(windows: bool = sys.platform == "win32") -> None:
    """Let no letter that the output cannot show end the work; say beforehand where there are such letters.

    On Windows, whose own letters lack some even where a file or a pipe takes them, it is UTF-8 that is written.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, TextIOWrapper):
            continue
        try:
            SHOWN.encode(stream.encoding)
        except UnicodeEncodeError:
            if windows:
                stream.reconfigure(encoding="utf-8")
                continue
            stream.reconfigure(errors="replace")
            if stream is sys.stdout:
                say(
                    f'The output can show {stream.encoding} alone: "?" stands for what it cannot, such as pounds. '
                    "PYTHONIOENCODING=utf-8 shows all of it; files are not affected."
                )
        else:
            stream.reconfigure(errors="backslashreplace")
