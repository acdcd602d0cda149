"""The progress of a calibration, kept point by point in its folder so that it can be stopped and resumed.

Each line is a checksum and what was measured at one point. A line that was being written when the program was stopped
does not fit its checksum, and that point is run again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from sim.experiments.calibration.calibration import CalibrationTask
from sim.experiments.calibration.settings import CalibrationSettings
from sim.foundations.called import called
from sim.foundations.faults import BadInput
from sim.measures.arrays import Numbers
from sim.reports.shared import begun_with, checked_lines

FILE = "progress.jsonl"
DIGEST_LENGTH = 16

OTHER_INPUT = "other numbers or targets of its scenario"


@dataclass(slots=True)
class ProgressFile:
    """Points that were run, in a file to which each is added as it is done."""

    path: Path
    points: dict[tuple[int, int], Numbers] = field(default_factory=dict)

    def known(self, wave: int) -> Mapping[int, Numbers]:
        """Return the points of a wave that were run before, by number."""
        return {point: numbers for (of_wave, point), numbers in self.points.items() if of_wave == wave}

    def keep(self, wave: int, point: int, numbers: Numbers) -> None:
        """Keep what was measured at a point: it is on the disk when this returns."""
        checked_lines.add(self.path, {"wave": wave, "point": point, "numbers": numbers.tolist()})


@dataclass(frozen=True, slots=True)
class CalibrationBegun:
    """What the first line of a progress file says was asked for."""

    scenario: str
    """As it was named."""
    years: float | None
    settings: CalibrationSettings
    ensemble: str | None
    """The file in which it is kept for later runs of the base, whole so that it is the same from anywhere, if any."""
    force: bool
    """Whether it may replace one that is there."""
    digest: str
    """Of all that was asked for and decides the results."""


def digest_of(task: CalibrationTask) -> str:
    """Return a digest of what was asked for, as far as it decides what is found: numbers, targets and settings."""
    decides = (task.scenario.digest, task.targets, task.space.columns, task.settings)
    return sha256(repr(decides).encode()).hexdigest()[:DIGEST_LENGTH]


def begin(folder: Path, begun: CalibrationBegun) -> ProgressFile:
    """Start the progress of a calibration in the new folder. Raises BadInput when it cannot be written."""
    path = folder / FILE
    try:
        folder.mkdir(parents=True)
        path.touch()
        checked_lines.add(path, {**asdict(begun), **begun_with.heading()})
    except OSError as error:
        reason = error.strerror or error
        raise BadInput([f"{folder}: results cannot be written here ({reason}); give --out another place"]) from error
    return ProgressFile(path)


def begun_in(folder: Path) -> CalibrationBegun:
    """Return what the calibration in the folder was asked for. Raises BadInput when there is none to resume."""
    path = folder / FILE
    if not path.is_file():
        finished = (folder / "ensemble.csv").is_file() or (folder / "calibration.html").is_file()
        problem = "the calibration in it is finished" if finished else "there is no calibration in it"
        raise BadInput(
            [f"{folder}: {problem}, so there is nothing to resume; start one with {called()} calibrate SCENARIO"]
        )
    said = _heading(path)
    if "settings" not in said:
        raise BadInput([f"{folder}: was stopped before it began; remove it and start again"])
    settings = CalibrationSettings(**said["settings"])
    ensemble, force = said.get("ensemble"), said.get("force", False)  # one that tells of neither is refused by `resume`
    return CalibrationBegun(said["scenario"], said["years"], settings, ensemble, force, said["digest"])


def resume(folder: Path, digest: str) -> ProgressFile:
    """Return the progress in the folder, to go on with. Raises BadInput when something has changed since it began."""
    path = folder / FILE
    begun_with.check(folder, _heading(path), None if begun_in(folder).digest == digest else OTHER_INPUT)
    points = {
        (line["wave"], line["point"]): np.array(line["numbers"], dtype=np.float64)
        for line in checked_lines.lines(path)
        if "point" in line
    }
    return ProgressFile(path, points)


def finish(folder: Path) -> None:
    """Remove the progress, if any was kept, when the results stand."""
    (folder / FILE).unlink(missing_ok=True)


def _heading(path: Path) -> Mapping[str, Any]:
    """Return what the first line says; nothing when it is damaged."""
    return next(checked_lines.lines(path), {})
