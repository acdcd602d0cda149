"""What a results folder says of itself: its command, what was run, and the fingerprints of its tables."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path

from sim.foundations.faults import BadInput, fault
from sim.foundations.where import told_here

FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """One scenario of a run."""

    name: str
    title: str
    digest: str
    authority: str
    """Code of the council whose published figures it is held against; empty for none."""


@dataclass(frozen=True, slots=True)
class KeptManifest:
    """What was run, and how."""

    folder: Path
    command: str
    scenarios: tuple[KeptScenario, ...]
    start: date
    years: float
    seed: int
    replications: int
    uncertainty: bool
    program: str
    """Version of this program that ran."""
    varied: tuple[str, ...]
    """Paths of the quantities that a sweep varies; none of others."""
    sha256: Mapping[str, str]
    """Of each table, by its file."""

    @property
    def base(self) -> KeptScenario:
        """Return the base."""
        return self.scenarios[0]

    @property
    def run(self) -> str:
        """Return what tells this run from others: the fingerprint of its first table, in short."""
        return next(iter(self.sha256.values()))[:8]

    def has(self, table: str) -> bool:
        """Whether the folder has a table."""
        return table in self.sha256

    def label(self, scenario: str) -> str:
        """Return what a scenario brings beside its base: the part of its title that is not the base's."""
        title = next((one.title for one in self.scenarios if one.name == scenario), scenario)
        return title.removeprefix(self.base.title).removeprefix(", ") or title


def manifest_of(folder: Path) -> KeptManifest:
    """Return what a results folder says of itself. Raises BadInput when it is none that a paper can be made from."""
    path = folder / FILE
    if not path.is_file():
        problem = "is a folder without results" if folder.is_dir() else "is no folder"
        raise BadInput([fault(str(folder), "", problem, "give one that run.py run, compare or sufficiency has made")])
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        scenarios = tuple(
            KeptScenario(one["name"], one["title"], one["digest"], one.get("authority", ""))
            for one in said["scenarios"]
        )
        made = KeptManifest(
            folder=folder,
            command=said["command"],
            scenarios=scenarios,
            start=date.fromisoformat(said["start"]),
            years=float(said["years"]),
            seed=int(said["seed"]),
            replications=int(said["replications"]),
            uncertainty=bool(said["uncertainty"]),
            program=said["versions"].get("placement-sufficiency") or "not known",
            varied=tuple(said.get("varied", ())),
            sha256=dict(said["sha256"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        mend = "give a folder of run.py run, compare or sufficiency, made with this version"
        raise BadInput([fault(str(path), "", "does not say of what run the folder is", mend)]) from error
    if not made.scenarios or not made.sha256:
        mend = "give a folder of run.py run, compare or sufficiency"
        raise BadInput([fault(str(path), "", "names no scenario or no table", mend)])
    return made


def check(manifest: KeptManifest) -> None:
    """Raise BadInput where a table is gone or is not what the run wrote, each named."""
    faults = [message for name in manifest.sha256 for message in _faults(manifest, name)]
    if faults:
        raise BadInput(faults)


def _faults(manifest: KeptManifest, name: str) -> list[str]:
    path = manifest.folder / name
    again = told_here(f"make the results again: {manifest.command}", "run it again")
    if not path.is_file():
        return [fault(str(path), "", "is gone", again)]
    with path.open("rb") as file:
        same = file_digest(file, "sha256").hexdigest() == manifest.sha256[name]
    return [] if same else [fault(str(path), "", "has been changed since the run wrote it", again)]
