"""`run.py replicate`: one replication alone, here, with the whole error when it fails; messages of failures name it."""

from __future__ import annotations

from collections.abc import Sequence
from traceback import format_exc
from typing import TYPE_CHECKING

from sim.commands.ahead import add_ahead_options, asked_ahead, each_ahead
from sim.commands.private import add_private_option, with_private
from sim.commands.request import DONE, FAILED, CommandLine, Commands, say

if TYPE_CHECKING:
    from sim.experiments.running.settings import Settings
    from sim.foundations.faults import Faults
    from sim.scenario.levers import Setting
    from sim.scenario.scenario import Scenario


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "replicate",
        help="run one replication alone, and tell its whole error if it fails",
        description="Run one replication alone: the same, to the last figure, as among many. When it fails, its whole "
        "error is told. Messages of failures name this command.",
    )
    parser.add_argument("scenario", metavar="SCENARIO", help="name, path, or base+strategy")
    parser.add_argument("number", metavar="NUMBER", help="of the replication, from 0")
    # Numbers are read as text and checked together, so that every fault is told at once.
    parser.add_argument("--seed", metavar="S", help="of the luck (2018)")
    parser.add_argument("--years", metavar="Y", help="how long to run (as the scenario says)")
    add_ahead_options(parser)
    parser.add_argument("--uncertainty", action="store_true", help="draw every quantity from its range")
    parser.add_argument(
        "--turns", metavar="N", help="with --uncertainty: replications that share a draw, two in a comparison (1)"
    )
    parser.add_argument("--ensemble", metavar="FILE", help='with --uncertainty: the ensemble to draw from, or "none"')
    parser.add_argument(
        "--set",
        metavar="PATH=NUMBER",
        action="append",
        default=[],
        dest="settings",
        help="set a number of the scenario, such as demand.entries_per_year=150; can be given again",
    )
    parser.add_argument(
        "--opening-of", metavar="SCENARIO", help="open with the children of this scenario, as among many it may have"
    )
    add_private_option(parser)
    parser.set_defaults(command=replicate_command)


def replicate_command(request: CommandLine) -> int:
    """Run one replication and show its headline measures, or its whole error."""
    from sim.experiments.running.execution.tasks import Point
    from sim.experiments.running.study import study
    from sim.reports.run.terminal import terminal

    scenarios, run, number, settings = _asked(request)
    point = Point(len(scenarios) - 1, settings)
    made = study(scenarios, run.seed, run.uncertainty, points=[point], turns=run.turns)
    try:
        one = made.replicate(point, number)
    except Exception:
        say(f"Replication {number} failed:\n{format_exc().rstrip()}")
        return FAILED
    terminal.show_replication(scenarios[-1], number, run.seed, one.measures)
    return DONE


def _asked(request: CommandLine) -> tuple[Sequence[Scenario], Settings, int, tuple[Setting, ...]]:
    """Return the scenarios, of which the last is run, how it is run, the replication's number and what is set.

    Raises BadInput with every fault.
    """
    from sim.experiments.running.settings import from_text
    from sim.foundations.faults import BadInput, Faults
    from sim.reports.shared.homes_kept_open import kept_open
    from sim.scenario.levers import laid, lever
    from sim.scenario.scenario import load, with_ensembles

    options = request.options
    faults = Faults()
    run = None
    with faults.gather():
        run = from_text(None, options.seed, None, options.years, options.uncertainty, turns=options.turns)
    number = _number(options.number, faults)
    settings = _settings(options.settings, faults)
    scenarios: list[Scenario] = []
    with faults.gather():
        named = [load(name) for name in (options.opening_of, options.scenario) if name is not None]
        scenarios = [one if run is None or run.years is None else one.with_years(run.years) for one in named]
        scenarios = with_private(each_ahead(scenarios, asked_ahead(options).of), options)
        if options.uncertainty:
            scenarios = with_ensembles(scenarios, options.ensemble)
        laid(scenarios[-1], settings)
        for path, set_to in settings:
            for sentence in kept_open(lever(path, scenarios[-1]), [set_to], scenarios[-1]):
                say(sentence)
    if faults or run is None:
        raise BadInput(faults)
    return scenarios, run, number, settings


LONGEST_NUMBER = 18
"""Digits of the number of a replication."""


def _number(text: str, faults: Faults) -> int:
    if text.isdecimal() and len(text) <= LONGEST_NUMBER:
        return int(text)
    from sim.foundations.faults import shown

    faults.add(f"NUMBER: {shown(text)} is no number of a replication; give a whole number, from 0")
    return 0


def _settings(texts: Sequence[str], faults: Faults) -> tuple[Setting, ...]:
    from sim.scenario.levers import Setting

    found = []
    for text in texts:
        path, equals, number = text.partition("=")
        try:
            found.append(Setting(path.strip(), float(number)))
        except ValueError:
            what = "does not say what to set it to" if not equals else f'"{number}" is not a number'
            faults.add(f'--set: "{text}": {what}; give a path and a number, such as demand.entries_per_year=150')
    return tuple(found)
