"""What takes long to make is kept by digest, and losing it costs nothing but time."""

import os
from pathlib import Path

import pytest

from sim.foundations import cache as keeping
from sim.foundations.cache import cache_folder, kept


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path))


def made(times: list[int], value: object = "a pool") -> object:
    def make() -> object:
        times.append(1)
        return value

    return kept("thing", ("inputs", 1.5), make)


def files() -> list[Path]:
    return list(cache_folder().iterdir())


def test_a_thing_is_made_once_for_the_same_inputs():
    times: list[int] = []
    assert made(times) == made(times) == "a pool"
    assert len(times) == len(files()) == 1


def test_other_inputs_or_another_code_make_it_anew(monkeypatch: pytest.MonkeyPatch):
    times: list[int] = []
    made(times)
    kept("thing", ("inputs", 1.6), lambda: times.append(1))
    assert len(times) == 2
    monkeypatch.setattr(keeping, "code_digest", lambda _: "another version")
    made(times)
    assert len(times) == 3


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 200])
def test_a_damaged_file_is_made_anew_and_mended(damage: bytes):
    times: list[int] = []
    made(times)
    (path,) = files()
    path.write_bytes(damage or path.read_bytes()[:-1])
    assert made(times) == "a pool"
    assert made(times) == "a pool"
    assert len(times) == 2


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "file"))
    times: list[int] = []
    assert made(times) == made(times) == "a pool"
    assert len(times) == 2


def test_old_files_go():
    for number in range(4):
        kept("thing", number, lambda: "x", most=2)
    assert len(files()) == 2


def test_what_is_used_stays_longer_than_what_was_made_later():
    times: list[int] = []
    made(times)
    (used,) = files()
    kept("thing", "made later", lambda: "x")
    for age, path in enumerate(sorted(files(), key=lambda path: path == used)):
        os.utime(path, (1000 - age, 1000 - age))  # the one that will be used is the oldest
    made(times)
    kept("thing", "made last", lambda: "x", most=2)
    made(times)
    assert len(times) == 1
