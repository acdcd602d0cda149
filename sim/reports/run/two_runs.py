"""Two runs side by side: what was asked differently, and what came out, subtracted where the runs are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np

from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, Difference, paired
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.measures.arrays import Numbers
from sim.reports.result.asked import AskedQuantity, AskedScenario
from sim.reports.result.headline_row import MeasureRuns
from sim.reports.result.results_page import ResultsPage
from sim.reports.shared.words import NO_CHANGE, between, in_table


@dataclass(frozen=True, slots=True)
class AskedDifference:
    """One thing that was asked differently."""

    what: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class RowBeside:
    """One measure of two runs."""

    what: str
    """The measure and its unit, and which scenario it is of."""
    first: str
    """Mean of the first run."""
    second: str
    difference: str
    """The second less the first, replication by replication; empty where the runs are not subtracted."""
    interval: str
    """Range of the difference; empty likewise, where nothing differs, and with few replications."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two runs side by side."""

    asked: tuple[AskedDifference, ...]
    rows: tuple[RowBeside, ...]
    reading: str
    """What the intervals are; empty where the runs are not subtracted."""
    refused: str
    """Why they are not, and the mend; empty where they are."""


def side_by_side(first: ResultsPage, second: ResultsPage) -> SideBySide:
    """Return two runs side by side, their bases beside each other, and so each strategy of the first.

    Strategies stand beside those that are called the same, and then in the order in which they were asked.
    """
    places = list(_places(first, second))
    refused = _refused(first, second)
    if not refused:
        places.remove((0, 0))  # it is the same in both
    rows = tuple(
        _row(first, second, (one, other), place, subtracted=not refused)
        for place in places
        for one, other in _measures(first, second)
    )
    reading = "" if refused else _reading(first)
    return SideBySide(tuple(_asked(first, second, places)), rows, reading, refused)


def _scenarios(page: ResultsPage) -> tuple[AskedScenario, ...]:
    return page.asked.base, *page.asked.strategies


def _places(first: ResultsPage, second: ResultsPage) -> Iterator[tuple[int, int]]:
    """Yield which scenario of the first stands beside which of the second."""
    yield 0, 0
    ones, others = (dict(enumerate((one.label for one in page.asked.strategies), 1)) for page in (first, second))
    for place, label in [*ones.items()]:
        same = next((there for there, other in others.items() if other == label), None)
        if same is not None:
            yield place, same
            del ones[place], others[same]
    yield from zip(ones, others, strict=False)


def _measures(first: ResultsPage, second: ResultsPage) -> Iterator[tuple[MeasureRuns, MeasureRuns]]:
    """Yield the measures that both runs have."""
    there = {(one.measure, one.category, one.title): one for one in second.runs}
    for one in first.runs:
        other = there.get((one.measure, one.category, one.title))
        if other is not None:
            yield one, other


def _row(
    first: ResultsPage,
    second: ResultsPage,
    measures: tuple[MeasureRuns, MeasureRuns],
    place: tuple[int, int],
    *,
    subtracted: bool,
) -> RowBeside:
    one, other = (_numbers(measure, where) for measure, where in zip(measures, place, strict=True))
    unit, means = measures[0].counted_in, (_mean(one), _mean(other))
    said = [in_table(mean, unit, beside=means) for mean in means]
    what = f"{measures[0].title} ({measures[0].unit}): {_labels(first, second, place)}"
    if not subtracted:
        return RowBeside(what, said[0], said[1], "", "")
    both = min(len(one), len(other))  # the same luck in each of as many as both have
    found = paired(one[:both], other[:both], turns=first.asked.turns)
    ends = _ends(found)
    if found.unchanged:
        return RowBeside(what, said[0], said[1], NO_CHANGE, "")
    interval = "" if found.replications < LEAST_FOR_CLEAR else between(*ends, unit)
    return RowBeside(what, said[0], said[1], in_table(found.difference, unit, sign=True, beside=ends), interval)


