"""The very children of a first day, in a private file: what returns tell of each, without a name or a date.

The file is read where it lies, by every process that needs it. It goes to another process as its path alone, so that no
child ever travels.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Final, TypeVar

from sim.foundations.codes import Kind, LegalStatus, Location, Route
from sim.foundations.faults import BadInput
from sim.foundations.private import Private

Code = TypeVar("Code", bound=IntEnum)

ENDING: Final = ".private"
"""Of the names of such files, so that one line keeps them all out of what is copied or shared."""

FIRST_LINE: Final = "# Private: children of a council, one by one. Not to be copied, passed on or committed."
COLUMNS: Final = (
    *("age_days", "kind", "location", "route", "days_in_care", "entry_seen", "days_in_placement"),
    *("placements_in_year", "legal_status"),
)
HEADING: Final = 3
"""Lines before the names of the columns: what it is, its mark, day and council, and that its order is invented."""
LARGEST: Final = 20 * 2**20
OTHERS_READ: Final = stat.S_IRWXG | stat.S_IRWXO
MEND: Final = "make it again of the returns"


@dataclass(frozen=True, slots=True, repr=False)
class FirstDayChild(Private):
    """A child on the morning of the first day."""

    kind: Kind
    location: Location
    age: int
    """In days; the day of the month on which it was born is an invented one."""
    route: Route
    """Unaccompanied children have their own."""
    in_care: int
    """Days since it came; if `entry_seen` is false, at least so many."""
    entry_seen: bool
    in_placement: int
    placements: int
    """In which it has lived in the last 365 days, in this period of care."""
    status: LegalStatus | None
    """None where the return tells none."""

    @property
    def alone(self) -> bool:
        """Whether it is an unaccompanied child."""
        return self.route is Route.UNACCOMPANIED

    @property
    def order(self) -> tuple[int, ...]:
        """Where it stands among others, whatever the order of the file."""
        told = (self.kind, self.location, self.age, self.route, self.in_care, self.entry_seen, self.in_placement)
        return (*map(int, told), self.placements, -1 if self.status is None else int(self.status))


@dataclass(frozen=True, slots=True, repr=False)
class FirstDay(Private):
    """The children looked after when a run begins, and the file that holds them."""

    path: str
    """Of the file, absolute."""
    mark: str
    """Drawn when it was made, so that results can tell which file they are of without a word of what is in it."""
    as_of: date
    """The 31 March before the first day."""
    council: str
    """Code of the council; empty where it was not named."""
    children: tuple[FirstDayChild, ...]

    def __reduce__(self) -> tuple[Callable[[str, str], FirstDay], tuple[str, str]]:
        """Go to another process as the path alone, and the mark of the file that is meant."""
        return read_first_day, (self.path, self.mark)


def first_day_text(mark: str, as_of: date, council: str, children: Sequence[FirstDayChild]) -> str:
    """Return the text of a private file."""
    lines = [FIRST_LINE, f"# {mark} {as_of.isoformat()} {council or '-'}", "# The order is an invented one."]
    lines.append(",".join(COLUMNS))
    for one in children:
        status = "" if one.status is None else one.status.name.lower()
        names = [part.name.lower() for part in (one.kind, one.location, one.route)]
        numbers = [one.in_care, int(one.entry_seen), one.in_placement, one.placements]
        lines.append(",".join([str(one.age), *names, *map(str, numbers), status]))
    return "\n".join(lines) + "\n"


def read_first_day(path: str, mark: str = "") -> FirstDay:
    """Read a private file, if need be the one of a mark.

    Raises BadInput, without a word of what is in it, when it cannot be used.
    """
    name, text = Path(path).name, _text(Path(path))
    lines = text.splitlines()
    told = lines[1].split() if len(lines) > HEADING and lines[0] == FIRST_LINE else []
    if len(told) != 4 or lines[HEADING] != ",".join(COLUMNS):
        raise BadInput([f"{name}: is no private first day as import-903 writes it"])
    try:
        as_of = date.fromisoformat(told[2])
        children = tuple(sorted(_children(lines[HEADING + 1 :]), key=lambda one: one.order))
    except (ValueError, KeyError):
        children = ()
    if not children:
        raise BadInput([f"{name}: is damaged; {MEND}"])
    if mark not in ("", told[1]):
        raise BadInput([f"{name}: is another file than when the run was begun; put that back, or begin the run anew"])
    council = "" if told[3] == "-" else told[3]
    return FirstDay(str(Path(path).absolute()), told[1], as_of, council, children)


def _text(path: Path) -> str:
    """Return what is in a private file that nobody else can read. Raises BadInput."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            raise BadInput([f"{path.name}: is no private first day as import-903 writes it"])
        if sys.platform != "win32" and (status.st_uid != os.geteuid() or status.st_mode & OTHERS_READ):
            raise BadInput([f"{path.name}: others can read this file, or it is another's; make it yours: chmod 600"])
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise BadInput([f"{path.name}: cannot be read ({error.strerror})"]) from None
    except UnicodeDecodeError:
        raise BadInput([f"{path.name}: is no private first day as import-903 writes it"]) from None


def _children(rows: Sequence[str]) -> Iterator[FirstDayChild]:
    """Yield the children of rows. Raises ValueError or KeyError for one that is damaged."""
    for row in rows:
        age, kind, location, route, in_care, seen, in_placement, placements, status = row.split(",")
        numbers = [int(cell) for cell in (age, in_care, seen, in_placement, placements)]
        if min(numbers) < 0:
            raise ValueError
        yield FirstDayChild(
            kind=_code(Kind, kind),
            location=_code(Location, location),
            age=numbers[0],
            route=_code(Route, route),
            in_care=numbers[1],
            entry_seen=bool(numbers[2]),
            in_placement=numbers[3],
            placements=numbers[4],
            status=_code(LegalStatus, status) if status else None,
        )


def _code(codes: type[Code], name: str) -> Code:
    return codes[name.upper()]
