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
from sim.reports.shared import checked_lines, folder
from sim.scenario.scenario import load

FILE = "progress.jsonl"


@dataclass(frozen=True, slots=True)
class ValidationProgress:
    """A file to which units are added."""

    path: Path
    settings: ValidationSettings
    known: dict[TrialUnit, Numbers]
    resumed: bool = False

    def keep(self, unit: TrialUnit, flows: Numbers) -> None:
        """Keep what the simulation gave for a unit."""
        checked_lines.add(self.path, {**asdict(unit), "flows": flows.tolist()})


def begin(into: Path, settings: ValidationSettings) -> ValidationProgress:
    """Return the progress of a validation that begins in a new folder. Raises `BadInput` when it cannot be made."""
    wrong = folder.faults(into)
    if wrong:
        raise BadInput(wrong)
    into.mkdir(parents=True)
    checked_lines.add(into / FILE, {"settings": asdict(settings), "program": program_digest()})
    return ValidationProgress(into / FILE, settings, {})


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
    if sound[0].get("program") != program_digest():
        raise BadInput(
            [f"{path}: was begun by another version of the program or its figures; remove the folder and start again"]
        )
    done = {
        TrialUnit(line["authority"], line["origin"]): np.array(line["flows"], dtype=np.float64)
        for line in sound
        if "flows" in line
    }
    return ValidationProgress(path, ValidationSettings(**sound[0]["settings"]), done, resumed=True)


def program_digest() -> str:
    """Return a digest of all that decides what is found: the program but its pages, its figures, England's files."""
    package = Path(__file__).parents[1]
    digest = sha256()
    for name in dict.fromkeys(national_file(origin) for origin in ValidationSettings().origins):
        digest.update(load(name).digest.encode())
    kept = [path for path in package.rglob("*.py") if not {"reports", "commands"} & set(path.parts)]
    for path in sorted([*kept, *(package / "published" / "data").glob("*.csv*")]):
        digest.update(path.relative_to(package).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def finish(into: Path) -> None:
    """Remove the progress when the results stand."""
    (into / FILE).unlink()
