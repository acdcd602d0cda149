"""`run.py forecast`: how many children a council should expect in the next years, from published figures alone."""

from __future__ import annotations

from pathlib import Path

from sim.commands.request import DONE, CommandLine, Commands, say
from sim.foundations.counted import counted


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "forecast",
        help="forecast a council's children looked after, from published figures",
        description="Join what was published of an English council with a forecast of the next years: number looked "
        "after, starts, leavers, by kind of placement and age, beside its statistical neighbours and England.",
    )
    parser.add_argument("council", nargs="+", metavar="COUNCIL", help="name, part of a name, or code")
    parser.add_argument("--until", metavar="DATE", help="the last 31 March, at most 2029-03-31 (three years on)")
    parser.add_argument("--own", metavar="BASE", help="a base with the council's own figures, to show them beside it")
    parser.add_argument("--out", metavar="DIR", help="a new folder for the results (results/forecast-<council>-<time>)")
    parser.set_defaults(command=forecast_command)


def forecast_command(request: CommandLine) -> int:
    """Forecast a council, keep the results and show them."""
    from time import monotonic

    from sim.experiments.forecast.council import council_forecast
    from sim.experiments.forecast.own_history import with_own_history
    from sim.experiments.forecast.until import last_year
    from sim.foundations.faults import BadInput, Faults
    from sim.published.authorities import authority
    from sim.published.table import figures
    from sim.reports.forecast.pages import results
    from sim.reports.shared import folder, page
    from sim.scenario.scenario import load

    options, known, faults, own = request.options, figures(), Faults(), None
    with faults.gather():
        one = authority(" ".join(options.council))
    with faults.gather():
        last = last_year(options.until, known.known_until)
    with faults.gather():
        own = None if options.own is None else load(options.own)
    if options.out is not None:
        faults.add(*folder.faults(Path(options.out)))
    if faults:
        raise BadInput(faults)
    into = folder.automatic(f"forecast-{one.name}") if options.out is None else Path(options.out)
    found = council_forecast(known, one, last)
    made = results(found if own is None else with_own_history(found, own, known))
    page.keep(made, into, request.origin(1), None)
    page.show(made.page)
    say(f"Results are in {into} (open report.html), after {counted(round(monotonic() - request.began), 'second')}.")
    return DONE
