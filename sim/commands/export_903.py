"""`run.py export-903`: a replication as the SSDA903 return that a council would have made of it."""

from __future__ import annotations

from pathlib import Path

from sim.commands.request import DONE, CommandLine, Commands, say


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "export-903",
        help="write a replication as the SSDA903 returns of its years",
        description="Run one replication and write the SSDA903 returns that a council would have made of it, a folder "
        "a year: Header, Episodes and UASC, and Reviews where the base has statutory services, which hold them. "
        "Identifiers are invented, and so are legal statuses after the first where the base has no courts.",
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name, path, or base+strategy")
    parser.add_argument("--replication", metavar="N", help="which replication, from 0 (0)")
    parser.add_argument("--seed", metavar="S", help="of the luck (2018)")
    parser.add_argument("--years", metavar="Y", help="how long to run (as the scenario says)")
    parser.add_argument("--out", metavar="DIR", help="a new folder (results/returns-<scenario>-<time>)")
    parser.set_defaults(command=export_command)


def export_command(request: CommandLine) -> int:
    """Run one replication and write its returns."""
    from sim.experiments.returns_out.exported import exported
    from sim.experiments.running.settings import from_text
    from sim.foundations.faults import BadInput, Faults, whole_number
    from sim.reports.returns.written import write
    from sim.reports.shared import folder
    from sim.scenario.scenario import load

    options, faults = request.options, Faults()
    run, scenario, number = None, None, 0
    with faults.gather():
        run = from_text(None, options.seed, None, options.years, False)
    with faults.gather():
        scenario = load(options.scenario)
    with faults.gather():
        number = 0 if options.replication is None else whole_number("--replication", options.replication, 0)
    if options.out is not None:
        faults.add(*folder.faults(Path(options.out)))
    if faults or run is None or scenario is None:
        raise BadInput(faults)
    scenario = scenario if run.years is None else scenario.with_years(run.years)
    made = exported(scenario, run.seed, number)
    into = folder.automatic(f"returns-{scenario.name}") if options.out is None else Path(options.out)
    write(made, into)
    years = ", ".join(str(one.year) for one in made)
    if not all(one.reviewed for one in made):
        say(
            f"No Reviews were written: nobody holds reviews in {scenario.name}, and a table without rows would say "
            f"that children went without. With statutory services they are held: {scenario.name}+statutory_services"
        )
    say(f"Returns of the years to 31 March {years} are in {into}. run.py import-903 {into} reads them.")
    return DONE
