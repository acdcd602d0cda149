"""`run.py calibrate`: which numbers of a base are plausible in the light of its authority's published figures."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from sim.commands.own_files import say_own_files
from sim.commands.request import DONE, FAILED, INTERRUPTED, CommandLine, Commands, progress, say
from sim.foundations.called import called
from sim.foundations.counted import counted

if TYPE_CHECKING:
    from sim.experiments.calibration.calibration import Calibration, CalibrationTask
    from sim.foundations.faults import Faults
    from sim.reports.calibration.progress import CalibrationBegun, ProgressFile

SETTINGS = ("points", "replications", "waves", "members", "chance", "seed")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("calibrate", help="find which numbers of a base are plausible, from published figures")
    parser.add_argument(
        "scenario", nargs="?", metavar="SCENARIO", help="name or path of a base that names its authority"
    )
    # Numbers are read as text and checked together, so that every fault is told at once.
    parser.add_argument("--points", metavar="N", help="sets of numbers to run in each wave (192)")
    parser.add_argument("--replications", metavar="R", help="how many times to run each (1)")
    parser.add_argument("--waves", metavar="W", help="waves at most (3)")
    parser.add_argument("--members", metavar="M", help="of the ensemble (60)")
    parser.add_argument("--chance", metavar="C", help="runs of one set of numbers that show what chance does (60)")
    parser.add_argument("--seed", metavar="S", help="of the luck; the same seed gives the same results (2018)")
    parser.add_argument("--years", metavar="Y", help="how long to run (as the scenario says)")
    parser.add_argument("--processes", metavar="P", help="how many to share the work (one for each core)")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--out", metavar="DIR", help="a new folder for the results (results/calibrate-<scenario>-<time>)"
    )
    where.add_argument("--resume", metavar="DIR", help="go on with the calibration that was stopped in this folder")
    parser.add_argument("--no-save", action="store_true", help="do not keep the ensemble for later runs of the base")
    parser.add_argument("--force", action="store_true", help="replace the ensemble that you kept for the base before")
    parser.set_defaults(command=calibrate_command)


def calibrate_command(request: CommandLine) -> int:
    """Calibrate a base, keep the results, and keep the ensemble for later runs."""
    from sim.experiments.calibration.settings import processes_from
    from sim.reports.calibration import pages
    from sim.reports.calibration import progress as calibration_progress

    processes = processes_from(request.options.processes)
    task, kept = _resumed(request) if request.options.resume else _begun(request)
    into = kept.path.parent
    begun = calibration_progress.begun_in(into)
    try:
        calibration = _run(task, kept, processes)
        pages.keep(calibration, into, request.origin(processes))
    except KeyboardInterrupt:
        say(f"Stopped. What is done is kept; go on with: {called()} calibrate --resume {into}")
        return INTERRUPTED
    return _told(calibration, begun, into, request)


def _begun(request: CommandLine) -> tuple[CalibrationTask, ProgressFile]:
    """Return a new calibration, checked, with the folder for its results begun."""
    from sim.experiments.calibration.calibration import task
    from sim.experiments.calibration.settings import from_text
    from sim.foundations.faults import BadInput, Faults
    from sim.reports.calibration import pages
    from sim.reports.calibration import progress as calibration_progress
    from sim.reports.shared import folder
    from sim.scenario.ensemble import own_file
    from sim.scenario.scenario import load

    options = request.options
    name = options.scenario
    if name is None:
        raise BadInput(["calibrate: name a base, such as tower_hamlets_2018, or give --resume and a folder"])
    faults = Faults()
    settings = made = None
    years = _years(options.years, faults)
    with faults.gather():
        settings = from_text(**{key: getattr(options, key) for key in SETTINGS})
    with faults.gather():
        scenario = load(name) if years is None else load(name).with_years(years)
        say_own_files(scenario.files)
        made = task(scenario, settings) if settings else None
    into = Path(options.out) if options.out is not None else folder.automatic(f"calibrate-{Path(name).stem}")
    faults.add(*folder.faults(into))
    if options.no_save and options.force:
        faults.add("--force: is for an ensemble that is kept; leave it out, or --no-save")
    ensemble = own_file(made.scenario.name) if made and not options.no_save else None
    if ensemble is not None:
        faults.add(*pages.save_faults(ensemble, options.force))
    if faults or made is None:
        raise BadInput(faults)
    begun = calibration_progress.CalibrationBegun(
        name,
        years,
        made.settings,
        None if ensemble is None else str(ensemble),
        options.force,
        calibration_progress.digest_of(made),
    )
    return made, calibration_progress.begin(into, begun)


def _resumed(request: CommandLine) -> tuple[CalibrationTask, ProgressFile]:
    """Return the calibration that was stopped in a folder, with what was done of it."""
    from sim.experiments.calibration.calibration import task
    from sim.foundations.faults import BadInput
    from sim.reports.calibration import progress as calibration_progress
    from sim.scenario.scenario import load

    options = request.options
    into = Path(options.resume)
    given = [name for name in (*SETTINGS, "years", "no_save", "force") if getattr(options, name) not in (None, False)]
    if given:
        mend = f"leave out --{' and --'.join(given).replace('_', '-')}: it goes on as it was begun"
        raise BadInput([f"--resume: {mend}"])
    begun = calibration_progress.begun_in(into)
    if options.scenario not in (None, begun.scenario):
        raise BadInput([f"{into}: is a calibration of {begun.scenario}, not of {options.scenario}; leave the name out"])
    scenario = load(begun.scenario)
    made = task(scenario if begun.years is None else scenario.with_years(begun.years), begun.settings)
    return made, calibration_progress.resume(into, calibration_progress.digest_of(made))


def _years(text: str | None, faults: Faults) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        faults.add(f'--years: "{text}" is not a number; give a number such as 3 or 2.5')
        return None


def _run(task: CalibrationTask, kept: ProgressFile, processes: int) -> Calibration:
    settings = task.settings
    plain = (
        f"Calibrating {task.scenario.title}: at most "
        f"{counted(settings.most_points, 'set of numbers', 'sets of numbers')}, "
        f"{counted(settings.replications, 'replication')} "
        f"of each. If it is stopped, go on with --resume {kept.path.parent}"
    )
    with progress("Making the opening cohort", settings.most_points, plain) as tell:
        return task.run(processes, kept, tell)


def _told(calibration: Calibration, begun: CalibrationBegun, into: Path, request: CommandLine) -> int:
    """Say what was found and where it is; return the exit code."""
    from sim.reports.calibration import pages
    from sim.reports.calibration.words import findings
    from sim.scenario.files.reading import display_name

    print("\n".join(findings(calibration)))
    say(f"Results are in {into} (open {pages.PAGE}), after {counted(round(monotonic() - request.began), 'second')}.")
    if begun.ensemble is not None and pages.save(calibration, Path(begun.ensemble), begun.force):
        name = display_name(Path(begun.ensemble))
        say(f"The ensemble is kept in {name}: --uncertainty uses it from now on (--ensemble none to leave it out).")
    return DONE if calibration.search.members is not None else FAILED
