"""The council's practice before a court as it changes: options in parallel, adoption considered, carers named early."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.parameters.legal.legal import Legal
    from sim.parameters.legal.strategies import ParallelPlanning


class CourtPractice:
    """What is usual today, on the way from what it was to what a strategy makes it."""

    __slots__ = ("_legal", "_strategy")

    def __init__(self, legal: Legal, strategy: ParallelPlanning | None) -> None:
        self._legal = legal
        self._strategy = strategy

    def parallel(self, now: float) -> float:
        """Return the share of cases whose options are looked at beside one another."""
        return self._changed(now, self._legal.parallel, None if self._strategy is None else self._strategy.share)

    def adoption_considered(self, band: int, now: float) -> float:
        """Return the share of children of an age band for whom adoption is considered from the start."""
        strategy = self._strategy
        return self._changed(
            now, self._legal.adoption_considered[band], None if strategy is None else strategy.adoption_considered[band]
        )

    def named_early(self, now: float) -> float:
        """Return the share of relatives and friends who are named by the case management hearing."""
        return self._changed(
            now, self._legal.named_early, None if self._strategy is None else self._strategy.named_early
        )

    def placement_odds(self, now: float) -> float:
        """Return what multiplies the odds of a placement order, as far as the practice has changed."""
        return self._changed(now, 1.0, None if self._strategy is None else self._strategy.order_odds)

    def _changed(self, now: float, usual: float, new: float | None) -> float:
        if new is None or self._strategy is None:
            return usual
        since, ramp = now - self._strategy.starts, self._strategy.ramp
        if since < 0.0:
            return usual
        return usual + (new - usual) * (min(1.0, since / ramp) if ramp > 0.0 else 1.0)
