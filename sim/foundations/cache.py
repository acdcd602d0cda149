"""What takes long to make, kept by digest in the user's cache folder: losing it costs only the time to make it again.

A kept file is its own fingerprint followed by plain data, which nothing in it can turn into a program that runs. Only
what this user alone can have written is read. A file that does not fit its fingerprint, or cannot be read or written,
is passed over in silence: nothing hangs on it. A folder that others can write in is left alone, which is told once.
"""

from __future__ import annotations

import logging
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Protocol, TypeVar

from sim.foundations.program import code_digest, versions

Made = TypeVar("Made")

LOGGER = logging.getLogger(__name__)

FINGERPRINT_BYTES = 32

CODE_FOLDERS = ("foundations", "parameters", "scenario", "fitting", "model")
"""Parts of the program that decide what is made: another version of them makes it anew."""

MOST_KEPT = 100
"""Files of one name that are kept, those used last: opening pools of so many councils can be used in turn."""

MOST_BYTES = 500_000_000
"""Of all files of one name together: an opening pool takes 4 to 12 million."""

OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH

PLAINLY = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a kept file is opened: a link may lead to what is not ours, and a pipe would keep us waiting."""


class PlainForm(Protocol[Made]):
    """How something is written as plain data and read back."""

    def write(self, value: Made, /) -> bytes:
        """Return it as plain data."""

    def read(self, content: bytes, /) -> Made:
        """Return what was written. Raises some error when it is not that."""


def cache_folder() -> Path:
    """Return the folder for kept files; `PLACEMENT_SUFFICIENCY_CACHE` names another, `XDG_CACHE_HOME` moves it."""
    own = os.environ.get("PLACEMENT_SUFFICIENCY_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "placement-sufficiency"


def kept(
    name: str,
    inputs: object,
    form: PlainForm[Made],
    make: Callable[[], Made],
    *,
    code: Sequence[str] = CODE_FOLDERS,
    most: int = MOST_KEPT,
    most_bytes: int = MOST_BYTES,
) -> Made:
    """Return what `make` makes of `inputs`, from the cache when it was made before with the same inputs and program.

    `inputs` must show all that decides the result in its `repr`; `code` names the parts of the program that do. At
    `most` so many of a name are kept, and as many as take `most_bytes` together; what is made now always is.
    """
    digest = sha256(f"{name} {inputs!r} {code_digest(code)} {versions()}".encode()).hexdigest()
    folder = _own_folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{digest[:32]}.kept"
    content = _content(path)
    fingerprint, body = content[:FINGERPRINT_BYTES], content[FINGERPRINT_BYTES:]
    if body and sha256(body).digest() == fingerprint:
        with suppress(Exception):  # whatever is wrong with it costs only its making
            return form.read(body)
    made = make()
    _keep(path, form.write(made))
    _drop(folder, name, most, most_bytes)
    return made


def _own_folder() -> Path | None:
    """Return the cache folder, made if need be; None where it cannot be made, or others can write in it."""
    try:
        folder = cache_folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _own(folder.stat()):
            return folder
    except (OSError, RuntimeError, ValueError):
        return None
    _tell(f"{folder}: others can write in this folder, so nothing is kept in it; make it yours alone, with chmod 700")
    return None


def _content(path: Path) -> bytes:
    """Return what is in a kept file; nothing when it cannot be read, or another may have written it."""
    with suppress(OSError):
        handle = os.open(path, PLAINLY)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if stat.S_ISREG(status.st_mode) and _own(status):
                content = file.read()
                with suppress(OSError):
                    path.touch()  # what is in use is kept longest
                return content
    return b""


def _own(status: os.stat_result) -> bool:
    """Whether a folder or file is this user's, and no other can write it; systems without such owners say yes."""
    if sys.platform == "win32":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & OTHERS_WRITE


@cache
def _tell(words: str) -> None:
    """Say something to the user: once, however often it is met."""
    LOGGER.warning(words)


def _keep(path: Path, body: bytes) -> None:
    """Write the file whole or not at all."""
    with suppress(OSError):  # a full or forbidden disk costs time, not results
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(body).digest() + body)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _drop(folder: Path, name: str, most: int, most_bytes: int) -> None:
    """Drop the files of the name that were used longest ago, those of earlier versions of the program included."""
    with suppress(OSError):
        found = {path: path.stat() for path in folder.glob(f"{name}-*")}
        newest_first = sorted(found, key=lambda path: found[path].st_mtime, reverse=True)
        sizes = accumulate(found[path].st_size for path in newest_first)
        for place, (path, size) in enumerate(zip(newest_first, sizes, strict=True)):
            if place > 0 and (place >= most or size > most_bytes):
                path.unlink(missing_ok=True)
