"""A precision that is asked for, such as "looked_after=3" or "cost_total=2%": read, with all faults told at once.

The mean of a run, or the difference that each strategy makes in a comparison, is to be known within a half-width, in
the measure's unit or as a percentage of the base's mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf, nan

from sim.experiments.asking.measure_choice import MeasureChoice, wanted
from sim.experiments.running.settings import MOST_REPLICATIONS
from sim.experiments.statistics.stopping import FIRST
from sim.foundations.faults import BadInput, Faults, fault, outside, whole_number
from sim.foundations.sums_of_money import pounds
from sim.scenario.scenario import Scenario

MOST = 2000
"""Replications at which it ends, reached or not, unless another number is given: a judgement."""

HOW = 'write a measure, "=" and a number or a percentage, such as "looked_after=3" or "looked_after=3%"'
"""How a precision is written."""

MOST_ALONE = "most: is for runs with a precision; add that, or leave it out"
"""What is said of a limit without a precision."""


@dataclass(frozen=True, slots=True)
class PrecisionTarget:
    """A measure and within what it is to be known."""

    wanted: MeasureChoice
    amount: float
    percent: bool = False
    """Whether the amount is a percentage of the base's mean."""

    @property
    def text(self) -> str:
        """Return it as people write it."""
        return f"{self.wanted.text}={self.amount:.12g}{'%' if self.percent else ''}"

    def half_width(self, base_mean: float) -> float:
        """Return the half-width that is asked for, in the measure's unit."""
        return self.amount / 100 * abs(base_mean) if self.percent else self.amount


@dataclass(frozen=True, slots=True)
class PrecisionGoal:
    """All that is to be known, and after how many replications to end all the same."""

    targets: tuple[PrecisionTarget, ...]
    most: int = MOST

    @property
    def first(self) -> int:
        """Return after how many replications to look for the first time."""
        return min(FIRST, self.most)


def asked_for(texts: Iterable[str], scenario: Scenario, most: int | str | None = None) -> PrecisionGoal:
    """Return what is asked for, as people write it; several targets may stand in one text, with commas between.

    Raises BadInput with every fault.
    """
    faults = Faults()
    targets: list[PrecisionTarget] = []
    for text in (part.strip() for given in texts for part in given.split(",")):
        with faults.gather():
            targets.append(_target(text, scenario))
    if not targets and not faults:
        faults.add(f"precision: says nothing; {HOW}")
    named = [target.wanted for target in targets]
    faults.add(
        *(
            f"precision {one.text}: is asked for more than once; give one precision for it"
            for one in dict.fromkeys(one for one in named if named.count(one) > 1)
        )
    )
    limit = MOST
    with faults.gather():
        limit = MOST if most is None else whole_number("most", str(most).strip(), such_as=MOST)
        faults.add(*outside("most", limit, 2, MOST_REPLICATIONS))
    if faults:
        raise BadInput(faults)
    return PrecisionGoal(tuple(targets), limit)


def asked_in_python(texts: str | Sequence[str], most: int | None, scenario: Scenario) -> PrecisionGoal | None:
    """Return what is asked for by a call, None when nothing is. Raises BadInput with every fault."""
    if texts:
        return asked_for([texts] if isinstance(texts, str) else texts, scenario, most)
    if most is not None:
        raise BadInput([MOST_ALONE])
    return None


def _target(text: str, scenario: Scenario) -> PrecisionTarget:
    """Return what one text asks for. Raises BadInput with every fault of it."""
    name, equals, number = (part.strip() for part in text.rpartition("="))
    if not equals:
        raise BadInput([f'precision "{text}": has no "="; {HOW}; digits of one number are not parted by commas'])
    faults = Faults()
    found, amount = None, nan
    with faults.gather("precision: "):
        found = wanted(name, scenario)
    with faults.gather():
        amount = _amount(number, f"precision {name}", money=found is not None and found.unit.startswith("GBP"))
    if faults or found is None:
        raise BadInput(faults)
    return PrecisionTarget(found, amount, number.endswith("%"))


def _amount(text: str, place: str, *, money: bool) -> float:
    """Return the number that a text says, of pounds or of anything else. Raises BadInput unless it is above 0."""
    try:
        amount = pounds(text, place) if money and not text.endswith("%") else float(text.removesuffix("%"))
    except ValueError:
        amount = nan
    if not 0 < amount < inf:
        mend = "give a sum such as 50k, or 2%" if money else "give a number such as 3, or 3%"
        raise BadInput([fault(place, "", f'"{text}" is not above 0' if amount <= 0 else f'"{text}" is no width', mend)])
    return amount
