"""Finding and reading scenario files: from a name or a path to the tables of a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.foundations.faults import BadInput, did_you_mean, fault
from sim.scenario.files import slips

LARGEST_FILE = 1_000_000
"""Bytes; a scenario with every quantity is about 100,000."""

PACKAGE_FOLDER = Path(__file__).resolve().parents[3]

VARIANTS = "variants"

OVERLAYS = ("strategies", VARIANTS)
"""Within the folders of scenarios: what is laid over a base, services first, then other assumptions."""


def scenarios_folders() -> Iterator[Path]:
    """Yield the folders in which names resolve: the current directory's, then the one beside the package."""
    here = (Path.cwd() / "scenarios", PACKAGE_FOLDER / "scenarios")
    return (folder for folder in dict.fromkeys(here) if folder.is_dir())


def known_names(strategies: bool) -> list[str]:
    """Return the names of the bases, or of the strategies and variants, that can be used without a path."""
    within = OVERLAYS if strategies else (".",)
    return sorted(
        {file.stem for folder in scenarios_folders() for name in within for file in (folder / name).glob("*.toml")}
    )


def variants() -> Iterator[Path]:
    """Yield the files of assumptions that can be laid over a base by name."""
    return (file for folder in scenarios_folders() for file in sorted((folder / VARIANTS).glob("*.toml")))


def locate(name: str, strategy: bool, beside: Path | None = None) -> Path:
    """Return the file that `name` (a name or a path) means; `beside` is the folder of the file that names it.

    Raises BadInput when there is none.
    """
    what = "strategy" if strategy else "base"
    if not name.strip():
        raise BadInput([fault(f'"{name}"', "", f"is no name of a {what}", _offer(strategy))])
    if "\0" in name or len(name) > 1000:
        raise BadInput([fault(f'"{name[:40]!r}"', "", f"cannot be the name of a {what}", _offer(strategy))])
    written_as_path = "/" in name or "\\" in name or name.endswith(".toml")
    if written_as_path:
        candidates = [Path(name).expanduser()]
        if beside is not None:
            candidates.insert(0, beside / name)
    else:
        folders = list(scenarios_folders())
        candidates = [folder / f"{name}.toml" for folder in ([beside] if beside else []) + folders]
        within = [folder / overlays / f"{name}.toml" for folder in folders for overlays in OVERLAYS]
        candidates = within + candidates if strategy else candidates + within
        candidates.append(Path(name))
    for candidate in candidates:
        if _is_there(candidate):
            return candidate
    known = known_names(strategy)
    problem = "there is no such file" if written_as_path else f"there is no {what} of this name"
    raise BadInput([fault(name, "", problem, did_you_mean(Path(name).stem, known, _offer(strategy)))])


def _is_there(path: Path) -> bool:
    """Whether there is such a file; there is none whose name is longer than names of files can be."""
    try:
        return path.exists()
    except OSError:
        return False


def _offer(strategy: bool) -> str:
    known = known_names(strategy)
    if not known:
        return "give the path of a TOML file, for no folder named scenarios was found here"
    return f"give the path of a TOML file or one of: {', '.join(known)}"


def display_name(path: Path) -> str:
    """Return the path as results may show it: within the current directory or the project, not absolute."""
    whole = path.resolve()
    for folder in (Path.cwd().resolve(), PACKAGE_FOLDER):
        if whole.is_relative_to(folder):
            return whole.relative_to(folder).as_posix()
    return path.name


def read_tables(path: Path) -> dict[str, Any]:
    """Return the tables of the TOML file at `path`. Raises BadInput with the one reason why it cannot."""
    return tables(read_text(path), display_name(path))


def read_text(path: Path) -> str:
    """Return the text of the file at `path`. Raises BadInput with the one reason why it cannot."""
    name = display_name(path)
    if path.is_dir():
        raise BadInput([fault(name, "", "is a folder, not a scenario file", "give the path of a TOML file in it")])
    if not path.is_file():
        raise BadInput([fault(name, "", "is not an ordinary file", "give the path of a TOML file")])
    try:
        if path.stat().st_size > LARGEST_FILE:
            problem = f"has {path.stat().st_size:,} bytes, too many for a scenario"
            raise BadInput([fault(name, "", problem, f"give a file of at most {LARGEST_FILE:,} bytes")])
        content = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        mend = "make it readable or give another file"
        raise BadInput([fault(name, "", f"cannot be read ({reason})", mend)]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"is not UTF-8 text (line {line})"
        raise BadInput([fault(name, "", problem, "save it again with the encoding UTF-8")]) from None


def tables(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML file's text; results show the file by `name`. Raises BadInput when it is not TOML."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        raise BadInput([fault(name, "", f"is not TOML: {error}", slips.mend_of(str(error), text))]) from None
    except RecursionError:
        mend = "write each quantity as one table"
        raise BadInput([fault(name, "", "is nested too deeply", mend)]) from None
