"""What takes long to make, kept by digest in the user's cache folder: losing it costs only the time to make it again.

A kept file is its own fingerprint followed by what was kept. One that does not fit its fingerprint, or cannot be read
or written, is passed over in silence: nothing hangs on it.
"""

from __future__ import annotations

import os
import pickle
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")

FINGERPRINT_BYTES = 32

CODE_FOLDERS = ("foundations", "parameters", "scenario", "fitting", "model")
"""Parts of the program that decide what is made: another version of them makes it anew."""

MOST_KEPT = 20
"""Files of one name that are kept, those used last; each opening pool takes a few megabytes."""


def cache_folder() -> Path:
    """Return the folder for kept files; `PLACEMENT_SUFFICIENCY_CACHE` names another, `XDG_CACHE_HOME` moves it."""
    own = os.environ.get("PLACEMENT_SUFFICIENCY_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "placement-sufficiency"


def kept(
    name: str, inputs: object, make: Callable[[], Made], *, code: Sequence[str] = CODE_FOLDERS, most: int = MOST_KEPT
) -> Made:
    """Return what `make` makes of `inputs`, from the cache when it was made before with the same inputs and code.

    `inputs` must show all that decides the result in its `repr`; `code` names the parts of the program that do. At
    `most` so many of a name are kept.
    """
    digest = sha256(f"{name} {inputs!r} {code_digest(code)}".encode()).hexdigest()
    try:
        path = cache_folder() / f"{name}-{digest[:32]}.pickle"
        content = path.read_bytes()
    except (OSError, RuntimeError):
        content = b""
    fingerprint, body = content[:FINGERPRINT_BYTES], content[FINGERPRINT_BYTES:]
    if body and sha256(body).digest() == fingerprint:
        found: Made = pickle.loads(body)
        with suppress(OSError):
            path.touch()  # what is in use is kept longest
        return found
    made = make()
    _keep(name, digest, pickle.dumps(made), most)
    return made


def code_digest(folders: Sequence[str] = CODE_FOLDERS) -> str:
    """Return a digest of the program's own code in these parts of it: by default those that decide what is made."""
    package = Path(__file__).parents[1]
    code = sha256()
    for folder in folders:
        for file in sorted((package / folder).rglob("*.py")):
            code.update(file.read_bytes())
    return code.hexdigest()


def _keep(name: str, digest: str, body: bytes, most: int) -> None:
    """Write the file whole or not at all, and drop older ones of the same name."""
    try:
        folder = cache_folder()
        folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(sha256(body).digest() + body)
        Path(temporary).replace(folder / f"{name}-{digest[:32]}.pickle")
        newest_first = sorted(folder.glob(f"{name}-*.pickle"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in newest_first[most:]:
            old.unlink(missing_ok=True)
    except (OSError, RuntimeError):
        return  # a full or forbidden disk costs time, not results
