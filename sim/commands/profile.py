"""`run.py profile`: a council's published figures over ten years, beside its statistical neighbours and England."""

from __future__ import annotations

from pathlib import Path

from sim.commands.request import DONE, CommandLine, Commands, say
from sim.foundations.counted import counted


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "profile",
        help="show a council's published figures over ten years, beside its neighbours",
        description="Show what is published of an English council over ten years: children looked after, who they are, "
        "where they live, how they come and leave, and what it costs; beside neighbours, region and England.",
    )
    parser.add_argument("council", nargs="+", metavar="COUNCIL", help="name, part of a name, or code")
    parser.add_argument("--out", metavar="DIR", help="a new folder for the results (results/profile-<council>-<time>)")
    parser.set_defaults(command=profile_command)


def profile_command(request: CommandLine) -> int:
    """Make a council's profile, keep it and show it."""
    from time import monotonic

    from sim.experiments.profile.council import council_profile
    from sim.foundations.faults import BadInput, Faults
    from sim.published.authorities import authority
    from sim.published.table import figures
    from sim.reports.profile.pages import results
    from sim.reports.shared import folder, page

    options, faults = request.options, Faults()
    with faults.gather():
        one = authority(" ".join(options.council))
    if options.out is not None:
        faults.add(*folder.faults(Path(options.out)))
    if faults:
        raise BadInput(faults)
    into = folder.automatic(f"profile-{one.name}") if options.out is None else Path(options.out)
    made = results(council_profile(figures(), one))
    page.keep(made, into, request.origin(1), None)
    page.show(made.page)
    say(f"Results are in {into} (open report.html), after {counted(round(monotonic() - request.began), 'second')}.")
    return DONE
