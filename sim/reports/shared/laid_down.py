"""Texts laid down in a folder by their paths within it, as the command line finds files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sim.reports.shared.folder import replace_file


def lay_down(folder: Path, texts: Mapping[str, str]) -> None:
    """Write each text to its path within the folder; folders that are missing are made."""
    for name, text in texts.items():
        path = folder / name
        make(path.parent)
        replace_file(path, text)


def make(folder: Path) -> None:
    """Make a folder, and those above it, where they are missing."""
    folder.mkdir(parents=True, exist_ok=True)
