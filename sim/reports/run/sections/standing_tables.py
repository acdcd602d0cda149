"""Strategy against strategy, as the tables of the page show it: how likely one has less of a measure than another."""

from __future__ import annotations

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.pairs import standings
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR
from sim.reports.result.section import StandingTable
from sim.reports.run.words import effect_words
from sim.reports.shared.words import unit_and_when


def standing_tables(comparison: Comparison) -> list[StandingTable]:
    """Return a table for each measure by which strategies are set against one another; none with a single strategy."""
    labels = [comparison.label(outcome) for outcome in comparison.strategies]
    if len(labels) < 2 or comparison.results.replications < LEAST_FOR_CLEAR:
        return []
    return [
        StandingTable(
            standing.headline.subject,
            unit_and_when(standing.headline),
            tuple(
                (
                    label,
                    tuple(
                        "" if place == other else effect_words.share(standing.lower(place, other))
                        for other in range(len(labels))
                    ),
                )
                for place, label in enumerate(labels)
            ),
        )
        for standing in standings(comparison)
    ]
