"""Names that Windows cannot give to files: refused there, each with its reason, and only there."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sim.reports.baseline.scenario_file import file_name
from sim.reports.shared import folder
from sim.reports.shared.windows_names import odd_names


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (r"results\CON", '"CON" is the name of a device'),
        ("results/nul.toml", '"nul.toml" is the name of a device'),
        ("com1/run", '"com1" is the name of a device'),
        ("LPT\u00b2.csv", "is the name of a device"),
        ("aux .txt", "is the name of a device"),
        (r"C:\results\a:b", "allows no ':'"),
        ("what?", "allows no '?'"),
        ("a*", "allows no '*'"),
        ("tab\there", r"allows no '\t'"),
        ("results.", 'leaves out what "results." ends with'),
        ("results /run", 'leaves out what "results " ends with'),
        ("C:results", "names a drive without a folder"),
    ],
)
def test_what_windows_does_not_allow_is_refused_there(path: str, reason: str) -> None:
    assert reason in odd_names(PureWindowsPath(path), windows=True)
    assert odd_names(PurePosixPath(path), windows=False) == ""


@pytest.mark.parametrize(
    "path",
    [r"C:\Users\me\results", r"\\server\share\run", "../out", ".", "console", "com10", "nullable.csv", ".hidden"],
)
def test_what_windows_allows_is_taken(path: str) -> None:
    assert odd_names(PureWindowsPath(path), windows=True) == ""


@pytest.mark.parametrize("name", ["Con", "Nul & Co.", "Aux: what?", "St. Helens."])
def test_names_that_the_program_gives_itself_are_fit_for_windows(name: str) -> None:
    assert odd_names(PureWindowsPath(file_name(name, 2024)), windows=True) == ""
    assert odd_names(PureWindowsPath(folder.automatic(name)), windows=True) == ""


def test_a_drive_that_is_not_there_is_said_and_not_looked_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "exists", lambda _: False)
    top = Path("/results").absolute().anchor
    assert folder.first_missing(Path("/results/run")) == Path("/results")
    assert folder.faults(Path("/results/run")) == [
        f"/results/run: there is no drive {top}; give another place",
    ]
