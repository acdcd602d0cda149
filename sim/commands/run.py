"""`run.py run`: one scenario, its measures, series and figures; or several councils at once, and their sums."""

from __future__ import annotations

from sim.commands.beforehand import say_how_long
from sim.commands.experiment import kept_runs
from sim.commands.paper import add_paper_option, write_paper_asked
from sim.commands.plan import (
    add_png_option,
    add_run_options,
    named,
    one_scenario,
    planned,
    replications_shown,
    say_where,
)
from sim.commands.precise import add_precision_options
from sim.commands.private import add_private_option
from sim.commands.request import CommandLine, Commands
from sim.commands.together import add_region_options, run_councils, run_region
from sim.experiments.running.progress import Stage


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("run", help="run one scenario, or several councils: measures, series, figures")
    parser.add_argument(
        "scenario",
        nargs="?",
        metavar="SCENARIO",
        help="name, path, or base+strategy; of several councils joined by commas, such as leeds_2024,bradford_2024",
    )
    add_region_options(parser)
    add_run_options(parser)
    add_private_option(parser)
    add_png_option(parser)
    add_precision_options(parser)
    add_paper_option(parser)
    parser.set_defaults(command=run_command)


def run_command(request: CommandLine) -> int:
    """Run what was named, and keep its results."""
    from sim.experiments.region.councils import split_names

    options = request.options
    if options.region is not None or options.year is not None or options.fast:
        return run_region(request)
    names = split_names(named(options.scenario, "run"))
    return _one(request, names[0]) if len(names) == 1 else run_councils(request, names, "Councils together")


def _one(request: CommandLine, name: str) -> int:
    """Run one scenario."""
    from sim.experiments.comparison.comparison import compared
    from sim.experiments.running.study import usual
    from sim.experiments.running.until_precise import run_as_asked
    from sim.reports.run import report
    from sim.reports.run.terminal import terminal

    plan = planned(request, one_scenario(name))
    with kept_runs(request, plan, usual) as keeper, replications_shown(plan, request) as tell:
        say_how_long(plan, request, tell)
        results = run_as_asked(plan.scenarios, plan.settings, plan.precision, tell, keeper)
        tell(Stage.WRITING, 0, 1)
        report.keep_run(results, plan.into, request.origin(plan.settings.processes_used))
        keeper.finish()
        tell(Stage.WRITING, 1, 1)
    terminal.show_run(compared(results))
    write_paper_asked(request.options, plan.into)
    return say_where(plan, request)
