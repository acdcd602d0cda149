"""Periods of care from a child's chain of episodes: when they began and ended, by which route and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sim.foundations.codes import LeavingCause, Route
from sim.returns.codes.law import CARE_BEGINS, ROUTES, STATUSES
from sim.returns.codes.reasons import GOES_ON, REASONS, STAYING_PUT, Reason
from sim.returns.lives import LegalSpell, Period
from sim.returns.mending.ledger import MendingLedger
from sim.returns.mending.placements import Locate, placements
from sim.returns.reading.dates import birthday_18
from sim.returns.reading.rows import Episode

NOT_KNOWN = Reason(None)


def periods(
    chain: Sequence[Episode], born: date | None, unaccompanied: bool, locate: Locate, ledger: MendingLedger
) -> tuple[Period, ...]:
    """Return a child's periods of care from the chain of its episodes."""
    return tuple(_period(rows, born, unaccompanied, locate, ledger) for rows in _split(chain))


def _split(chain: Sequence[Episode]) -> Iterator[list[Episode]]:
    """Yield the episodes of each period: a reason other than X1 ends it."""
    rows: list[Episode] = []
    for episode in chain:
        rows.append(episode)
        if episode.why_ended != GOES_ON:
            yield rows
            rows = []
    if rows:
        yield rows


def _period(
    rows: list[Episode], born: date | None, unaccompanied: bool, locate: Locate, ledger: MendingLedger
) -> Period:
    first, final = rows[0], rows[-1]
    reason = REASONS.get(final.why_ended, NOT_KNOWN) if final.ends is not None else NOT_KNOWN
    return Period(
        begins=first.begins,
        entry_known=first.why_begun == CARE_BEGINS,
        ends=final.ends,
        cause=_cause(final, reason, born),
        censored=reason.censored,
        route=Route.UNACCOMPANIED if unaccompanied else _route(rows),
        legal=_legal(rows),
        stays=placements(rows, born, locate, ledger),
        staying_put=final.why_ended == STAYING_PUT,
    )


def _cause(final: Episode, reason: Reason, born: date | None) -> LeavingCause | None:
    if final.ends is None:
        return None
    if final.why_ended == STAYING_PUT or (born is not None and final.ends >= birthday_18(born)):
        return LeavingCause.EIGHTEENTH_BIRTHDAY
    return reason.cause


def _route(rows: Sequence[Episode]) -> Route:
    """Return the route of the first legal status that is known; accommodated where none is."""
    return next((ROUTES[episode.law] for episode in rows if episode.law in ROUTES), Route.VOLUNTARY)


def _legal(rows: Sequence[Episode]) -> tuple[LegalSpell, ...]:
    found: list[LegalSpell] = []
    for episode in rows:
        status = STATUSES.get(episode.law)
        if status is not None and (not found or found[-1].status is not status):
            found.append(LegalSpell(episode.begins, status))
    return tuple(found)
