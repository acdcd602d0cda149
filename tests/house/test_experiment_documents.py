"""The documents of experiments: every command in them runs, on files saved as they say, and so does their Python."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_authority import ROOT
from test_documents import PRECISE, SMALL, blocks, commands, is_long, shown

from sim import cli

DOCUMENTS = [
    ROOT / "docs" / f"{name}.md" for name in ("sweep", "sensitivity", "require", "frontier", "precision", "cluster")
]
EXAMPLES = [(path, words) for path in DOCUMENTS for words in commands(path.read_text(encoding="utf-8"))]


def named(example: object) -> str:
    return example.stem if isinstance(example, Path) else shown(example) if isinstance(example, list) else str(example)


def saved(document: Path, folder: Path) -> None:
    """Save the document's files as it tells its reader to."""
    text = document.read_text(encoding="utf-8")
    for name, content in re.findall(
        r"[Ss]ave\s+this\s+as\s+`([\w.]+)`.*?^```toml\n(.*?)^```", text, re.MULTILINE | re.DOTALL
    ):
        (folder / name).write_text(content, encoding="utf-8")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes seconds: the opening cohort, other processes and the drawing of pictures."""
    monkeypatch.setattr("sim.experiments.running.study.opening_pool", lambda *_: None)
    monkeypatch.setattr("sim.experiments.running.settings.cores", lambda: 1)
    monkeypatch.setattr("sim.experiments.running.execution.machines.cores", lambda: 1)
    monkeypatch.setattr("sim.reports.shared.painted.ChartDrawing.png", lambda _: b"")
    monkeypatch.setattr("sim.reports.run.figures.figures.of_comparison", lambda _: [])
    monkeypatch.setattr("sim.reports.run.figures.figures.of_run", lambda _: [])


@pytest.mark.slow
@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(("document", "words"), EXAMPLES, ids=named)
def test_every_command_of_the_documents_runs(
    document: Path,
    words: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    saved(document, tmp_path)
    monkeypatch.chdir(tmp_path)
    if is_long(words) or any("tcp:" in word or "tls:" in word for word in words):
        cli.parser().parse_args(words)
        return
    small = PRECISE if "--precision" in words else SMALL.get(words[0], [])
    if words[0] == "replicate":
        assert cli.main(words) == 0
        return
    without_document = words[: words.index("--write")] if "--write" in words else words
    assert cli.main([*without_document, *small, "--out", "out"]) == 0, capsys.readouterr().err
    assert capsys.readouterr().out
    assert (tmp_path / "out" / "report.html").is_file()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "document", [path for path in DOCUMENTS if blocks(path.read_text(encoding="utf-8"), "python")], ids=named
)
def test_the_python_of_the_documents_runs(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for block in blocks(document.read_text(encoding="utf-8"), "python"):
        hurried = re.sub(r"years=\d+", "years=0.2", re.sub(r"most=\d+", "most=2", block))
        exec(compile(hurried, document.name, "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out
