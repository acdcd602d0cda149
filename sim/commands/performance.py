"""`run.py performance`: the monthly performance report of one replication, and every line by month over many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.commands.experiment import kept_runs
from sim.commands.own_files import say_own_experiment
from sim.commands.plan import CommandPlan, add_run_options, named, one_scenario, planned, replications_shown, say_where
from sim.commands.request import CommandLine, Commands
from sim.experiments.running.progress import Stage

if TYPE_CHECKING:
    from sim.experiments.performance.performance import PerformanceQuestion


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "performance",
        help="the monthly performance report that leaders would see",
        description="Show one month of one replication as leaders would see it: each line as it was recorded by then "
        "beside what it was, with target and colour, its change on three months and whether that is more than chance, "
        "and what is published of England and statistical neighbours. The lines of all replications are in series.csv.",
    )
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="name, path, or base+strategy")
    parser.add_argument("--month", metavar="YYYY-MM", help="such as 2019-03 (the last whole month of the run)")
    parser.add_argument("--replication", metavar="N", help="which is reported on, from 0 (0)")
    parser.add_argument("--targets", metavar="FILE", help="name in scenarios/targets/ or path of a TOML file (letter)")
    add_run_options(parser)
    parser.set_defaults(command=performance_command)


def performance_command(request: CommandLine) -> int:
    """Run the replications, and keep and show the report."""
    from sim.experiments.performance.performance import MonthlyLines, monthly_performance
    from sim.reports.performance import pages
    from sim.reports.shared import page

    plan, asked = _asked(request)
    with (
        kept_runs(request, plan, MonthlyLines(asked.targets)) as keeper,
        replications_shown(plan, request) as tell,
    ):
        performance = monthly_performance(asked, plan.settings, tell, keeper)
        tell(Stage.WRITING, 0, 1)
        found = pages.results(performance)
        run = page.record("performance report", plan.scenarios, plan.settings)
        page.keep(found, plan.into, request.origin(plan.settings.processes_used), run)
        keeper.finish()
        tell(Stage.WRITING, 1, 1)
    page.show(pages.shown(found.page))
    return say_where(plan, request)


def _asked(request: CommandLine) -> tuple[CommandPlan, PerformanceQuestion]:
    """Return what is to be done and the sound question. Raises BadInput with every fault of both."""
    from sim.experiments.performance import targets
    from sim.experiments.performance.performance import question
    from sim.foundations.faults import BadInput, Faults

    options, faults = request.options, Faults()
    plan = aims = asked = None
    with faults.gather():
        plan = planned(request, one_scenario(named(options.scenario, "performance")), "performance-")
    chosen = targets.USUAL if options.targets is None else options.targets
    say_own_experiment(targets.FOLDER, chosen)
    with faults.gather():
        aims = targets.read(chosen)
    if plan is not None:
        aims = aims or targets.TargetsFile(title="")
        with faults.gather():
            asked = question(plan.scenarios[0], plan.settings, options.month, options.replication, aims)
    if faults or plan is None or asked is None:
        raise BadInput(faults)
    return plan, asked
