"""The manifest of a run: what was run, on what, and a fingerprint of what came out, so that it can be made again."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import file_digest
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath

from sim.experiments.processes import cores
from sim.experiments.replications import Results

PACKAGES = ("placement-sufficiency", "simpy", "numpy", "scipy", "matplotlib", "pydantic", "holidays")


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario of a run."""

    name: str
    title: str
    digest: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Machine:
    """The class of machine, without anything that names it."""

    python: str
    system: str
    processor: str
    cores: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything needed to run again and to check that the same came out."""

    command: str
    scenarios: tuple[ScenarioRun, ...]
    start: str
    years: float
    seed: int
    replications: int
    uncertainty: bool
    processes: int
    versions: Mapping[str, str]
    commit: str | None
    """Of the program's own repository, with "+ changes" when files differ from it; None outside one."""
    machine: Machine
    seconds: float
    """From the start of the command to the writing of this file."""
    sha256: Mapping[str, str]
    """Of each table: the same for the same scenarios, seed and replications on any number of processes."""

    def text(self) -> str:
        """Return the manifest as JSON."""
        return json.dumps(asdict(self), indent=2, ensure_ascii=False) + "\n"


def manifest(
    results: Results, command: Sequence[str], processes: int, seconds: float, tables: Iterable[Path]
) -> Manifest:
    """Return the manifest of `results`, whose `tables` have been written."""
    scenarios = [outcome.scenario for outcome in results.outcomes]
    return Manifest(
        command=in_words(command),
        scenarios=tuple(ScenarioRun(one.name, one.title, one.digest, one.files) for one in scenarios),
        start=scenarios[0].start.isoformat(),
        years=scenarios[0].years,
        seed=results.seed,
        replications=results.replications,
        uncertainty=results.uncertainty,
        processes=processes,
        versions=dict(versions(PACKAGES)),
        commit=commit(),
        machine=Machine(platform.python_version(), platform.system(), platform.machine(), cores()),
        seconds=round(seconds, 1),
        sha256={path.name: fingerprint(path) for path in tables},
    )


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def in_words(command: Sequence[str]) -> str:
    """Return the command as typed, but for the folders of absolute paths: those are this machine's own business."""
    return " ".join(_quoted(_without_folders(word)) for word in command)


def _without_folders(word: str) -> str:
    option, equals, value = word.rpartition("=")
    return f"{option}{equals}{PurePath(value).name if PurePath(value).is_absolute() else value}"


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


def _git(folder: Path, *words: str) -> str | None:
    """Return what a git command says, None when it fails or git is not there."""
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
