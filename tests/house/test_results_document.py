"""docs/results_json.md: its examples run, and the keys that it names are those of the schema."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from small_authority import ROOT, comparison
from test_documents import blocks

from sim.reports.result.experiment_page import ExperimentPage
from sim.reports.result.results_page import ResultsPage
from sim.reports.run import report
from sim.reports.shared.origin import Origin

DOCUMENT = (ROOT / "docs" / "results_json.md").read_text(encoding="utf-8")


def named(heading: str) -> list[str]:
    """The keys in the first column of the table under a heading."""
    table = DOCUMENT.split(f"## {heading}")[1].split("\n## ")[0]
    return [
        key
        for line in table.splitlines()
        if line.startswith("| `")
        for key in re.findall(r"`(\w+)`", line[: line.index("|", 2)])
    ]


def test_every_key_that_it_names_is_there() -> None:
    assert set(named("What stands where")) <= {one.name for one in fields(ResultsPage)}


def test_every_form_is_told() -> None:
    forms = {form for page in (ResultsPage, ExperimentPage) for form in get_args(get_type_hints(page)["of"])}
    assert set(named("Three forms")) == forms


def test_its_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    found = comparison()
    for name in ("ours", "theirs"):
        report.keep_comparison(found, Path("results") / name, Origin(("run.py", "compare"), 1, 0.0))
    said = []
    for block in blocks(DOCUMENT, "python"):
        exec(compile(block, "results_json.md", "exec"), {"__name__": "__main__"})
        said.append(capsys.readouterr().out.splitlines())
    read, plain, beside = said
    assert len(read) == 1 + len(found.headlines)
    assert len(plain) == len(found.headlines)
    assert beside[0].startswith("Differences are the second run less the first")
    assert len(beside) == 1 + len(found.strategies) * len(found.headlines)
    assert all(line.endswith("no change ") for line in beside[1:])
