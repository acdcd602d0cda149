"""`run.py baseline`: a base for any English authority from published figures, as a scenario file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.own_files import say_all_own_files
from sim.commands.reorganise import add_reorganise_options, reorganise_command
from sim.commands.request import DONE, CommandLine, Commands, progress, say
from sim.commands.year import year_of
from sim.foundations.called import called
from sim.scenario.files.workplace import Workplace

if TYPE_CHECKING:
    from sim.bases.base import Baseline
    from sim.published.authorities import Authority

SCENARIOS = Workplace().scenarios

ENGLAND_BY_NAME = ("england", "e92000001")

PLAIN = "Fitting ways between placements until the base keeps up its own first day; seconds to a few minutes."


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "baseline",
        help="make a base for any English authority from published figures",
        description="Make a base for an English authority from published figures alone, and fit its ways between "
        "placements by runs of the model until it keeps up its own first day: some seconds for a small council, a few "
        "minutes for the largest. With --fast the fit is left out.",
    )
    parser.add_argument("authority", nargs="*", metavar="AUTHORITY", help="name or part of it, or code; or england")
    parser.add_argument("--region", metavar="REGION", help="make the bases of a region's councils that are missing")
    parser.add_argument("--figures", metavar="FILE", help="the council's own figures, a sheet in CSV or Excel")
    parser.add_argument(
        "--date", metavar="DATE", help="31 March of the last of its own figures (the last on the sheet)"
    )
    parser.add_argument(
        "--figures-template",
        metavar="FILE",
        help="write a sheet to fill in, with what was published of it, and make no base",
    )
    parser.add_argument("--year", metavar="Y", help="start on 1 April of this year, from figures up to the day before")
    parser.add_argument("--out", metavar="FILE", help="where to write (scenarios/<authority>_<year>.toml)")
    parser.add_argument("--force", action="store_true", help="replace a file that this command did not make")
    parser.add_argument(
        "--fast",
        action="store_true",
        help="leave out the fit of ways between placements: a first look, which drifts",
    )
    parser.add_argument(
        "--with-courts",
        action="store_true",
        help="let courts and plans of permanence decide when children leave",
    )
    parser.add_argument(
        "--with-services",
        action="store_true",
        help="with health assessments, reviews, social workers, school and life-story work: the council's own where "
        "published, else judged",
    )
    parser.add_argument(
        "--services",
        choices=("fitted", "as-written"),
        default="fitted",
        help="strategies in proportion to those whom they serve here, or as their files have them, for Tower Hamlets "
        "(fitted)",
    )
    add_reorganise_options(parser)
    parser.set_defaults(command=baseline_command)


def baseline_command(request: CommandLine) -> int:
    """Make a base, write its scenario file, and say what it rests on; or several, as those of a region."""
    from sim.bases.base import latest_year
    from sim.foundations.faults import BadInput
    from sim.published.authorities import authority
    from sim.published.table import figures

    say_all_own_files()
    options = request.options
    if any(given is not None for given in (options.merge, options.split, options.name, options.into)):
        if options.with_services:
            raise BadInput(["--with-services: reorganised councils have none as yet; leave it out"])
        return reorganise_command(request, SCENARIOS)
    if options.region is not None:
        return _region(request)
    if not options.authority:
        raise BadInput([f"baseline: name an authority, such as leeds; {called()} authorities lists them"])
    if " ".join(options.authority).strip().casefold() in ENGLAND_BY_NAME:
        return _england(request)
    whose = authority(" ".join(options.authority))
    year = latest_year(whose, figures()) if options.year is None else year_of(options.year)
    if options.figures_template is not None:
        return _template(request, whose, year)
    if options.figures is not None:
        _make(request, whose, _own(request, whose))
    elif options.date is not None:
        raise BadInput(["--date: is of own figures; give them with --figures, or --year for a base without"])
    else:
        _make(request, whose, _published(request, whose, year))
    return DONE


def _published(request: CommandLine, whose: Authority, year: int) -> Baseline:
    """Return the base of a council by what was published of it."""
    from sim.bases.base import baseline
    from sim.bases.national.base import national_file
    from sim.published.table import figures

    return baseline(whose, year, figures(), national_file(year, courts=request.options.with_courts))


def _own(request: CommandLine, whose: Authority) -> Baseline:
    """Return the base of a council by its own sheet of figures, and say what they contradict."""
    from sim.bases.own.base import own_base
    from sim.bases.own.contradictions import contradictions
    from sim.bases.own.of_sheet import own_figures
    from sim.bases.own.sheet import read_sheet
    from sim.published.table import figures

    options = request.options
    if options.year is not None:
        from sim.foundations.faults import BadInput

        raise BadInput(["--year: with --figures the day is on the sheet, or given with --date; leave --year out"])
    sheet = read_sheet(Path(options.figures))
    own = own_figures(sheet, whose, figures(), options.date)
    for words in contradictions(sheet, whose, figures()):
        say(f"Does not agree: {words}")
    return own_base(whose, own, figures(), courts=options.with_courts)


def _template(request: CommandLine, whose: Authority, year: int) -> int:
    """Write a sheet to fill in."""
    from sim.published.table import figures
    from sim.reports.baseline.own_sheet import write_template

    path = Path(request.options.figures_template)
    write_template(path, whose, figures(), year, force=request.options.force)
    say(
        f"Written to {path}: the figures that a base can rest on, with those published of {whose.name} to 31 March "
        f"{year}. Fill in or change what you know, leave the rest empty, then: run.py baseline "
        f'"{whose.name}" --figures {path}'
    )
    return DONE


def _region(request: CommandLine) -> int:
    """Make the bases of a region's councils that are missing, one after the other."""
    from sim.commands.region import missing_of_region
    from sim.foundations.faults import BadInput
    from sim.published.table import figures

    options = request.options
    if options.authority or options.out is not None:
        raise BadInput(["--region: makes all that are missing, under their own names; leave AUTHORITY and --out out"])
    year = figures().known_until if options.year is None else year_of(options.year)
    missing = missing_of_region(options.region, year)
    for number, whose in enumerate(missing, start=1):
        say(f"{whose.name}, {number} of {len(missing)}.")
        _make(request, whose, _published(request, whose, year))
    say(f'Next: {called()} run --region "{options.region.strip()}" --year {year}')
    return DONE


