"""The first day and what becomes of it: numbers against the published count, and kinds against their first share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor, nan

import numpy as np

from sim.experiments.likeness.reading import AGES_AND_TIMES, BY_AGE, BY_KIND, BY_PLACE, BY_TIME
from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart
from sim.experiments.statistics.estimate import Estimate, jackknife
from sim.experiments.statistics.sample import Sample
from sim.measures.arrays import Numbers
from sim.measures.children import AGES
from sim.measures.placements import KINDS
from sim.measures.turnover import LOCATIONS
from sim.parameters.opening import Opening, OpeningTimeInCare

HORIZONS = (1, 3)
"""Years after the first day at which kinds are held against it."""

DRIFT_TOLERANCE = 0.15
DRIFT_CHILDREN = 1.5
"""A kind stands still within this share of what it was, or this many children, allowing for the change of the total."""

ROUNDING = 1.0
"""Children by which a number of the first day may differ from a published one that is not whole."""

TIMES_TOLERANCE = 10.0
"""Percent of the children who may have been in care for another time, in the mean of replications: a judgement. Of an
invented council of 108 children it was 19 before the first day was raked to it, and 3 after."""

Line = tuple[LikenessLine, tuple[Estimate, ...]]


def first_day(opening: Opening, measures: Sample) -> Iterator[Line]:
    """Yield how near the first day of every replication is to the published count."""
    number = opening.looked_after
    everyone = counts(measures, BY_KIND, KINDS)[0].sum(axis=0)
    found = LikenessLine(
        "Number on the first day: least, most",
        BY_KIND,
        "",
        Aggregation.FIRST_DAY,
        float(floor(number)),
        float(ceil(number)),
        "children",
        f"{number:g}, as the base has it",
        "The base's own opening",
        group=LikenessPart.FIRST_DAY,
        figure=number,
    )
    yield found, (_exactly(everyone.min()), _exactly(everyone.max()))
    for title, name, categories, published in (
        ("kind", BY_KIND, KINDS, opening.kinds.values()),
        ("age", BY_AGE, AGES, opening.age_shares.values()),
        ("place", BY_PLACE, LOCATIONS, opening.location_shares.values()),
    ):
        on_the_day = counts(measures, name, categories)[0]
        wanted = np.array(published) * number / sum(published)
        off = np.abs(on_the_day - wanted[:, None])
        worst = int(off.max(axis=1).argmax())
        words = f"{wanted[worst]:.1f}, where it differs most: {categories[worst].removeprefix('age: ')}"
        yield (
            LikenessLine(
                f"Largest difference of any {title}",
                name,
                "",
                Aggregation.FIRST_DAY,
                0.0,
                ROUNDING,
                "children",
                words,
                "The base's own opening",
                group=LikenessPart.FIRST_DAY,
                figure=0.0,
            ),
            (_exactly(float(off.max())),),
        )
    if opening.time_in_care is not None:
        yield _times_in_care(opening.time_in_care, measures)


def _times_in_care(told: OpeningTimeInCare, measures: Sample) -> Line:
    """Return how many children of the first day have been in care for other times than the returns tell of their age.

    Of the ages that are told, each with as many children as the replications have of it.
    """
    here = counts(measures, BY_TIME, AGES_AND_TIMES)[0]
    by_age = np.array(told.by_age())
    of_age = by_age.sum(axis=1, keepdims=True)

    def elsewhere(numbers: Numbers) -> float:
        mean = numbers.mean(axis=1).reshape(by_age.shape)
        wanted = by_age / np.maximum(of_age, 1e-9) * mean.sum(axis=1, keepdims=True)
        off = np.where(of_age > 0, np.abs(mean - wanted), 0.0).sum()
        return 100 * float(off) / 2 / max(float(np.where(of_age > 0, mean, 0.0).sum()), 1.0)

    line = LikenessLine(
        "In care for another time than told of their age",
        BY_TIME,
        "",
        Aggregation.FIRST_DAY,
        0.0,
        TIMES_TOLERANCE,
        "percent",
        f"{int((by_age > 0).sum())} numbers by age and time in care, small ones filled in",
        "The council's own returns, as the base has them",
        group=LikenessPart.FIRST_DAY,
        figure=0.0,
    )
    return line, (_exactly(elsewhere(here)),)


def drift(opening: Opening, measures: Sample) -> Iterator[Line]:
    """Yield the children of each kind on anniversaries of the first day, against their share of it."""
    dates = measures.dates(BY_KIND, KINDS[0])
    by_kind = counts(measures, BY_KIND, KINDS)
    shares = np.array(opening.kinds.values()) / sum(opening.kinds.values())
    for years in HORIZONS:
        if years >= len(dates):
            continue
        for kind, (category, share) in enumerate(zip(KINDS, shares.tolist(), strict=True)):
            now, total = by_kind[years][kind], by_kind[years].sum(axis=0)
            expected = share * float(total.mean())
            first = share * opening.looked_after
            target = LikenessLine(
                f"{category[:1].upper()}{category[1:]} after {years} year{'s' if years > 1 else ''}",
                BY_KIND,
                category,
                Aggregation.ANNIVERSARY,
                max(0.0, min(expected * (1 - DRIFT_TOLERANCE), expected - DRIFT_CHILDREN)),
                max(expected * (1 + DRIFT_TOLERANCE), expected + DRIFT_CHILDREN),
                "children",
                f"{first:.1f} of {opening.looked_after:g} on the first day: that share of all would be {expected:.1f}",
                "The base's own opening",
                group=LikenessPart.DRIFT,
                figure=expected,
                relative=True,
            )
            # the interval is of the difference from the share, in which chance in the total is no drift
            off = jackknife((now - share * total)[np.newaxis, :], lambda values: float(values.mean()))
            yield target, (Estimate(off.value + expected, off.low + expected, off.high + expected),)


def largest_change(opening: Opening, measures: Sample, years: int, fewest: float) -> tuple[str, float, float]:
    """Return the kind whose share of all changed most, the change as a share of it, and half its 95% interval.

    Of the kinds with `fewest` children or more on the first day; not a number when there is none or no such year.
    """
    dates = measures.dates(BY_KIND, KINDS[0])
    first = np.array(opening.kinds.values())
    large = np.flatnonzero(first >= fewest)
    if years >= len(dates) or not len(large):
        return "", nan, nan
    shares, now = first / first.sum(), counts(measures, BY_KIND, KINDS)[years]
    changes = now.mean(axis=1)[large] / (shares[large] * now.sum(axis=0).mean()) - 1
    kind = int(large[np.abs(changes).argmax()])
    both = np.vstack([now[kind], shares[kind] * now.sum(axis=0)])
    found = jackknife(both, lambda rows: float(rows[0].mean() / rows[1].mean()) - 1)
    return KINDS[kind], found.value, (found.high - found.low) / 2


def counts(measures: Sample, name: str, categories: Sequence[str]) -> Numbers:
    """Return numbers by anniversary (the first day first), by category, and by replication."""
    dates = measures.dates(name, categories[0])
    return np.stack([[measures.of(name, category, when) for category in categories] for when in dates])


def _exactly(value: float) -> Estimate:
    return Estimate(float(value), float(value), float(value))
