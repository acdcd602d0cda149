"""The progress of a validation: what was asked for, and each simulated unit as it is done, to be resumed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from sim.bases.national.base import national_file
from sim.experiments.backtest.settings import ValidationSettings
from sim.experiments.backtest.simulated import TrialUnit
from sim.foundations.faults import BadInput
from sim.measures.arrays import Numbers
from sim.reports.shared import begun_with, checked_lines, folder
from sim.scenario.scenario import load

FILE = "progress.jsonl"


OTHER_INPUT = "other numbers of England"


@dataclass(frozen=True, slots=True)
class ValidationBegun:
    """What a validation was asked for."""

    settings: ValidationSettings
    write: str | None = None
    """The document into which the page is written, if any."""


@dataclass(frozen=True, slots=True)
class ValidationProgress:
    """A file to which units are added."""

    path: Path
    begun: ValidationBegun
    known: dict[TrialUnit, Numbers]
    resumed: bool = False

    def keep(self, unit: TrialUnit, flows: Numbers) -> None:
        """Keep what the simulation gave for a unit."""
        checked_lines.add(self.path, {**asdict(unit), "flows": flows.tolist()})


def begin(into: Path, begun: ValidationBegun) -> ValidationProgress:
    """Return the progress of a validation that begins in a new folder. Raises `BadInput` when it cannot be made."""
    wrong = folder.faults(into)
    if wrong:
        raise BadInput(wrong)
    into.mkdir(parents=True)
    checked_lines.add(into / FILE, {**asdict(begun), "england": england_digest(), **begun_with.heading()})
    return ValidationProgress(into / FILE, begun, {})


def resume(into: Path) -> ValidationProgress:
    """Return the progress of a validation that was stopped. Raises `BadInput` when there is none that fits."""
    path = into / FILE
    if not path.is_file():
        finished = (into / "validation.md").is_file()
        problem = "the validation in it is finished" if finished else "there is no validation in it"
        raise BadInput([f"{into}: {problem}, so there is nothing to resume; start one without --resume"])
    sound = list(checked_lines.lines(path))
    if not sound or "settings" not in sound[0]:
        raise BadInput([f"{path}: its first line is damaged; remove the folder and start again"])
    said = sound[0]
    begun_with.check(into, said, None if said.get("england") == england_digest() else OTHER_INPUT)
    done = {
        TrialUnit(line["authority"], line["origin"]): np.array(line["flows"], dtype=np.float64)
        for line in sound
        if "flows" in line
    }
    begun = ValidationBegun(ValidationSettings(**said["settings"]), said["write"])
    return ValidationProgress(path, begun, done, resumed=True)


def england_digest() -> str:
    """Return a digest of England's files, on which all that is simulated stands."""
    names = dict.fromkeys(national_file(origin) for origin in ValidationSettings().origins)
    return sha256(" ".join(load(name).digest for name in names).encode()).hexdigest()


def finish(into: Path) -> None:
    """Remove the progress when the results stand."""
    (into / FILE).unlink()
