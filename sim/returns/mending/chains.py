"""Episodes of a child made one chain: no overlap, no short gap, none open but the last, none past 18."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from sim.returns.codes.law import CARE_BEGINS
from sim.returns.codes.reasons import GOES_ON
from sim.returns.mending import faults
from sim.returns.mending.ledger import MendingLedger
from sim.returns.reading.dates import birthday_18
from sim.returns.reading.rows import Episode

LONGEST_GAP = timedelta(days=31)
NOT_KNOWN = "E99"
"""Written where care ended for a reason that is not known."""
LAST_DAYS = timedelta(days=28)
"""An episode that ends with X1 so shortly before the end of the returns is taken to go on in the next one."""


def chained(rows: list[Episode], born: date | None, last: date, last_year: int, ledger: MendingLedger) -> list[Episode]:
    """Return a child's episodes in order as one chain; `last` is the last 31 March of the returns.

    Two that follow one another without a gap and with X1 are of one period of care; any other reason ends it.
    """
    rows = _ended(rows, last_year, ledger)
    rows = _joined(rows, ledger)
    rows = _last_ended(rows, last, ledger)
    return _until_18(rows, born, last, ledger)


def _ended(rows: list[Episode], last_year: int, ledger: MendingLedger) -> list[Episode]:
    """End what was left open in an earlier return, or though another follows."""
    latest = max(episode.year for episode in rows)
    for place, episode in enumerate(rows):
        if episode.ends is not None:
            continue
        following = rows[place + 1] if place + 1 < len(rows) else None
        end_of_year = date(episode.year, 3, 31)
        if following is None:
            if latest < last_year:
                ledger.note(faults.STALE)
                episode.ends, episode.why_ended = max(end_of_year, episode.begins), NOT_KNOWN
        elif following.why_begun == CARE_BEGINS and following.begins > end_of_year:
            ledger.note(faults.STALE)
            episode.ends, episode.why_ended = max(end_of_year, episode.begins), NOT_KNOWN
        else:
            ledger.note(faults.OPEN_FOLLOWED)
            episode.ends, episode.why_ended = following.begins, GOES_ON
    return rows


def _joined(rows: list[Episode], ledger: MendingLedger) -> list[Episode]:
    """Cut overlaps and close gaps."""
    for episode, following in pairwise(rows):
        assert episode.ends is not None
        if episode.ends > following.begins:
            ledger.note(faults.OVERLAP)
            episode.ends = following.begins
        gap = following.begins - episode.ends
        if episode.why_ended in (GOES_ON, ""):
            if not episode.why_ended and (gap or following.why_begun == CARE_BEGINS):
                ledger.note(faults.NO_REASON)
                episode.why_ended = NOT_KNOWN
            elif gap > LONGEST_GAP:
                ledger.note(faults.GAP_LEFT)
                episode.why_ended = NOT_KNOWN
            else:
                if gap:
                    ledger.note(faults.GAP_CLOSED)
                    episode.ends = following.begins
                episode.why_ended = GOES_ON
        elif not gap and following.why_begun != CARE_BEGINS:
            ledger.note(faults.GOES_ON_AFTER_ALL)
            episode.why_ended = GOES_ON
    return rows


def _last_ended(rows: list[Episode], last: date, ledger: MendingLedger) -> list[Episode]:
    """Settle what the last episode says of its end."""
    episode = rows[-1]
    if episode.ends is None:
        episode.why_ended = ""
        return rows
    if episode.ends > last:
        ledger.note(faults.NOT_YET_ENDED)
        episode.ends, episode.why_ended = None, ""
    elif not episode.why_ended:
        ledger.note(faults.NO_REASON)
        episode.why_ended = NOT_KNOWN
    elif episode.why_ended == GOES_ON:
        if last - episode.ends < LAST_DAYS:
            ledger.note(faults.STILL_THERE)
            episode.ends, episode.why_ended = None, ""
        else:
            ledger.note(faults.NOTHING_FOLLOWS)
            episode.why_ended = NOT_KNOWN
    return rows


def _until_18(rows: list[Episode], born: date | None, last: date, ledger: MendingLedger) -> list[Episode]:
    """End care on the 18th birthday."""
    if born is None:
        return rows
    grown = birthday_18(born)
    kept = [episode for episode in rows if episode.begins < grown]
    if not kept:
        return kept
    final = kept[-1]
    goes_on = len(kept) < len(rows) and final.why_ended == GOES_ON
    if goes_on or (grown <= last and (final.ends is None or final.ends > grown)):
        ledger.note(faults.PAST_18)
        final.ends = grown
        final.why_ended = final.why_ended if final.why_ended not in (GOES_ON, "") else NOT_KNOWN
    return kept
