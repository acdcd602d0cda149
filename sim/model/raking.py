"""Raking: weights for clusters of lives, so that they match the published margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.foundations.calendar import AGE_BAND_STARTS, age_band
from sim.foundations.codes import Kind, Location, Route
from sim.inputs.parameters import Opening
from sim.model.pool import Cluster

if TYPE_CHECKING:
    pass


RAKING_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Margin:
    """One published number, and how many of it each cluster has."""

    target: float
    counts: tuple[tuple[int, int, float], ...]
    """(cluster, how many, share of the cluster's children) where there are any."""


def margins(clusters: Sequence[Cluster], opening: Opening) -> list[Margin]:
    """Return the margins that the opening cohort is shaped to."""
    total = opening.looked_after
    features: dict[tuple[str, int], float] = {}
    for band in range(len(AGE_BAND_STARTS)):
        features["age", band] = total * opening.age_shares[band]
    scale = total / max(sum(opening.kinds.values()), 1e-9)  # nobody may be looked after on the first day
    for kind in Kind:
        features["kind", kind] = opening.kinds[kind] * scale
    for location in Location:
        features["location", location] = total * opening.location_shares[location]
    features["unaccompanied", 1] = opening.unaccompanied
    features["unaccompanied", 0] = total - opening.unaccompanied
    counts: dict[tuple[str, int], dict[int, int]] = {feature: {} for feature in features}
    for which, cluster in enumerate(clusters):
        for child in cluster.children:
            present = child.placements[-1]
            for feature in (
                ("age", age_band(-child.born)),
                ("kind", present.kind),
                ("location", present.location),
                ("unaccompanied", int(child.route is Route.UNACCOMPANIED)),
            ):
                here = counts[feature]
                here[which] = here.get(which, 0) + 1
    sizes = [len(cluster.children) for cluster in clusters]
    return [
        Margin(target, tuple((which, number, number / sizes[which]) for which, number in counts[feature].items()))
        for feature, target in features.items()
    ]


def rake(clusters: Sequence[Cluster], opening: Opening) -> list[float]:
    """Return a weight for each cluster such that weighted counts match the margins, as near as they can together.

    Iterative proportional fitting on clusters: a margin that is too low raises each cluster's weight by the ratio to
    the power of the share of the cluster's children who have it. A margin that no cluster has stays unmet.
    """
    weights = [opening.looked_after / max(1, sum(len(cluster.children) for cluster in clusters))] * len(clusters)
    targets = margins(clusters, opening)
    for _ in range(RAKING_ROUNDS):
        for margin in targets:
            have = sum(weights[which] * number for which, number, _ in margin.counts)
            if have <= 0:
                continue
            ratio = margin.target / have
            factors = {share: ratio**share for share in {share: None for _, _, share in margin.counts}}
            for which, _, share in margin.counts:
                weights[which] *= factors[share]
    return weights