def _ends(found: Difference) -> tuple[float, float]:
    """Return the range of 8 of 10 expected effects where inputs were drawn, else the interval of the mean."""
    known = found.effect
    return (found.low, found.high) if known is None else (known.expected.low, known.expected.high)


def _numbers(measure: MeasureRuns, place: int) -> Numbers:
    return np.array([nan if one is None else one for one in measure.values[place]], dtype=np.float64)


def _mean(values: Numbers) -> float:
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else nan


def _labels(first: ResultsPage, second: ResultsPage, place: tuple[int, int]) -> str:
    one, other = (_scenarios(page)[where].label for page, where in zip((first, second), place, strict=True))
    return one if one == other else f"{one} / {other}"


def _reading(first: ResultsPage) -> str:
    ranges = "8 of 10 expected effects" if first.drawn else f"the {first.confidence} interval of the mean"
    return (
        "Differences are the second run less the first, replication by replication on the same luck; ranges hold "
        f"{ranges}."
    )


def _refused(first: ResultsPage, second: ResultsPage) -> str:
    """Return why one run is not subtracted from the other; empty where it is."""
    one, other = first.asked, second.asked
    reasons = [
        words
        for same, words in (
            (one.base.digest == other.base.digest, "their bases hold different numbers"),
            (one.start == other.start, "they begin on different days"),
            (one.until == other.until, "they run for different lengths of time"),
            (one.seed == other.seed, "their luck is not the same"),
            (
                (one.inputs_drawn, one.turns, one.ensemble) == (other.inputs_drawn, other.turns, other.ensemble),
                "their inputs were not drawn in the same way",
            ),
            (
                (first.made.program, first.made.commit) == (second.made.program, second.made.commit),
                "they were made by different versions of this program",
            ),
        )
        if not same
    ]
    if not reasons:
        return ""
    return (
        f"The runs stand side by side and are not subtracted: {'; '.join(reasons)}. A difference between them would "
        "not be of what was asked alone. Run both on the same base, days and luck to have it."
    )


def _asked(first: ResultsPage, second: ResultsPage, places: Sequence[tuple[int, int]]) -> Iterator[AskedDifference]:
    """Yield what was asked differently."""
    one, other = first.asked, second.asked
    plain = (
        ("Base", one.base.title, other.base.title),
        ("First day", in_words(one.start), in_words(other.start)),
        ("Last day", in_words(one.until), in_words(other.until)),
        ("Strategies", _strategies(first), _strategies(second)),
        ("Replications", counted(one.replications, "replication"), counted(other.replications, "replication")),
        ("Luck", f"seed {one.seed}", f"seed {other.seed}"),
        ("Inputs", _inputs(first), _inputs(second)),
        ("Program", f"{first.made.program} {first.made.commit}", f"{second.made.program} {second.made.commit}"),
    )
    yield from (AskedDifference(*row) for row in plain if row[1] != row[2])
    if one.base.title == other.base.title:  # of another council nearly every number is another
        yield from _quantities(one.base, other.base, "")
    for here, there in (place for place in places if place != (0, 0)):
        yield from _quantities(
            _scenarios(first)[here], _scenarios(second)[there], f"{_labels(first, second, (here, there))}: "
        )


def _strategies(page: ResultsPage) -> str:
    return "; ".join(one.label for one in page.asked.strategies) or "none"


def _inputs(page: ResultsPage) -> str:
    if not page.asked.inputs_drawn:
        return "central values"
    return f"drawn from {page.asked.ensemble}" if page.asked.ensemble else "drawn from their ranges"


def _quantities(one: AskedScenario, other: AskedScenario, of: str) -> Iterator[AskedDifference]:
    """Yield the numbers that two scenarios both hold, and not alike; what only one holds is of another strategy."""
    there = {quantity.path: quantity for quantity in other.quantities}
    for first in one.quantities:
        second = there.get(first.path, first)
        if _told(first) != _told(second):
            yield AskedDifference(f"{of}{first.meaning} ({first.path})", _told(first), _told(second))


def _told(quantity: AskedQuantity) -> str:
    return " ".join(part for part in (quantity.value, quantity.unit, quantity.range) if part)
