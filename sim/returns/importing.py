"""Returns in: from the paths that were given to lives in care, and all that may be told of the way there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.returns.codes.law import (
    BEHAVIOUR_NEED,
    CARE_BEGINS,
    DISABILITY_NEED,
    NEEDS,
    NEW_PLACEMENT,
    ROUTES,
    SAME_PLACEMENT,
    SEXES,
    SHORT_BREAKS,
)
from sim.returns.codes.places import PLACES
from sim.returns.codes.reasons import MOVE_REASONS, NO_MOVE, REASONS
from sim.returns.findings import ImportNotes
from sim.returns.lives import CareLives, ReturnedChild, Window
from sim.returns.mending import faults
from sim.returns.mending.chains import chained
from sim.returns.mending.ledger import MendingLedger
from sim.returns.mending.locations import NO_POSTCODES, Postcodes, location
from sim.returns.mending.periods import periods
from sim.returns.mending.rows import (
    ByChild,
    identifiers_joined,
    in_order,
    latest_word,
    told_headers,
    without_absurd,
    without_duplicates,
    without_short_breaks,
)
from sim.returns.reading.returns import read_rows
from sim.returns.reading.rows import Episode, ReturnRows

MOST_LEFT_OUT = 0.05
"""Share of the episodes that may be left out before an import is refused; short breaks do not count."""
MOST_UNKNOWN = 0.05
"""Share of the episodes with a code that no year's return has."""
MOST_WITHOUT_HEADER = 0.02
"""Share of the children without a header row."""
FEWEST_TO_JUDGE = 100
"""Episodes below which no share is judged: one fault in ten is one slip."""


def read_returns(
    paths: Sequence[Path], year: int | None = None, where: Postcodes = NO_POSTCODES, council: str = ""
) -> tuple[CareLives, ImportNotes]:
    """Read SSDA903 returns and mend them into lives in care.

    `year` says of which year a single return is; `council` is the code of the council whose return it is, by which
    postcodes are told to lie inside it. Raises BadInput, without a word of any child, when they cannot be used.
    """
    rows, said = read_rows(paths, year)
    ledger = MendingLedger()
    council = council or _home_council(rows, where)
    window = Window(date(rows.years[0] - 1, 4, 1), date(rows.years[-1], 3, 31))
    children = _mended(rows, window, ledger)
    lives = CareLives(window, tuple(_lives(children, rows, where, council, window, ledger)))
    return lives, ImportNotes(tuple(said.read), ledger.findings, ledger.steps, tuple(dict.fromkeys(said.not_used)))


def _home_council(rows: ReturnRows, where: Postcodes) -> str:
    """Return the code of the council in which most homes lie, empty where no postcode tells."""
    homes = Counter(spot.council for episode in rows.episodes if (spot := where.find(episode.home_postcode)))
    ((most, number),) = homes.most_common(1) or [("", 0)]
    return most if number > homes.total() / 2 else ""


def _mended(rows: ReturnRows, window: Window, ledger: MendingLedger) -> ByChild:
    """Return each child's episodes, those left out that must be. Raises BadInput when they are too many."""
    episodes = rows.episodes
    _codes_told(episodes, ledger)
    before, episodes = episodes, identifiers_joined(rows, ledger)
    ledger.step("identifiers", before, episodes)
    before, episodes = episodes, without_duplicates(episodes, ledger)
    ledger.step("rows that stand twice", before, episodes)
    before, episodes = episodes, latest_word(episodes, ledger)
    ledger.step("several returns joined", before, episodes)
    before, children = episodes, without_short_breaks(in_order(episodes), ledger)
    ledger.step("series of short breaks left out", before, _all(children))
    told_headers(children, rows, ledger)
    all_children, before = len(children), _all(children)
    children = without_absurd(children, rows, window.last, ledger)
    after = _all(children)
    ledger.step("what cannot be left out", before, after)
    _refused(len(before), len(before) - len(after), all_children, ledger)
    for child, chain in list(children.items()):
        born = rows.people[child].born
        born = born if born is None or born <= window.last else None
        kept = chained(chain, born, window.last, rows.years[-1], ledger)
        if kept:
            children[child] = kept
        else:
            del children[child]
    ledger.step("one chain a child", after, _all(children))
    return children


def _all(children: ByChild) -> list[Episode]:
    return [episode for rows in children.values() for episode in rows]


def _refused(episodes: int, left_out: int, children: int, ledger: MendingLedger) -> None:
    if episodes < FEWEST_TO_JUDGE:
        return
    problems: list[str] = []
    if left_out > MOST_LEFT_OUT * episodes:
        problems.append(f"{left_out:,} of {counted(episodes, 'episode')} had to be left out")
    if (unknown := ledger.count(faults.UNKNOWN_CODE)) > MOST_UNKNOWN * episodes:
        problems.append(f"{counted(unknown, 'cell')} of {counted(episodes, 'episode')} hold codes that no return has")
    if (without := ledger.count(faults.NO_HEADER)) > MOST_WITHOUT_HEADER * children:
        problems.append(f"{without:,} of {counted(children, 'child', 'children')} have no header row")
    if problems:
        told = "; ".join(f"{one.what}: {one.count:,}" for one in ledger.findings if one.treatment.value == "left out")
        raise BadInput([f"{', '.join(problems)}: too many to build on ({told}); export the return again"])


def _codes_told(episodes: Iterable[Episode], ledger: MendingLedger) -> None:
    """Count codes that no return has, or not that of their year."""
    begun = frozenset((CARE_BEGINS, *NEW_PLACEMENT, *SAME_PLACEMENT))
    laws, needs = frozenset((*ROUTES, *SHORT_BREAKS)), frozenset(NEEDS)
    moves = frozenset((*MOVE_REASONS, NO_MOVE))
    for episode in episodes:
        place, reason = PLACES.get(episode.place), REASONS.get(episode.why_ended)
        unknown = (
            (place is None)
            + (bool(episode.why_ended) and reason is None)
            + (episode.why_begun not in begun)
            + (episode.law not in laws)
            + (bool(episode.need) and episode.need not in needs)
            + (bool(episode.why_moved) and episode.why_moved not in moves)
        )
        ledger.note(faults.UNKNOWN_CODE, unknown)
        old = (place is not None and not place.validity.holds(episode.year)) + (
            reason is not None and not reason.validity.holds(episode.year)
        )
        ledger.note(faults.OLD_CODE, old)


def _lives(
    children: ByChild, rows: ReturnRows, where: Postcodes, council: str, window: Window, ledger: MendingLedger
) -> Iterable[ReturnedChild]:
    for child, chain in children.items():
        person = rows.people[child]
        born = person.born if person.born is None or person.born <= window.last else None
        unaccompanied = child in rows.unaccompanied
        needs = Counter(episode.need for episode in chain)
        score = rows.scores.get(child)
        yield ReturnedChild(
            born=born,
            sex=SEXES.get(person.sex.removesuffix(".0")),
            unaccompanied=unaccompanied,
            disabled=bool(needs[DISABILITY_NEED]),
            behaviour=bool(needs[BEHAVIOUR_NEED]),
            strengths_and_difficulties=score.score if score else None,
            periods=periods(
                chain,
                born,
                unaccompanied,
                partial(location, where=where, council=council, unaccompanied=unaccompanied),
                ledger,
            ),
        )
