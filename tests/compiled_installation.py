"""An installation of the compiled model in a folder of its own, as `pip` makes one from a copy of the project."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ("setup.py", "pyproject.toml", "README.md", "LICENSE", "sim", "scenarios")
"""What an installation is made from."""


def has_compiler() -> bool:
    """Whether there are a C compiler here and the headers of Python that it needs."""
    words = str(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc").split()
    return shutil.which(words[0]) is not None and Path(sysconfig.get_path("include"), "Python.h").exists()


def compile_into(installation: Path, copy: Path, guests: Sequence[Path] = ()) -> None:
    """Install the compiled model from a copy of the project, in which the compiler leaves its files.

    `guests` are compiled with it, as if they were files of `sim.model`: what one library holds calls itself directly.
    """
    copy.mkdir()
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, copy)
    for guest in guests:
        package = ".".join(guest.relative_to(ROOT).parent.parts)
        source = guest.read_text(encoding="utf-8").replace(f"from {package}.", "from sim.model.")
        (copy / "sim" / "model" / guest.name).write_text(source, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(installation), str(copy)],
        env={**os.environ, "PLACEMENT_SUFFICIENCY_COMPILE": "1"},
        check=True,
    )
