"""`run.py sweep`: numbers of a scenario varied over a grid, a list or a space, as a file says."""

from __future__ import annotations

from functools import partial

from sim.commands.experiment import run_experiment
from sim.commands.own_files import say_own_experiment
from sim.commands.plan import add_run_options
from sim.commands.request import CommandLine, Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "sweep",
        help="vary any numbers of a scenario, crossed with strategies and bases",
        description="Vary numbers of a scenario over a grid, a list or a space, crossed with strategies and bases, as "
        "a TOML file says. What is given here takes the place of what the file says.",
    )
    parser.add_argument("file", nargs="?", metavar="FILE", help="name in scenarios/sweeps/, or path of a TOML file")
    add_run_options(parser)
    parser.add_argument("--parquet", action="store_true", help="keep the replications as Parquet, not compressed CSV")
    parser.set_defaults(command=sweep_command)


def sweep_command(request: CommandLine) -> int:
    """Run a sweep and keep its results."""
    from sim.experiments.asking.form_of_sweep import FOLDER, SweepFile
    from sim.experiments.sweep.sweep import SWEEP
    from sim.foundations.faults import Faults
    from sim.reports.shared import parquet
    from sim.reports.sweep import pages
    from sim.scenario.files.experiment_file import needed, read

    as_parquet = request.options.parquet
    name = needed(request.options.file, "sweep", FOLDER)
    say_own_experiment(FOLDER, name)
    file, faults = None, Faults()
    with faults.gather():
        file = read(name, SweepFile, FOLDER)
    if as_parquet:
        with faults.gather():
            parquet.check()
    return run_experiment(request, SWEEP, file, name, faults, partial(pages.results, as_parquet=as_parquet))
