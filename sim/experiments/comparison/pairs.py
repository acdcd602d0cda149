"""Strategy against strategy: what one changes beyond another, on the same luck and the same draws of the inputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from sim.experiments.asking.headlines import Headline
from sim.experiments.comparison.comparison import Comparison, ComparisonRow
from sim.experiments.statistics.difference import Difference, paired

COMPARED = ("looked_after", "in_residential", "disruptions", "cost_total")
"""Measures by which it is told which of two strategies is better; fewer is."""


@dataclass(frozen=True, slots=True)
class PairRow:
    """What the second of two strategies has beyond the first, in one measure."""

    first: str
    row: ComparisonRow


@dataclass(frozen=True, slots=True)
class Standing:
    """How strategies stand against one another in one measure."""

    headline: Headline
    against: tuple[tuple[Difference | None, ...], ...]
    """What the strategy of the row has beyond that of the column; None on the diagonal."""

    def lower(self, row: int, column: int) -> float:
        """Return how likely it is that the row's strategy has less of the measure than the column's."""
        difference = self.against[row][column]
        assert difference is not None
        return difference.probability_lower if difference.effect is None else difference.effect.falls


def pairs(comparison: Comparison) -> Iterator[PairRow]:
    """Yield every pair's difference in every measure of the last date."""
    for first, second in combinations(comparison.strategies, 2):
        last = first.measures.last_date
        for key in second.measures.rows:
            if key.date == last and key in first.measures.rows:
                values = first.measures.of(*key), second.measures.of(*key)
                difference = paired(*values, comparison.confidence, comparison.results.turns)
                yield PairRow(first.scenario.name, ComparisonRow(second.scenario.name, key, difference))


def standings(comparison: Comparison) -> tuple[Standing, ...]:
    """Return how the strategies stand against one another in the measures by which they are compared."""
    last = comparison.base.measures.last_date
    chosen = [headline for headline in comparison.headlines if headline.measure in COMPARED and not headline.at_end]
    found = []
    for headline in chosen:
        values = [outcome.measures.of(headline.measure, headline.category, last) for outcome in comparison.strategies]
        against = tuple(
            tuple(
                None if one is other else paired(other, one, comparison.confidence, comparison.results.turns)
                for other in values
            )
            for one in values
        )
        found.append(Standing(headline, against))
    return tuple(found)
