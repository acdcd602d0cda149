"""The results folder: all of it appears at once, or nothing does."""

from __future__ import annotations

import errno
import itertools
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sim.foundations.faults import BadInput
from sim.foundations.plain_text import printable, unfit
from sim.reports.shared.windows_names import odd_names
from sim.scenario.files.workplace import Workplace

LONGEST_NAME = 100
LONGEST_PART = 255
"""Bytes that file systems allow in one name."""

LONGEST_PATH = 3_000
"""Bytes of a whole path: they allow 4,096, and the names of files come after it."""

BUILDING = ".results-"
"""Begins the name of the hidden place, within a results folder, in which results are written."""


def automatic(name: str) -> Path:
    """Return a new folder's path for a run of this name: ``results/<name>-<yyyymmdd-hhmmss>``."""
    plain = re.sub(r"[^A-Za-z0-9._+-]+", "_", name)[:LONGEST_NAME]
    first = Workplace().results / f"{plain}-{datetime.now():%Y%m%d-%H%M%S}"
    later = (first.with_name(f"{first.name}-{count}") for count in itertools.count(2))
    return next(path for path in itertools.chain((first,), later) if not path.exists())


def faults(folder: Path) -> list[str]:
    """Return why results could not be kept in `folder`, in plain words; nothing is written to find out."""
    name = str(folder)
    longest = max((len(os.fsencode(part)) for part in folder.parts), default=0)
    if unfit(name, "") or longest > LONGEST_PART or len(os.fsencode(name)) > LONGEST_PATH:
        return [f"{printable(name[:40], '')!r}: cannot be the name of a folder; give a shorter, plain name"]
    if folder.exists() or folder.is_symlink():
        what = "folder" if folder.is_dir() else "file"
        return [f"{folder}: this {what} is already there; give another name, or move the {what} away"]
    if odd := odd_names(folder):
        return [f"{folder}: {odd}; give another name"]
    above = folder.absolute().parent
    while not above.exists():
        if above == above.parent:
            return [f"{folder}: there is no drive {above}; give another place"]
        above = above.parent
    if not above.is_dir():
        return [f"{folder}: {above.name} is a file, where a folder must be; move it away, or give another place"]
    if not os.access(above, os.W_OK | os.X_OK):
        return [f"{folder}: nothing can be written in {above.name or above}; see that you may, or give another place"]
    return []


@contextmanager
def new(folder: Path) -> Iterator[Path]:
    """Give a hidden place beside `folder` to write files in, which becomes `folder` when all went well.

    Whatever goes wrong meanwhile, an interrupt included, leaves nothing behind. Raises BadInput when the folder is
    there already or cannot be written.
    """
    above = folder.absolute().parent
    made = None
    building = None
    try:
        made = first_missing(above)
        above.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=f".{folder.name[:LONGEST_NAME]}-", dir=above))
        yield building
        building.chmod(0o777 & ~_umask())
        if folder.exists():
            raise BadInput(faults(folder))
        building.rename(folder)
    except OSError as error:
        raise BadInput([unwritable(folder, error)]) from error
    finally:
        if building is not None:
            shutil.rmtree(building, ignore_errors=True)
        if made is not None:
            remove_empty(above, made)


@contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """Give a hidden place to write results in, which go into `folder` when all of them are written.

    For a folder that is there already, because what was run is kept in it; one that is not appears at once, as with
    `new`. Raises BadInput when it cannot be written.
    """
    if not folder.exists():
        with new(folder) as place:
            yield place
        return
    building = None
    try:
        for left in folder.glob(f"{BUILDING}*"):  # by a program that was killed
            shutil.rmtree(left, ignore_errors=True)
        building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=folder))
        yield building
        for file in sorted(building.iterdir()):
            file.chmod(0o666 & ~_umask())
            file.replace(folder / file.name)
    except OSError as error:
        raise BadInput([unwritable(folder, error)]) from error
    finally:
        if building is not None:
            shutil.rmtree(building, ignore_errors=True)


def is_file(path: Path) -> bool:
    """Whether there is an ordinary file of this name; there is none of a name that no file can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; likewise."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def replace_file(path: Path, content: str | bytes) -> None:
    """Write `content` to the file at `path` so that a reader sees the old or the new, never a half."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        Path(name).chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


def first_missing(folder: Path) -> Path | None:
    """Return the topmost of the folders that would have to be made for `folder`, None if it is there."""
    missing = None
    while not folder.exists() and folder != folder.parent:  # the top itself is missing where there is no such drive
        missing, folder = folder, folder.parent
    return missing


def remove_empty(folder: Path, top: Path) -> None:
    """Remove `folder` and those above it up to `top`, as far as they are empty."""
    while folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        if folder == top:
            return
        folder = folder.parent


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def settle(folder: Path) -> None:
    """Have the folder's own entry on the disk, as far as the system can."""
    for one in (folder, folder.absolute().parent):
        with suppress(OSError):
            handle = os.open(one, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def unwritable(folder: Path, error: OSError) -> str:
    """Return why nothing could be written in the folder, and the mend."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{folder}: results cannot be written here ({error.strerror}); make room there, or give another place"
    return f"{folder}: results cannot be written here ({error.strerror or error}); change that, or give another place"
