"""What is written for Python: examples run, every call is told, and the notebook runs from first cell to last."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from small_authority import ROOT
from test_documents import blocks

import sim

DOCUMENT = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
NOTEBOOK = ROOT / "docs" / "notebook.ipynb"

RUN = """
import sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[2])
"""
"""In a process of its own: what the libraries of notebooks warn of is theirs."""


def cells() -> list[dict[str, Any]]:
    return list(json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"])


def test_every_call_is_told() -> None:
    table = DOCUMENT.split("| call |")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)[(`]", "\n".join(line.split("|")[1] for line in table.splitlines()[2:]))) == set(
        dir(sim)
    )


def test_what_a_result_is_said_to_do_it_does() -> None:
    told = set(re.findall(r"`\.(\w+)", DOCUMENT.split("## What a result can do")[1].split("```")[0]))
    assert told == {"tables", "frame", "figures", "figure", "write"}


@pytest.mark.slow
def test_the_examples_of_the_document_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = []
    for block in blocks(DOCUMENT, "python"):
        exec(compile(block, "python.md", "exec"), {"__name__": "__main__"})
        said.append(capsys.readouterr().out)
    compared, made, refused, ended = said
    assert compared.startswith("<Comparison of tower_hamlets_2018 and tower_hamlets_2018+ipop: 4 replications")
    assert (tmp_path / "results" / "ours" / "report.html").is_file()
    assert "Judgement of the modellers" in made
    assert ended.splitlines()[-1] == "Ended."
    assert "Running replications: 0 of " in ended
    assert refused.splitlines()[-1].startswith('replications: "20" is not a whole number')


def test_the_notebook_comes_without_outputs() -> None:
    for cell in cells():
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None


def test_the_notebook_uses_only_calls_that_there_are() -> None:
    used = {name for cell in cells() for name in re.findall(r"\bsim\.(\w+)\(", "".join(cell["source"]))}
    assert {"profile", "forecast", "baseline", "compare", "check"} <= used <= set(dir(sim))


@pytest.mark.slow
def test_the_notebook_runs_from_the_first_cell_to_the_last(tmp_path: Path) -> None:
    words = [sys.executable, "-c", RUN, str(NOTEBOOK), "done.ipynb"]
    done = subprocess.run(
        words, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    run = json.loads((tmp_path / "done.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = [output for cell in run if cell["cell_type"] == "code" for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] in ("error", "stream")], outputs
    shown = [set(output["data"]) for output in outputs if "data" in output]
    assert sum("image/png" in kinds for kinds in shown) == 2
    assert sum("text/html" in kinds for kinds in shown) >= 6
    assert (tmp_path / "results" / "first_look" / "report.html").is_file()
    assert (tmp_path / "scenarios" / "rutland_2024.toml").is_file()
