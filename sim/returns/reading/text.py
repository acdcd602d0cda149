"""Text from the bytes of a file, by its byte order mark or what can be read."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from sim.foundations.faults import BadInput
from sim.returns.reading.parts import FilePart

EXCEL = "save it as CSV UTF-8 (comma delimited)"


@dataclass(frozen=True, slots=True, repr=False)
class Text:
    """What a file says, and what was assumed to read it."""

    words: str
    said: str = ""
    """Empty where there is nothing to say."""
    guessed: bool = False
    """Whether letters beyond ASCII may be other than meant."""


def text_of(part: FilePart) -> Text:
    """Return the text of a CSV file. Raises BadInput when it is no text."""
    data = part.data
    if not data.strip():
        raise BadInput([f"{part.shown}: empty ({len(data)} bytes); export it again"])
    if data.startswith((b"PK", b"\xd0\xcf\x11\xe0")):
        raise BadInput([f"{part.shown}: an Excel workbook or another archive, not CSV; open it and {EXCEL}"])
    if data.startswith(b"%PDF"):
        raise BadInput([f"{part.shown}: a PDF, not CSV"])
    try:
        if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
            return Text(data.decode("utf-32"), "UTF-32")
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return Text(data.decode("utf-16"), "UTF-16")
        if data.startswith(codecs.BOM_UTF8):
            return Text(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput([f"{part.shown}: cut short or damaged; export it again"]) from None
    if b"\0" in data:
        raise BadInput([f"{part.shown}: not text that can be read (it holds zero bytes); {EXCEL}"])
    try:
        return Text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Text(data.decode("cp1252", errors="replace"), "Windows-1252", guessed=True)
