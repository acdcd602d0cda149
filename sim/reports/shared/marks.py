"""Marks in a Markdown document, between which a command puts a table that it made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sim.foundations.faults import BadInput
from sim.reports.shared import folder


@dataclass(frozen=True, slots=True)
class Marks:
    """Two comments that a reader of the document does not see, and what they stand around."""

    name: str

    @property
    def begin(self) -> str:
        """Return the mark before the table."""
        return f"<!-- {self.name}: begin -->"

    @property
    def end(self) -> str:
        """Return the mark after the table."""
        return f"<!-- {self.name}: end -->"

    def check(self, document: Path) -> None:
        """Raise BadInput when `document` cannot take the table."""
        self._parts(document)

    def replace(self, document: Path, text: str) -> None:
        """Put `text` between the marks of `document`, which a reader sees whole, before or after."""
        before, after = self._parts(document)
        try:
            folder.replace_file(document, f"{before}{self.begin}\n{text}\n{self.end}{after}")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BadInput([f"{document}: cannot be written ({reason}); make it writable"]) from None

    def _parts(self, document: Path) -> tuple[str, str]:
        """Return what stands before and after the marks."""
        try:
            text = document.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = (error.strerror if isinstance(error, OSError) else None) or "it is not UTF-8 text"
            raise BadInput([f"{document}: cannot be read ({reason}); give the path of a Markdown file"]) from None
        before, begin, rest = text.partition(self.begin)
        _, end, after = rest.partition(self.end)
        if not begin or not end:
            mend = f"put the lines {self.begin} and {self.end} where the table belongs"
            raise BadInput([f"{document}: has no place for the table; {mend}"])
        return before, after
