"""The rows of a return that is written, and the text of its tables in the codes of its year."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from sim.foundations.codes import Kind, LeavingCause, PlacementEnd, Sex

EPISODES = (
    *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE"),
    *("HOME_POST", "PL_POST", "URN"),
)
HEADER = ("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB")
UASC = ("CHILD", "SEX", "DOB", "DUC")
REVIEWS = ("CHILD", "DOB", "REVIEW", "REVIEW_CODE")

FIRST_OF_LETTERS = 2025
"""The first year whose return writes sex as a letter."""
FIRST_OF_K3 = 2025
FIRST_OF_NEW_GUARDIANSHIP = 2019
NO_ETHNICITY = "NOBT"
TOOK_PART, TOO_YOUNG, OLD_ENOUGH = "PN1", "PN0", 4
"""REVIEW_CODE: came and spoke for themselves; under four."""
NO_PUPIL_NUMBER = "UN5"


@dataclass(frozen=True, slots=True)
class OutEpisode:
    """A row of the Episodes table, in words of the model where a code hangs on the year."""

    child: str
    begins: date
    why_begun: str
    law: str
    need: str
    kind: Kind
    remanded: bool
    ends: date | None
    cause: LeavingCause | None
    """Why care ended with it; None where it goes on."""
    stays_put: bool
    """At 18, with foster carers."""
    why_moved: PlacementEnd | None
    """Of the placement that ended with it, where another followed."""


@dataclass(frozen=True, slots=True)
class OutChild:
    """A child of the return: an invented identifier, and nothing of anybody real."""

    name: str
    born: date
    sex: Sex
    unaccompanied: bool
    grown: date
    """Its 18th birthday."""
    reviews: tuple[date, ...] = ()
    """Held in the year."""


@dataclass(frozen=True, slots=True)
class OutReturn:
    """A return of a year ending 31 March."""

    year: int
    children: tuple[OutChild, ...]
    episodes: tuple[OutEpisode, ...]
    reviewed: bool = False
    """Whether it has a table of reviews: where nobody holds any, none would say that all children went without."""

    def tables(self) -> dict[str, str]:
        """Return the text of each table by the name of its file."""
        born = {child.name: said(child.born) for child in self.children}
        tables = {
            "header.csv": _text(
                HEADER,
                (
                    (child.name, _sex(child.sex, self.year), born[child.name], NO_ETHNICITY, NO_PUPIL_NUMBER, "", "")
                    for child in self.children
                ),
            ),
            "episodes.csv": _text(EPISODES, (_episode(one, self.year) for one in self.episodes)),
            "uasc.csv": _text(
                UASC,
                (
                    (child.name, _sex(child.sex, self.year), born[child.name], said(child.grown))
                    for child in self.children
                    if child.unaccompanied
                ),
            ),
        }
        if self.reviewed:
            tables["reviews.csv"] = _text(REVIEWS, self._reviews())
        return tables

    def _reviews(self) -> Iterator[tuple[str, ...]]:
        """Yield a row a review; that every child of four or more took part is invented."""
        for child in self.children:
            for day in child.reviews:
                part = TOOK_PART if _age(child, day) >= OLD_ENOUGH else TOO_YOUNG
                yield child.name, said(child.born), said(day), part


def said(day: date) -> str:
    """Return a day as the return writes it."""
    return f"{day:%d/%m/%Y}"


def _text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue()


def _age(child: OutChild, day: date) -> int:
    return day.year - child.born.year - ((day.month, day.day) < (child.born.month, child.born.day))


def _sex(sex: Sex, year: int) -> str:
    if year < FIRST_OF_LETTERS:
        return str(int(sex))
    return "M" if sex is Sex.MALE else "F"


def _episode(one: OutEpisode, year: int) -> tuple[str, ...]:
    place, provider = _place(one, year)
    return (
        one.child,
        said(one.begins),
        one.why_begun,
        one.law,
        one.need,
        place,
        provider,
        said(one.ends) if one.ends else "",
        _reason(one, year) if one.ends else "",
        _move(one.why_moved) if one.ends and one.why_moved is not None else "",
        "",
        "",
        "",
    )


def _place(one: OutEpisode, year: int) -> tuple[str, str]:
    """Return PLACE and PLACE_PROVIDER."""
    return {
        Kind.IN_HOUSE: ("U6", "PR1"),
        Kind.CONNECTED: ("U3", "PR1"),
        Kind.AGENCY: ("U6", "PR4"),
        Kind.CHILDRENS_HOME: ("K2", "PR4"),
        Kind.SECURE: ("K1", "PR2"),
        Kind.OTHER_RESIDENTIAL: ("R5", "PR3") if one.remanded else ("R1", "PR4"),
        Kind.SUPPORTED: ("K3" if year >= FIRST_OF_K3 else "H5", "PR4"),
        Kind.WITH_PARENTS: ("P1", "PR0"),
        Kind.ADOPTION: ("A6", "PR1"),
    }[one.kind]


def _reason(one: OutEpisode, year: int) -> str:
    """Return REC."""
    if one.cause is None:
        return "X1"
    if one.cause is LeavingCause.EIGHTEENTH_BIRTHDAY:
        return "E17" if one.stays_put else "E5"
    if one.cause is LeavingCause.SPECIAL_GUARDIANSHIP:
        return _guardianship(one.kind, year)
    return {
        LeavingCause.HOME_PLANNED: "E4A",
        LeavingCause.HOME_UNPLANNED: "E4B",
        LeavingCause.RELATIVES: "E13",
        LeavingCause.ADOPTED: "E11",
        LeavingCause.CHILD_ARRANGEMENTS: "E41",
        LeavingCause.CUSTODY: "E9",
        LeavingCause.OTHER: "E8",
    }[one.cause]


def _guardianship(kind: Kind, year: int) -> str:
    """Return REC of a guardianship: to those who fostered the child, or to others, who are taken as relatives."""
    fostered = kind in (Kind.CONNECTED, Kind.IN_HOUSE, Kind.AGENCY)
    if year < FIRST_OF_NEW_GUARDIANSHIP:
        return "E43" if fostered else "E44"
    if kind is Kind.CONNECTED:
        return "E45"
    return "E46" if fostered else "E47"


def _move(why: PlacementEnd) -> str:
    """Return REASON_PLACE_CHANGE."""
    return {
        PlacementEnd.DISRUPTED: "CREQB",
        PlacementEnd.HOUSEHOLD_CLOSED: "CLOSE",
        PlacementEnd.FOUND_BETTER: "OTHER",
        PlacementEnd.NOT_APPROVED: "OTHER",
    }.get(why, "CARPL")
