"""Raking: weights for clusters of lives, so that they match the published margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.foundations.calendar import age_band
from sim.model.core.kept import Cluster
from sim.model.opening.margins import CELLS, KINDS, MARGINS, cells_of
from sim.parameters.tables import DURATION_BAND_STARTS, duration_band

RAKING_ROUNDS = 60

CLOSE = 1e-7
"""Share by which a round may still change a margin for the weights to be done."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One published number, and how many of it each cluster has."""

    target: float
    counts: tuple[tuple[int, int, float], ...]
    """(cluster, how many, share of the cluster's children) where there are any."""


def margins(clusters: Sequence[Cluster], targets: Sequence[float]) -> list[Margin]:
    """Return the margins with these targets, a cell each, in the order of the cells."""
    counts: list[dict[int, int]] = [{} for _ in range(CELLS)]
    for which, cluster in enumerate(clusters):
        for cell in cells_of(cluster):
            here = counts[cell]
            here[which] = here.get(which, 0) + 1
    sizes = [len(cluster.children) for cluster in clusters]
    return [
        Margin(target, tuple((which, number, number / sizes[which]) for which, number in here.items()))
        for target, here in zip(targets, counts, strict=True)
    ]


def legal_margins(clusters: Sequence[Cluster], statuses: Sequence[float]) -> list[Margin]:
    """Return the margins with these children under each legal status, in the order of `LegalStatus`."""
    found = []
    for status, target in enumerate(statuses):
        counts = []
        for which, cluster in enumerate(clusters):
            here = sum(child.law is not None and child.law.status == status for child in cluster.children)
            if here:
                counts.append((which, here, here / len(cluster.children)))
        found.append(Margin(target, tuple(counts)))
    return found


def time_margins(
    clusters: Sequence[Cluster], targets: Sequence[float], times: Sequence[Sequence[float]]
) -> list[Margin]:
    """Return the margins of children by age and time in care, each age with its number of the targets.

    `times` have the shares of each age. What the clusters have no life of is shared out over the times that they have,
    and an age of which no time is told, or none can be had, is left as it comes.
    """
    if not times:
        return []
    bands = len(DURATION_BAND_STARTS)
    counts: list[dict[int, int]] = [{} for _ in range(len(times) * bands)]
    for which, cluster in enumerate(clusters):
        for child in cluster.children:
            here = counts[age_band(-child.born) * bands + duration_band(-child.entered)]
            here[which] = here.get(which, 0) + 1
    sizes = [len(cluster.children) for cluster in clusters]
    found = []
    for age, told in enumerate(times):
        cells = [age * bands + band for band in range(bands) if counts[age * bands + band]]
        reached = sum(told[cell - age * bands] for cell in cells)
        for cell in cells if reached > 0 else ():
            target = targets[MARGINS[0][age]] * told[cell - age * bands] / reached
            here = counts[cell]
            found.append(
                Margin(target, tuple((which, number, number / sizes[which]) for which, number in here.items()))
            )
    return found


def rake(
    clusters: Sequence[Cluster],
    targets: Sequence[float],
    statuses: Sequence[float] = (),
    times: Sequence[Sequence[float]] = (),
) -> list[float]:
    """Return a weight for each cluster such that weighted counts match the targets, as near as they can together.

    Iterative proportional fitting on clusters: a margin that is too low raises each cluster's weight by the ratio to
    the power of the share of the cluster's children who have it. A margin that no cluster has stays unmet; where
    margins conflict the kinds hold, for they come last in each round. So many children under legal `statuses` are
    wanted too, and so many of each age who have been in care for these `times`: in the weights, and so in the mean of
    replications, not to the child in each.
    """
    total = sum(targets[cell] for cell in KINDS)
    weights = [total / max(1, sum(len(cluster.children) for cluster in clusters))] * len(clusters)
    wanted = [
        *legal_margins(clusters, statuses),
        *time_margins(clusters, targets, times),
        *margins(clusters, targets),
    ]
    for _ in range(RAKING_ROUNDS):
        farthest = 0.0
        for margin in wanted:
            have = sum([weights[which] * number for which, number, _ in margin.counts])
            if have <= 0:
                continue
            ratio = margin.target / have
            farthest = max(farthest, abs(ratio - 1.0))
            factors = {share: ratio**share for share in {share: None for _, _, share in margin.counts}}
            for which, _, share in margin.counts:
                weights[which] *= factors[share]
        if farthest < CLOSE:
            break
    return weights
