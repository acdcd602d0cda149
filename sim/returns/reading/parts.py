"""The files of a return, wherever they lie: single, in folders, in zips that are read in memory and never unpacked."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from sim.foundations.faults import BadInput

MOST_BYTES = 512 * 2**20
"""Of all files together."""
MOST_EXPANSION = 200
"""A file in a zip may be so many times as large as what holds it."""
SMALL = 2**20
"""Bytes up to which a file in a zip may expand as it likes: short tables of zeros do."""
READ = (".csv", ".txt", ".tsv", ".xml")
LITTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
SHOWN = 60
"""Characters of a file's name in messages."""


@dataclass(frozen=True, slots=True, repr=False)
class FilePart:
    """A file: its name, the folders that it lies in from the outermost on, and what it holds."""

    name: str
    folders: tuple[str, ...]
    data: bytes

    @property
    def shown(self) -> str:
        """Return the name as messages give it."""
        return shown(self.name)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The files that may hold tables of a return, and the names of those that were passed over."""

    parts: tuple[FilePart, ...]
    ignored: tuple[str, ...]


def gathered(paths: Sequence[Path]) -> Gathered:
    """Read the files at the paths, zips and folders among them. Raises BadInput with the first that cannot be."""
    parts: list[FilePart] = []
    ignored: list[str] = []
    room = MOST_BYTES
    for path in paths:
        for file in _files(path):
            data = _bytes(file, room)
            room -= len(data)
            folders = file.relative_to(path).parts[:-1] if path.is_dir() else ()
            part = FilePart(file.name, (path.stem if path.is_dir() else "", *folders), data)
            if file.suffix.lower() == ".zip":
                inside, passed = _unzipped(part, room)
                parts += inside
                ignored += passed
                room -= sum(len(one.data) for one in inside)
            elif file.suffix.lower() in READ:
                parts.append(part)
            elif file.name not in LITTER and not file.name.startswith("."):
                ignored.append(part.shown)
    return Gathered(tuple(parts), tuple(ignored))


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for below in sorted(path.rglob("*")):
        if below.is_file() and not any(part in LITTER for part in below.relative_to(path).parts):
            yield below


def _bytes(file: Path, room: int) -> bytes:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BadInput([f"{shown(file.name)}: not a file; give the folder, the CSV files, the XML or the zip"])
        if status.st_size > room:
            raise BadInput([f"{shown(file.name)}: the files are larger than {MOST_BYTES // 2**20} MB together"])
        return file.read_bytes()
    except FileNotFoundError:
        raise BadInput([f"{shown(file.name)}: there is no such file or folder"]) from None
    except OSError as error:
        raise BadInput([f"{shown(file.name)}: cannot be read ({error.strerror})"]) from None


def _unzipped(part: FilePart, room: int) -> tuple[list[FilePart], list[str]]:
    if not part.data:
        raise BadInput([f"{part.shown}: empty (0 bytes); export it again"])
    parts: list[FilePart] = []
    ignored: list[str] = []
    try:
        with zipfile.ZipFile(BytesIO(part.data)) as archive:
            for entry in sorted(archive.infolist(), key=lambda one: one.filename):
                place = PurePosixPath(entry.filename.replace("\\", "/"))
                if entry.is_dir() or any(piece in LITTER for piece in place.parts) or place.name.startswith("."):
                    continue
                if place.suffix.lower() == ".zip":
                    raise BadInput([f"{part.shown}: a zip lies in it; take it out and give it by itself"])
                if place.suffix.lower() not in READ:
                    ignored.append(shown(place.name))
                    continue
                data = _entry(archive, entry, part, room)
                room -= len(data)
                parts.append(
                    FilePart(place.name, (*part.folders, PurePosixPath(part.name).stem, *place.parts[:-1]), data)
                )
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError):
        raise BadInput([f"{part.shown}: not a zip that can be read; pack it again"]) from None
    except RuntimeError:
        raise BadInput([f"{part.shown}: protected by a password; give it without one"]) from None
    return parts, ignored


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, part: FilePart, room: int) -> bytes:
    """Return what a file in a zip holds, believing nothing that the zip says of its size."""
    most = min(room, max(SMALL, MOST_EXPANSION * max(1, entry.compress_size)))
    with archive.open(entry) as file:
        data = file.read(most + 1)
    if len(data) > most:
        what = f"{shown(PurePosixPath(entry.filename).name)} in it expands more than {MOST_EXPANSION} times"
        if most == room:
            what = f"what it holds is larger than {MOST_BYTES // 2**20} MB"
        raise BadInput([f"{part.shown}: {what}; give the tables themselves"])
    return data


def shown(name: str) -> str:
    """Return a file's name as messages give it: printable, and not too long."""
    plain = "".join(character if character.isprintable() else "?" for character in name)
    return plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"


def names(parts: Iterable[FilePart]) -> str:
    """Return the names of files in a row."""
    return ", ".join(part.shown for part in parts)
