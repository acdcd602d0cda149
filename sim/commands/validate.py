"""`run.py validate`: forecasts from past years beside what came, and the inspection letter replayed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from sim.commands.own_files import say_all_own_files
from sim.commands.request import DONE, INTERRUPTED, CommandLine, Commands, progress, say
from sim.commands.stages import Stages, StageShare
from sim.foundations.called import called, recorded
from sim.foundations.counted import counted

if TYPE_CHECKING:
    from sim.experiments.backtest.settings import ValidationSettings
    from sim.reports.validation.progress import ValidationProgress


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("validate", help="score past forecasts of every authority, and replay the letter")
    parser.add_argument("--fast", action="store_true", help="one authority in five, few replications: under 3 minutes")
    parser.add_argument("--only", choices=("letter", "back-test"), help="one of the two parts")
    parser.add_argument("--simulate", metavar="N", help="authorities on which the simulation itself is tried (40)")
    parser.add_argument("--replications", metavar="R", help="of the letter (200); an eighth as many of each authority")
    parser.add_argument("--seed", metavar="S", help="of the luck; the same seed gives the same results (2018)")
    parser.add_argument("--processes", metavar="P", help="how many to share the work (one for each core)")
    parser.add_argument("--write", metavar="FILE", help="write the page into this document, keeping its dated lines")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--out", metavar="DIR", help="a new folder for the results (results/validate-<time>)")
    where.add_argument("--resume", metavar="DIR", help="go on with the validation that was stopped in this folder")
    parser.set_defaults(command=validate_command)


def validate_command(request: CommandLine) -> int:
    """Validate, keep the results, and write the page if asked."""
    from datetime import datetime

    from sim.experiments.backtest.validation import validate
    from sim.reports.validation import pages
    from sim.scenario.files.reading import display_name

    _whole(request)
    say_all_own_files()
    processes = _processes(request)
    kept = _kept(request)
    settings, into = kept.begun.settings, kept.path.parent
    document = None if kept.begun.write is None else Path(kept.begun.write)
    try:
        length = "a few minutes" if settings.fast else "from five minutes to half an hour"
        plain = f"Validating: {length} on two cores. If it is stopped, go on with --resume {into}"
        with progress("Reading the figures", 1, plain, stages_of(settings)) as tell:
            found = validate(settings, processes, kept.known, kept.keep, tell)
            seconds = monotonic() - request.began
            run = pages.ValidationRun(
                datetime.now().date(), seconds, (*recorded(), *request.typed), processes, kept.resumed
            )
            pages.keep(found, into, run)
            if document is not None:
                pages.write(found, document, run)
    except KeyboardInterrupt:
        say(f"Stopped. {_go_on(into)}")
        return INTERRUPTED
    except Exception:
        say(_go_on(into))
        raise
    print(pages.show(found))
    if document is not None:
        say(f"{display_name(document)} was written.")
    say(f"Results are in {into}, after {counted(round(monotonic() - request.began), 'second')}.")
    return DONE


BACK_TEST = (StageShare("Forecasting every authority", 0.03), StageShare("Simulating authorities", 0.3))
LETTER = (
    StageShare("Replaying the letter", 0.15),
    StageShare("Replaying the letter on courts", 0.27),
    StageShare("Replaying the letter on statutory services", 0.25),
)
"""Stages of a validation, as it calls them, with their shares of its time."""


def stages_of(settings: ValidationSettings) -> Stages:
    """Return the stages of a validation of these settings."""
    back_test = (*BACK_TEST[:1], *(BACK_TEST[1:] if settings.simulated else ())) if settings.back_test else ()
    return Stages((*back_test, *(LETTER if settings.letter else ())))


def _whole(request: CommandLine) -> None:
    """Raise `BadInput` when a document would be written from a part, or options contradict one another."""
    from sim.foundations.faults import BadInput

    options = request.options
    faults = []
    if options.write is not None and (options.only or options.fast):
        faults.append("--write: the page is of the whole validation; leave out --fast and --only")
    if options.only == "letter" and options.simulate is not None:
        faults.append("--simulate: no authority is simulated when only the letter is replayed; leave it out")
    if faults:
        raise BadInput(faults)


def _go_on(into: Path) -> str:
    return f"The authorities simulated so far are kept in {into}; go on with: {called()} validate --resume {into}"


def _kept(request: CommandLine) -> ValidationProgress:
    """Return the progress of a new validation, or of the one to go on with."""
    from sim.foundations.faults import BadInput
    from sim.reports.shared import folder
    from sim.reports.validation import pages
    from sim.reports.validation import progress as validation_progress

    options = request.options
    if options.resume:
        asked = ("fast", "only", "simulate", "replications", "seed", "write")
        if given := [name for name in asked if getattr(options, name)]:
            words = f"--resume: leave out --{' and --'.join(given)}: it goes on as it was begun"
            raise BadInput([words])
        kept = validation_progress.resume(Path(options.resume))
        if kept.begun.write is not None:
            pages.check(Path(kept.begun.write))
        return kept
    document = None if options.write is None else Path(options.write)
    if document is not None:
        pages.check(document)
    write = None if document is None else str(document.resolve())  # the same wherever it is gone on with
    begun = validation_progress.ValidationBegun(_settings(request), write)
    into = Path(options.out) if options.out is not None else folder.automatic("validate")
    return validation_progress.begin(into, begun)


def _settings(request: CommandLine) -> ValidationSettings:
    """Return what was asked for. Raises `BadInput` with every fault."""
    from sim.experiments.backtest.settings import FAST, from_text
    from sim.experiments.backtest.settings import ValidationSettings as Full

    options = request.options
    settings = from_text(FAST if options.fast else Full(), options.simulate, options.replications, options.seed)
    if options.only:
        settings = replace(settings, letter=options.only == "letter", back_test=options.only == "back-test")
    return settings


def _processes(request: CommandLine) -> int:
    from sim.experiments.running.settings import from_text

    return from_text(None, None, request.options.processes, None, False).processes_used
