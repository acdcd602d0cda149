"""What is given for a frontier: a file, and what takes the place of what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.experiments.frontier.form import FOLDER, FrontierFile
from sim.foundations.faults import BadInput, fault, whole_number_in
from sim.scenario.defaults import STRATEGIES
from sim.scenario.files.experiment_file import read

USUAL = FrontierFile(title="Mixes of strategies for the money")
"""Without a file: the strategies of the inspection letter in Tower Hamlets."""


def file_for(what: str | None, given: Mapping[str, Any]) -> FrontierFile:
    """Return what a frontier's file says, by name or path, with what is given (not None) in place of what it says.

    Raises BadInput when the file is not sound.
    """
    file = USUAL if what is None else read(what, FrontierFile, FOLDER)
    return replace(file, **{name: value for name, value in given.items() if value is not None})


def scales_from(text: str | None) -> tuple[float, ...] | None:
    """Return the sizes in words of a command line, such as 0.5,1,2; None if not given. Raises BadInput."""
    if text is None:
        return None
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise BadInput([fault("--scales", "", f'is "{text}"', "give numbers with commas, such as 0.5,1,2")]) from None


def runs_from(text: str | None) -> int | None:
    """Return the number of runs in words of a command line, None if not given. Raises BadInput."""
    if text is None:
        return None
    runs = whole_number_in(text)
    if runs is None:
        raise BadInput([fault("--runs", "", f'is "{text}"', "give a whole number, such as 6000")])
    return runs


def strategies_of(file: FrontierFile) -> tuple[str, ...]:
    """Return the strategies that a file names; those of the inspection letter when it names none."""
    return file.strategies or STRATEGIES


def base_of(file: FrontierFile) -> str:
    """Return the one base that a file names. Raises BadInput when it names several."""
    if len(file.bases) != 1:
        raise BadInput([fault("base", "", f"names {len(file.bases)}", "name one base: mixes are of one council")])
    return file.bases[0]
