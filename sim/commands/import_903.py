"""`run.py import-903`: a base from a council's own SSDA903 returns, and a page for whoever keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.request import DONE, CommandLine, Commands, progress, say
from sim.foundations.first_day import ENDING
from sim.scenario.files.workplace import Workplace

if TYPE_CHECKING:
    from sim.bases.base import Baseline
    from sim.bases.own.of_returns import ReturnsBase
    from sim.experiments.returns_check.check import ReturnsCheck
    from sim.published.authorities import Authority
    from sim.returns.first_day import VeryChildren
    from sim.returns.lives import CareLives

SCENARIOS = Workplace().scenarios
PLAIN = "Fitting ways between placements until the base keeps up its own first day; seconds to a few minutes."
CHECKING = "Living the returns' last year again with the base, to hold it against the returns."
NOT_ASKED = "The base was not held against the returns: that was left out (--without-check or --fast)."


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "import-903",
        help="make a base from a council's own SSDA903 returns",
        description="Read the SSDA903 returns of one or more years, mend them, hold them against what was published, "
        "and make a base of them. Nothing of a child leaves this machine: what is written are counts rounded to 5, "
        "small ones hidden, and rates with at least 10 events.",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", help="a folder, CSV files, an XML or a zip")
    parser.add_argument("--authority", metavar="COUNCIL", help="whose returns they are: name, part of it, or code")
    parser.add_argument(
        "--name",
        metavar="NAME",
        help="of a council of which nothing is published, in place of --authority: its base rests on the returns alone",
    )
    parser.add_argument("--year", metavar="Y", help="of the 31 March of a single return whose files do not tell")
    parser.add_argument("--postcodes", metavar="FILE", help="where postcodes lie: CSV with postcode, laua and grid")
    parser.add_argument("--out", metavar="FILE", help="where to write the base (scenarios/<council>_own_<year>.toml)")
    parser.add_argument(
        "--private",
        metavar="FILE",
        help=f"also write the very children of the last day, one by one, to a file that you alone can read "
        f"(NAME{ENDING}), for run and compare --private",
    )
    parser.add_argument("--page", metavar="DIR", help="a new folder for the page (results/import-<council>-<time>)")
    parser.add_argument("--fast", action="store_true", help="leave out the fit of ways between placements")
    parser.add_argument("--without-check", action="store_true", help="do not live the last year again with the base")
    parser.add_argument("--force", action="store_true", help="replace a file that this command did not make")
    parser.set_defaults(command=import_command)


def import_command(request: CommandLine) -> int:
    """Read returns, tell what was done with them, and make a base of them; no error tells of a child."""
    from sim.foundations.private import untold

    with untold():
        return _imported(request)


def _imported(request: CommandLine) -> int:
    from random import SystemRandom

    from sim.bases.council_sizes import council_sizes
    from sim.bases.own.of_returns import FEW, INSTEAD, returns_base, too_few
    from sim.commands.year import year_of
    from sim.foundations.faults import BadInput
    from sim.published.table import figures
    from sim.reports.baseline import pages, scenario_file
    from sim.reports.returns import private_file
    from sim.reports.returns.pages import results
    from sim.reports.shared import folder, page
    from sim.reports.shared.origin import Origin
    from sim.returns.counts import counts
    from sim.returns.first_day import very_children_of
    from sim.returns.importing import read_returns
    from sim.returns.mending.locations import NO_POSTCODES, postcodes
    from sim.returns.reconcile import reconciled
    from sim.scenario.scenario import load

    options = request.options
    whose = _council(options.authority, options.name)
    year = None if options.year is None else year_of(options.year)
    where = NO_POSTCODES if options.postcodes is None else postcodes(Path(options.postcodes))
    if options.page is not None and (faults := list(folder.faults(Path(options.page)))):
        raise BadInput(faults)
    into = folder.automatic(f"import-{whose.name}") if options.page is None else Path(options.page)
    if options.private is not None:
        private_file.check(Path(options.private), [into])
    lives, notes = read_returns([Path(path) for path in options.paths], year, where, whose.code)
    found = counts(lives)
    beside = reconciled(found, whose, figures()) if whose.code else ()
    name = scenario_file.file_name(f"{whose.name} own", lives.window.last.year)
    path = Workplace().for_bases / name if options.out is None else Path(options.out)
    few = too_few(lives)
    if not few:
        scenario_file.check(path, options.force)
    made = None if few else returns_base(whose, lives, figures())
    base, check = (
        (None, "") if made is None else _stood_and_checked(made.base, lives, options.fast, options.without_check)
    )
    told = results(lives, notes, beside, whose, made, check)
    children = None
    if options.private is not None:
        children = very_children_of(lives, _usual_places(made, lives.window.last.year), SystemRandom())
    page.keep(told, into, Origin(("run.py", "import-903", "RETURNS"), 1, request.began), None)
    page.show(told.page)
    say(f"What was read, mended and left out is in {into} (open report.html).")
    if children is not None:
        _keep_private(Path(options.private), children, lives.window.last, whose.code)
    if base is None:
        say(f"No base was made: the returns have {FEW}; {INSTEAD}.")
        return DONE
    sizes = council_sizes({**load(base.based_on).quantities, **base.quantities}, base.start)
    pages.keep(base, path, sizes, returns=True)
    for warning in base.warnings if not whose.code else ():
        say(f"Mind: {warning}")
    name = path.stem if path.parent == SCENARIOS else str(path)
    with_children = "" if options.private is None else f" --private {options.private}"
    say(f"Written to {path}. Next: run.py compare {name}{with_children}")
    return DONE


def _stood_and_checked(
    base: Baseline, lives: CareLives, fast: bool, unchecked: bool
) -> tuple[Baseline, ReturnsCheck | str]:
    """Return the base with its ways between placements fitted, and how it lives the returns' last year again."""
    from sim.experiments.balance.authority import LONG_RUNS, LOOKS
    from sim.experiments.balance.base import stood
    from sim.experiments.returns_check.check import REPLICATIONS, returns_check
    from sim.foundations.faults import BadInput
    from sim.published.table import figures

    if fast:
        return base, NOT_ASKED
    with progress("Rounds of the fit", LONG_RUNS + LOOKS, PLAIN) as tell:
        fitted = stood(base, lambda done, total: tell(done, total, "Rounds of the fit"))
    if unchecked:
        return fitted, NOT_ASKED
    try:
        with progress("Replications of the last year", REPLICATIONS, CHECKING) as tell:
            return fitted, returns_check(
                fitted, lives, figures(), lambda done, total: tell(done, total, "Replications")
            )
    except BadInput as error:
        return fitted, f"The base could not be held against the returns' last year: {'; '.join(error.faults)}."


