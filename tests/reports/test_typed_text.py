"""What users type in titles and names: shown as it is written, and no report fails for it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sample_charts import sample

from sim.reports.shared import tables
from sim.reports.shared.console import bold, console
from sim.reports.shared.manifest import in_words
from sim.reports.shared.painted import ChartDrawing

TYPED = ["Leeds [draft] and [/red]", "[bold]b[/bold] :smile:", "Pay $100_{ or $200", "a_b^c $x$"]


@pytest.mark.parametrize("title", TYPED)
def test_the_terminal_shows_a_title_as_it_is_written(title: str, capsys: pytest.CaptureFixture[str]) -> None:
    from rich.table import Table

    out = console()
    table = Table(title=title)
    table.add_column(title)
    table.add_row(title)
    out.print(bold(title), title, table, sep="\n")
    assert capsys.readouterr().out.count(title) == 5


@pytest.mark.parametrize("title", [*TYPED, "家 👩‍👧", "t" * 60])
def test_a_figure_with_a_title_is_drawn(title: str) -> None:
    drawing = ChartDrawing(sample("bars side by side", name=title))
    assert drawing.svg().endswith("</svg>\n")
    assert drawing.png()


def test_no_cell_of_a_table_is_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    formulas = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1"]
    plain = ["-1.5", "+3", "-1e-07", "a=b", "'quoted", "", "-inf"]
    path = tmp_path / "table.csv"
    tables.write(path, [formulas, plain, [-1.5, 3]])
    with path.open(encoding="utf-8", newline="") as file:
        made, kept, numbers = csv.reader(file)
    assert made == [f"'{one}" for one in formulas]
    assert kept == plain
    assert numbers == ["-1.5", "3"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("england+/home/someone/a.toml", "england+a.toml"),
        ("/home/someone/b.toml+/home/someone/a.toml", "b.toml+a.toml"),
        ("/home/someone/b.toml,/home/someone/a.toml", "b.toml,a.toml"),
        ("--out=/home/someone/out", "--out=out"),
        ("~/mine/a.toml", "a.toml"),
        ("england+mine/a.toml", "england+mine/a.toml"),
    ],
)
def test_the_manifest_names_no_folder_of_this_machine(typed: str, kept: str) -> None:
    assert in_words(["run.py", "run", typed]) == f"run.py run {kept}"


def test_a_folder_with_a_plus_in_its_name_is_not_named_either(tmp_path: Path) -> None:
    file = tmp_path / "one+two" / "a+b.toml"
    file.parent.mkdir()
    file.touch()
    assert in_words(["run.py", "run", str(file)]) == "run.py run a+b.toml"
