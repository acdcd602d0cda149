"""How many of the unaccompanied children who arrive are taken, and how many passed on, in the mean of replications."""

from __future__ import annotations

from math import ceil, sqrt
from statistics import NormalDist

from sim.parameters.outlook import UnaccompaniedOutlook


def share_taken(stream: UnaccompaniedOutlook, looked_after: float) -> float:
    """Return the share of those who arrive who come into care here, where so many are looked after in the mean.

    Some replications have more of them than the mean and some fewer, as a Poisson number has: in some, as many as the
    threshold are there. A rule that passes on nearly all would leave less chance than that; no base has one.
    """
    if stream.passed_on <= 0.0:
        return 1.0
    threshold = ceil(stream.threshold * stream.child_population)
    full = NormalDist().cdf((looked_after - threshold + 0.5) / sqrt(max(looked_after, 1.0)))
    return 1.0 - stream.passed_on * full
