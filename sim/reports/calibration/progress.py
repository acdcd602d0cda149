"""The progress of a calibration, kept point by point in its folder so that it can be stopped and resumed.

Each line is a checksum and what was measured at one point. A line that was being written when the program was stopped
does not fit its checksum, and that point is run again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import numpy as np

from sim.experiments.calibration.calibration import CalibrationTask
from sim.experiments.calibration.settings import CalibrationSettings
from sim.foundations.cache import code_digest
from sim.foundations.faults import BadInput
from sim.foundations.called import called
from sim.measures.arrays import Numbers
from sim.reports.shared import checked_lines

FILE = "progress.jsonl"
DIGEST_LENGTH = 16


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
    digest: str
    """Of all that decides the results."""


def digest_of(task: CalibrationTask) -> str:
    """Return a digest of all that decides what a calibration finds: numbers, targets, settings and program."""
    decides = (task.scenario.digest, task.targets, task.space.columns, task.settings, code_digest())
    return sha256(repr(decides).encode()).hexdigest()[:DIGEST_LENGTH]


def begin(folder: Path, begun: CalibrationBegun) -> ProgressFile:
    """Start the progress of a calibration in the new folder. Raises BadInput when it cannot be written."""
    settings = begun.settings
    asked = {name: getattr(settings, name) for name in CalibrationSettings.__dataclass_fields__}
    heading = {"scenario": begun.scenario, "years": begun.years, "settings": asked, "digest": begun.digest}
    path = folder / FILE
    try:
        folder.mkdir(parents=True)
        path.touch()
        checked_lines.add(path, heading)
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
    heading = next(checked_lines.lines(path), None)
    if heading is None or "settings" not in heading:
        raise BadInput([f"{folder}: was stopped before it began; remove it and start again"])
    return CalibrationBegun(
        heading["scenario"], heading["years"], CalibrationSettings(**heading["settings"]), heading["digest"]
    )


def resume(folder: Path, digest: str) -> ProgressFile:
    """Return the progress in the folder, to go on with. Raises BadInput when something has changed since it began."""
    if begun_in(folder).digest != digest:
        problem = "its scenario, its targets or the program have changed since it was stopped"
        raise BadInput([f"{folder}: {problem}, so that what is done no longer fits; remove it and start again"])
    path = folder / FILE
    points = {
        (line["wave"], line["point"]): np.array(line["numbers"], dtype=np.float64)
        for line in checked_lines.lines(path)
        if "point" in line
    }
    return ProgressFile(path, points)


def finish(folder: Path) -> None:
    """Remove the progress when the results stand."""
    (folder / FILE).unlink()
