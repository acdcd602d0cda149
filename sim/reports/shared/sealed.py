"""Sealed pieces: a compressed file to which text is added piece by piece, and of which damage loses only what it hit.

Each piece is a gzip member of its own (so that any program that reads gzip reads the whole) and begins with a checksum
of its text. What was being written when the program, the machine or the disk gave out does not fit its checksum and is
passed over.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections.abc import Iterator
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

CHECKSUM_LENGTH = 16
LEVEL = 1
"""Of compression: a fifth of the time of the usual level, for little more space."""

MAGIC = b"\x1f\x8b\x08"
"""How every gzip member begins."""

LARGEST_PIECE = 1 << 28
"""Bytes of text; a task with the most replications has a tenth of it. What unfolds to more was not written here."""

CHUNK = 1 << 16
"""Bytes that are taken apart at a time."""


class Piece(NamedTuple):
    """A sound piece, and where in the file it ends."""

    text: str
    end: int


def add(path: Path, text: str) -> None:
    """Add a piece to the file; it is on the disk when this returns.

    Raises OSError when it cannot be written. Whatever stops it, an interrupt included, leaves nothing half-written.
    """
    member = memoryview(gzip.compress(f"{_checksum(text)} {text}".encode(), LEVEL, mtime=0))
    # without a buffer, which would try again to write what was refused when the file is closed
    with path.open("ab", buffering=0) as file:
        before = file.seek(0, os.SEEK_END)
        try:
            while member:
                member = member[file.write(member) :]
            os.fsync(file.fileno())
        except BaseException:
            file.truncate(before)
            raise


def pieces(path: Path) -> Iterator[Piece]:
    """Yield each sound piece, in order."""
    if path.stat().st_size == 0:
        return
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        place = content.find(MAGIC)
        while place >= 0:
            body, end = _member(content, place)
            checksum, _, text = body.partition(" ")
            if end and checksum == _checksum(text):
                yield Piece(text, end)
                place = content.find(MAGIC, end)
            else:
                place = content.find(MAGIC, place + 1)


def cut(path: Path, end: int) -> None:
    """Remove what follows the last sound piece, which ends there: a piece that was never finished."""
    if path.stat().st_size > end:
        os.truncate(path, end)


def _member(content: mmap, place: int) -> tuple[str, int]:
    """Return the text of the member that begins at the place, and where it ends: at 0 when it is not sound."""
    engine = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    end, length = place, 0
    try:
        while not engine.eof:
            chunk = content[end : end + CHUNK]
            if not chunk:
                return "", 0
            parts.append(engine.decompress(chunk, LARGEST_PIECE - length + 1))
            length += len(parts[-1])
            if length > LARGEST_PIECE:
                return "", 0
            end += len(chunk)
        return b"".join(parts).decode(), end - len(engine.unused_data)
    except (zlib.error, UnicodeDecodeError):
        return "", 0


def _checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:CHECKSUM_LENGTH]
