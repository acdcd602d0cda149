"""Rows before they are lives: identifiers that fit, each row once, the later return's word, and what is left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import astuple, replace
from datetime import date

from sim.foundations.faults import BadInput
from sim.returns.codes.law import CARE_BEGINS, SHORT_BREAKS
from sim.returns.mending import faults
from sim.returns.mending.ledger import MendingLedger
from sim.returns.reading.dates import birthday_18
from sim.returns.reading.rows import Episode, ReturnRows

ByChild = dict[str, list[Episode]]


def identifiers_joined(rows: ReturnRows, ledger: MendingLedger) -> list[Episode]:
    """Return the episodes with identifiers as headers have them, where a spreadsheet made numbers of them.

    Raises BadInput where that could join two children.
    """
    unmatched = {episode.child for episode in rows.episodes} - rows.people.keys()
    if not unmatched or not any(map(_number, unmatched)):
        return rows.episodes
    headers: dict[str, list[str]] = defaultdict(list)
    for child in rows.people:
        headers[_number(child) or child].append(child)
    renamed: dict[str, str] = {}
    for child in unmatched:
        found = headers.get(_number(child) or "", [])
        if not found:
            continue
        born = rows.people[found[0]].born
        elsewhere = rows.births_elsewhere.get(child, frozenset())
        if len(found) > 1 or (elsewhere and born not in elsewhere):
            raise BadInput(
                [
                    "identifiers of children in the Episodes table are numbers that fit several header rows, or one of "
                    "another date of birth (a spreadsheet dropped zeros?); export the tables again, and keep CHILD as "
                    "text when they are opened in a spreadsheet"
                ]
            )
        renamed[child] = found[0]
    ledger.note(faults.NUMBERS_JOINED, len(set(renamed.values())))
    return [
        replace(episode, child=renamed[episode.child]) if episode.child in renamed else episode
        for episode in rows.episodes
    ]


def _number(child: str) -> str:
    """Return an identifier without leading zeros and .0, empty when it is no number."""
    whole = child.removesuffix(".0")
    return whole.lstrip("0") or "0" if whole.isdecimal() else ""


def without_duplicates(episodes: Iterable[Episode], ledger: MendingLedger) -> list[Episode]:
    """Return each row of a return once."""
    kept: list[Episode] = []
    seen: set[tuple[object, ...]] = set()
    for episode in episodes:
        words = astuple(episode)
        if words in seen:
            ledger.note(faults.DUPLICATE)
            continue
        seen.add(words)
        kept.append(episode)
    return kept


def latest_word(episodes: Iterable[Episode], ledger: MendingLedger) -> list[Episode]:
    """Return of episodes that several returns tell the last return's word."""
    latest: dict[tuple[str, date], int] = {}
    rows = list(episodes)
    for episode in rows:
        key = (episode.child, episode.begins)
        latest[key] = max(episode.year, latest.get(key, 0))
    kept = [episode for episode in rows if episode.year == latest[(episode.child, episode.begins)]]
    ledger.note(faults.REPLACED, len(rows) - len(kept))
    return kept


def in_order(episodes: Iterable[Episode]) -> ByChild:
    """Return the episodes of each child in the order in which they happened."""
    found: ByChild = defaultdict(list)
    for episode in episodes:
        found[episode.child].append(episode)
    for rows in found.values():
        rows.sort(key=_when)
    return dict(found)


def _when(episode: Episode) -> tuple[date, date, str, str, str]:
    """Return what rows are sorted by; after the days, what they say, so that the order of a file changes nothing."""
    return (episode.begins, episode.ends or date.max, episode.why_begun, episode.place, episode.law)


def without_short_breaks(children: ByChild, ledger: MendingLedger) -> ByChild:
    """Return the episodes without series of short breaks; care that follows one begins where the law changes."""
    kept: ByChild = {}
    for child, rows in children.items():
        staying: list[Episode] = []
        begins_late = False
        for episode in rows:
            if episode.law in SHORT_BREAKS:
                ledger.note(faults.SHORT_BREAKS)
                begins_late = True
                continue
            if begins_late and episode.why_begun != CARE_BEGINS:
                episode.why_begun = CARE_BEGINS
            begins_late = False
            staying.append(episode)
        if staying:
            kept[child] = staying
    return kept


def without_absurd(children: ByChild, rows: ReturnRows, last: date, ledger: MendingLedger) -> ByChild:
    """Return the episodes without those that cannot have been: before birth, from 18 on, ended before begun."""
    kept: ByChild = {}
    for child, episodes in children.items():
        person = rows.people.get(child)
        if person is None:
            ledger.note(faults.NO_HEADER)
            continue
        born = person.born if person.born is None or person.born <= last else None
        staying: list[Episode] = []
        for episode in episodes:
            if episode.ends is not None and episode.ends < episode.begins:
                ledger.note(faults.ENDS_BEFORE_BEGINS)
            elif episode.begins > last:
                ledger.note(faults.AFTER_THE_END)
            elif person.born is not None and episode.begins < person.born:
                ledger.note(faults.BEFORE_BIRTH)
            elif born is not None and episode.begins >= birthday_18(born) and _anew(episode, staying):
                ledger.note(faults.BEGUN_AT_18)
            else:
                staying.append(episode)
        if staying:
            ledger.note(faults.NO_BIRTH, born is None)
            kept[child] = staying
    return kept


def _anew(episode: Episode, before: list[Episode]) -> bool:
    """Whether care begins with an episode, rather than going on from one before it."""
    return episode.why_begun == CARE_BEGINS or not before


def told_headers(children: Mapping[str, list[Episode]], rows: ReturnRows, ledger: MendingLedger) -> None:
    """Count the headers of children who have no episode."""
    with_any = {episode.child for episode in rows.episodes} | children.keys()
    ledger.note(faults.HEADER_ONLY, sum(child not in with_any for child in rows.people))
