"""A whole comparison on what stands in for numpy: the same files, and nothing asked of it that it has not."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.foundations.program import PACKAGE
from sim.offline import plain_delays, plain_numpy
from tests.offline.both_ways import worked_out

SECONDS = re.compile(r'"seconds":[\d.e-]+|[\d.]+\s+seconds')

NOT_IN_A_BROWSER = {"sim.experiments.running.columns", plain_delays.STANDS_FOR}
"""Writes what is kept on a disk; has something in its place."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of the comparison on numpy, and on what stands in for it."""
    folder = tmp_path_factory.mktemp("both")
    worked_out(folder / "brought")
    ways = ("numpy", "plain")
    for way in ways:
        words = [sys.executable, "-m", "tests.offline.both_ways", way, str(folder / way), str(folder / "brought")]
        subprocess.run(words, cwd=PACKAGE.parent, check=True, timeout=300)
    return folder / "numpy", folder / "plain"


@pytest.mark.slow
def test_every_file_is_the_same_to_the_last_bit(both: tuple[Path, Path]) -> None:
    names = sorted(path.name for path in both[0].iterdir() if path.name != "modules.json")
    made = {"own_numbers.json", "measures.csv", "comparison.csv", "series.csv", "results.json", "report.html"}
    assert made <= set(names)
    for name in names:
        one, other = ((folder / name).read_text(encoding="utf-8") for folder in both)
        assert SECONDS.sub("", one) == SECONDS.sub("", other), name


@pytest.mark.slow
def test_the_way_to_results_asks_for_nothing_that_is_not_there(both: tuple[Path, Path]) -> None:
    used = set(json.loads((both[1] / "modules.json").read_text()))
    wanted = {
        (name, one)
        for name in used - NOT_IN_A_BROWSER
        if not name.startswith("sim.offline.plain_numpy")
        for one in numpy_names(PACKAGE.parent / f"{name.replace('.', '/')}.py")
    }
    assert len(wanted) > 100
    assert {(name, one) for name, one in wanted if one not in plain_numpy.__all__} == set()


def numpy_names(path: Path) -> Iterator[str]:
    """What a file asks of numpy, by name."""
    if not path.is_file():
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imports = [one for node in ast.walk(tree) if isinstance(node, ast.Import) for one in node.names]
    called = {one.asname or one.name for one in imports if one.name == "numpy"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in called:
            yield node.attr
        if isinstance(node, ast.ImportFrom) and node.module == "numpy":
            yield from (one.name for one in node.names)
