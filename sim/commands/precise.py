"""Options that ask for a precision in place of a number of replications."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sim.foundations.faults import listed

if TYPE_CHECKING:
    from sim.experiments.running.precision import PrecisionGoal
    from sim.experiments.running.settings import Settings
    from sim.scenario.scenario import Scenario


def add_precision_options(command: argparse.ArgumentParser) -> None:
    """Add the options that ask for a precision in place of a number of replications."""
    command.add_argument(
        "--precision",
        action="append",
        metavar="MEASURE=WIDTH",
        help="go on until the measure is known within this half-width, such as looked_after=0.5 or cost_total=1%%; "
        "several with commas, or given again",
    )
    command.add_argument("--most", metavar="N", help="with --precision: end after so many replications (2000)")


def asked(options: argparse.Namespace, scenarios: Sequence[Scenario] | None) -> PrecisionGoal | None:
    """Return the precision that is asked for, None when none is or no scenario is known.

    Raises BadInput with every fault.
    """
    from sim.experiments.running.precision import MOST_ALONE, asked_for
    from sim.foundations.faults import BadInput, Faults

    if not getattr(options, "precision", None):
        if getattr(options, "most", None) is not None:
            raise BadInput([f"--{MOST_ALONE}"])
        return None
    faults = Faults()
    if options.replications is not None:
        faults.add("--replications: with --precision they are as many as it takes; leave this out, or give --most")
    found = None
    with faults.gather("--"):
        found = asked_for(options.precision, scenarios[0], options.most) if scenarios else None
    if faults:
        raise BadInput(faults)
    return found


def too_many(asked: PrecisionGoal, settings: Settings, scenarios: Sequence[Scenario]) -> list[str]:
    """Return why the most replications that there may be would not fit in memory, if they would not."""
    from sim.experiments.running.settings import too_large

    return too_large(replace(settings, replications=asked.most), scenarios, "--most")


def in_words(asked: PrecisionGoal) -> str:
    """Return when it ends: ``looked_after=0.5 is reached, at most 2,000``."""
    targets = [target.text for target in asked.targets]
    return f"{listed(targets)} {'is' if len(targets) == 1 else 'are'} reached, at most {asked.most:,}"
