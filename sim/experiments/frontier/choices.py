"""The mixes between which knowing more could change the choice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sim.experiments.frontier.aim import FrontierAim
from sim.experiments.frontier.mixes import Mixes
from sim.experiments.frontier.question import FEWEST_CHOICES
from sim.experiments.frontier.record import NONE, Fate, SearchRecord
from sim.experiments.frontier.standings import MixStanding


def choices_of(
    mixes: Mixes, found: SearchRecord, standings: Sequence[MixStanding], aim: FrontierAim
) -> tuple[int, ...]:
    """Return the mixes to choose between, by their numbers.

    Doing nothing; the likeliest best by each yardstick; the main one of these with each strategy left out or added, so
    that for every strategy there is a choice that hangs on its effects; and the next likeliest, until there are enough.
    """
    chances = np.array([one.probability_best for one in standings])
    bests = [standings[row].mix for row in chances.argmax(axis=0).tolist()]
    # what one may fall back on is within the budget, as far as is known of it
    beside = [mix for mix in mixes.neighbours(bests[-1]) if _affordable(found, mix, aim)]
    chosen = list(dict.fromkeys((NONE, *bests, *beside)))
    ranked = [standings[row].mix for row in (-chances.max(axis=1)).argsort(kind="stable").tolist()]
    others = [mix for mix in ranked if mix not in chosen]
    return (*chosen, *others[: max(0, FEWEST_CHOICES - len(chosen))])


def _affordable(found: SearchRecord, mix: int, aim: FrontierAim) -> bool:
    if found.fates[mix] is Fate.OVER_BUDGET:
        return False
    return aim.budget is None or found.changes[mix, 1] <= aim.budget
