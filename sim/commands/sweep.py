"""`run.py sweep`: numbers of a scenario varied over a grid, a list or a space, as a file says."""

from __future__ import annotations

from sim.commands.experiment import bench, filled
from sim.commands.plan import add_run_options, kept, planned
from sim.commands.request import FAILED, CommandLine, Commands, say


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
    from sim.experiments.running.failures import failures_in_words
    from sim.experiments.running.scenarios_of_form import crossed
    from sim.experiments.sweep.sweep import asked, run_sweep
    from sim.reports.shared import parquet
    from sim.reports.shared.page import show
    from sim.reports.sweep import pages
    from sim.scenario.files.experiment_file import needed, read

    name = needed(request.options.file, "sweep", FOLDER)
    file = read(name, SweepFile, FOLDER)
    as_parquet = request.options.parquet
    if as_parquet:
        parquet.check()
    request = filled(request, file)
    plan = planned(request, lambda years: crossed(file, years), "sweep-")
    sweep = asked(file, name, plan.scenarios, plan.settings)
    with bench(request, plan, sweep.wanted, points=sweep.points, tolerant=True) as at:
        found = run_sweep(sweep, at.laboratory)
        pages.keep(found, plan.into, request.origin(plan.settings.processes_used), as_parquet=as_parquet)
        if not found.failures:
            at.kept.finish()
    show(pages.page(found))
    if found.failures:
        say(failures_in_words(at.laboratory.study, found.failures))
        say(f"To try them again: run.py sweep --resume {plan.into}")
        return FAILED
    return kept(plan, request)
