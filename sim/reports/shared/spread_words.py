"""Why replications differ, in words: chance, how far off entries and leaving may be, and inputs that are drawn."""

from __future__ import annotations

from sim.parameters.parameters import Parameters
from sim.reports.shared.words import listed


def is_predictive(parameters: Parameters) -> bool:
    """Whether replications differ in the levels of entries or leaving, so that their spread is a predictive one."""
    outlook = parameters.outlook
    if outlook is None:
        return False
    spreads = (outlook.own_deviation, outlook.england_deviation, outlook.region_deviation)
    return any(number > 0.0 for spread in spreads for number in spread.values())


def why_apart(parameters: Parameters, varied: bool) -> str:
    """Return by what replications differ: ``by chance alone``; `varied` says that inputs were drawn from ranges."""
    reasons = ["by chance"]
    if is_predictive(parameters):
        reasons.append("by how far off entries and leaving may be in the years to come")
    if varied:
        reasons.append("by what the inputs may be")
    return listed(reasons) if len(reasons) > 1 else "by chance alone"


def spread_title(parameters: Parameters) -> str:
    """Return what the range that holds 95% of the replications is called in a table."""
    return "95% predictive interval" if is_predictive(parameters) else "95% of replications lie in"
