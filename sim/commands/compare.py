"""`run.py compare`: strategies beside a base, on the same luck."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.beforehand import say_how_long
from sim.commands.experiment import kept_runs
from sim.commands.paper import add_paper_option, write_paper_asked
from sim.commands.plan import add_png_option, add_run_options, planned, replications_shown, say_where
from sim.commands.precise import add_precision_options
from sim.commands.private import add_private_option
from sim.commands.request import CommandLine, Commands, say
from sim.experiments.running.progress import Stage

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser("compare", help="compare strategies with a base on the same luck")
    parser.add_argument("names", nargs="*", metavar="BASE STRATEGY", help="a base, then strategies; a+b combines")
    parser.add_argument(
        "--leaving",
        choices=("follows", "apart", "both"),
        help="whether leaving care follows the kind of placement, or compare under both assumptions (as the base says)",
    )
    parser.add_argument(
        "--central",
        action="store_true",
        help="a quick look: inputs at central values, simulation error alone, no word on how sure inputs are",
    )
    parser.add_argument(
        "--no-neutral",
        action="store_true",
        help="where statutory services are judged to change placements, do not run all again without that (half the "
        "time)",
    )
    add_run_options(parser)
    add_private_option(parser)
    add_png_option(parser)
    add_precision_options(parser)
    add_paper_option(parser)
    parser.set_defaults(command=compare_command)


AGAIN = (
    "What statutory services do to placements is judged: all is run again where they do nothing to them, on the same "
    "luck, which takes about twice as long; --no-neutral leaves that out."
)


def with_inputs_drawn(request: CommandLine) -> CommandLine:
    """Return the request with inputs drawn, two turns of luck with each draw, unless central values are asked for.

    Raises BadInput where both are asked for.
    """
    from sim.experiments.statistics.effect import TURNS_OF_LUCK
    from sim.foundations.faults import BadInput

    options = Namespace(**vars(request.options))
    if options.central and options.uncertainty:
        raise BadInput(["--central: inputs cannot be central and be drawn; leave out --central or --uncertainty"])
    options.uncertainty = not options.central
    options.turns = str(TURNS_OF_LUCK) if options.uncertainty else None
    return replace(request, options=options)


def compare_command(request: CommandLine) -> int:
    """Compare strategies with a base and keep the results."""
    from sim.experiments.comparison.comparison import beside, compared, laid_over, refuse_precision_of_both
    from sim.experiments.comparison.feedbacks import is_neutral
    from sim.experiments.running.study import usual
    from sim.experiments.running.until_precise import run_as_asked
    from sim.reports.run import report
    from sim.reports.run.terminal import terminal
    from sim.reports.run.terminal.movement_list import show_movements
    from sim.scenario.defaults import BASE

    request = with_inputs_drawn(request)
    base, *strategies = request.options.names or [BASE]
    leaving = request.options.leaving
    drawn, alone = request.options.uncertainty, request.options.no_neutral or request.options.precision

    def scenarios(years: float | None) -> list[Scenario]:
        laid = laid_over(base, strategies, years, leaving)
        return laid if alone else beside(laid, leaving, drawn)

    plan = planned(request, scenarios, "compare-")
    refuse_precision_of_both(leaving, plan.precision)
    show_movements((plan.scenarios[0], one) for one in plan.scenarios[1:] if not is_neutral(one))
    if any(is_neutral(one) for one in plan.scenarios) and not request.only_report:
        say(AGAIN)
    with kept_runs(request, plan, usual) as keeper, replications_shown(plan, request) as tell:
        say_how_long(plan, request, tell)
        results = run_as_asked(plan.scenarios, plan.settings, plan.precision, tell, keeper)
        tell(Stage.WRITING, 0, 1)
        comparison = compared(results, leaving=leaving)
        report.keep_comparison(comparison, plan.into, request.origin(plan.settings.processes_used))
        keeper.finish()
        tell(Stage.WRITING, 1, 1)
    terminal.show_comparison(comparison)
    write_paper_asked(request.options, plan.into)
    return say_where(plan, request)
