"""`run.py frontier`: which mix of strategies for the money, and what knowing more would be worth."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sim.commands.experiment import run_experiment
from sim.commands.own_files import say_own_experiment
from sim.commands.plan import add_run_options
from sim.commands.request import CommandLine, Commands

if TYPE_CHECKING:
    from sim.experiments.frontier.form import FrontierFile
    from sim.foundations.faults import Faults


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "frontier",
        help="find the best mixes of strategies for the money, and what knowing more is worth",
        description="Try every mix of strategies at several sizes within a budget: the frontier of cost against a "
        "measure, how likely each mix is the best, and what knowing each effect would be worth. What is given here "
        "takes the place of what a file says.",
    )
    parser.add_argument("names", nargs="*", metavar="BASE STRATEGY", help="a base, then strategies (the letter's five)")
    parser.add_argument("--file", metavar="FILE", help="name in scenarios/frontiers/, or path of a TOML file")
    parser.add_argument("--budget", metavar="SUM", help="the most that strategies may cost a year, such as 2m or 750k")
    parser.add_argument("--measure", metavar="MEASURE", help='what is held against cost ("in_residential")')
    parser.add_argument("--want", choices=("lower", "higher"), help="of the measure, where it does not say by itself")
    parser.add_argument(
        "--against", choices=("strategies", "total"), help="which cost: of the strategies alone, or in all (strategies)"
    )
    parser.add_argument("--worth", metavar="SUM", help="what one unit of the measure is worth a year, such as 50k")
    parser.add_argument("--scales", metavar="SIZES", help="sizes at which strategies are tried (0.5,1,2)")
    parser.add_argument("--runs", metavar="N", help="how many runs the search may take (6000)")
    add_run_options(parser, usual=128)
    parser.add_argument("--central", action="store_true", help="keep inputs at their central values, drawing none")
    parser.set_defaults(command=frontier_command)


def frontier_command(request: CommandLine) -> int:
    """Search for the best mixes and keep what was found."""
    from sim.experiments.frontier.frontier import FRONTIER
    from sim.foundations.faults import Faults
    from sim.reports.frontier import pages

    faults = Faults()
    form = form_of(request.options, faults)
    shorter = "Shorter: fewer --runs or --replications, or fewer strategies or --scales."
    name = request.options.file or ""
    return run_experiment(request, FRONTIER, form, name, faults, pages.results, tables_shown=1, shorter=shorter)


def form_of(options: argparse.Namespace, faults: Faults) -> FrontierFile | None:
    """Return what the file says, with what is given here in its place; None when the file cannot be read."""
    from sim.experiments.frontier.form import FOLDER
    from sim.experiments.frontier.given import file_for, runs_from, scales_from

    base, *strategies = options.names or [None]
    said: dict[str, object] = {
        "base": base,
        "strategies": tuple(strategies) or None,
        "uncertainty": False if options.central else None,
        **{name: getattr(options, name) for name in ("budget", "measure", "want", "against", "worth")},
    }
    if options.central and options.uncertainty:
        faults.add("--central: keeps inputs at their central values, and --uncertainty draws them; give one of them")
    with faults.gather():
        said["scales"] = scales_from(options.scales)
    with faults.gather():
        said["runs"] = runs_from(options.runs)
    say_own_experiment(FOLDER, options.file)
    with faults.gather():
        return file_for(options.file, said)
    return None
