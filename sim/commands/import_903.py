"""`run.py import-903`: a base from a council's own SSDA903 returns, and a page for whoever keeps them."""

from __future__ import annotations

from pathlib import Path

from sim.commands.request import DONE, CommandLine, Commands, progress, say
from sim.scenario.files.workplace import Workplace

SCENARIOS = Workplace().scenarios
PLAIN = "Fitting ways between placements until the base keeps up its own first day; seconds to a few minutes."


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
    parser.add_argument("--year", metavar="Y", help="of the 31 March of a single return whose files do not tell")
    parser.add_argument("--postcodes", metavar="FILE", help="where postcodes lie: CSV with postcode, laua and grid")
    parser.add_argument("--out", metavar="FILE", help="where to write the base (scenarios/<council>_own_<year>.toml)")
    parser.add_argument("--page", metavar="DIR", help="a new folder for the page (results/import-<council>-<time>)")
    parser.add_argument("--fast", action="store_true", help="leave out the fit of ways between placements")
    parser.add_argument("--force", action="store_true", help="replace a file that this command did not make")
    parser.set_defaults(command=import_command)


def import_command(request: CommandLine) -> int:
    """Read returns, tell what was done with them, and make a base of them."""
    from sim.bases.council_sizes import council_sizes
    from sim.bases.own.of_returns import returns_base
    from sim.commands.year import year_of
    from sim.experiments.balance.authority import LONG_RUNS, LOOKS
    from sim.experiments.balance.base import stood
    from sim.foundations.faults import BadInput
    from sim.published.authorities import authority
    from sim.published.table import figures
    from sim.reports.baseline import pages, scenario_file
    from sim.reports.returns.pages import results
    from sim.reports.shared import folder, page
    from sim.reports.shared.origin import Origin
    from sim.returns.counts import counts
    from sim.returns.importing import read_returns
    from sim.returns.mending.locations import NO_POSTCODES, postcodes
    from sim.returns.reconcile import reconciled
    from sim.scenario.scenario import load

    options = request.options
    whose = None if options.authority is None else authority(options.authority)
    if whose is None and options.out is not None:
        raise BadInput(["--out: a base is of a council; name it with --authority"])
    year = None if options.year is None else year_of(options.year)
    where = NO_POSTCODES if options.postcodes is None else postcodes(Path(options.postcodes))
    if options.page is not None and (faults := list(folder.faults(Path(options.page)))):
        raise BadInput(faults)
    lives, notes = read_returns([Path(path) for path in options.paths], year, where, whose.code if whose else "")
    found = counts(lives)
    beside = reconciled(found, whose, figures()) if whose else ()
    into = (
        folder.automatic(f"import-{whose.name if whose else 'returns'}") if options.page is None else Path(options.page)
    )
    made = None
    if whose is not None:
        name = scenario_file.file_name(f"{whose.name} own", lives.window.last.year)
        path = Workplace().for_bases / name if options.out is None else Path(options.out)
        scenario_file.check(path, options.force)
        made = returns_base(whose, lives, figures())
    told = results(lives, notes, beside, whose, made)
    page.keep(told, into, Origin(("run.py", "import-903", "RETURNS"), 1, request.began), None)
    page.show(told.page)
    say(f"What was read, mended and left out is in {into} (open report.html).")
    if made is None:
        say("No base was made: a base is of a council. Name it with --authority.")
        return DONE
    base = made.base
    if not options.fast:
        with progress("Rounds of the fit", LONG_RUNS + LOOKS, PLAIN) as tell:
            base = stood(base, lambda done, total: tell(done, total, "Rounds of the fit"))
    sizes = council_sizes({**load(base.based_on).quantities, **base.quantities}, base.start)
    pages.keep(base, path, sizes)
    name = path.stem if path.parent == SCENARIOS else str(path)
    say(f"Written to {path}. Next: run.py compare {name}")
    return DONE
