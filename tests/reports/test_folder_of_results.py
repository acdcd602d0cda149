"""The folder of results: written whole or not at all, and never over what was there."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from small_authority import comparison

from sim.foundations.faults import BadInput
from sim.reports.run import report
from sim.reports.shared import folder
from sim.reports.shared.origin import Origin

ORIGIN = Origin(("run.py", "compare", "--out", "/somewhere/of/mine/results"), 1, 0.0)


def left_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, MemoryError])
def test_a_crash_mid_way_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def crash() -> None:
        with folder.new(tmp_path / "deep" / "er" / "run") as place:
            (place / "measures.csv").write_text("half", encoding="utf-8")
            raise error

    with pytest.raises(error):
        crash()
    assert left_in(tmp_path) == []


def test_a_crash_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_figures: None
) -> None:
    def crash(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "page", crash)
    with pytest.raises(KeyboardInterrupt):
        report.keep_comparison(comparison(), tmp_path / "run", ORIGIN)
    assert left_in(tmp_path) == []


def test_a_full_disk_is_told_in_plain_words_and_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with folder.new(tmp_path / "run"):
            raise OSError(28, "No space left on device")

    with pytest.raises(BadInput, match="No space left on device"):
        fill()
    assert left_in(tmp_path) == []


def test_what_a_killed_program_left_half_written_goes_when_the_results_are_written_again(tmp_path: Path) -> None:
    left = tmp_path / f"{folder.BUILDING}of one that was killed"
    left.mkdir()
    (left / "half.csv").write_text("ha", encoding="utf-8")
    (tmp_path / "runs.csv.gz").write_bytes(b"kept")
    with folder.filling(tmp_path) as place:
        (place / "whole.csv").write_text("whole", encoding="utf-8")
    assert left_in(tmp_path) == ["runs.csv.gz", "whole.csv"]


def test_results_that_cannot_be_written_into_a_folder_leave_what_was_there(tmp_path: Path) -> None:
    def fill() -> None:
        with folder.filling(tmp_path) as place:
            (place / "half.csv").write_text("ha", encoding="utf-8")
            raise OSError(28, "No space left on device")

    (tmp_path / "runs.csv.gz").write_bytes(b"kept")
    with pytest.raises(BadInput, match="make room there"):
        fill()
    assert left_in(tmp_path) == ["runs.csv.gz"]


def test_a_folder_that_appears_meanwhile_is_not_touched(tmp_path: Path) -> None:
    def late() -> None:
        with folder.new(tmp_path / "run"):
            (tmp_path / "run").mkdir()
            (tmp_path / "run" / "mine").write_text("kept", encoding="utf-8")

    with pytest.raises(BadInput, match="already there"):
        late()
    assert left_in(tmp_path / "run") == ["mine"]
    assert left_in(tmp_path) == ["run"]


def test_folders_above_are_made_when_all_goes_well(tmp_path: Path) -> None:
    with folder.new(tmp_path / "a" / "b" / "run") as place:
        (place / "x").write_text("y", encoding="utf-8")
        assert not (tmp_path / "a" / "b" / "run").exists()
    assert left_in(tmp_path / "a" / "b") == ["run"]
    assert (tmp_path / "a" / "b" / "run").stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_folder_that_cannot_be_used_is_told_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert folder.faults(tmp_path / "new" / "run") == []
    for path, said in (
        (tmp_path, "already there"),
        (tmp_path / "file", "this file is already there"),
        (tmp_path / "file" / "run", "is a file"),
        (Path("a\0b"), "cannot be the name"),
        (tmp_path / ("x" * 300), "cannot be the name"),
    ):
        (message,) = folder.faults(path)
        assert said in message
        assert "; give a" in message or "; move it away, or give a" in message
    assert left_in(tmp_path) == ["file"]


def test_automatic_names_are_new_and_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = folder.automatic("odd name/with*signs")
    assert re.fullmatch(r"odd_name_with_signs-\d{8}-\d{6}", first.name)
    assert first.parent == Path("results")
    taken = set()
    for _ in range(3):
        path = folder.automatic("run")
        path.mkdir(parents=True)
        taken.add(path)
    assert len(taken) == 3
