"""`run.py sufficiency`: places needed of each kind to meet a standard, beside places there are, by year and need."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sim.commands.experiment import run_experiment
from sim.commands.paper import add_paper_option
from sim.commands.plan import add_run_options, named
from sim.commands.request import CommandLine, Commands

if TYPE_CHECKING:
    from sim.experiments.sufficiency.question import SufficiencyForm
    from sim.foundations.faults import Faults


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "sufficiency",
        help="places needed of each kind beside places there are, by year and need",
        description="For each kind of placement, on each 31 March and by need and age: for how many children it is "
        "sought first, how many places it takes that they could have one, and how many there are.",
    )
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="name, path, or base+strategy")
    parser.add_argument("--probability", metavar="P", help="in what share of futures places are to be enough (0.8)")
    parser.add_argument("--share", metavar="S", help="of the children, those who are to have what is sought (100%%)")
    add_run_options(parser, usual=40)
    add_paper_option(parser)
    parser.set_defaults(command=sufficiency_command)


def sufficiency_command(request: CommandLine) -> int:
    """Make the statement of one scenario and keep it."""
    from sim.experiments.sufficiency.question import SUFFICIENCY
    from sim.foundations.faults import Faults
    from sim.reports.sufficiency import pages

    faults = Faults()
    form = form_of(request.options, faults)
    return run_experiment(request, SUFFICIENCY, form, "sufficiency", faults, pages.results)


def form_of(options: argparse.Namespace, faults: Faults) -> SufficiencyForm | None:
    """Return what is asked for; None when no scenario is named."""
    from sim.experiments.asking.standard import share_of
    from sim.experiments.sufficiency.question import SufficiencyForm
    from sim.experiments.sufficiency.statement import SufficiencyAim

    aim = SufficiencyAim()
    given: dict[str, float] = {}
    for name in ("probability", "share"):
        if (text := getattr(options, name)) is not None:
            with faults.gather():
                given[name] = share_of(text, f"--{name}")
    with faults.gather("--"):
        aim = SufficiencyAim(**given)
    with faults.gather():
        return SufficiencyForm(base=named(options.scenario, "sufficiency"), aim=aim)
    return None
