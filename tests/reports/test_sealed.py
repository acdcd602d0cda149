"""Sealed pieces: whatever happens to the file, what comes back of it is what was added, whole or not at all."""

from __future__ import annotations

import errno
import gzip
import io
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.reports.shared import sealed

TEXTS = st.lists(st.text(max_size=200), min_size=1, max_size=6, unique=True)


def texts_of(path: Path) -> list[str]:
    return [piece.text for piece in sealed.pieces(path)]


def written(folder: str | Path, texts: Sequence[str]) -> tuple[Path, list[int]]:
    """A file with these pieces, and where each ends."""
    path, ends = Path(folder) / "pieces.gz", []
    path.write_bytes(b"")
    for text in texts:
        sealed.add(path, text)
        ends.append(path.stat().st_size)
    return path, ends


@settings(max_examples=50)
@given(TEXTS)
def test_what_is_added_comes_back_in_order(texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, ends = written(folder, texts)
        assert list(sealed.pieces(path)) == [*zip(texts, ends, strict=True)]


def test_an_empty_file_has_no_pieces(tmp_path: Path) -> None:
    path, _ = written(tmp_path, [])
    assert texts_of(path) == []


def test_any_program_that_reads_gzip_reads_the_whole(tmp_path: Path) -> None:
    path, _ = written(tmp_path, ["one,1\n", "two,2\n"])
    assert [
        line[sealed.CHECKSUM_LENGTH + 1 :] for line in gzip.decompress(path.read_bytes()).decode().splitlines()
    ] == [
        "one,1",
        "two,2",
    ]


@settings(max_examples=50)
@given(TEXTS, st.data())
def test_a_file_cut_anywhere_has_the_pieces_that_were_whole(texts: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, ends = written(folder, texts)
        length = data.draw(st.integers(0, ends[-1]))
        os.truncate(path, length)
        whole = [text for text, end in zip(texts, ends, strict=True) if end <= length]
        assert texts_of(path) == whole
        sealed.add(path, "after the fall")
        assert texts_of(path) == [*whole, "after the fall"]


@settings(max_examples=50)
@given(TEXTS, st.data())
def test_damage_loses_what_it_hit_and_invents_nothing(texts: list[str], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, ends = written(folder, texts)
        first = data.draw(st.integers(0, ends[-1] - 1))
        bytes_there = bytearray(path.read_bytes())
        junk = data.draw(st.binary(min_size=1, max_size=min(40, ends[-1] - first)))
        bytes_there[first : first + len(junk)] = junk
        path.write_bytes(bytes_there)
        spans = zip(texts, [0, *ends[:-1]], ends, strict=True)
        untouched = [text for text, begin, end in spans if end <= first or begin >= first + len(junk)]
        found = texts_of(path)
        assert set(untouched) <= set(found) <= set(texts)
        assert found == [text for text in texts if text in set(found)]


@settings(max_examples=50)
@given(TEXTS, st.binary(max_size=60), st.data())
def test_bytes_put_in_between_lose_at_most_the_piece_they_part(
    texts: list[str], junk: bytes, data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, ends = written(folder, texts)
        place = data.draw(st.integers(0, ends[-1]))
        content = path.read_bytes()
        path.write_bytes(content[:place] + junk + content[place:])
        parted = {text for text, begin, end in zip(texts, [0, *ends[:-1]], ends, strict=True) if begin < place < end}
        assert set(texts) - parted <= set(texts_of(path)) <= set(texts)


def test_a_piece_that_looks_like_the_beginning_of_others_does_not_hide_them(tmp_path: Path) -> None:
    path, _ = written(tmp_path, ["first"])
    path.write_bytes(sealed.MAGIC * 50 + path.read_bytes() + sealed.MAGIC * 50)
    sealed.add(path, "second")
    assert texts_of(path) == ["first", "second"]


def test_what_others_added_is_passed_over(tmp_path: Path) -> None:
    path, _ = written(tmp_path, ["first"])
    sound = path.read_bytes()
    wrong = gzip.compress(gzip.decompress(sound).replace(b"first", b"other"))
    path.write_bytes(sound + gzip.compress(b"a text without a checksum") + wrong + gzip.compress(b""))
    sealed.add(path, "second")
    assert texts_of(path) == ["first", "second"]


def test_what_was_never_finished_is_cut_off_the_end(tmp_path: Path) -> None:
    path, ends = written(tmp_path, ["first", "second", "third"])
    os.truncate(path, ends[2] - 3)
    *_, last = sealed.pieces(path)
    sealed.cut(path, last.end)
    assert path.stat().st_size == ends[1]
    sealed.cut(path, last.end)
    assert path.stat().st_size == ends[1]


class Refusing(io.FileIO):
    """A file on a disk with room for a few bytes more."""

    room = 10

    def write(self, content: object) -> int:
        part = memoryview(content)[: self.room]
        if not part:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.room -= len(part)
        return super().write(part)


@pytest.mark.parametrize("room", [0, 1, 10])
def test_a_full_disk_is_told_and_nothing_is_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    path, ends = written(tmp_path, ["first"])
    monkeypatch.setattr(Refusing, "room", room)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", lambda path, mode, buffering: Refusing(path, mode.replace("b", "")))
        with pytest.raises(OSError, match="No space left"):
            sealed.add(path, "second" * 100)
    assert path.stat().st_size == ends[0]
    sealed.add(path, "second" * 100)
    assert texts_of(path) == ["first", "second" * 100]


def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    path, ends = written(tmp_path, ["first"])
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        sealed.add(path, "second")
    assert path.stat().st_size == ends[0]


def test_each_piece_is_on_the_disk_before_the_next_thing_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: sizes.append(os.fstat(handle).st_size))
    _, ends = written(tmp_path, ["first", "second"])
    assert sizes == ends


def test_what_unfolds_without_end_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "LARGEST_PIECE", 1_000)
    path, _ = written(tmp_path, ["before"])
    sealed.add(path, "a" * 10_000_000)
    sealed.add(path, "b" * (1_000 - sealed.CHECKSUM_LENGTH - 1))
    assert texts_of(path) == ["before", "b" * (1_000 - sealed.CHECKSUM_LENGTH - 1)]
