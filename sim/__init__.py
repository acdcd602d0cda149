"""Placement sufficiency: compare strategies for children looked after before paying for them.

From a notebook::

    from sim import compare

    comparison = compare("tower_hamlets_2018", ["ipop", "ipop+camhs"], replications=20)
    comparison                                # its headline table
    comparison.frame()                        # a frame of pandas
    comparison.figure("cost_against_effect")
    comparison.write("results/notebook")      # tables, figures, page and manifest, as the command writes them

`dir(sim)` lists all calls, and `help(sim.compare)` tells of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations import build

if TYPE_CHECKING:
    from sim.notebook.authorities import authorities as authorities
    from sim.notebook.baseline import baseline as baseline
    from sim.notebook.calibrate import calibrate as calibrate
    from sim.notebook.check import check as check
    from sim.notebook.compare import compare as compare
    from sim.notebook.forecast import forecast as forecast
    from sim.notebook.frontier import frontier as frontier
    from sim.notebook.likeness import likeness as likeness
    from sim.notebook.load import load as load
    from sim.notebook.luck import luck as luck
    from sim.notebook.performance import performance as performance
    from sim.notebook.profile import profile as profile
    from sim.notebook.require import require as require
    from sim.notebook.run import run as run
    from sim.notebook.sensitivity import sensitivity as sensitivity
    from sim.notebook.sufficiency import sufficiency as sufficiency
    from sim.notebook.sweep import sweep as sweep
    from sim.notebook.together import together as together

__all__ = [
    "authorities",
    "baseline",
    "calibrate",
    "check",
    "compare",
    "forecast",
    "frontier",
    "likeness",
    "load",
    "luck",
    "performance",
    "profile",
    "require",
    "run",
    "sensitivity",
    "sufficiency",
    "sweep",
    "together",
]

build.check()


def __getattr__(name: str) -> object:
    """Import what is asked for only then: `import sim` is quick, and the model needs no numpy."""
    from importlib import import_module

    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"sim.notebook.{name}"), name)


def __dir__() -> list[str]:
    """List the calls that there are, for tab completion too."""
    return sorted(__all__)
