"""The benchmarks' command and the page that it writes; what they measure is not tested, for machines differ."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from small_authority import ROOT

from sim.reports.shared.marks import Marks

PAGE = ROOT / "docs" / "performance.md"


def command(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "tests.benchmarks", *words], cwd=ROOT, capture_output=True, text=True)


@pytest.fixture(scope="module")
def names() -> list[str]:
    """The benchmarks, as the command's help names them."""
    found = re.search(r"--only \{([\w,]+)\}", command("--help").stdout)
    assert found
    return found[1].split(",")


def test_every_benchmark_has_its_place_in_the_page_and_has_been_written(names: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8")
    for name in ("machine", *names):
        marks = Marks(f"benchmark {name}")
        marks.check(PAGE)
        written = text.partition(marks.begin)[2].partition(marks.end)[0].strip()
        assert written.startswith("Measured on " if name == "machine" else "## "), name


def test_the_page_is_in_the_order_in_which_benchmarks_run(names: list[str]) -> None:
    assert re.findall(r"<!-- benchmark (\w+): begin -->", PAGE.read_text(encoding="utf-8")) == ["machine", *names]


def test_a_page_without_the_marks_is_refused_before_anything_is_measured(tmp_path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Nothing.\n", encoding="utf-8")
    done = command("--only", "shares", "--write", str(page))
    assert (done.returncode, done.stdout) == (2, "")
    assert "benchmark machine" in done.stderr
    assert page.read_text(encoding="utf-8") == "Nothing.\n"
