"""The files that a paper is written to, and what is needed to write each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sim.foundations.faults import BadInput, Faults, did_you_mean, fault, listed
from sim.papers.document.paper import Paper
from sim.papers.writers.clean import cleaned
from sim.papers.writers.csv_tables import csv_files
from sim.reports.shared import folder


class PaperFormat(StrEnum):
    """What a paper can be written as: Word, PDF or Excel."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


LIBRARIES: Final[Mapping[PaperFormat, tuple[str, ...]]] = {
    PaperFormat.DOCX: ("docx",),
    PaperFormat.PDF: ("typst", "pikepdf"),
    PaperFormat.XLSX: ("openpyxl",),
}
"""Extras that each is written with, as they are imported."""


def formats_in(text: str, option: str) -> tuple[PaperFormat, ...]:
    """Return the formats that a text names, such as "docx,pdf", each once.

    Raises BadInput when it names none, or others, or those whose libraries are not installed.
    """
    known = [one.value for one in PaperFormat]
    names = [name.strip().lower().removeprefix(".") for name in text.split(",") if name.strip()]
    faults = Faults()
    if not names:
        faults.add(fault(option, "", "names no format", f"give one or more of {listed(known)}, with commas between"))
    for name in dict.fromkeys(names):
        if name not in known:
            mend = did_you_mean(name, known, f"give one or more of {listed(known)}, with commas between")
            faults.add(fault(option, "", f'"{name}" is not a format of a paper', mend))
        elif not all(find_spec(library) for library in LIBRARIES[PaperFormat(name)]):
            mend = f"pip install 'placement-sufficiency[paper]', or leave {name} out"
            faults.add(fault(option, "", f"what writes {name} is not installed", mend))
    if faults:
        raise BadInput(faults)
    return tuple(PaperFormat(name) for name in dict.fromkeys(names))


def files_of(paper: Paper, formats: Sequence[PaperFormat]) -> dict[str, bytes]:
    """Return the content of each file of a paper, by its name: one a format, and a CSV file for each table."""
    plain = cleaned(paper)
    return {f"paper.{one}": _write(plain, one) for one in formats} | csv_files(plain)


def keep(files: Mapping[str, bytes], into: Path, *, replacing: bool) -> None:
    """Write the files into the folder, all of them or none. Raises BadInput when one is there and is not replaced."""
    there = [] if replacing else list(already_there(into, files))
    if there:
        raise BadInput(there)
    with folder.filling(into) as place:
        for name, content in files.items():
            folder.replace_file(place / name, content)


def already_there(into: Path, names: Mapping[str, bytes] | Sequence[str]) -> Iterator[str]:
    """Yield the fault of files that would be written over: one, however many they are."""
    if into.exists() and not into.is_dir():
        yield fault(str(into), "", "is a file, so no paper can be kept in it", "move it away, or give another place")
        return
    found = [name for name in names if (into / name).exists()]
    if found:
        yield fault(
            str(into / found[0]), "", "is already there", "give --out another place, or --force to write over it"
        )


def _write(paper: Paper, one: PaperFormat) -> bytes:
    """Return the paper in a format, whose library is loaded only now."""
    match one:
        case PaperFormat.DOCX:
            from sim.papers.writers.word.document import word

            return word(paper)
        case PaperFormat.PDF:
            from sim.papers.writers.pdf.typeset import pdf

            return pdf(paper)
        case PaperFormat.XLSX:
            from sim.papers.writers.excel.workbook import excel

            return excel(paper)
