"""The manifest of a run: what was run, on what, and a fingerprint of what came out, so that it can be made again."""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Literal

from sim.experiments.running.execution.processes import cores
from sim.experiments.running.results import Results
from sim.foundations.build import engine
from sim.foundations.counted import counted
from sim.reports.shared import precision_words
from sim.reports.shared.precision_words import PrecisionRecord
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PACKAGES = ("placement-sufficiency", "simpy", "numpy", "scipy", "matplotlib", "pydantic", "holidays")


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario of a run."""

    name: str
    title: str
    digest: str
    files: tuple[str, ...]
    authority: str
    """Code of the council whose published figures it is held against; empty for none."""
    warnings: tuple[str, ...]
    """Numbers that lie well outside what is plausible, and that a first day is a private one."""

    @classmethod
    def of(cls, scenario: Scenario) -> ScenarioRun:
        """Return what a manifest says of a scenario."""
        return cls(
            scenario.name, scenario.title, scenario.digest, scenario.files, scenario.authority, scenario.warnings
        )


@dataclass(frozen=True, slots=True)
class Machine:
    """The class of machine, without anything that names it."""

    python: str
    system: str
    processor: str
    cores: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultsManifest:
    """How results were made, and a fingerprint of what came out."""

    command: str
    processes: int
    model: Literal["plain", "compiled"]
    """Which of the two ran: they are of one source and come to the same."""
    versions: Mapping[str, str]
    commit: str | None
    """Of the program's own repository, with "+ changes" when files differ from it; None outside one."""
    machine: Machine
    seconds: float
    """From the start of the command to the writing of this file; of the last command alone when it was resumed."""
    sha256: Mapping[str, str]
    """Of each table: the same for the same inputs and seed on any number of processes, however often resumed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest(ResultsManifest):
    """Everything needed to run again and to check that the same came out."""

    scenarios: tuple[ScenarioRun, ...]
    start: str
    years: float
    seed: int
    replications: int
    uncertainty: bool
    ensemble: str | None
    """The file of the ensemble that was drawn from, and how many members it has; None without one."""
    precision: PrecisionRecord | None
    """What was asked for and reached; None where a number of replications was asked for."""

    def text(self) -> str:
        """Return the manifest as JSON."""
        return in_json(self)


def made(command: Sequence[str], processes: int, seconds: float, sha256: Mapping[str, str]) -> ResultsManifest:
    """Return how results were made, here and now."""
    return ResultsManifest(
        command=in_words(command),
        processes=processes,
        model=engine(),
        versions=dict(versions(PACKAGES)),
        commit=commit(),
        machine=Machine(platform.python_version(), platform.system(), platform.machine(), cores()),
        seconds=round(seconds, 1),
        sha256=sha256,
    )


def in_json(*parts: DataclassInstance) -> str:
    """Return the fields of all parts together as JSON."""
    content = {name: value for part in parts for name, value in asdict(part).items()}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def manifest(
    results: Results, command: Sequence[str], processes: int, seconds: float, tables: Iterable[Path]
) -> Manifest:
    """Return the manifest of `results`, whose `tables` have been written."""
    scenarios = [outcome.scenario for outcome in results.outcomes]
    how = made(command, processes, seconds, {path.name: fingerprint(path) for path in tables})
    return Manifest(
        **{field.name: getattr(how, field.name) for field in fields(how)},
        scenarios=tuple(map(ScenarioRun.of, scenarios)),
        start=scenarios[0].start.isoformat(),
        years=scenarios[0].years,
        seed=results.seed,
        replications=results.replications,
        uncertainty=results.uncertainty,
        ensemble=ensemble_in_words(scenarios[0]) if results.uncertainty else None,
        precision=None if results.precision is None else precision_words.record(results.precision),
    )


def ensemble_in_words(scenario: Scenario) -> str | None:
    """Return the ensemble that a scenario draws from: its file, members, and the digest of the numbers it is for."""
    one = scenario.ensemble
    return None if one is None else f"{one.file}, {counted(len(one.members), 'member')}, for numbers {one.numbers}"


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def in_words(command: Sequence[str]) -> str:
    """Return the command as typed, but for the folders of absolute paths: those are this machine's own business."""
    return " ".join(_quoted(_without_folders(word)) for word in command)


def _without_folders(word: str) -> str:
    option, equals, value = word.rpartition("=")
    parts = [value] if Path(value).is_file() else re.split(r"([+,])", value)
    if any(PurePath(part).is_absolute() or part.startswith("~") for part in parts):
        # every part loses its folders: one after a plus may go on with a path in whose name the plus is
        value = "".join(PurePath(part).name for part in parts)
    return f"{option}{equals}{value}"


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word or not word else word


def versions(packages: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield each installed package with its version."""
    for package in packages:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            continue


def commit() -> str | None:
    """Return the commit of the repository that this program's files are kept in, None if they are in none."""
    here = Path(__file__).resolve().parent
    if _git(here, "ls-files", "--error-unmatch", Path(__file__).name) is None:
        return None
    head = _git(here, "rev-parse", "HEAD")
    if not head:
        return None
    return f"{head} + changes" if _git(here, "status", "--porcelain", "--untracked-files=no") else head


def program_at(name: str, folders: Iterable[str]) -> str | None:
    """Return where a program lies, None when it is in none of the folders.

    It is looked for here, because Windows would take one that lies in the current folder before any other.
    """
    endings = ("", ".exe") if os.name == "nt" else ("",)
    candidates = (Path(folder) / f"{name}{ending}" for folder in folders for ending in endings)
    found = (one for one in candidates if one.is_absolute() and one.is_file() and os.access(one, os.X_OK))
    return next((str(one) for one in found if one.parent != Path.cwd()), None)


def _git(folder: Path, *words: str) -> str | None:
    """Return what a git command says, None when it fails or git is not there."""
    git = program_at("git", os.get_exec_path())
    if git is None:
        return None
    try:
        done = subprocess.run([git, *words], cwd=folder, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
