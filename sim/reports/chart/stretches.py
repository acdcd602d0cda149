"""Lines with gaps, where nothing is known: each stretch between them is a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from math import isnan

from sim.reports.chart.chart import Band, ChartLine


def stretches(line: ChartLine) -> tuple[ChartLine, ...]:
    """Return a line, of whose values some are not numbers, as stretches of numbers; the last has the words."""
    found = [_part(line, known) for known in _known(line.values)]
    quiet = [replace(one, name="", bands=tuple(replace(band, words="") for band in one.bands)) for one in found[:-1]]
    return (*quiet, *found[-1:])


def _known(values: Sequence[float]) -> Iterator[slice]:
    """Yield where numbers stand beside one another."""
    for unknown, places in groupby(range(len(values)), lambda place: isnan(values[place])):
        if not unknown:
            first, *others = places
            yield slice(first, first + len(others) + 1)


def _part(line: ChartLine, known: slice) -> ChartLine:
    bands = tuple(Band(band.low[known], band.high[known], band.words) for band in line.bands)
    return replace(line, where=line.where[known], values=line.values[known], bands=bands)
