"""`run.py run`: one scenario, its measures, series and figures."""

from __future__ import annotations

from sim.commands.experiment import kept_runs
from sim.commands.plan import add_run_options, named, one_scenario, planned, replications_shown, say_where
from sim.commands.precise import add_precision_options
from sim.commands.request import CommandLine, Commands


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("run", help="run one scenario: measures, series, figures")
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="name, path, or base+strategy")
    add_run_options(parser)
    add_precision_options(parser)
    parser.set_defaults(command=run_command)


def run_command(request: CommandLine) -> int:
    """Run one scenario and keep its results."""
    from sim.experiments.comparison.comparison import compared
    from sim.experiments.running.study import usual
    from sim.experiments.running.until_precise import run_as_asked
    from sim.reports.run import report, terminal

    plan = planned(request, one_scenario(named(request.options.scenario, "run")))
    with kept_runs(request, plan, usual) as keeper, replications_shown(plan) as progress:
        results = run_as_asked(plan.scenarios, plan.settings, plan.precision, progress, keeper)
        report.keep_run(results, plan.into, request.origin(plan.settings.processes_used))
        keeper.finish()
    terminal.show_run(compared(results))
    return say_where(plan, request)
