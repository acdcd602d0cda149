"""`run.py require`: the least capacity that meets a standard with a stated probability."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sim.commands.experiment import run_experiment
from sim.commands.own_files import say_own_experiment
from sim.commands.plan import add_run_options
from sim.commands.request import CommandLine, Commands
from sim.foundations.called import called, in_shell

if TYPE_CHECKING:
    from sim.experiments.require.form import RequirementFile
    from sim.foundations.faults import Faults

EXAMPLE = ("require", "first_choice_percent>=80", "--by", "in_house_fostering.places")


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "require",
        help="least capacity that meets a standard with a stated probability",
        description="Search for the least of a lever with which a standard is met in a stated share of futures, and "
        f"say plainly when there is none; with the sufficiency statement. For example: {called()} {in_shell(EXAMPLE)}",
    )
    parser.add_argument(
        "what",
        nargs="?",
        metavar="STANDARD",
        help="such as 'looked_after at end<=290'; or a name in scenarios/requirements/, or path of a TOML file",
    )
    parser.add_argument("--by", metavar="PATH", help="the quantity that may change, such as in_house_fostering.places")
    parser.add_argument("--scenario", metavar="NAME", help="name, path, or base+strategy (tower_hamlets_2018)")
    parser.add_argument("--probability", metavar="P", help="in what share of futures it is to be met (0.8)")
    parser.add_argument("--from", dest="low", metavar="N", help="the least capacity to look at (none)")
    parser.add_argument("--to", dest="high", metavar="N", help="the most to look at (three times the present)")
    parser.add_argument("--step", metavar="N", help="in steps of so many (1 of what is counted)")
    add_run_options(parser, usual=40)
    parser.set_defaults(command=require_command)


def require_command(request: CommandLine) -> int:
    """Search for the least capacity and keep what was found."""
    from sim.experiments.asking.standard import is_standard
    from sim.experiments.require.form import FOLDER
    from sim.experiments.require.requirement import REQUIREMENT
    from sim.foundations.faults import Faults
    from sim.reports.require import pages
    from sim.scenario.files.experiment_file import needed

    what, faults = needed(request.options.what, "require", FOLDER), Faults()
    say_own_experiment(FOLDER, what)
    form = form_of(request.options, faults)
    return run_experiment(request, REQUIREMENT, form, "" if is_standard(what) else what, faults, pages.results)


def form_of(options: argparse.Namespace, faults: Faults) -> RequirementFile | None:
    """Return what the file says or the words ask for; None when neither can be read."""
    from sim.experiments.asking.standard import share_of
    from sim.experiments.require.requirement import file_for

    numbers: dict[str, float] = {}
    for name, option in (("probability", "--probability"), ("low", "--from"), ("high", "--to"), ("step", "--step")):
        if (text := getattr(options, name)) is not None:
            with faults.gather():
                numbers[name] = share_of(text, option)
    with faults.gather():
        return file_for(options.what, options.by, options.scenario, **numbers)
    return None
