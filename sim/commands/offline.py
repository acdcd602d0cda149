"""`run.py offline`: one file for a browser that holds the whole program, for those who cannot install anything."""

from __future__ import annotations

from pathlib import Path

from sim.commands.request import DONE, CommandLine, Commands, progress, say
from sim.foundations.counted import counted

NAME = "placement-sufficiency.html"

BASES_EACH = 2
"""Bases of a council: with courts of its own, and without."""

PLAIN = "Fitting the bases of councils that are not kept yet: on average some 40 seconds of a processor each."


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "offline",
        help="make one file with the whole program for a browser, which works without a network",
        description="Make one HTML file that holds the program and the bases of all councils, each fitted as baseline "
        "does it, and runs in a browser without a network: for planners who cannot install anything. Needs Node.js "
        "with npm, and the network the first time. Fitting every council, with courts and without, takes about two "
        "hours on two cores the first time; what was fitted is kept.",
    )
    parser.add_argument("--out", metavar="FILE", default=NAME, help=f"where to write ({NAME})")
    parser.add_argument("--councils", metavar="NAMES", help="only these, joined by commas, such as leeds,rutland (all)")
    parser.add_argument("--processes", metavar="N", help="bases fitted at a time (one for each core)")
    parser.set_defaults(command=offline_command)


def offline_command(request: CommandLine) -> int:
    """Make the file."""
    from sim.experiments.running.settings import from_text
    from sim.foundations.faults import BadInput
    from sim.offline.build.bases import all_fitted, councils
    from sim.offline.build.vendor import vendor
    from sim.offline.build.whole import whole
    from sim.reports.shared.folder import replace_file

    options = request.options
    into = Path(options.out)
    if into.suffix not in (".html", ".htm"):
        raise BadInput([f"--out {into}: is no name of a page; give one that ends on .html, such as {NAME}"])
    processes = from_text(None, None, options.processes, None, False).processes_used
    wanted = councils(options.councils.split(",") if options.councils else ())
    fetched = vendor()
    with progress("Fitting bases of councils", BASES_EACH * len(wanted), PLAIN) as tell:
        bases = list(all_fitted(wanted, processes, tell))
    text = whole(fetched, bases)
    replace_file(into, text)
    size = len(text.encode()) / 1e6
    held = counted(len(wanted) + 1, "council")
    say(f"{into}: {size:.1f} MB, {held}. Open it in Edge, Chrome or Firefox; it needs nothing else.")
    return DONE