def _make(request: CommandLine, whose: Authority, base: Baseline) -> None:
    """Fit the base of an authority, write it and tell of it."""
    from sim.experiments.balance.authority import LONG_RUNS, LOOKS
    from sim.experiments.balance.council_base import finished
    from sim.reports.baseline import pages, scenario_file

    options = request.options
    folder = Workplace().for_bases
    own = "" if options.figures is None else "_own"
    name = scenario_file.file_name(f"{whose.name}{own}", base.start.year)
    path = folder / name if options.out is None else Path(options.out)
    scenario_file.check(path, options.force)
    make = partial(
        finished,
        base,
        fast=options.fast,
        services=options.with_services,
        sized=options.services == "fitted",
    )
    if options.fast:
        say(
            "Made without the fit of ways between placements, it drifts, and can lie several percent off its forecast "
            "of children looked after: make it again without --fast to plan with it."
        )
        made = make()
    else:
        with progress("Rounds of the fit", LONG_RUNS + LOOKS, PLAIN) as tell:
            made = make(tell=lambda done, total: tell(done, total, "Rounds of the fit"))
    base, sizes = made.base, made.sizes
    pages.keep(base, path, sizes)
    pages.show(base)
    if sizes:
        most, least = (f(size.value for size in sizes.values()) for f in (max, min))
        say(
            f"Strategies are {least:g} to {most:g} times as large here as their files say, by those whom they serve: "
            f"[sizes] in {path}; --services as-written leaves that out."
        )
    name = path.stem if path.parent == SCENARIOS else str(path)
    say(f"Written to {path}. Next: {called()} compare {name}")


def _england(request: CommandLine) -> int:
    """Make England's base of a year, on which the bases of authorities stand."""
    from sim.bases.national.base import national_file
    from sim.experiments.balance.national_base import national_base_fitted
    from sim.experiments.balance.national_fit import ROUNDS
    from sim.foundations.faults import BadInput
    from sim.published.table import figures
    from sim.reports.baseline import pages, scenario_file

    options, known = request.options, figures()
    if options.with_services:
        raise BadInput(["--with-services: England's base has none; lay statutory_services over it, or name a council"])
    if options.fast:
        raise BadInput(["--fast: England's base is always fitted, for others stand on it; leave --fast out"])
    year = known.known_until if options.year is None else year_of(options.year)
    folder = Workplace().for_bases
    name = national_file(year, courts=options.with_courts)
    path = folder / f"{name}.toml" if options.out is None else Path(options.out)
    scenario_file.check(path, options.force)
    with progress("Rounds of the fit", ROUNDS, PLAIN) as tell:
        england = national_base_fitted(
            year, known, lambda done, total: tell(done, total, "Rounds of the fit"), courts=options.with_courts
        )
    pages.keep_national(england, year, path)
    pages.show_national(england)
    name = path.stem if path.parent == SCENARIOS else str(path)
    say(f"Written to {path}. Next: {called()} check {name}")
    return DONE
