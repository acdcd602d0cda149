"""The National Transfer Scheme: who has as many unaccompanied children as its share passes further ones on.

The Home Office's protocol has had the share at 0.07%, then at 0.1%, of the children who live there; the scheme has been
mandatory since December 2021. The scenario gives the share. An authority below it takes who arrives there, by any way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Route
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Family
from sim.model.core.service import Service
from sim.parameters.outlook import UnaccompaniedOutlook

if TYPE_CHECKING:
    from sim.model.core.run import Run


class TransferScheme(Service):
    """Counts the unaccompanied children looked after, and passes further ones on at the threshold."""

    __slots__ = ("_looked_after", "_passed_on", "_run", "_threshold")

    def __init__(self, run: Run, parameters: UnaccompaniedOutlook) -> None:
        self._run = run
        self._threshold = parameters.threshold * parameters.child_population
        self._passed_on = parameters.passed_on
        self._looked_after = 0

    @property
    def exists(self) -> bool:
        """Whether anybody is ever passed on."""
        return self._passed_on > 0.0

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Count a child who is there on the first day."""
        self.entered_care(child)

    def entered_care(self, child: Child) -> None:
        """Count an unaccompanied child who has come into care."""
        if child.route is Route.UNACCOMPANIED:
            self._looked_after += 1

    def left_care(self, child: Child) -> None:
        """Count one less."""
        if child.route is Route.UNACCOMPANIED:
            self._looked_after -= 1

    def passes_on(self, family: Family) -> bool:
        """Whether an unaccompanied child arrives when as many are looked after as the threshold, and is passed on."""
        return (
            family.route is Route.UNACCOMPANIED
            and self._looked_after >= self._threshold
            and self._run.chance.happens(self._passed_on, decisions.PASSED_ON, family.identity)
        )
