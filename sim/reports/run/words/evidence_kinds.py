"""What the numbers of a scenario rest on, in words and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sim.reports.result.section import KindCount
from sim.scenario.quantities.quantity import Quantity

KINDS = {
    "published": "published figures",
    "local": "the council's own records",
    "fitted": "fitted by the model to published figures",
    "judgement": "judgements",
    "policy": "rules and policies",
}
"""What quantities rest on, in words."""


def kinds_in_words(quantities: Iterable[Quantity]) -> tuple[KindCount, ...]:
    """Return how many quantities rest on what, most first."""
    counts = Counter(quantity.kind for quantity in quantities)
    return tuple(KindCount(KINDS[kind], count) for kind, count in counts.most_common())
