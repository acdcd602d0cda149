"""`run.py paper`: a strategy paper from results, as Word, PDF and Excel files, with a council's own words."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.request import DONE, CommandLine, Commands, say
from sim.foundations.faults import listed

if TYPE_CHECKING:
    from sim.papers.document.own_words import OwnWords
    from sim.papers.writers.written import PaperFormat

FOLDER = "paper"
"""Within a results folder."""


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "paper",
        help="write a strategy paper from results: Word, PDF, Excel",
        description="Write a sufficiency paper from the results of run, compare, sufficiency or sweep; several "
        "folders of one base make one paper. A council's own words and logo come from a file that --example prints.",
    )
    parser.add_argument("results", nargs="*", metavar="RESULTS", help="a folder of results, such as results/tour")
    parser.add_argument("--as", dest="formats", metavar="FORMATS", default="docx,pdf,xlsx", help="(docx,pdf,xlsx)")
    parser.add_argument("--own", metavar="FILE", help="the council's own words and logo, such as paper.toml")
    parser.add_argument("--out", metavar="DIR", help=f"the folder for the paper (RESULTS/{FOLDER})")
    parser.add_argument("--date", metavar="DATE", help="that the paper bears, such as 2026-11-30 (today)")
    parser.add_argument("--force", action="store_true", help="write over a paper that is already there")
    parser.add_argument("--example", action="store_true", help="print an example of a paper.toml, and do nothing else")
    parser.set_defaults(command=paper_command)


def add_paper_option(command: argparse.ArgumentParser) -> None:
    """Add the option of commands whose results make a paper."""
    command.add_argument("--paper", metavar="FORMATS", help="write a paper too, into the results: docx,pdf,xlsx")


def paper_command(request: CommandLine) -> int:
    """Write the paper, or print an example of a council's file."""
    from sim.foundations.faults import BadInput, Faults
    from sim.papers.document.own_words import OwnWords
    from sim.papers.own.paper_file import example, own_words
    from sim.papers.writers.written import formats_in

    options, faults = request.options, Faults()
    if options.example:
        print(example(), end="")
        return DONE
    formats: tuple[PaperFormat, ...] = ()
    own, written = OwnWords(), date.today()
    if not options.results:
        faults.add("paper: name a folder of results, such as results/tour; run.py compare --out results/tour makes one")
    with faults.gather():
        formats = formats_in(options.formats, "--as")
    if options.own is not None:
        with faults.gather():
            own = own_words(options.own)
    if options.date is not None:
        with faults.gather():
            written = _day(options.date)
    if faults:
        raise BadInput(faults)
    folders = [Path(one) for one in options.results]
    into = Path(options.out) if options.out is not None else folders[0] / FOLDER
    _write(folders, formats, own, written, into, replacing=options.force)
    _say_where(formats, into)
    return DONE


def papers_asked(options: argparse.Namespace) -> tuple[PaperFormat, ...]:
    """Return the formats that `--paper` asks for. Raises BadInput, before anything runs, when they cannot be had."""
    from sim.papers.writers.written import formats_in

    asked: str | None = getattr(options, "paper", None)
    return () if asked is None else formats_in(asked, "--paper")


def write_paper_asked(options: argparse.Namespace, results: Path) -> None:
    """Write the paper that `--paper` asks for, if it does, into results that are there already."""
    from sim.papers.document.own_words import OwnWords

    formats = papers_asked(options)
    if not formats:
        return
    try:
        _write([results], formats, OwnWords(), date.today(), results / FOLDER, replacing=True)
    except BaseException as stop:
        stop.add_note(f"The results are kept in {results}; for the paper alone: run.py paper {results}")
        raise
    _say_where(formats, results / FOLDER)


def _say_where(formats: tuple[PaperFormat, ...], into: Path) -> None:
    say(f"The paper is in {into}: {listed(f'paper.{one}' for one in formats)}, and its tables as CSV.")


def _write(
    folders: list[Path],
    formats: tuple[PaperFormat, ...],
    own: OwnWords,
    written: date,
    into: Path,
    *,
    replacing: bool,
) -> None:
    """Read the results, make the paper and keep it."""
    from sim.foundations.faults import BadInput, Faults
    from sim.papers.kept.folder import kept
    from sim.papers.sections.whole import paper
    from sim.papers.writers.written import already_there, files_of, keep

    faults = Faults()
    if not replacing:
        faults.add(*already_there(into, [f"paper.{one}" for one in formats]))
    read = []
    for one in folders:
        with faults.gather():
            read.append(kept(one))
    if faults:
        raise BadInput(faults)
    keep(files_of(paper(read, own, written), formats), into, replacing=replacing)


def _day(text: str) -> date:
    from sim.foundations.faults import BadInput, fault

    try:
        return date.fromisoformat(text)
    except ValueError:
        mend = "give year, month and day, such as 2026-11-30"
        raise BadInput([fault("--date", "", f'"{text}" is not a date', mend)]) from None
