"""The page on returns: each of its commands runs as its reader types it."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from invented_returns import TRUTH, invented, write
from test_documents import PYTHON, ROOT, blocks

PAGE = (ROOT / "docs" / "returns.md").read_text(encoding="utf-8")
SHORT = {
    "import-903": ["--fast"],
    "run": ["--replications", "1", "--years", "0.2", "--processes", "1"],
    "compare": ["--replications", "2", "--years", "0.2", "--processes", "1"],
    "export-903": ["--years", "1.5"],
    "forecast": [],
}


def typed() -> list[list[str]]:
    """Its commands, those that make bases first: others stand on them wherever they are on the page."""
    lines = [line for block in blocks(PAGE, "sh") for line in block.splitlines()]
    found = [shlex.split(line.removeprefix(PYTHON)) for line in lines]
    return sorted(found, key=lambda words: words[1] != "import-903")


@pytest.mark.slow  # imports thrice and runs what comes of it
def test_every_command_of_the_page_on_returns_runs(tmp_path: Path) -> None:
    years = (2025, 2026)
    write(invented(4, *years, TRUTH), tmp_path / "returns", years)
    (tmp_path / "scenarios").mkdir()
    known = {**os.environ, "PLACEMENT_SUFFICIENCY_CACHE": str(tmp_path / "cache")}
    assert len(typed()) == 10
    for program, command, *words in typed():
        assert program == "run.py"
        done = subprocess.run(
            [sys.executable, str(ROOT / program), command, *words, *SHORT[command]],
            cwd=tmp_path,
            env=known,
            capture_output=True,
            text=True,
            timeout=1800,
        )
        assert done.returncode == 0, (command, words, done.stderr)
    assert len(list((tmp_path / "scenarios").glob("*_own_2026.toml"))) == 2
    assert not [path for path in tmp_path.rglob("*.private") if path.parent != tmp_path]
