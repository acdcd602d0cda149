"""Rows of the tables that are used, typed: codes in capitals, dates as dates, and the year of the return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.foundations.private import Private


@dataclass(slots=True, repr=False)
class Episode(Private):
    """A row of the Episodes table; mending changes it."""

    child: str
    begins: date
    why_begun: str
    """RNE."""
    law: str
    """LS."""
    need: str
    """CIN."""
    place: str
    provider: str
    ends: date | None
    why_ended: str
    """REC."""
    why_moved: str
    """REASON_PLACE_CHANGE."""
    home_postcode: str
    placed_postcode: str
    placed_council: str
    """PL_LA."""
    inside: str
    """PL_LOCATION."""
    distance: float | None
    """PL_DISTANCE, miles."""
    year: int
    """Of the 31 March with which the return ends."""


@dataclass(frozen=True, slots=True, repr=False)
class Person(Private):
    """A row of the Header table."""

    born: date | None
    sex: str
    year: int


@dataclass(frozen=True, slots=True, repr=False)
class Score(Private):
    """A row of the OC2 table: a score of the strengths and difficulties questionnaire."""

    score: int
    year: int


@dataclass(slots=True, repr=False)
class ReturnRows(Private):
    """What all returns say, child by child; the identifiers are of the council and go no further than the mending."""

    episodes: list[Episode]
    people: dict[str, Person]
    unaccompanied: dict[str, date | None]
    """With the date of birth that the UASC table gives."""
    scores: dict[str, Score]
    placed_for_adoption: dict[str, tuple[date, ...]]
    births_elsewhere: dict[str, frozenset[date]]
    """Dates of birth that other tables give of an identifier: by them numbers that lost their zeros are joined."""
    years: tuple[int, ...]
    has_unaccompanied_table: bool
