"""Names that Windows cannot give to a file or folder, or means something else by."""

from __future__ import annotations

import os
from pathlib import PurePath, PureWindowsPath

NUMBERED = "0123456789\u00b9\u00b2\u00b3"

DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$", *(f"{one}{n}" for one in ("com", "lpt") for n in NUMBERED)}
"""Whatever ending they have: nul.csv is nothing too."""

FORBIDDEN = '<>:"|?*'


def odd_names(path: PurePath, windows: bool = os.name == "nt") -> str:
    """Return why a path cannot be written on Windows, in words; nothing where it can, or on other systems."""
    if not windows:
        return ""
    whole = path if isinstance(path, PureWindowsPath) else PureWindowsPath(path)
    names = whole.parts[1:] if whole.anchor else whole.parts
    if whole.drive and not whole.root:
        return f'"{path}" names a drive without a folder, for want of a \\ after the colon'
    return next((odd for name in names if (odd := _odd(name))), "")


def _odd(name: str) -> str:
    """Return why a name cannot be given, in words; nothing where it can."""
    if name in (".", ".."):
        return ""
    for letter in name:
        if letter in FORBIDDEN or ord(letter) < 0x20:
            return f"Windows allows no {letter!r} in a name"
    if name != name.rstrip(". "):
        return f'Windows leaves out what "{name}" ends with, a dot or a space'
    if name.split(".")[0].rstrip().casefold() in DEVICES:
        return f'"{name}" is the name of a device on Windows'
    return ""
