"""Small reviewing services in which everything is certain and there is time for all, for tests by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sim.parameters.statutory.reviews import Reviews
from sim.parameters.statutory.strategies import MoreReviewing


def reviews(**changes: Any) -> Reviews:
    """A hundred officers; nothing is put off, all is done, no move is considered before and no challenge is felt."""
    service = Reviews(
        first_due=20.0,
        second_after=3.0,
        later_after=6.0,
        officers=100.0,
        hours_per_week=26.0,
        hours_per_review=6.5,
        least_hours=4.0,
        hours_midway=1.5,
        booked_ahead=14.0,
        postponed=0.0,
        postponement=14.0,
        decision_done=1.0,
        challenge=0.0,
        challenge_thin=0.5,
        challenge_midway=1.5,
        drift_shortened=0.0,
        considers_move=0.0,
        cost_per_officer=72_000.0,
    )
    return replace(service, **changes)


def more_reviewing(**changes: Any) -> MoreReviewing:
    """One more officer, at once."""
    return replace(MoreReviewing(starts=0.0, ramp=0.0, officers=1.0), **changes)
