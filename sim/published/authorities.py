"""English authorities by name or code: region, statistical neighbours, and what became of the reorganised."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from sim.foundations.called import called
from sim.foundations.faults import BadInput, listed, nearest
from sim.published.former_names import FormerName, former_names
from sim.published.spelling import fits, plain

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
    {
        "bcp": "bournemouth christchurch poole",
        "northants": "northamptonshire",
        "hull": "kingston hull",
        "westmoreland": "westmorland",
    }
)
"""Other names in use, as `plain` writes both."""


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
    before = " ".join(formerly(text))
    fits_several = f'"{text.strip()}" fits several authorities: {names}; give the name of one'
    raise BadInput([f"{fits_several} ({before.removesuffix('.')})" if before else fits_several])


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
    wanted = plain(text)
    wider = _wider(text)
    found = tuple(one for one in authorities() if one.region in wider) or matching(text)
    if found:
        return found
    names = {plain(one.name): one.name for one in authorities()}
    near = nearest(wanted, names)
    mend = f"did you mean {names[near]}?" if near else f"{called()} authorities lists all names"
    raise BadInput([f'no English authority is called "{text.strip()}"; {mend}'])


def matching(text: str) -> tuple[Authority, ...]:
    """Return the authorities that `text` fits: by code, else by whole name, else by the beginnings of its words.

    Names of counties and districts that were reorganised stand for the authorities in which they lie now.
    """
    code = text.strip().upper()
    by_code = tuple(one for one in authorities() if code in (one.code, *one.other_codes))
    wanted = ALIASES.get(plain(text), plain(text))
    if by_code or not wanted:
        return by_code
    named = tuple(one for one in authorities() if plain(one.name) == wanted)
    if named or (former := _now(former_names(text))):
        return named or former
    return tuple(one for one in authorities() if fits(wanted, plain(one.name))) or _now(former_names(text, part=True))


def _now(former: Sequence[FormerName]) -> tuple[Authority, ...]:
    """Return the authorities in which the places of former names lie."""
    codes = {code for one in former for code in one.became}
    return tuple(one for one in authorities() if one.code in codes)


def formerly(text: str) -> tuple[str, ...]:
    """Return in words what became of the places that `text` names, where none of them is an authority any more."""
    called = any(fits(plain(text), plain(one.name)) for one in authorities())
    former = former_names(text) or (() if called else former_names(text, part=True))
    return tuple(f"{one.words} {listed(now.name for now in _now([one]))}." for one in former)


def _wider(text: str) -> tuple[str, ...]:
    """Return the regions that are named by England, London, a region, or their codes."""
    given = text.strip().casefold()
    if given in ("england", ENGLAND.casefold()):
        return tuple(REGIONS)
    if given in ("london", "e12000007"):
        return ("Inner London", "Outer London")
    return tuple(name for name, code in REGIONS.items() if given in (name.casefold(), code.casefold()))
