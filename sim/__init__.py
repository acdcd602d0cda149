"""Placement sufficiency: compare strategies for children looked after before paying for them.

From a notebook::

    from sim import load, run, compare

    results = run("tower_hamlets_2018", replications=20)
    comparison = compare("tower_hamlets_2018", ["ipop", "ipop+camhs"], replications=20)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiments.comparison import compare as compare
    from sim.experiments.replications import run as run
    from sim.inputs.scenario import load as load

__all__ = ["compare", "load", "run"]


def __getattr__(name: str) -> object:
    """Import what is asked for only then: `import sim` is quick, and the model needs no numpy."""
    from importlib import import_module

    places = {
        "compare": "sim.experiments.comparison",
        "load": "sim.inputs.scenario",
        "run": "sim.experiments.replications",
    }
    if name not in places:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(places[name]), name)
