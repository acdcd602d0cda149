"""Placement sufficiency: compare strategies for children looked after before paying for them.

From a notebook::

    from sim import load, run, compare

    results = run("tower_hamlets_2018", replications=20)
    comparison = compare("tower_hamlets_2018", ["ipop", "ipop+camhs"], replications=20)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations import build

if TYPE_CHECKING:
    from sim.experiments.comparison.comparison import compare as compare
    from sim.experiments.comparison.shared_luck import luck as luck
    from sim.experiments.frontier.frontier import frontier as frontier
    from sim.experiments.require.requirement import require as require
    from sim.experiments.running.run import run as run
    from sim.experiments.sensitivity.sensitivity import sensitivity as sensitivity
    from sim.experiments.sufficiency.statement import sufficiency as sufficiency
    from sim.experiments.sweep.sweep import sweep as sweep
    from sim.scenario.scenario import load as load

__all__ = ["compare", "frontier", "load", "luck", "require", "run", "sensitivity", "sufficiency", "sweep"]

build.check()


def __getattr__(name: str) -> object:
    """Import what is asked for only then: `import sim` is quick, and the model needs no numpy."""
    from importlib import import_module

    places = {
        "compare": "sim.experiments.comparison.comparison",
        "frontier": "sim.experiments.frontier.frontier",
        "load": "sim.scenario.scenario",
        "luck": "sim.experiments.comparison.shared_luck",
        "require": "sim.experiments.require.requirement",
        "run": "sim.experiments.running.run",
        "sensitivity": "sim.experiments.sensitivity.sensitivity",
        "sufficiency": "sim.experiments.sufficiency.statement",
        "sweep": "sim.experiments.sweep.sweep",
    }
    if name not in places:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(places[name]), name)
