"""The console: as wide as the window, or as a page when written to a file. It prints words as they are written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


WIDTH_OF_A_FILE = 118


def console() -> Console:
    """Return the console that writes to standard output; a pipe or file gets fixed columns and no colours."""
    from rich.console import Console

    class Output(Console):
        """A console whose reader may stop reading: that is for the command line to forgive."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    # no brackets or colons in a title are taken for a style or a picture
    plain = partial(Output, highlight=False, markup=False, emoji=False)
    out = plain()
    return out if out.is_terminal else plain(width=WIDTH_OF_A_FILE, no_color=True)


def bold(words: str) -> Text:
    """Return words to be printed in bold."""
    from rich.text import Text

    return Text(words, style="bold")
