"""`run.py sensitivity`: what each measure, and each strategy's difference, hangs on."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sim.commands.experiment import run_experiment
from sim.commands.own_files import say_own_experiment
from sim.commands.plan import add_run_options
from sim.commands.request import CommandLine, Commands

if TYPE_CHECKING:
    from sim.experiments.sensitivity.form import SensitivityFile
    from sim.foundations.faults import Faults


def add(commands: Commands) -> None:
    """Add the command to the parser."""
    parser = commands.add_parser(
        "sensitivity",
        help="find which uncertain numbers a base's measures, and what strategies change, hang on",
        description="Move all numbers with a range of their own at once, to see which do nothing; then each of the "
        "others alone to its low and its high end (a tornado), then those that matter most all together (Sobol' "
        "indices). Measures of the base are asked about, and what each "
        "strategy changes in them. What is given here takes the place of what a file says.",
    )
    parser.add_argument("names", nargs="*", metavar="BASE STRATEGY", help="a base, then strategies; a+b combines")
    parser.add_argument("--file", metavar="FILE", help="name in scenarios/sensitivity/, or path of a TOML file")
    parser.add_argument("--measure", action="append", metavar="M", help="one that is asked about; may be repeated")
    parser.add_argument(
        "--factors", metavar="K", help="how many numbers are moved together (8), or their paths with commas between"
    )
    parser.add_argument(
        "--points",
        metavar="P",
        help="sets of numbers in which they are, a power of two (512, each run once; rows of Saltelli's design: 64)",
    )
    parser.add_argument(
        "--saltelli", action="store_true", help="move them together in Saltelli's design: ten times as many runs"
    )
    parser.add_argument(
        "--no-screening", action="store_true", help="move every number alone, also those that seem to do nothing"
    )
    parser.add_argument("--within", metavar="PARTS", help="move only numbers in these parts, such as ipop,demand")
    parser.add_argument("--tornado-only", action="store_true", help="move numbers one at a time only")
    add_run_options(parser, usual=6)
    parser.set_defaults(command=sensitivity_command)


def sensitivity_command(request: CommandLine) -> int:
    """Run a sensitivity analysis and keep its results."""
    from sim.experiments.sensitivity.sensitivity import SENSITIVITY
    from sim.foundations.faults import Faults
    from sim.reports.sensitivity import pages

    name, faults = request.options.file or "sensitivity", Faults()
    form = form_of(request.options, faults)
    return run_experiment(
        request, SENSITIVITY, form, name, faults, pages.results, tables_shown=1, shorter=shorter(form)
    )


def shorter(form: SensitivityFile | None) -> str:
    """Return what would make it shorter."""
    spared = "Numbers that seem to do nothing are spared. " if form is not None and form.screening else ""
    return f"{spared}Shorter: fewer --replications or --points, or parts of the numbers with --within."


def form_of(options: argparse.Namespace, faults: Faults) -> SensitivityFile | None:
    """Return what the file says, with what is given here in its place; None when the file cannot be read."""
    from sim.experiments.sensitivity.form import FOLDER, SensitivityFile, given
    from sim.foundations.faults import whole_number
    from sim.scenario.files.experiment_file import read

    say_own_experiment(FOLDER, options.file)
    points = None
    with faults.gather():
        points = None if options.points is None else whole_number("--points", options.points, such_as=64)
    factors: int | tuple[str, ...] | None = None
    if options.factors is not None and options.factors.lstrip("-").isdecimal():
        factors = int(options.factors)
    elif options.factors is not None:
        factors = _listed(options.factors)
    with faults.gather():
        return given(
            None if options.file is None else read(options.file, SensitivityFile, FOLDER),
            base=options.names[0] if options.names else None,
            strategies=tuple(options.names[1:]) if options.names else None,
            factors=factors,
            within=None if options.within is None else _listed(options.within),
            points=points,
            saltelli=True if options.saltelli else None,
            screening=False if options.no_screening else None,
            measures=None if options.measure is None else tuple(options.measure),
            tornado_only=True if options.tornado_only else None,
        )
    return None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
