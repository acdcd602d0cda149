"""What takes long to make is kept by digest as plain data, read only when it is ours; losing it costs but time."""

from __future__ import annotations

import json
import logging
import os
import pickle
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from sim.foundations import cache as keeping
from sim.foundations.cache import cache_folder, kept
from sim.foundations.program import Version

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="folders have no owners there")


class Text:
    """Text as JSON."""

    def write(self, value: str) -> bytes:
        return json.dumps(value).encode()

    def read(self, content: bytes) -> str:
        return str(json.loads(content))


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "cache"))
    keeping._tell.cache_clear()


def made(times: list[int]) -> str:
    def make() -> str:
        times.append(1)
        return "a pool"

    return kept("thing", ("inputs", 1.5), Text(), make)


def files() -> list[Path]:
    return list(cache_folder().iterdir())


def test_a_thing_is_made_once_for_the_same_inputs():
    times: list[int] = []
    assert made(times) == made(times) == "a pool"
    assert len(times) == len(files()) == 1


def test_other_inputs_another_code_or_other_packages_make_it_anew(monkeypatch: pytest.MonkeyPatch):
    times: list[int] = []
    made(times)
    kept("thing", ("inputs", 1.6), Text(), lambda: times.append(1) or "another")
    assert len(times) == 2
    with monkeypatch.context() as patch:
        patch.setattr(keeping, "code_digest", lambda _: "another version")
        made(times)
    assert len(times) == 3
    monkeypatch.setattr(keeping, "versions", lambda: (Version("scipy", "0.1"),))
    made(times)
    assert len(times) == 4


def cut(content: bytes) -> bytes:
    return content[:-1]


def sealed(body: bytes) -> bytes:
    """A kept file that fits its fingerprint, whoever made it."""
    return sha256(body).digest() + body


@pytest.mark.parametrize(
    "damage",
    [cut, lambda _: b"", lambda _: b"short", lambda _: b"x" * 200, lambda _: sealed(b"no JSON"), lambda _: sealed(b"")],
)
def test_a_damaged_file_is_made_anew_and_mended(damage: Callable[[bytes], bytes]):
    times: list[int] = []
    made(times)
    (path,) = files()
    path.write_bytes(damage(path.read_bytes()))
    assert made(times) == "a pool"
    assert made(times) == "a pool"
    assert len(times) == 2


class Runs:
    """Runs something when it is unpickled."""

    def __init__(self, witness: Path) -> None:
        self.witness = witness

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return os.mkdir, (str(self.witness),)


def test_nothing_in_a_kept_file_is_run(tmp_path: Path):
    """Whatever it is called, and though it fits its fingerprint."""
    times: list[int] = []
    made(times)
    (path,) = files()
    content = sealed(pickle.dumps(Runs(tmp_path / "it ran")))
    for name in (path, path.with_suffix(".pickle")):
        name.write_bytes(content)
    assert made(times) == "a pool"
    assert not (tmp_path / "it ran").exists()


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("PLACEMENT_SUFFICIENCY_CACHE", str(tmp_path / "file"))
    times: list[int] = []
    assert made(times) == made(times) == "a pool"
    assert len(times) == 2


@POSIX
def test_the_folder_and_its_files_are_the_users_alone():
    before = os.umask(0)
    try:
        made([])
    finally:
        os.umask(before)
    assert cache_folder().stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in files()] == [0o600]


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o1777])
def test_a_folder_in_which_others_can_write_is_left_alone_and_told_once(mode: int, caplog: pytest.LogCaptureFixture):
    times: list[int] = []
    made(times)
    before = {path: path.read_bytes() for path in files()}
    cache_folder().chmod(mode)
    with caplog.at_level(logging.WARNING):
        assert made(times) == made(times) == "a pool"
    assert len(times) == 3
    assert {path: path.read_bytes() for path in files()} == before
    (said,) = [record.getMessage() for record in caplog.records]
    assert said.startswith(f"{cache_folder()}: others can write in this folder")
    assert said.endswith("with chmod 700")


@POSIX
def test_what_belongs_to_another_user_is_not_read(monkeypatch: pytest.MonkeyPatch):
    times: list[int] = []
    made(times)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    made(times)
    assert len(times) == 2


@POSIX
def test_a_file_that_others_can_write_is_made_anew(tmp_path: Path):
    times: list[int] = []
    made(times)
    (path,) = files()
    path.chmod(0o666)
    made(times)
    assert len(times) == 2
    assert path.stat().st_mode & 0o777 == 0o600
    made(times)
    assert len(times) == 2


@POSIX
@pytest.mark.parametrize("make", [lambda path, other: path.symlink_to(other), lambda path, _: os.mkfifo(path)])
def test_a_link_or_a_pipe_is_not_read(make: Callable[[Path, Path], None], tmp_path: Path):
    times: list[int] = []
    made(times)
    (path,) = files()
    other = tmp_path / "other"
    path.rename(other)
    make(path, other)
    assert made(times) == "a pool"
    assert len(times) == 2
    assert path.is_file()
    assert not path.is_symlink()


def test_what_cannot_be_written_whole_leaves_nothing(monkeypatch: pytest.MonkeyPatch):
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert made([]) == "a pool"
    assert files() == []


def test_old_files_go_those_of_earlier_versions_too():
    cache_folder().mkdir(mode=0o700)
    earlier = cache_folder() / "thing-earlier.pickle"
    earlier.write_text("earlier")
    os.utime(earlier, (1000, 1000))
    for number in range(4):
        kept("thing", number, Text(), lambda: "x", most=2)
    assert len(files()) == 2
    assert not earlier.exists()


def test_no_more_is_kept_than_takes_so_many_bytes_but_always_what_was_made_now():
    for number in range(4):
        kept("thing", number, Text(), lambda: "x" * 100, most_bytes=300)
    assert len(files()) == 2
    kept("thing", "large", Text(), lambda: "x" * 1000, most_bytes=300)
    (large,) = files()
    assert large.stat().st_size > 1000


def test_what_is_used_stays_longer_than_what_was_made_later():
    times: list[int] = []
    made(times)
    (used,) = files()
    kept("thing", "made later", Text(), lambda: "x")
    for age, path in enumerate(sorted(files(), key=lambda path: path == used)):
        os.utime(path, (1000 - age, 1000 - age))  # the one that will be used is the oldest
    made(times)
    kept("thing", "made last", Text(), lambda: "x", most=2)
    made(times)
    assert len(times) == 1
