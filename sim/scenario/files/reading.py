"""Finding and reading scenario files: from a name or a path to the tables of a TOML file."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from sim.foundations.faults import BadInput, did_you_mean, fault
from sim.foundations.plain_text import printable, unfit
from sim.scenario.files import slips, texts
from sim.scenario.files.workplace import SCENARIOS, Workplace

LARGEST_FILE = 1_000_000
"""Bytes; a scenario with every quantity is about 100,000."""

LONGEST_REASON = 200
"""Characters that are shown of why a text is not TOML."""

LONGEST_PATH = 1_000
"""Characters of a name or path that is given."""

LONGEST_NAME = 150
"""Characters of a file's name, which stands in tables and figures and begins the names of results."""

VARIANTS = "variants"

OVERLAYS = ("strategies", VARIANTS)
"""Within the folders of scenarios: what is laid over a base, services first, then other assumptions."""


def scenarios_folders() -> Iterator[Path]:
    """Yield the folders in which names resolve: the current directory's, then the one that comes with the program."""
    here = (Workplace(Path.cwd()).scenarios, shipped())
    return (folder for folder in dict.fromkeys(here) if folder.is_dir())


def shipped() -> Path:
    """Return the folder of scenarios that comes with the program: in an installation, or beside its source."""
    package = Path(str(files("sim")))
    installed = package / "shipped"
    return installed if installed.is_dir() else package.resolve().parent / SCENARIOS


def at_path(path: str) -> list[Path]:
    """Return where a file given by its path may lie: what is not here may be one that comes with the program."""
    given = at_home(path)
    within, *parts = given.parts or ("",)
    return [given, shipped().joinpath(*parts)] if within == SCENARIOS else [given]


def in_place_of_shipped(names: Iterable[str]) -> list[str]:
    """Return which of the files, by the names that results show, are used in place of others that are shipped.

    A copy that says the same is in nobody's place.
    """
    ours = ((name, Path(name), shipped() / Path(name).relative_to(SCENARIOS)) for name in names if _in_scenarios(name))
    both = ((name, here, there) for name, here, there in ours if here.is_file() and there.is_file())
    return [name for name, here, there in both if here.read_bytes() != there.read_bytes()]


def _in_scenarios(name: str) -> bool:
    return Path(name).parts[:1] == (SCENARIOS,)


def known_names(strategies: bool) -> list[str]:
    """Return the names of the bases, or of the strategies and variants, that can be used without a path."""
    within = OVERLAYS if strategies else (".",)
    return sorted(
        {file.stem for folder in scenarios_folders() for name in within for file in (folder / name).glob("*.toml")}
    )


def variants() -> Iterator[Path]:
    """Yield the files of assumptions that can be laid over a base by name."""
    return (file for folder in scenarios_folders() for file in sorted((folder / VARIANTS).glob("*.toml")))


def shipped_strategies() -> Iterator[Path]:
    """Yield the files that the program brings to be laid over a base."""
    return (file for name in OVERLAYS for file in sorted((shipped() / name).glob("*.toml")))


