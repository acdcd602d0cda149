"""One case: the files that are there, and the words of a command that reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

BROKEN = "broken.toml"
"""The file that something is wrong with."""

SMALL = "small.toml"
"""A base that runs in a moment: nobody is looked after on its first day."""

TAKEN = "taken"
"""A folder in which something is already: a command that would write there refuses after it has read all else."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is tried."""

    name: str
    words: tuple[str, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    """By path within the folder in which it is tried."""
    links: Mapping[str, str] = field(default_factory=dict)
    """What they point at, by path."""
    pipe: str = ""
    """Path of a pipe into which nobody writes; none where empty."""


def laid_out(case: Case, folder: Path) -> None:
    """Write what the case needs into a folder."""
    for name, content in case.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name, target in case.links.items():
        (folder / name).symlink_to(target)
