"""`run.py run` of several councils at once: named one by one, or those of a region."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from sim.commands.experiment import kept_runs
from sim.commands.plan import planned, replications_shown, say_where
from sim.commands.request import CommandLine
from sim.experiments.running.progress import Stage


def add_region_options(command: argparse.ArgumentParser) -> None:
    """Add the options of a run of all councils of a region."""
    command.add_argument("--region", metavar="REGION", help='all councils of a region at once, such as "London"')
    command.add_argument("--year", metavar="Y", help="with --region: of bases that start on 1 April of this year")
    command.add_argument(
        "--fast", action="store_true", help="with --region: make the bases that are missing, without their fit"
    )


def run_region(request: CommandLine) -> int:
    """Run all councils of the region together. Raises BadInput when their bases are not there."""
    from sim.commands.region import bases_of_region

    with bases_of_region(request.options) as bases:
        return run_councils(request, bases.names, bases.title, bases.unfitted)


def run_councils(request: CommandLine, names: Sequence[str], title: str, unfitted: Sequence[str] = ()) -> int:
    """Run the councils of these names together, and keep and show them and their sums.

    `unfitted` are those whose bases were made for this alone. Raises BadInput with every fault of them.
    """
    from sim.experiments.region.councils import loaded, run_together
    from sim.experiments.running.study import usual
    from sim.foundations.faults import BadInput
    from sim.reports.region import pages
    from sim.reports.shared import page

    if request.options.paper:
        raise BadInput(["--paper: is for one scenario; make a paper of each council from a run of its own"])
    if request.options.precision:
        raise BadInput(["--precision: is for one scenario; with several councils give --replications"])
    plan = planned(request, lambda years: loaded(names, years), "together-")
    with kept_runs(request, plan, usual) as keeper, replications_shown(plan, request) as tell:
        together = run_together(plan.scenarios, plan.settings, title, tell, keeper)
        tell(Stage.WRITING, 0, 1)
        found = pages.results(together, unfitted)
        record = page.record("run of several councils", plan.scenarios, plan.settings)
        page.keep(found, plan.into, request.origin(plan.settings.processes_used), record)
        keeper.finish()
        tell(Stage.WRITING, 1, 1)
    page.show(pages.shown(found.page))
    return say_where(plan, request)