def is_shipped(path: Path) -> bool:
    """Whether the program brings this file."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(shipped()))


def locate(name: str, strategy: bool, beside: Path | None = None) -> Path:
    """Return the file that `name` (a name or a path) means; `beside` is the folder of the file that names it.

    Raises BadInput when there is none.
    """
    what = "strategy" if strategy else "base"
    if not name.strip():
        raise BadInput([fault(f'"{name}"', "", f"is no name of a {what}", _offer(strategy))])
    if len(name) > LONGEST_PATH or unfit(name, ""):
        raise BadInput(
            [fault(f'"{printable(name[:40], "")}"', "", f"cannot be the name of a {what}", _offer(strategy))]
        )
    written_as_path = "/" in name or "\\" in name or name.endswith(".toml")
    if written_as_path:
        candidates = at_path(name)
        if beside is not None:
            candidates.insert(0, beside / name)
    else:
        folders = list(scenarios_folders())
        candidates = [folder / f"{name}.toml" for folder in ([beside] if beside else []) + folders]
        within = [folder / overlays / f"{name}.toml" for folder in folders for overlays in OVERLAYS]
        candidates = within + candidates if strategy else candidates + within
        candidates += [Path(name), Path(f"{name}.toml")]
    for candidate in candidates:
        if is_there(candidate):
            if len(candidate.stem) > LONGEST_NAME:
                problem = f"has a name of {len(candidate.stem):,} characters, too long for tables and figures"
                raise BadInput([fault(f"{candidate.name[:40]}...", "", problem, f"give at most {LONGEST_NAME}")])
            return candidate
    known = known_names(strategy)
    problem = "there is no such file" if written_as_path else f"there is no {what} of this name"
    raise BadInput([fault(shortened(name), "", problem, did_you_mean(Path(name).stem, known, _offer(strategy)))])


def at_home(name: str) -> Path:
    """Return the path of this name, in which ~ stands for a home folder where there is such a one."""
    try:
        return Path(name).expanduser()
    except RuntimeError:
        return Path(name)


def is_there(path: Path) -> bool:
    """Whether there is such a file; none is behind links in a circle, or a name that no file can have."""
    try:
        path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        return False
    return True


def shortened(name: str) -> str:
    """Return a name as a message shows it."""
    shown = printable(name, "")
    return shown if len(shown) <= LONGEST_NAME else f"{shown[:60]}..."


def _offer(strategy: bool) -> str:
    known = known_names(strategy)
    if not known:
        return f"give the path of a TOML file, for no folder named {SCENARIOS} was found here"
    return f"give the path of a TOML file or one of: {', '.join(known)}"


def display_name(path: Path) -> str:
    """Return the path as results may show it, not absolute: within the current directory or what is shipped.

    Of another place it is shown from a folder `scenarios` on, as it would be there.
    """
    whole = Path(os.path.realpath(path))  # which follows links in a circle as far as they go
    here, there = Path.cwd().resolve(), shipped().resolve()
    if whole.is_relative_to(there):
        return printable((SCENARIOS / whole.relative_to(there)).as_posix(), "")
    if whole.is_relative_to(here):
        return printable(whole.relative_to(here).as_posix(), "")
    workplace = next((above.parent for above in whole.parents if above.name == SCENARIOS), None)
    return printable(whole.relative_to(workplace).as_posix() if workplace else path.name, "")


def read_tables(path: Path) -> dict[str, Any]:
    """Return the tables of the TOML file at `path`. Raises BadInput with the one reason why it cannot."""
    return tables(read_text(path), display_name(path))


def read_text(path: Path) -> str:
    """Return the text of the file at `path`. Raises BadInput with the one reason why it cannot."""
    return text_of(path, "a scenario file", "the path of a TOML file", LARGEST_FILE)


def text_of(path: Path, what: str, mend: str, most: int) -> str:
    """Return the text of a file that is `what`, of so many bytes at most; `mend` is what to give in place of another.

    Raises BadInput with the one reason why it cannot be read. What is no ordinary file, and might never end, is not
    opened.
    """
    name = display_name(path)
    try:
        if path.is_dir():
            raise BadInput([fault(name, "", f"is a folder, not {what}", f"give {mend} in it")])
        if not path.exists():
            raise BadInput([fault(name, "", "cannot be read (there is no such file)", f"give {mend}")])
        if not path.is_file():
            raise BadInput([fault(name, "", "is not an ordinary file", f"give {mend}")])
        if path.stat().st_size > most:
            problem = f"has {path.stat().st_size:,} bytes, too many for {what}"
            raise BadInput([fault(name, "", problem, f"give a file of at most {most:,} bytes")])
        content = path.read_bytes()
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be that of a file"
        raise BadInput([fault(name, "", f"cannot be read ({reason})", f"make it readable or give {mend}")]) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = f"is not UTF-8 text (line {line})"
        raise BadInput([fault(name, "", problem, "save it again with the encoding UTF-8")]) from None


def tables(text: str, name: str) -> dict[str, Any]:
    """Return the tables of a TOML file's text; results show the file by `name`. Raises BadInput when it is not TOML."""
    try:
        found = tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        reason = f"is not TOML: {printable(str(error))[:LONGEST_REASON]}"
        raise BadInput([fault(name, "", reason, slips.mend_of(str(error), text))]) from None
    except RecursionError:
        mend = "write each quantity as one table"
        raise BadInput([fault(name, "", "is nested too deeply", mend)]) from None
    except ValueError:  # of a number with more digits than Python reads, or a day that no calendar has
        mend = "mend its numbers and dates: no number has thousands of digits"
        raise BadInput([fault(name, "", "holds a number or a date that cannot be read", mend)]) from None
    if wrong := texts.problems(found):
        raise BadInput(fault(name, *problem) for problem in wrong)
    return found
