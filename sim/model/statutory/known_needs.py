"""Known needs: whether a behaviour or mental-health need is known when places are looked for, and what makes it known.

Places are looked for by what is known of a child: which carers suit, who offers, at what price, and whether CAMHS is
asked. How it then goes, breakdowns and the truth of a match, follows what the child needs.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child
from sim.model.core.run import Run
from sim.model.core.service import Service
from sim.model.register.columns import OPEN

SOURCE_BITS: Final = 32
"""What recognises a need stands above the number of the occasion in the name of its chance."""


class Source(IntEnum):
    """What may recognise a need."""

    HEALTH_ASSESSMENT = 1
    QUESTIONNAIRE = 2
    UPDATED_ASSESSMENT = 3


class KnownNeeds(Service):
    """Says whose need is not known, and lets it be recognised."""

    __slots__ = ("_recognised_at_entry", "_rows", "_run", "_update_recognises")

    def __init__(self, run: Run, recognised_at_entry: float, update_recognises: float = 0.0) -> None:
        self._run = run
        self._recognised_at_entry = recognised_at_entry
        self._update_recognises = update_recognises
        self._rows: dict[int, int] = {}
        """Of children in care of whom a need would not be known."""

    @property
    def exists(self) -> bool:
        """Whether any need is not known."""
        return self._recognised_at_entry < 1.0

    # --- moments

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Begin as if the child had just come; what has been done since then may have made the need known."""
        child.unrecognised = not self.knows_need(child)
        self.entered_care(child)

    def entered_care(self, child: Child) -> None:
        """Write down that a need would not be known."""
        if child.unrecognised:
            rows = self._run.register.unknown_needs
            self._rows[child.identity] = len(rows.episode)
            rows.episode.append(child.episode_row)
            rows.recognised.append(OPEN)

    def assessment_updated(self, child: Child) -> None:
        """Let an assessment that social workers have brought up to date make a need known."""
        now = self._run.lives.now
        self.may_recognise(child, self._update_recognises, Source.UPDATED_ASSESSMENT, int(now), now)

    def left_care(self, child: Child) -> None:
        """Let go a child who leaves care; what is not known remains so, should they come back."""
        self._rows.pop(child.identity, None)

    # --- questions

    def knows_need(self, child: Child) -> bool:
        """Whether a need is known, by the child's own luck."""
        return self._run.chance.happens(self._recognised_at_entry, decisions.NEED_KNOWN_AT_ENTRY, child.identity)

    def may_recognise(self, child: Child, probability: float, source: Source, number: int, day: float) -> None:
        """Let what was done on a day, the `number`-th of its kind, make a need known that the child has."""
        if not child.unrecognised or not child.behaviour:
            return
        occasion = source << SOURCE_BITS | number
        if self._run.chance.happens(probability, decisions.NEED_RECOGNISED, child.identity, occasion):
            child.unrecognised = False
            row = self._rows.pop(child.identity, None)
            if row is not None:
                self._run.register.unknown_needs.recognised[row] = day
