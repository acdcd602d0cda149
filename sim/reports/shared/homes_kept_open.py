"""What must be said of a number that an experiment sets and the model cannot quite follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sim.foundations.counted import counted
from sim.scenario.levers import HOUSEHOLDS, PLACES, Lever, mean_places
from sim.scenario.scenario import Scenario


def kept_open(lever: Lever, numbers: Iterable[float], scenario: Scenario) -> Iterator[str]:
    """Yield that homes stay open because children live there, where the least of the numbers has no place for them."""
    opening = scenario.parameters.opening
    if lever.quantity != HOUSEHOLDS or opening is None:
        return
    least, children = min(numbers), opening.kinds.in_house
    places = least if lever.path == PLACES else least * mean_places(scenario.quantities)
    if places < children:
        asked = counted(least, "place") if lever.path == PLACES else counted(least, "household")
        yield (
            f"With {asked} more homes are open than were asked for: {counted(children, 'child', 'children')} live with "
            "the council's own carers on the first day, and a home in which a child lives then stays open."
        )
