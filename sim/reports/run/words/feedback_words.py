"""What statutory services are judged to do to placements, in words, and what is shown without it."""

from __future__ import annotations

from sim.experiments.asking.headlines import Headline
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.feedbacks import acting
from sim.foundations.where import Advice, Where
from sim.reports.shared.words import listed

WITHOUT = "Where statutory services do nothing to placements"

SHOWN = (
    "looked_after",
    "in_residential",
    "first_choice_percent",
    "three_or_more_placements_percent",
    "disruptions",
    "emergency_placements",
    "needs_unmet_percent",
    "cost_total",
)
"""Measures of placements that are shown with and without."""


WITH_IT = Advice(
    terminal="Compare again without --no-neutral, and with a number of replications in place of a precision.",
    page="To have it, compare again for a set number of replications and leave nothing out.",
    file="Run the comparison from here to have it.",
)


def of_comparison(comparison: Comparison, where: Where = Where.TERMINAL) -> list[str]:
    """Return what is judged, and whether it was run without as well; nothing where nothing is judged."""
    words = listed_in_words(comparison)
    if not words:
        return []
    judged = f"What statutory services do to placements is judged, and nobody has measured it: {words}."
    if comparison.neutral is not None:
        return [f"{judged} What each strategy changes where they do nothing to them is shown beside, on the same luck."]
    if comparison.strategies:
        return [
            f"{judged} What each strategy changes without that was not run: results on placements, and costs of them, "
            f"rest on it. {WITH_IT.at(where)}"
        ]
    return [f"{judged} A comparison of strategies shows what they change without it as well."]


def listed_in_words(comparison: Comparison) -> str:
    """Return what services are judged to do to placements; nothing where they do nothing to them."""
    scenarios = [outcome.scenario for outcome in comparison.results.outcomes]
    return listed([f"that {one.words}" for one in acting(scenarios, comparison.results.uncertainty)])


def pairs(comparison: Comparison) -> list[tuple[Headline, Headline]]:
    """Return measures of placements as judged, each with the same where services do nothing to placements."""
    if comparison.neutral is None:
        return []
    both = zip(comparison.headlines, comparison.neutral.headlines, strict=True)
    return [(judged, without) for judged, without in both if _is_shown(judged)]


def _is_shown(headline: Headline) -> bool:
    return headline.measure in SHOWN and not (headline.measure == "looked_after" and headline.at_end)
