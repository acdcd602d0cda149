"""What is plausible of one quantity: how far a number lies from the range that the files below give it.

A number far outside is a slip of the decimal point, or else is meant, and then has a range of its own in its file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import lru_cache
from math import inf
from pathlib import PurePath
from typing import Final

from sim.foundations.faults import fault
from sim.parameters.tables import Table
from sim.parameters.units import Unit
from sim.scenario.files import reading
from sim.scenario.files.scenario_file import ScenarioFile, read
from sim.scenario.files.strategy_sizes import StrategySize, is_of_size, size_of
from sim.scenario.quantities import changing, written
from sim.scenario.quantities.bounds import Problem
from sim.scenario.quantities.change import RelativeChange
from sim.scenario.quantities.declared import Declared, declared, part_of
from sim.scenario.quantities.quantity import Quantity

FAR: Final = 5.0
"""Times the highest that is plausible, or the lowest, beyond which a number is refused: a judgement, half of the factor
of ten that a slip of the decimal point makes, so that one from anywhere in the middle of a range is caught."""

QUITE_FAR: Final = 3.0
"""Likewise, beyond which a warning goes with all results: a judgement."""

OWN_RANGE: Final = frozenset({"low", "high", "distribution", "effective_sample"})
"""Keys with which a file gives a quantity a range of its own."""

ANY_DAY: Final = date(2000, 1, 1)
"""On which a run starts: of a range it decides nothing."""

COUNTED_OR_SET: Final = ("switch", "year ending 31 March", "days after start", "correlation")
"""Units of what is chosen, and neither large nor small."""


class HowFar(Enum):
    """How far a number lies from what is plausible."""

    NEAR = "near"
    QUITE_FAR = "quite far"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class PlausibleRange:
    """What is plausible of one number."""

    low: float
    high: float
    file: str
    """That says so."""

    def distance(self, number: float) -> HowFar:
        """Return how far a number lies outside; nothing at all is never far, for it may be meant."""
        times = 0.0
        if self.high > 0 and number > 0:
            times = max(number / self.high, self.low / number)
        elif self.low < 0 and number < 0:
            times = number / self.low
        return HowFar.FAR if times > FAR else HowFar.QUITE_FAR if times > QUITE_FAR else HowFar.NEAR


@dataclass(slots=True)
class PlausibleRanges:
    """What is plausible of each quantity, learnt from the files one after another."""

    sizes: Mapping[str, StrategySize] = field(default_factory=dict)
    """Of strategies on this base: what is plausible of a team goes with its council."""
    doubts: list[str] = field(default_factory=list)
    """What lies quite far outside, to be told beside all results."""
    _of: dict[str, tuple[PlausibleRange, ...]] = field(default_factory=dict)
    """By path: of a number, or of each category of a table in its order."""
    _council: bool = False
    """Whether a file so far is of one council, so that sizes can be compared."""

    def begin(self, file: ScenarioFile) -> None:
        """Hear which file is laid next."""
        if "authority" in file.heading:
            self._council = False  # its sizes are its own
            self._of = {path: found for path, found in self._of.items() if not _of_size(path)}

    def end(self, file: ScenarioFile) -> None:
        """Hear that all of the file is laid."""
        self._council = self._council or "authority" in file.heading

    def judged(
        self, what: Declared, content: written.Written, made: Quantity, below: Quantity | None, file: ScenarioFile
    ) -> Iterator[Problem]:
        """Yield the problem of a number that lies far outside; note what lies quite far; learn what is plausible."""
        known = self._of.get(what.path) or _shipped(what, file, below, self.sizes)
        own = bool(OWN_RANGE & content.keys())
        comparable = self._council or file.strategy or not is_of_size(what.unit)
        if not own and known and comparable and _has_a_size(what.unit):
            yield from self._far(what, content, made, known, file)
        self._of[what.path] = _range(made) if own or not comparable else known

    def _far(
        self,
        what: Declared,
        content: written.Written,
        made: Quantity,
        known: tuple[PlausibleRange, ...],
        file: ScenarioFile,
    ) -> Iterator[Problem]:
        for name, number, plausible in zip(what.categories or ("",), _numbers(made), known, strict=False):
            distance = plausible.distance(number)
            if distance is HowFar.NEAR:
                continue
            key = next(key for key in ("value", *changing.HOWS) if key in content)
            path = f"{what.path}.{key}{f'.{name}' if name and key == 'value' else ''}"
            ends = f"{plausible.low:.4g} to {plausible.high:.4g}"
            source = PurePath(plausible.file).stem
            lies = "is" if key == "value" else f"makes{f' {name}' if name else ''}"
            if distance is HowFar.FAR:
                problem = f"{lies} {number:,.6g}, far outside what is plausible ({ends}, in {source})"
                yield (
                    path,
                    problem,
                    "mend a slip of the decimal point; where it is meant, give it a range of its own: low, high and "
                    "distribution",
                )
                return
            problem = f"{lies} {number:,.6g}, well outside what is plausible ({ends}, in {source})"
            self.doubts.append(fault(file.name, path, problem, "look whether it is meant"))
            return


def _has_a_size(unit: Unit) -> bool:
    return not unit.sums_to_one and unit.name not in COUNTED_OR_SET


def _of_size(path: str) -> bool:
    return is_of_size(declared()[path].unit)


def _numbers(made: Quantity) -> tuple[float, ...]:
    """Return the numbers of a quantity when all that its file says is in force."""
    if made.layer is not None and made.below is not None:
        gives = made.layer.gives
        if isinstance(gives, RelativeChange):
            return () if gives.how == "grows" else tuple(gives.exact(made.below.value))
        made = gives
    return made.value.values() if isinstance(made.value, Table) else (made.value,)


def _range(made: Quantity) -> tuple[PlausibleRange, ...]:
    """Return what a quantity's own range says is plausible; nothing where it has none."""
    if made.low is None or made.high is None or made.low >= made.high:
        return ()
    numbers = made.value.values() if isinstance(made.value, Table) else (1.0,)
    return tuple(PlausibleRange(made.low * one, made.high * one, made.file) for one in numbers if one < inf)


def _shipped(
    what: Declared, file: ScenarioFile, below: Quantity | None, sizes: Mapping[str, StrategySize]
) -> tuple[PlausibleRange, ...]:
    """Return what the strategies that come with the program say is plausible of what no file below gives."""
    if below is not None or reading.is_shipped(file.path):
        return ()
    for shipped in _given_by_strategies(what.path):
        content = shipped.quantities[what.path]
        if OWN_RANGE & content.keys() and "value" in content:
            size = size_of(sizes, shipped.stem, part_of(what.path))
            grows = is_of_size(what.unit) and what.path in shipped.heading.get("scales", [])
            times = size.value if size is not None and grows else 1.0
            found = _range(written.quantity(what, content, ANY_DAY, shipped.name))
            return tuple(replace(one, low=times * one.low, high=times * one.high) for one in found)
    return ()


@lru_cache(maxsize=512)  # what is shipped stays as it is, and a file of many quantities asks for each
def _given_by_strategies(path: str) -> tuple[ScenarioFile, ...]:
    heading = f"[{path}]"
    files = (one for one in reading.shipped_strategies() if heading in reading.read_text(one))
    return tuple(found for found in (read(one, strategy=True) for one in files) if path in found.quantities)
