"""`run.py require`: the least capacity that meets a standard with a stated probability."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.commands.experiment import bench, filled
from sim.commands.plan import add_run_options, kept, planned
from sim.commands.request import FAILED, CommandLine, Commands, say

if TYPE_CHECKING:
    from sim.commands.plan import Plan
    from sim.experiments.require.requirement import CapacityQuestion

EXAMPLE = "run.py require 'first_choice_percent>=80' --by in_house_fostering.places"


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "require",
        help="least capacity that meets a standard with a stated probability",
        description="Search for the least of a lever with which a standard is met in a stated share of futures, and "
        f"say plainly when there is none; with the sufficiency statement. For example: {EXAMPLE}",
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
    add_run_options(parser)
    parser.set_defaults(command=require_command)


def require_command(request: CommandLine) -> int:
    """Search for the least capacity and keep what was found."""
    from sim.experiments.require.requirement import run_requirement
    from sim.experiments.running.failures import failures_in_words
    from sim.experiments.sufficiency.statement import RegisterReader
    from sim.reports.require import pages
    from sim.reports.shared.page import show

    asked, plan, request = _asked(request)
    with bench(request, plan, asked.wanted, tolerant=True, reading=RegisterReader(asked.wanted)) as at:
        found = run_requirement(asked, at.laboratory)
        pages.keep(found, plan.into, request.origin(plan.settings.processes_used))
        if not found.failures:
            at.kept.finish()
    show(pages.page(found))
    if found.failures:
        say(failures_in_words(at.laboratory.study, found.failures))
        say(f"To try them again: run.py require --resume {plan.into}")
        return FAILED
    return kept(plan, request)


def _asked(request: CommandLine) -> tuple[CapacityQuestion, Plan, CommandLine]:
    """Return what is asked for, and the request as its file fills it. Raises BadInput with every fault."""
    from sim.experiments.asking.standard import is_standard
    from sim.experiments.require.form import FOLDER
    from sim.experiments.require.requirement import asked, file_for
    from sim.experiments.running.scenarios_of_form import crossed
    from sim.experiments.running.settings import Settings
    from sim.experiments.sufficiency.statement import REPLICATIONS
    from sim.foundations.faults import BadInput
    from sim.scenario.files.experiment_file import Heading, needed

    options = request.options
    what = needed(options.what, "require", FOLDER)
    faults: list[str] = []
    numbers = _numbers(request, faults)
    plan, sought, file = None, None, None
    try:
        file = file_for(what, options.by, options.scenario, *numbers)
        request = filled(filled(request, file), Heading(title="", replications=REPLICATIONS))
        scenarios = crossed(file, None)
    except BadInput as bad:
        faults.extend(bad.faults)
    else:
        try:
            plan = planned(request, lambda years: crossed(file, years), "require-")
        except BadInput as bad:
            faults.extend(bad.faults)
        try:
            name = "" if is_standard(what) else what
            sought = asked(file, name, plan.scenarios if plan else scenarios, plan.settings if plan else Settings())
        except BadInput as bad:
            faults.extend(bad.faults)
    if faults or plan is None or sought is None:
        raise BadInput(faults)
    return sought, plan, request


def _numbers(request: CommandLine, faults: list[str]) -> tuple[float | None, float | None, float | None, float | None]:
    """Return the probability, the ends and the step that were given; faults are added to those known."""
    from sim.experiments.asking.standard import share_of
    from sim.foundations.faults import BadInput

    found: list[float | None] = []
    for name, option in (("--probability", "probability"), ("--from", "low"), ("--to", "high"), ("--step", "step")):
        text = getattr(request.options, option)
        try:
            found.append(None if text is None else share_of(text, name))
        except BadInput as bad:
            faults.extend(bad.faults)
            found.append(None)
    first, second, third, fourth = found
    return first, second, third, fourth
