"""`run.py check`: is a scenario or strategy file sound, and what does it assume."""

from __future__ import annotations

from sim.commands.own_files import say_own_files
from sim.commands.request import DONE, CommandLine, Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("check", help="validate a scenario and list its assumptions with their sources")
    parser.add_argument("file", metavar="FILE", help="name or path of a scenario or strategy")
    parser.set_defaults(command=check_command)


def check_command(request: CommandLine) -> int:
    """Validate a scenario or strategy and list its assumptions."""
    from sim.experiments.comparison.checking import checked, laid_over, under
    from sim.reports.run.terminal.assumption_list import show_assumptions
    from sim.reports.run.terminal.movement_list import show_movements

    scenario, own = checked(request.options.file)
    say_own_files(scenario.files)
    show_assumptions(scenario, own, laid_over(request.options.file, scenario))
    show_movements([(under(scenario), scenario)])
    return DONE
