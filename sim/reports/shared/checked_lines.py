"""Lines that survive being stopped: each is a checksum and what it says, and is on the disk before work goes on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

CHECKSUM_LENGTH = 16


def add(path: Path, content: Mapping[str, Any]) -> None:
    """Add a line to the file; it is on the disk when this returns."""
    body = json.dumps(content, separators=(",", ":"))
    with path.open("ab") as file:
        if file.tell() and not _ends_a_line(path):
            file.write(b"\n")  # ends the line on which the program was stopped
        file.write(f"{_checksum(body)} {body}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield what each sound line says; one that was being written when the program stopped is passed over."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        checksum, _, body = line.partition(" ")
        if body and checksum == _checksum(body):
            yield json.loads(body)


def _ends_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _checksum(body: str) -> str:
    return sha256(body.encode()).hexdigest()[:CHECKSUM_LENGTH]
