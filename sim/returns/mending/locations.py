"""Where a placement is: inside the council, within 20 miles of home, or further; None where it cannot be told.

A placement inside the council is inside, however far: in a large county that is not rare. Distances from postcodes are
by the formula of the return's guide: the straight line between two grid references, in miles to one decimal.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import StringIO
from math import hypot
from pathlib import Path
from types import MappingProxyType

from sim.foundations.codes import Location
from sim.foundations.faults import BadInput
from sim.returns.reading.parts import FilePart, shown
from sim.returns.reading.rows import Episode
from sim.returns.reading.text import text_of

NEAR_MILES = 20.0
METRES_PER_MILE = 1609.3
NO_FIXED_ABODE = "ZZ99"
POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})")
OUTSIDE_ENGLAND = ("SCO", "WAL", "NIR")
LARGEST = 200 * 2**20


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a postcode lies."""

    council: str
    east: float
    north: float


@dataclass(frozen=True, slots=True)
class Postcodes:
    """Where postcodes lie, whole ones or their first halves."""

    spots: Mapping[str, Spot]

    def find(self, postcode: str) -> Spot | None:
        """Return where a postcode lies, None when it is blank, no postcode, or not listed."""
        match = POSTCODE.fullmatch(postcode.replace(" ", ""))
        if match is None or match[1] == NO_FIXED_ABODE:
            return None
        first, second = match.groups()
        for name in (f"{first}{second}", f"{first}{second[0]}", first):
            if name in self.spots:
                return self.spots[name]
        return None


NO_POSTCODES = Postcodes(MappingProxyType({}))


def postcodes(path: Path) -> Postcodes:
    """Read where postcodes lie: CSV with `sector` or `postcode`, `laua`, `oseast1m`, `osnrth1m`. Raises BadInput."""
    name = shown(path.name)
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            raise BadInput([f"{name}: no file, or larger than {LARGEST // 2**20} MB; give a CSV file of postcodes"])
        text = text_of(FilePart(path.name, (), path.read_bytes())).words
    except OSError as error:
        raise BadInput([f"{name}: cannot be read ({error.strerror})"]) from None
    rows = csv.DictReader(StringIO(text, newline=""))
    names = {(field or "").strip().lower(): field for field in rows.fieldnames or ()}
    key = next((names[one] for one in ("postcode", "pcd", "pcds", "sector") if one in names), None)
    if key is None or not {"laua", "oseast1m", "osnrth1m"} <= names.keys():
        raise BadInput([f"{name}: needs the columns postcode (or sector), laua, oseast1m and osnrth1m"])
    spots: dict[str, Spot] = {}
    for row in rows:
        try:
            spot = Spot(
                (row[names["laua"]] or "").strip(), float(row[names["oseast1m"]]), float(row[names["osnrth1m"]])
            )
        except (TypeError, ValueError):
            continue
        spots[(row[key] or "").upper().replace(" ", "")] = spot
    if not spots:
        raise BadInput([f"{name}: holds no postcode with a grid reference"])
    return Postcodes(MappingProxyType(spots))


def location(episode: Episode, where: Postcodes, council: str, unaccompanied: bool) -> Location | None:
    """Return where an episode's placement is; `council` is the code of the council whose return it is, if known."""
    if episode.inside == "IN":
        return Location.INSIDE
    placed = where.find(episode.placed_postcode)
    if not episode.inside and placed is not None and council and placed.council == council:
        return Location.INSIDE
    home = None if unaccompanied else where.find(episode.home_postcode)
    outside = episode.inside == "OUT" or (placed is not None and bool(council)) or bool(episode.placed_council)
    if episode.placed_council and council and not episode.inside and episode.placed_council == council:
        return Location.INSIDE
    miles = episode.distance
    if miles is None and home is not None and placed is not None:
        miles = round(hypot(home.east - placed.east, home.north - placed.north) / METRES_PER_MILE, 1)
    if not outside or miles is None:
        return None
    return Location.NEAR if miles <= NEAR_MILES else Location.FAR
