"""Office files are zip archives: the same content gives the same bytes, whenever they are written."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

BEGINNING = (1980, 1, 1, 0, 0, 0)
"""The first time that a zip archive can hold, given to each part."""

LEVEL = 6
"""Of compression."""


def settled(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with no time of day in it, and with what is `changed` in place of parts of those names."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, mode="x") as after:
        for name in before.namelist():
            part = ZipInfo(name, BEGINNING)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o644 << 16
            after.writestr(part, changed.get(name) or before.read(name), compresslevel=LEVEL)
    return out.getvalue()


def at_midnight(day: date) -> str:
    """Return the beginning of a day as properties of a document have it."""
    return f"{day.isoformat()}T00:00:00Z"
