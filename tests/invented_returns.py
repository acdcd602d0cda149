"""Returns of an invented council whose rates are known: children drawn one by one, written as each year's tables."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from math import inf
from pathlib import Path
from random import Random

from sim.returns.reading.dates import birthday_18

Bands = tuple[tuple[float, float], ...]
"""Days up to which a rate a year holds, and the rate."""

PLACES = {  # of a kind, as written in each year's return, with its provider
    "in house": ("U6", "PR1"),
    "agency": ("U6", "PR4"),
    "connected": ("U3", "PR1"),
    "home": ("K2", "PR4"),
    "supported": ("H5", "PR4"),
    "parents": ("P1", "PR0"),
}
SUPPORTED_FROM_2025 = "K3"
EPISODES = (
    *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"),
    *("HOME_POST", "PL_POST", "URN"),
)
HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
UASC = ("CHILD", "SEX", "DOB", "DUC")
HOME = ("E4A", "E4B")
OC2 = ("CHILD", "DOB", "SDQ_SCORE", "SDQ_REASON")


@dataclass(frozen=True, slots=True)
class Truth:
    """The rates that an invented council has."""

    entries_a_year: float = 60.0
    leaving: Bands = ((14, 4.3), (56, 1.5), (182, 0.85), (365, 0.6), (730, 0.38), (1095, 0.26), (inf, 0.15))
    moving: Bands = ((30, 2.0), (182, 1.0), (365, 0.5), (inf, 0.2))
    disruptive: float = 0.5
    """Share of moves that are breakdowns."""
    alone: float = 0.06
    """Share of those who enter who are unaccompanied."""
    back: Bands = ()
    """Coming back of children who went home, a year, by days since; none where empty."""
    pace: Mapping[str, float] = field(default_factory=dict)
    """By which moving is faster from a kind of placement; 1 where it is not named."""


TRUTH = Truth()


@dataclass(slots=True)
class InventedStay:
    """A placement."""

    begins: date
    kind: str
    ends: date | None = None
    reason: str = ""
    """REASON_PLACE_CHANGE of the move with which it ended."""


@dataclass(slots=True)
class InventedChild:
    """A child with a period of care; one that comes back has others under its name."""

    name: str
    born: date
    sex: str
    alone: bool
    law: str
    home: str
    stays: list[InventedStay] = field(default_factory=list)
    ends: date | None = None
    why: str = ""

    @property
    def begins(self) -> date:
        """Return when care began."""
        return self.stays[0].begins


@dataclass(frozen=True, slots=True)
class TrueCounts:
    """What a year's returns must come to."""

    looked_after: int
    by_kind: Counter[str]
    started: int
    ceased: int
    aged_out: int
    moves: int
    disruptive: int
    alone: int


def invented(seed: int, first: int, last: int, truth: Truth = TRUTH) -> list[InventedChild]:
    """Return the children in care between 1 April `first - 1` and 31 March `last`, and eighteen years before."""
    luck = Random(seed)
    began, end, days = date(first - 19, 4, 1), date(last, 3, 31), 0.0
    children: list[InventedChild] = []
    while True:
        days += luck.expovariate(truth.entries_a_year / 365.25)
        day = began + timedelta(days=int(days))
        if day > end:
            return [child for child in children if child.ends is None or child.ends >= date(first - 1, 4, 1)]
        children.append(_child(f"T{100_000 + 17 * len(children)}", day, end, luck, truth))
        children.extend(_again(children[-1], end, luck, truth))


def _again(child: InventedChild, end: date, luck: Random, truth: Truth) -> Iterator[InventedChild]:
    """Yield the later periods of care of a child who went home and came back, under its own name."""
    while truth.back and child.ends is not None and child.why in HOME:
        back = _when(child.ends, truth.back, luck)
        if back > end or back >= birthday_18(child.born):
            return
        again = InventedChild(child.name, child.born, child.sex, child.alone, child.law, child.home)
        child = _lived(again, back, end, luck, truth)
        yield child


