"""`run.py sufficiency`: places needed of each kind to meet a standard, beside places there are, by year and need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.commands.experiment import bench, filled
from sim.commands.plan import add_run_options, kept, named, one_scenario, planned
from sim.commands.request import FAILED, CommandLine, Commands, say

if TYPE_CHECKING:
    from sim.commands.plan import Plan
    from sim.experiments.sufficiency.statement import Aim


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
    add_run_options(parser)
    parser.set_defaults(command=sufficiency_command)


def sufficiency_command(request: CommandLine) -> int:
    """Make the statement of one scenario and keep it."""
    from sim.experiments.running.failures import failures_in_words
    from sim.experiments.sufficiency.statement import REPLICATIONS, RegisterReader, stated
    from sim.reports.shared.page import show
    from sim.reports.sufficiency import pages
    from sim.scenario.files.experiment_file import Heading

    request = filled(request, Heading(title="", replications=REPLICATIONS))
    aim, plan = _asked(request)
    with bench(request, plan, (), tolerant=True, reading=RegisterReader()) as at:
        statement = stated(at.laboratory, 0, aim, plan.settings.replications)
        failures = at.laboratory.failures
        pages.keep(statement, plan.settings, plan.into, request.origin(plan.settings.processes_used))
        if not failures:
            at.kept.finish()
    show(pages.page(statement))
    if failures:
        say(failures_in_words(at.laboratory.study, failures))
        say(f"To try them again: run.py sufficiency --resume {plan.into}")
        return FAILED
    return kept(plan, request)


def _asked(request: CommandLine) -> tuple[Aim, Plan]:
    """Return what is asked for. Raises BadInput with every fault."""
    from sim.experiments.asking.standard import share_of
    from sim.experiments.sufficiency.statement import Aim
    from sim.foundations.faults import BadInput

    options = request.options
    faults: list[str] = []
    given: dict[str, float] = {}
    aim, plan = None, None
    for name in ("probability", "share"):
        text = getattr(options, name)
        try:
            given |= {} if text is None else {name: share_of(text, f"--{name}")}
        except BadInput as bad:
            faults.extend(bad.faults)
    try:
        aim = Aim(**given)
    except BadInput as bad:
        faults.extend(f"--{message}" for message in bad.faults)
    try:
        plan = planned(request, one_scenario(named(options.scenario, "sufficiency")), "sufficiency-")
    except BadInput as bad:
        faults.extend(bad.faults)
    if faults or aim is None or plan is None:
        raise BadInput(faults)
    return aim, plan
