"""What several tests of scenarios share: files written into a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_files import Write


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file beside nothing else and return its name; names of shipped scenarios still resolve."""
    monkeypatch.chdir(tmp_path)

    def writes(text: str, name: str = "mine.toml") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return name

    return writes