def _child(name: str, day: date, end: date, luck: Random, truth: Truth) -> InventedChild:
    alone = luck.random() < truth.alone
    age = luck.uniform(16, 17.8) if alone else luck.choice((luck.uniform(0, 1), luck.uniform(1, 17.5)))
    born = day - timedelta(days=int(age * 365.25))
    law = "V2" if alone else luck.choice(("V2", "C1", "L1", "C1"))
    child = InventedChild(name, born, luck.choice("12"), alone, law, "" if alone else f"ZZ1 {luck.randint(1, 9)}AA")
    return _lived(child, day, end, luck, truth)


def _lived(child: InventedChild, day: date, end: date, luck: Random, truth: Truth) -> InventedChild:
    """Return the child with a period of care that begins on a day."""
    born, alone = child.born, child.alone
    grown = birthday_18(born)
    leaves = _when(day, truth.leaving, luck)
    stop = min(leaves, grown)
    child.stays.append(InventedStay(day, _kind(day, born, alone, luck)))
    while True:
        stay = child.stays[-1]
        moves = _when(stay.begins, truth.moving, luck, truth.pace.get(stay.kind, 1.0))
        if moves >= stop or moves > end:
            break
        stay.ends, stay.reason = moves, "CREQB" if luck.random() < truth.disruptive else "CARPL"
        child.stays.append(InventedStay(moves, _kind(moves, born, alone, luck)))
    if stop <= end:
        child.stays[-1].ends = child.ends = stop
        child.why = luck.choice(("E17", "E5")) if stop == grown else luck.choice(("E4A", "E4B", "E13", "E45"))
    return child


def _when(day: date, bands: Bands, luck: Random, pace: float = 1.0) -> date:
    """Return a day drawn from a rate that changes with time, so many times as fast."""
    left, since = luck.expovariate(1.0) / pace, 0.0
    for until, rate in bands:
        room = (until - since) * rate / 365.25
        if left <= room:
            return day + timedelta(days=max(1, round(since + left / rate * 365.25)))
        left, since = left - room, until
    raise AssertionError("the last band has no end")


def _kind(day: date, born: date, alone: bool, luck: Random) -> str:
    if day >= born.replace(day=min(born.day, 28), year=born.year + 16) + timedelta(days=5):
        return luck.choice(("supported", "supported", "agency") if alone else ("supported", "agency", "home"))
    return luck.choice(("in house", "in house", "in house", "agency", "agency", "connected", "home", "parents"))


def counted(children: Iterable[InventedChild], year: int) -> TrueCounts:
    """Return what a year comes to, from the lives themselves."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    children = list(children)
    here = [
        (child, stay)
        for child in children
        if child.begins <= last and (child.ends is None or child.ends > last)
        for stay in child.stays
        if stay.begins <= last and (stay.ends is None or stay.ends > last)
    ]
    moves = [
        stay.reason
        for child in children
        for stay in child.stays
        if stay.reason and first <= (stay.ends or last) <= last
    ]
    ceased = [child for child in children if child.ends and first <= child.ends <= last]
    return TrueCounts(
        looked_after=len(here),
        by_kind=Counter(stay.kind for _, stay in here),
        started=sum(first <= child.begins <= last for child in children),
        ceased=len(ceased),
        aged_out=sum(child.ends == birthday_18(child.born) for child in ceased),
        moves=len(moves),
        disruptive=moves.count("CREQB"),
        alone=sum(child.alone for child, _ in here),
    )


Table = list[dict[str, str]]


def tables(children: Iterable[InventedChild], year: int) -> dict[str, Table]:
    """Return the tables of a year's return, by name."""
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    result: dict[str, Table] = {"episodes": [], "header": [], "uasc": [], "oc2": []}
    named: set[str] = set()
    for child in children:
        rows = list(_episodes(child, first, last, year))
        if not rows:
            continue
        sex = {"1": "M", "2": "F"}[child.sex] if year >= 2025 else child.sex
        born = said(child.born)
        result["episodes"] += rows
        if child.name in named:
            continue
        named.add(child.name)
        result["header"].append(
            {"CHILD": child.name, "SEX": sex, "DOB": born, "ETHNIC": "WBRI", "UPN": "UN1", "MOTHER": "", "MC_DOB": ""}
        )
        if child.alone:
            result["uasc"].append({"CHILD": child.name, "SEX": sex, "DOB": born, "DUC": said(birthday_18(child.born))})
        elif (last - child.begins).days > 365:
            score = str(sum(map(ord, child.name)) % 41)
            result["oc2"].append({"CHILD": child.name, "DOB": born, "SDQ_SCORE": score, "SDQ_REASON": ""})
    return result


