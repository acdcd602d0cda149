"""Limits on statutory services: what could be written down and means that nothing is ever done."""

from __future__ import annotations

from collections.abc import Iterator

from sim.parameters.parameters import Parameters
from sim.scenario.quantities.bounds import Problem


def problems(parameters: Parameters) -> Iterator[Problem]:
    """Yield what is wrong with the statutory services of a scenario."""
    reviews, more = parameters.reviews, parameters.more_reviewing
    if reviews is not None and reviews.officers == 0 and (more is None or more.officers == 0):
        yield (
            "reviews.officers.value",
            "is 0, so that no child is ever reviewed",
            "give the officers, such as 0.3 for a small council, or leave [reviews] out",
        )
