"""`run.py frontier`: which mix of strategies for the money, and what knowing more would be worth."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.commands.experiment import bench, filled
from sim.commands.plan import add_run_options, kept, planned
from sim.commands.request import DONE, FAILED, CommandLine, Commands, say

if TYPE_CHECKING:
    from sim.experiments.frontier.form import FrontierFile


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "frontier",
        help="find the best mixes of strategies for the money, and what knowing more is worth",
        description="Try every mix of strategies at several sizes within a budget: the frontier of cost against a "
        "measure, how likely each mix is the best, and what knowing each effect would be worth. What is given here "
        "takes the place of what a file says.",
    )
    parser.add_argument("names", nargs="*", metavar="BASE STRATEGY", help="a base, then strategies (the letter's five)")
    parser.add_argument("--file", metavar="FILE", help="name in scenarios/frontiers/, or path of a TOML file")
    parser.add_argument("--budget", metavar="SUM", help="the most that strategies may cost a year, such as 2m or 750k")
    parser.add_argument("--measure", metavar="MEASURE", help='what is held against cost ("in_residential")')
    parser.add_argument("--want", choices=("lower", "higher"), help="of the measure, where it does not say by itself")
    parser.add_argument(
        "--against", choices=("strategies", "total"), help="which cost: of the strategies alone, or in all (strategies)"
    )
    parser.add_argument("--worth", metavar="SUM", help="what one unit of the measure is worth a year, such as 50k")
    parser.add_argument("--scales", metavar="SIZES", help="sizes at which strategies are tried (0.5,1,2)")
    parser.add_argument("--runs", metavar="N", help="how many runs the search may take (6000)")
    add_run_options(parser, usual=128)
    parser.add_argument("--central", action="store_true", help="keep inputs at their central values, drawing none")
    parser.set_defaults(command=frontier_command)


def frontier_command(request: CommandLine) -> int:
    """Search for the best mixes and keep what was found."""
    from sim.experiments.frontier.frontier import run_frontier
    from sim.experiments.frontier.given import base_of, strategies_of
    from sim.experiments.frontier.mixes import sets_of
    from sim.experiments.frontier.question import REPLICATIONS, asked
    from sim.experiments.running.failures import failures_in_words
    from sim.reports.frontier import pages
    from sim.reports.shared.page import show

    options = request.options
    file = given(options)
    if options.replications is None and file.replications is None:
        file = replace(file, replications=REPLICATIONS)
    request = filled(request, file)
    plan = planned(request, lambda years: sets_of(base_of(file), strategies_of(file), years), "frontier-")
    sought = asked(file, options.file or "", plan.scenarios, plan.settings)
    with bench(request, plan, sought.measured, tolerant=True) as at:
        found = run_frontier(sought, at.laboratory)
        page = pages.keep(found, plan.into, request.origin(plan.settings.processes_used))
        if not found.failures:
            at.kept.finish()
    show(replace(page, tables=page.tables[:1]))
    if found.failures:
        say(failures_in_words(at.laboratory.study, found.failures))
        say(f"To try them again: run.py frontier --resume {plan.into}")
        return FAILED
    return kept(plan, request) or DONE


def given(options: argparse.Namespace) -> FrontierFile:
    """Return what the file says, with what is given here in its place. Raises BadInput with every fault."""
    from sim.experiments.frontier.given import file_for, runs_from, scales_from
    from sim.foundations.faults import BadInput

    faults: list[str] = []
    base, *strategies = options.names or [None]
    said: dict[str, object] = {
        "base": base,
        "strategies": tuple(strategies) or None,
        "uncertainty": False if options.central else None,
        **{name: getattr(options, name) for name in ("budget", "measure", "want", "against", "worth")},
    }
    if options.central and options.uncertainty:
        faults.append("--central: keeps inputs at their central values, and --uncertainty draws them; give one of them")
    for name, read in (("scales", scales_from), ("runs", runs_from)):
        try:
            said[name] = read(getattr(options, name))
        except BadInput as bad:
            faults.extend(bad.faults)
    file = None
    try:
        file = file_for(options.file, said)
    except BadInput as bad:
        faults.extend(bad.faults)
    if faults or file is None:
        raise BadInput(faults)
    return file
