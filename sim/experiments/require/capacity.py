"""Capacities that can be asked for: whole steps of a lever between two ends, the present one among them."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, inf, isfinite

from sim.foundations.faults import BadInput, fault
from sim.scenario.levers import FACTOR, Lever

REACH = 3.0
"""How many times the present capacity is looked at when nothing else is said: a judgement of what a plan could hold."""

FURTHEST = 16.0
"""How many times the present capacity is looked at where that is not enough: a judgement of what is beyond any plan."""

STEPS = 200
"""Into how many steps the range is parted of a lever that counts nothing, such as a share: fine enough to plan on."""

COUNTED = ("places", "households", "workers", "clinicians", "children", "hours", "cases", "families", "days", "weeks")
"""What units of levers that come in whole numbers begin with."""


@dataclass(frozen=True, slots=True)
class Capacities:
    """Capacities by their number of steps."""

    step: float
    first: int
    last: int
    furthest: int
    """How far to look where the last is not enough."""
    present: int

    def at(self, number: int) -> float:
        """Return the capacity of so many steps."""
        return number * self.step

    @property
    def spread(self) -> list[int]:
        """Return the capacities to begin with: both ends, the present one, and those halfway to it."""
        low, here, high = self.first, self.present, self.last
        return sorted({low, (low + here) // 2, here, (here + high) // 2, high})


def capacities(
    lever: Lever, low: float | None = None, high: float | None = None, step: float | None = None
) -> Capacities:
    """Return the capacities of a lever between `low` and `high`, by default from the least to some times the present.

    Raises BadInput with every fault.
    """
    faults: list[str] = []
    unit = lever.unit
    lowest = unit.minimum if low is None else low
    highest = _highest(lever) if high is None else high
    for name, end, given in (("from", lowest, low), ("to", highest, high)):
        if given is not None and not (isfinite(end) and unit.minimum <= end <= unit.maximum):
            limit = "" if unit.maximum == inf else f" to {unit.maximum:g}"
            faults.append(fault(f"--{name}", lever.path, f"is {end:g}", f"give a number from {unit.minimum:g}{limit}"))
    if not isfinite(highest):
        mend = f"say how far to look, such as --to {100 if unit.name == 'places' else 10}"
        faults.append(fault("--to", lever.path, "has no limit in this scenario", mend))
    elif highest <= lowest:
        faults.append(fault("--to", lever.path, f"{highest:g} is not above {lowest:g}", "give a higher end"))
    if step is not None and not step > 0:
        faults.append(fault("--step", lever.path, f"is {step:g}", "give a number above 0"))
    elif step is not None and unit.whole and step != round(step):
        faults.append(fault("--step", lever.path, f"is {step:g}", f"give a whole number of {unit.name}"))
    if faults:
        raise BadInput(faults)
    size = _step(lever, lowest, highest) if step is None else step
    first, last = ceil(lowest / size - 1e-9), floor(highest / size + 1e-9)
    if last <= first:
        problem = f"no two steps of {size:g} lie between {lowest:g} and {highest:g}"
        raise BadInput([fault("--step", lever.path, problem, "give a smaller step")])
    present = last if lever.value == inf else min(max(round(lever.value / size), first), last)
    furthest = last if high is not None else max(last, floor(_highest(lever, FURTHEST) / size + 1e-9))
    return Capacities(size, first, last, furthest, present)


def _highest(lever: Lever, times: float = REACH) -> float:
    """Return how far to look when nothing is said: some times the present, within the unit's own bounds."""
    if lever.unit.maximum < inf:
        return lever.unit.maximum
    return max(times * lever.value, lever.high if lever.ranged else 0.0)


def _step(lever: Lever, low: float, high: float) -> float:
    if lever.unit is not FACTOR and (lever.unit.whole or lever.unit.name.split()[0] in COUNTED):
        return 1.0
    return (high - low) / STEPS
