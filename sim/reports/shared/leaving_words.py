"""Whether leaving care follows the kind of placement, in words: said beside every result, for no study settles it."""

from __future__ import annotations

from sim.experiments.comparison.comparison import Comparison
from sim.foundations.where import Advice, Where
from sim.scenario.scenario import Scenario

STRENGTH = "leaving.by_kind.strength"

NOT_KNOWN = "how much of what is published is cause, and how much is selection of who is placed where, is not known"


def in_force(scenario: Scenario, *, drawn: bool) -> str:
    """Return which assumption is in force, `drawn` with uncertainty or not, and what follows from it."""
    by_kind, strength = scenario.parameters.leaving.by_kind, scenario.quantities[STRENGTH]
    acts = any(number != 1.0 for number in by_kind.multiplier.values())
    if acts and drawn and strength.distribution != "fixed":
        return (
            "How far leaving care follows the kind of placement is drawn anew in each replication, from "
            f"{strength.low:g} to {strength.high:g}, where 0 is not at all and 1 as published: {NOT_KNOWN}."
        )
    if not acts or by_kind.strength == 0.0:
        return (
            f"Leaving care does not follow the kind of placement. That is a judgement: {NOT_KNOWN}. Where children "
            "live changes who is in care only through plans for adoption or for going home that break down."
        )
    partly = "" if by_kind.strength == 1.0 else f" in part ({by_kind.strength:g}, where 1 is in full)"
    return (
        f"Leaving care follows the kind of placement as published{partly}. That is a judgement: {NOT_KNOWN}. So "
        "where children live changes who is in care; a place that the placements panel chose counts as the one it "
        "replaced."
    )


UNDER_BOTH = Advice(
    terminal="Compare under both assumptions with --leaving both.",
    page="A comparison under both assumptions, which is asked for by command, shows what hangs on it.",
    file="The program itself compares under both assumptions, on its command line; this file cannot.",
)


def of_comparison(comparison: Comparison, where: Where = Where.TERMINAL) -> str:
    """Return which assumption is in force in a run or comparison, or that it was made under both."""
    scenario, drawn = comparison.base.scenario, comparison.results.uncertainty
    if comparison.apart is not None:
        return (
            "Every strategy is compared under two assumptions: that leaving care follows the kind of placement as "
            f"published, and that it does not follow it at all. Both are judgements: {NOT_KNOWN}."
        )
    said = in_force(scenario, drawn=drawn)
    return f"{said} {UNDER_BOTH.at(where)}" if comparison.strategies else said
