"""Placements from a chain of episodes: temporary ones absorbed, changes of status joined, kinds and reasons told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sim.foundations.codes import Kind, Location, PlacementEnd
from sim.returns.codes.law import SAME_PLACEMENT
from sim.returns.codes.places import PLACES, PlaceCode, kind_of
from sim.returns.codes.reasons import MOVE_REASONS, NO_MOVE
from sim.returns.lives import Stay
from sim.returns.mending import faults
from sim.returns.mending.ledger import MendingLedger
from sim.returns.reading.dates import birthday_18
from sim.returns.reading.rows import Episode

UNKNOWN = PlaceCode(None)
BY_NEXT_KIND = {
    Kind.ADOPTION: PlacementEnd.TO_ADOPTION,
    Kind.WITH_PARENTS: PlacementEnd.TO_PARENTS,
    Kind.SUPPORTED: PlacementEnd.TO_SUPPORTED,
}
"""Of moves in the care plan."""
AGE_OF_SUPPORTED = 16

Locate = Callable[[Episode], Location | None]


@dataclass(slots=True)
class _Piece:
    """A placement in the making."""

    begins: date
    ends: date | None
    place: PlaceCode
    kind: Kind | None
    location: Location | None
    postcode: str
    code: str
    last: Episode
    """Its last row, which tells why it ended."""
    moved: bool
    begin_known: bool


def placements(period: Sequence[Episode], born: date | None, locate: Locate, ledger: MendingLedger) -> tuple[Stay, ...]:
    """Return the placements of a period of care, given its episodes in order."""
    pieces = _joined(_absorbed(period, ledger), born, locate, ledger)
    stays = [
        _stay(piece, pieces[place + 1] if place + 1 < len(pieces) else None, period[-1])
        for place, piece in enumerate(pieces)
    ]
    ledger.note(faults.UNREGULATED, sum(stay.unregulated for stay in stays))
    return tuple(stays)


def _place(episode: Episode) -> PlaceCode:
    return PLACES.get(episode.place, UNKNOWN)


def _absorbed(period: Sequence[Episode], ledger: MendingLedger) -> list[Episode]:
    """Give the days of temporary placements to the placement before, or to the next where none is before.

    Where the child comes back to the same place, all three are one placement.
    """
    kept: list[Episode] = []
    waiting: Episode | None = None
    for episode in period:
        if _place(episode).temporary:
            ledger.note(faults.TEMPORARY)
            if kept:
                kept[-1].ends, kept[-1].why_ended = episode.ends, episode.why_ended
                kept[-1].why_moved = episode.why_moved or kept[-1].why_moved
            elif waiting is None:
                waiting = episode
            else:
                waiting.ends = episode.ends
            continue
        if waiting is not None:
            episode.begins, episode.why_begun = waiting.begins, waiting.why_begun
            waiting = None
        elif kept and kept[-1].ends == episode.begins and _came_back(period, kept[-1], episode):
            kept[-1].ends, kept[-1].why_ended, kept[-1].why_moved = episode.ends, episode.why_ended, episode.why_moved
            continue
        kept.append(episode)
    if waiting is not None:
        kept.append(waiting)
    return kept


def _came_back(period: Sequence[Episode], before: Episode, episode: Episode) -> bool:
    """Whether a child came back to the same place from a temporary one."""
    place = next(index for index, one in enumerate(period) if one is episode)
    return (
        place > 0
        and _place(period[place - 1]).temporary
        and (episode.place, episode.placed_postcode, episode.provider)
        == (before.place, before.placed_postcode, before.provider)
    )


def _joined(rows: Sequence[Episode], born: date | None, locate: Locate, ledger: MendingLedger) -> list[_Piece]:
    """Join what changed the legal status or the status of the placement alone."""
    pieces: list[_Piece] = []
    for episode in rows:
        place = _place(episode)
        kind = _kind(place, episode, born, ledger)
        same = bool(pieces) and episode.why_begun in SAME_PLACEMENT
        if same and (kind == pieces[-1].kind or kind is None):
            ledger.note(faults.STATUS_ALONE)
            pieces[-1].ends, pieces[-1].last = episode.ends, episode
            continue
        pieces.append(
            _Piece(
                begins=episode.begins,
                ends=episode.ends,
                place=place,
                kind=kind,
                location=locate(episode),
                postcode=episode.placed_postcode,
                code=episode.place,
                last=episode,
                moved=not same and not (bool(pieces) and place.stays_with_carers),
                begin_known=bool(pieces) or episode.why_begun not in SAME_PLACEMENT,
            )
        )
    return pieces


def _kind(place: PlaceCode, episode: Episode, born: date | None, ledger: MendingLedger) -> Kind | None:
    kind = kind_of(place, episode.provider)
    if place.foster and kind is None:
        ledger.note(faults.NO_PROVIDER)
    if kind is Kind.SUPPORTED and born is not None and _age(born, episode.begins) < AGE_OF_SUPPORTED:
        ledger.note(faults.SUPPORTED_UNDER_16)
        return Kind.OTHER_RESIDENTIAL
    return kind


def _age(born: date, day: date) -> int:
    birthday = birthday_18(born)
    return 18 + day.year - birthday.year - ((day.month, day.day) < (birthday.month, birthday.day))


def _stay(piece: _Piece, following: _Piece | None, final: Episode) -> Stay:
    why: PlacementEnd | None = None
    if following is None:
        why = PlacementEnd.LEFT_CARE if final.ends is not None else None
    else:
        why = _why_moved(piece, following)
    return Stay(
        piece.begins,
        piece.ends,
        piece.kind,
        piece.location,
        why,
        piece.begin_known,
        piece.moved,
        piece.place.unregulated,
    )


def _why_moved(piece: _Piece, following: _Piece) -> PlacementEnd | None:
    if not following.moved and following.kind is Kind.ADOPTION:
        return PlacementEnd.TO_ADOPTION
    reason = MOVE_REASONS.get(piece.last.why_moved)
    if piece.last.why_moved == NO_MOVE or reason is None:
        return None
    if reason is PlacementEnd.HOUSEHOLD_CLOSED and piece.kind is not Kind.IN_HOUSE:
        return PlacementEnd.DISRUPTED
    if reason is PlacementEnd.PLANNED and following.kind is not None:
        return BY_NEXT_KIND.get(following.kind, reason)
    return reason