def _council(authority_named: str | None, name: str | None) -> Authority:
    """Return whose returns they are: an authority, or a council of which nothing is published. Raises BadInput."""
    from sim.bases.own.unnamed import PLAIN_NAME, USUAL_NAME, is_plain, unnamed
    from sim.foundations.faults import BadInput
    from sim.published.authorities import authority
    from sim.published.table import figures

    if authority_named is not None and name is not None:
        raise BadInput(["--authority, --name: both say whose returns they are; give one of them"])
    if name is not None and not is_plain(name):
        raise BadInput([f"--name: {PLAIN_NAME}"])
    if authority_named is None:
        return unnamed(USUAL_NAME if name is None else name.strip(), figures())
    try:
        return authority(authority_named)
    except BadInput as fault:
        mend = "of a council of which nothing is published give --name in place of --authority"
        raise BadInput([f"{words}; {mend}" for words in fault.faults]) from None


def _usual_places(made: ReturnsBase | None, year: int) -> Sequence[float]:
    """Return where children usually live, by `Location`: of the base that was made, else of England's of the year."""
    from sim.bases.national.base import national_file
    from sim.parameters.tables import ByLocation
    from sim.published.table import figures
    from sim.scenario.scenario import load

    england = load(national_file(min(year, figures().known_until)) if made is None else made.base.based_on)
    quantities = {**england.quantities, **(made.base.quantities if made is not None else {})}
    shares = quantities["opening.location_shares"].value
    assert isinstance(shares, ByLocation)
    return shares.values()


def _keep_private(path: Path, found: VeryChildren, last: date, code: str) -> None:
    """Write the very children of the last day to a file for their council alone, and say where it is."""
    from secrets import token_hex

    from sim.foundations.first_day import first_day_text
    from sim.reports.returns import private_file
    from sim.returns.first_day import told

    private_file.keep(path, first_day_text(token_hex(4), last, code, found.children))
    say(f"{path} holds {told(found, last)}: keep it where you alone can read, and delete it when you need it no more.")
