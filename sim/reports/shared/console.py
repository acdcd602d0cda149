"""The console: as wide as the window, or as a page when written to a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console


WIDTH_OF_A_FILE = 118


def console() -> Console:
    """Return the console that writes to standard output; a pipe or file gets fixed columns and no colours."""
    from rich.console import Console

    class Output(Console):
        """A console whose reader may stop reading: that is for the command line to forgive."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    out = Output(highlight=False)
    return out if out.is_terminal else Output(highlight=False, width=WIDTH_OF_A_FILE, no_color=True)
