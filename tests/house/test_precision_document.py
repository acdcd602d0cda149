"""docs/precision.md: its examples run, its tables are of the program as it is, and its words agree with them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from small_authority import ROOT

from sim import cli, load
from sim.experiments.running import study
from sim.experiments.running.precision import MOST
from sim.experiments.statistics import stopping
from sim.reports.luck import pages as luck
from sim.reports.run.figures import figures
from sim.scenario.defaults import BASE
from tests import stopping_study
from tests.stopping_study import CASES, COLUMNS, ENOUGH, naive, ours, tried

DOCUMENT = (ROOT / "docs" / "precision.md").read_text(encoding="utf-8")
PROSE = " ".join(DOCUMENT.split())
SMALL = {
    "run": ["--most", "2", "--years", "0.2"],
    "compare": ["--most", "2", "--years", "0.2"],
    "luck": ["--replications", "2", "--years", "0.2"],
}


def commands() -> list[list[str]]:
    blocks = re.findall(r"^```sh\n(.*?)^```", DOCUMENT, flags=re.MULTILINE | re.DOTALL)
    return [shlex.split(line)[2:] for block in blocks for line in block.splitlines() if "run.py" in line]


def between(begin: str, end: str) -> str:
    return DOCUMENT.split(begin)[1].split(end)[0]


def study_rows() -> list[list[str]]:
    """The cells of the table of the study, its heading first."""
    table = between(stopping_study.MARKS.begin, stopping_study.MARKS.end)
    lines = [line for line in table.splitlines() if line.startswith("|") and "---" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "opening_pool", lambda *_: None)
    monkeypatch.setattr("sim.experiments.running.settings.cores", lambda: 1)
    monkeypatch.setattr(figures, "of_comparison", lambda _: [])
    monkeypatch.setattr(figures, "of_run", lambda _: [])


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_runs(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([*words, *SMALL[words[0]], "--processes", "1"]) == 0, capsys.readouterr().err
    assert len(list((tmp_path / "results").glob("*/report.html"))) == 1
    if words[0] in ("run", "compare"):
        assert "The precision asked for" in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_the_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", DOCUMENT, flags=re.MULTILINE | re.DOTALL)
    example, changed = re.subn(r"most=\d+", "years=0.2, most=2, processes=1", example)
    assert changed == 1
    exec(compile(example, "precision.md", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out == "2 False\n"


def test_the_numbers_of_the_rule_are_those_of_the_program() -> None:
    assert f"**No look before {stopping.FIRST} replications.**" in PROSE
    assert f"not exceeded with {stopping.SURENESS:.0%} sureness" in PROSE
    assert f"wait** for {stopping.SKEWED:.0f} replications for each unit of squared skewness" in PROSE
    assert f"known {['', '', 'twice', 'three times', 'four times'][round(1 / stopping.FAR_WITHIN)]} as well" in PROSE
    assert f"may still happen in {stopping.UNSEEN:.0f} replications of n" in PROSE
    assert (stopping.LEAST_STEP, stopping.MOST_STEP, stopping.ROUND) == (0.1, 1, 10)
    assert f"at `--most` replications ({MOST:,} unless told)" in PROSE


def test_the_table_of_the_study_is_of_the_rule_as_it_is() -> None:
    """When this fails: python -m tests.stopping_study --write docs/precision.md, and read the words above again."""
    heading, *rows = study_rows()
    assert tuple(heading) == COLUMNS
    assert len(rows) == (len(CASES) + 1) * len(ENOUGH)
    for title, enough in (("normal", 100), ("0 in nine of ten", 30), ("very skewed (lognormal)", 30)):
        row = next(row for row in rows if row[:2] == [title, str(enough)])
        case = next(case for case in CASES if case.title == title)
        found, crude = tried(case, enough, ours), tried(case, enough, naive)
        assert row[2:5] == [f"{found.replications:.0f}", f"{100 * found.within:.1f}%", f"{100 * found.covered:.1f}%"]
        assert row[6:] == [f"{100 * crude.within:.1f}%", f"{100 * crude.covered:.1f}%"]


def test_the_words_on_the_study_are_what_its_table_says() -> None:
    _, *rows = study_rows()
    assert "it holds in 95 of 100 or more everywhere" in PROSE
    assert min(float(row[3].rstrip("%")) for row in rows) >= 95
    assert "93 to 95 of 100, except for lognormal differences" in PROSE
    odd = ("very skewed (lognormal)", "0 in 97 of a hundred")
    others = [float(row[4].rstrip("%")) for row in rows if row[0] not in odd]
    assert min(others) >= 92.95
    assert max(others) < 95.5
    assert "20 to 50% more replications" in PROSE
    costs = [int(row[2]) / int(row[1]) for row in rows if row[0] not in (*odd, "0 in nine of ten") and row[1] != "30"]
    assert min(costs) > 1.15
    assert max(costs) <= 1.5


def test_the_table_of_shared_luck_is_of_the_base_as_it_is() -> None:
    """When this fails: run the command above the table, and copy its figure to docs/pictures/shared_luck.png."""
    table = between(luck.MARKS.begin, luck.MARKS.end)
    assert f"`{load(BASE).digest}`" in table, "docs/precision.md: run the command above its second table again"
    assert "made by `run.py luck --write docs/precision.md`" in table
    assert "`.venv/bin/python run.py luck --write docs/precision.md`" in PROSE


def test_the_kinds_and_columns_that_are_named_exist() -> None:
    from sim.experiments.comparison.shared_luck import LuckEffect

    for kind in LuckEffect:
        assert f"`{kind.value}`" in PROSE
    assert "kind" in luck.COLUMNS
