"""Forecast levels of what happens in a year: children starting, ceasing, and living in three or more placements."""

from __future__ import annotations

import numpy as np

from sim.fitting.steps import Array
from sim.forecasting.record import PublishedRecord

MEMORY = 0.5
"""Weight of a year's flow against the next one's: judgement. Four years are looked at."""

YEARS_REMEMBERED = 4


def flows(known: PublishedRecord, now: Array, looked_after: Array) -> tuple[Array, Array]:
    """Return the logarithms of starts and ceases (authorities, years): as lately, pooled, and such that they agree.

    What an authority's starts and ceases were lately, against children in care, is drawn towards all authorities'
    as far as such differences have gone back before; then both give way so that starts less ceases is the growth.
    """
    levels = [_pooled_turnover(known, table, now) for table in (known.started, known.ceased)]
    numbers = np.exp(np.column_stack([now, looked_after]))
    started, ceased = (np.exp(level)[:, None] * numbers[:, :-1] / numbers[:, :1] for level in levels)
    excess = started - ceased - np.diff(numbers, axis=1)
    share = started / (started + ceased)
    least = 0.2 * (started + ceased) / 2
    return (
        np.log(np.maximum(started - share * excess, least)),
        np.log(np.maximum(ceased + (1 - share) * excess, least)),
    )


def _pooled_turnover(known: PublishedRecord, table: Array, now: Array) -> Array:
    """Return the logarithm of a flow's level: recent years', its ratio to children in care drawn to the mean ratio."""
    ratios = [
        recent(np.log(np.where(table[:, : year + 1] > 0, table[:, : year + 1], np.nan)))
        - np.log(np.where(known.looked_after[:, year] > 0, known.looked_after[:, year], np.nan))
        for year in range(1, table.shape[1])
    ]
    came = [np.log(np.where(table[:, year] > 0, table[:, year], np.nan)) for year in range(2, table.shape[1])]
    before = [np.log(np.where(held > 0, held, np.nan)) for held in known.looked_after[:, 1:-1].T]
    kept = _kept([(ratio, flow - held) for ratio, flow, held in zip(ratios, came, before, strict=False)])
    latest = ratios[-1]
    middle = np.nanmean(latest)
    level: Array = now + middle + kept * (latest - middle)
    return level


def moved(known: PublishedRecord, years: int) -> Array:
    """Return the percentage with three or more placements (authorities, years): England's lately, and what is own.

    An authority's difference from the mean is kept as far as such differences have been kept from year to year.
    """
    table = known.moved_percent
    pairs = [
        (recent(table[:, :year]), table[:, year])
        for year in range(2, table.shape[1])
        if np.isfinite(table[:, year]).any() and np.isfinite(table[:, :year]).any()
    ]
    kept = _kept(pairs)
    latest = recent(table)
    with_numbers = [np.nanmean(column) for column in table.T if np.isfinite(column).any()]
    middle = float(np.mean(with_numbers[-2:])) if with_numbers else np.nan
    return np.repeat((middle + kept * (latest - np.nanmean(latest)))[:, None], years, axis=1)


def recent(table: Array) -> Array:
    """Return a mean of the latest years that counts each half as much as the next."""
    latest = table[:, -YEARS_REMEMBERED:]
    weights = MEMORY ** np.arange(latest.shape[1])[::-1]
    known = np.isfinite(latest)
    total = known @ weights
    sums = np.where(known, latest, 0.0) @ weights
    means: Array = np.divide(sums, total, out=np.full(len(latest), np.nan), where=total > 0)
    return means


def _kept(pairs: list[tuple[Array, Array]]) -> float:
    """Return the share of authorities' differences from the mean that was still there a year later."""
    above = below = 0.0
    for before, later in pairs:
        usable = np.isfinite(before) & np.isfinite(later)
        apart = before[usable] - before[usable].mean()
        above += float(apart @ (later[usable] - later[usable].mean()))
        below += float(apart @ apart)
    return float(np.clip(above / below, 0.0, 1.0)) if below > 0 else 0.5
