"""The manifest: all that is needed to run again, and nothing that names the machine or its user."""

from __future__ import annotations

import json
import platform
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import pytest
from small_authority import comparison

from sim.foundations import codes
from sim.reports.shared import manifest as manifests
from sim.reports.shared.manifest import Manifest, fingerprint, in_words, manifest, program_at


@pytest.fixture
def made(tmp_path: Path) -> Manifest:
    table = tmp_path / "measures.csv"
    table.write_text("a,b\n1,2\n", encoding="utf-8")
    return manifest(comparison().results, ("run.py", "compare", "--seed", "7"), 2, 12.345, [table])


def test_it_says_what_was_run_and_how(made: Manifest) -> None:
    results = comparison().results
    assert made.command == "run.py compare --seed 7"
    assert [one.digest for one in made.scenarios] == [outcome.scenario.digest for outcome in results.outcomes]
    assert (made.seed, made.replications, made.uncertainty) == (results.seed, results.replications, False)
    assert (made.start, made.years, made.processes, made.seconds) == ("2018-01-01", 1.5, 2, 12.3)
    assert {"simpy", "numpy", "scipy"} <= set(made.versions)


def test_it_says_which_model_ran(made: Manifest) -> None:
    assert made.model == ("plain" if Path(codes.__file__).suffix == ".py" else "compiled")


def test_it_has_the_fingerprint_of_each_table(made: Manifest) -> None:
    assert made.sha256 == {"measures.csv": sha256(b"a,b\n1,2\n").hexdigest()}


def test_a_fingerprint_changes_with_one_byte(tmp_path: Path) -> None:
    path = tmp_path / "table"
    path.write_bytes(b"one")
    before = fingerprint(path)
    path.write_bytes(b"onf")
    assert fingerprint(path) != before


def test_its_text_is_json_with_every_field(made: Manifest) -> None:
    read = json.loads(made.text())
    assert set(read) == {field.name for field in fields(Manifest)}
    assert set(read["machine"]) == {"python", "system", "processor", "cores"}


def test_it_names_neither_host_nor_folder(made: Manifest) -> None:
    text = made.text()
    assert platform.node() not in text or len(platform.node()) < 3
    assert str(Path.cwd()) not in text


def test_absolute_paths_of_a_command_are_cut_to_their_last_part() -> None:
    assert in_words(["run.py", "run", "/home/someone/council.toml"]) == "run.py run council.toml"
    assert in_words(["run.py", "run", "mine/council.toml"]) == "run.py run mine/council.toml"
    assert in_words(["run.py", "run", "my council.toml", "--out=/home/someone/out"]).endswith(
        '"my council.toml" --out=out'
    )


def test_outside_a_repository_there_is_no_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifests, "_git", lambda *_: None)
    assert manifests.commit() is None


def test_a_commit_says_when_files_differ_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"ls-files": "manifest.py", "rev-parse": "abc123", "status": " M sim/cli.py"}
    monkeypatch.setattr(manifests, "_git", lambda _folder, command, *_: answers[command])
    assert manifests.commit() == "abc123 + changes"
    answers["status"] = ""
    assert manifests.commit() == "abc123"


def test_git_that_is_missing_or_fails_is_no_commit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert manifests._git(tmp_path, "rev-parse", "no such thing") is None
    monkeypatch.setenv("PATH", "")
    assert manifests._git(tmp_path, "--version") is None


def test_git_of_the_current_folder_or_a_folder_that_is_not_whole_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    for folder in (here, elsewhere):
        folder.mkdir()
        (folder / "git").write_text("#!/bin/sh\n", encoding="utf-8")
        (folder / "git").chmod(0o755)
    monkeypatch.chdir(here)
    assert program_at("git", ["", ".", str(here), "../here"]) is None
    assert program_at("git", ["", ".", str(here), str(elsewhere)]) == str(elsewhere / "git")