def _episodes(child: InventedChild, first: date, last: date, year: int) -> Iterator[dict[str, str]]:
    """Yield the rows of a child that are of a year: those that were open at some time in it."""
    for number, stay in enumerate(child.stays):
        if stay.begins > last or (stay.ends is not None and stay.ends < first):
            continue
        ends = stay.ends if stay.ends is not None and stay.ends <= last else None
        leaves = ends is not None and ends == child.ends
        place, provider = PLACES[stay.kind]
        if stay.kind == "supported" and year >= 2025:
            place = SUPPORTED_FROM_2025
        yield {
            "CHILD": child.name,
            "DECOM": said(stay.begins),
            "RNE": "P" if number else "S",
            "LS": child.law,
            "CIN": "N8" if child.alone else "N1",
            "PLACE": place,
            "PLACE_PROVIDER": provider,
            "DEC": said(ends) if ends else "",
            "REC": (child.why if leaves else "X1") if ends else "",
            "REASON_PLACE_CHANGE": stay.reason if ends and not leaves else "",
            "HOME_POST": child.home,
            "PL_POST": f"ZZ{1 + sum(map(ord, child.name)) % 7} {1 + number % 9}AB",
            "URN": "SC400001",
        }


def said(day: date) -> str:
    """Return a day as the return writes it."""
    return f"{day:%d/%m/%Y}"


def as_csv(rows: Table, columns: Sequence[str], separator: str = ",", line_end: str = "\r\n") -> str:
    """Return a table as CSV."""
    text = StringIO()
    writer = csv.DictWriter(text, columns, delimiter=separator, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_xml(made: dict[str, Table]) -> str:
    """Return a return in its XML form."""
    alone = {row["CHILD"] for row in made["uasc"]}
    lines = ["<?xml version='1.0' encoding='utf-8'?>", "<EXPSSDA903>"]
    for head in made["header"]:
        lines.append(
            f"<CHILD><HEADER><CHILDID>{head['CHILD']}</CHILDID><SEX>{head['SEX']}</SEX><DOB>{head['DOB']}</DOB>"
            f"<UASC>{int(head['CHILD'] in alone)}</UASC></HEADER>"
        )
        for row in made["episodes"]:
            if row["CHILD"] == head["CHILD"]:
                cells = "".join(
                    f"<{'PL' if name == 'PLACE' else name}>{value}</{'PL' if name == 'PLACE' else name}>"
                    for name, value in row.items()
                    if name != "CHILD"
                )
                lines.append(f"<EPISODE>{cells}</EPISODE>")
        lines.append("</CHILD>")
    return "\n".join([*lines, "</EXPSSDA903>"])


def write(children: Sequence[InventedChild], folder: Path, years: Iterable[int]) -> list[Path]:
    """Write the returns, a folder a year, and return the folders."""
    folders = []
    columns = {"episodes": EPISODES, "header": HEADER, "uasc": UASC, "oc2": OC2}
    for year in years:
        into = folder / str(year)
        into.mkdir(parents=True)
        for name, rows in tables(children, year).items():
            (into / f"{name}.csv").write_text(as_csv(rows, columns[name]), encoding="utf-8", newline="")
        folders.append(into)
    return folders
