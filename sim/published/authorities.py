"""English authorities by name or code: region, statistical neighbours, and what became of the reorganised."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sim.foundations.called import called
from sim.foundations.faults import BadInput, listed, nearest

ENGLAND = "E92000001"
REGIONS: Mapping[str, str] = MappingProxyType(
    {
        "North East": "E12000001",
        "North West": "E12000002",
        "Yorkshire and The Humber": "E12000003",
        "East Midlands": "E12000004",
        "West Midlands": "E12000005",
        "East of England": "E12000006",
        "Inner London": "E13000001",
        "Outer London": "E13000002",
        "South East": "E12000008",
        "South West": "E12000009",
    }
)
"""Codes of the regions; London (E12000007) is in two halves."""

NEIGHBOURS_RENEWED = 2025
"""DfE published new statistical neighbours in May of this year: after its 31 March, so before it nobody knew them."""

ALIASES: Mapping[str, str] = MappingProxyType(
    {"bcp": "bournemouth christchurch poole", "northants": "northamptonshire", "hull": "kingston hull"}
)
"""Other names in use, as `_plain` writes both."""

TITLES = frozenset(("city", "county", "borough", "royal", "metropolitan", "unitary", "council", "authority"))
JOINING = frozenset(("of", "the", "and", "upon", "on"))
"""Words of names that are left out or added at will."""


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority with a published number of children looked after."""

    code: str
    """Nine characters, of the Office for National Statistics."""
    name: str
    region: str
    kind: str
    neighbours_2021: tuple[str, ...]
    """Codes of its ten statistical neighbours (DfE, April 2021), nearest first; none where it was made later."""
    neighbours_2025: tuple[str, ...]
    """Those of DfE's model of May 2025; none where it had ended by then."""
    first_year: int
    last_year: int
    """Of the years ending 31 March with a published number looked after."""
    note: str
    """What sets its figures apart: reorganisation, joint returns, suppression."""
    other_codes: tuple[str, ...] = ()
    """The old three-digit code, and earlier or later codes for the same area."""

    def neighbours(self, year: int) -> tuple[str, ...]:
        """Return its statistical neighbours as known on 31 March `year`; of the other model where one has none."""
        if year > NEIGHBOURS_RENEWED:
            return self.neighbours_2025 or self.neighbours_2021
        return self.neighbours_2021 or self.neighbours_2025


@cache
def authorities() -> tuple[Authority, ...]:
    """Return every authority in the table, reorganised ones too, in order of name."""
    text = (files("sim.published") / "data" / "authorities.csv").read_text(encoding="utf-8")
    return tuple(_authority(line) for line in csv.DictReader(text.splitlines()))


def authorities_of(year: int) -> tuple[Authority, ...]:
    """Return the authorities of a year ending 31 March: 152 to 2019 and in 2022 and 2023, 151 between, 153 in 2024."""
    return tuple(one for one in authorities() if one.first_year <= year <= one.last_year)


def _authority(line: Mapping[str, str]) -> Authority:
    return Authority(
        line["code"],
        line["name"],
        line["region"],
        line["kind"],
        tuple(line["neighbours_2021"].split()),
        tuple(line["neighbours_2025"].split()),
        int(line["first_year"]),
        int(line["last_year"]),
        line["note"],
        tuple(line["other_codes"].split()),
    )


def authority(text: str) -> Authority:
    """Return the authority that is meant by a name, part of a name, or code; raises `BadInput` in plain words."""
    found = search(text)
    if len(found) == 1:
        return found[0]
    if _wider(text):
        raise BadInput(
            [f'"{text.strip()}" is not one authority but many; {called()} authorities "{text.strip()}" lists them']
        )
    names = listed(one.name for one in found)
    raise BadInput([f'"{text.strip()}" fits several authorities: {names}; give the name of one'])


def of_region(text: str, year: int) -> tuple[Authority, ...]:
    """Return the authorities of a region in a year ending 31 March; raises `BadInput` when it is not a region."""
    wider = _wider(text)
    if not wider:
        names = ("London", *REGIONS)
        near = nearest(text.strip().casefold(), [name.casefold() for name in names])
        meant = next((name for name in names if name.casefold() == near), None)
        mend = f"did you mean {meant}?" if meant else f"give one of {listed(names)}"
        raise BadInput([f'no region of England is called "{text.strip()}"; {mend}'])
    return tuple(one for one in authorities_of(year) if one.region in wider)


def search(text: str) -> tuple[Authority, ...]:
    """Return the authorities of a region, or those that `text` fits; raises `BadInput` when there is none."""
    wanted = _plain(text)
    wider = _wider(text)
    found = tuple(one for one in authorities() if one.region in wider) or matching(text)
    if found:
        return found
    names = {_plain(one.name): one.name for one in authorities()}
    near = nearest(wanted, names)
    mend = f"did you mean {names[near]}?" if near else f"{called()} authorities lists all names"
    raise BadInput([f'no English authority is called "{text.strip()}"; {mend}'])


def matching(text: str) -> tuple[Authority, ...]:
    """Return the authorities that `text` fits: by code, else by whole name, else by the beginnings of its words."""
    code = text.strip().upper()
    by_code = tuple(one for one in authorities() if code in (one.code, *one.other_codes))
    plain = _plain(text)
    wanted = ALIASES.get(plain, plain)
    if by_code or not wanted:
        return by_code
    named = tuple(one for one in authorities() if _plain(one.name) == wanted)
    return named or tuple(one for one in authorities() if _fits(wanted, _plain(one.name)))


def _wider(text: str) -> tuple[str, ...]:
    """Return the regions that are named by England, London, a region, or their codes."""
    given = text.strip().casefold()
    if given in ("england", ENGLAND.casefold()):
        return tuple(REGIONS)
    if given in ("london", "e12000007"):
        return ("Inner London", "Outer London")
    return tuple(name for name, code in REGIONS.items() if given in (name.casefold(), code.casefold()))


def _fits(wanted: str, name: str) -> bool:
    """Whether every word that is wanted begins a word of the name."""
    return all(any(word.startswith(part) for word in name.split()) for part in wanted.split())


def _plain(name: str) -> str:
    """Return a name without case, punctuation, and words that are left out or added at will."""
    spelt = name.casefold().replace("&", " and ").replace("'", "").replace("’", "")
    letters = "".join(letter if letter.isalnum() else " " for letter in spelt)
    words = " ".join("st" if word == "saint" else word for word in letters.split()).replace("london borough", "")
    return " ".join(word for word in words.split() if word not in TITLES | JOINING)
