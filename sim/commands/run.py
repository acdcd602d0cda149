"""`run.py run`: one scenario, its measures, series and figures."""

from __future__ import annotations

from sim.commands.plan import add_run_options, kept, one_scenario, planned, replications_shown
from sim.commands.request import Commands, Request


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("run", help="run one scenario: measures, series, figures")
    parser.add_argument("scenario", metavar="SCENARIO", help="name, path, or base+strategy")
    add_run_options(parser)
    parser.set_defaults(command=run_command)


def run_command(request: Request) -> int:
    """Run one scenario and keep its results."""
    from sim.experiments.comparison import compared
    from sim.experiments.replications import run_all
    from sim.reports import report, terminal

    plan = planned(request, one_scenario(request.options.scenario))
    with replications_shown(plan) as progress:
        results = run_all(plan.scenarios, plan.settings, progress)
        report.keep_run(results, plan.into, request.origin(plan.settings.processes_used))
    terminal.show_run(compared(results))
    return kept(plan, request)
