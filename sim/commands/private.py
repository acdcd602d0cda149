"""The option of a private first day: runs that open with the very children of a council's last day."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.commands.ahead import each_ahead

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario


def add_private_option(command: argparse.ArgumentParser) -> None:
    """Add the option."""
    command.add_argument(
        "--private",
        metavar="FILE",
        help="open with the very children of this file, which import-903 --private wrote; it is copied nowhere",
    )


def with_private(scenarios: Sequence[Scenario], options: argparse.Namespace) -> list[Scenario]:
    """Return the scenarios, with the private first day where one is named.

    Raises BadInput when it cannot be used, is of another council or day, or would have to go to other machines.
    """
    from sim.foundations.faults import BadInput
    from sim.foundations.first_day import read_first_day

    file = getattr(options, "private", None)
    if file is None:
        return list(scenarios)
    if getattr(options, "cluster", None) is not None:
        raise BadInput(["--private: the children of a council stay on this machine; leave out --cluster"])
    first_day = read_first_day(file)
    return each_ahead(scenarios, lambda one: one.with_first_day(first_day))
