"""Levers: the numbers of a scenario that an experiment can set, each by its path.

A path names a number ("demand.entries_per_year"), one category of a table ("prices.weekly.agency"; of shares that sum
to 1 the others make way in proportion), a whole table ("leaving.hazard_by_time_in_care": a factor on all of it), the
approved places of the council's own carers ("in_house_fostering.places", by way of how many households there are), or
the size of a strategy ("size.ipop": a factor on all that its file says goes with its size).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import TYPE_CHECKING, NamedTuple

from sim.foundations.called import called
from sim.foundations.faults import BadInput, did_you_mean, fault
from sim.parameters.tables import Table
from sim.parameters.units import Unit
from sim.scenario import areas
from sim.scenario.plain_names import plain_name
from sim.scenario.quantities.bounds import of_bounds, within
from sim.scenario.quantities.declared import Declared, declared
from sim.scenario.quantities.drawing import HARD_ENDS, OF_SHARES
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.quantities.timing import BEYOND
from sim.scenario.sizes import SIZE, multiplied, paths_of
from sim.scenario.titles import SERVICES, short_title

if TYPE_CHECKING:
    from sim.scenario.scenario import Scenario

PLACES = "in_house_fostering.places"
"""Approved places of in-house households: set by way of how many households there are, their sizes kept."""

HOUSEHOLDS = "in_house_fostering.households"
SIZES = "in_house_fostering.places_shares"

FACTOR = Unit("factor", 0)
WHOLE_PLACES = Unit("places", 0, whole=True, endless=True)

LOW_POINT, HIGH_POINT = 0.05, 0.95
"""What is low and high in a range without hard ends."""


class Setting(NamedTuple):
    """What is set at a path."""

    path: str
    number: float


@dataclass(frozen=True, slots=True)
class Lever:
    """A number of a scenario that can be set."""

    path: str
    quantity: str
    """Path of the quantity that it changes."""
    category: str
    """Of a table; empty for a number or a whole table."""
    unit: Unit
    """Of the numbers that it takes."""
    value: float
    """What it is when nobody sets it."""
    source: Quantity
    """The quantity as the scenario has it."""

    @property
    def title(self) -> str:
        """Return what it is called in plain words."""
        part, *names = self.path.split(".")
        if self.path.startswith(SIZE):
            words = ", ".join(SERVICES[name].short if name in SERVICES else name.replace("_", " ") for name in names)
        else:
            words = ", ".join(plain_name(name) for name in names)
        return f"{short_title(part)}: {words}{' (all of it)' if self._whole_table else ''}"

    @property
    def ranged(self) -> bool:
        """Whether the scenario gives it a range of its own."""
        if self._stands_for_more or self.source.distribution == "fixed":
            return False
        if self.source.distribution in OF_SHARES:
            return bool(self.category) and 0 < self.value < 1
        return not self.category and self.source.low != self.source.high

    @property
    def low(self) -> float:
        """Return the low end of its own range: a hard end, or the point with 5% below it."""
        if self.source.distribution in HARD_ENDS and self.source.low is not None:
            return self.source.low
        return self.quantile(LOW_POINT)

    @property
    def high(self) -> float:
        """Return the high end of its own range: a hard end, or the point with 5% above it."""
        if self.source.distribution in HARD_ENDS and self.source.high is not None:
            return self.source.high
        return self.quantile(HIGH_POINT)

    def quantile(self, u: float) -> float:
        """Return the u-quantile of its own range, within the bounds of its unit; only where it is `ranged`."""
        if self.source.distribution in OF_SHARES:
            from scipy.special import betaincinv  # half a second to import

            cases = self.source.effective_sample or 1.0
            return float(betaincinv(self.value * cases, (1 - self.value) * cases, u))
        return within(self.unit, self.source.quantile(u))

    @property
    def _stands_for_more(self) -> bool:
        """Whether what it sets is not a number of the scenario itself."""
        return self.path == PLACES or self.path.startswith(SIZE)

    @property
    def _whole_table(self) -> bool:
        return self.unit is FACTOR and not self._stands_for_more


def lever(path: str, scenario: Scenario) -> Lever:
    """Return the lever at a path. Raises BadInput, with the nearest known path, when the scenario has none there."""
    if path.startswith(SIZE):
        first = paths_of(path, scenario)[0]
        return Lever(path, first, "", FACTOR, 1.0, scenario.quantities[first])
    found = _lever(path, scenario.quantities)
    if found is not None:
        return found
    place = scenario.name
    if path in scenario.quantities:
        problem = "are shares that sum to 1, so that a factor on all of them would change nothing"
        raise BadInput([fault(place, path, problem, f"name one of them, such as {next(_categories(path))}")])
    if path in declared() or _parted(path) is not None or path == PLACES:
        problem = "is not in this scenario"
        raise BadInput([fault(place, path, problem, "add the strategy that brings it, or take the path out")])
    known = [one for whole in scenario.quantities for one in (whole, *_categories(whole))]
    mend = did_you_mean(path, [PLACES, *known], f"{called()} check lists them")
    raise BadInput([fault(place, path, "is not a known quantity", mend)])


def levers(scenario: Scenario) -> tuple[Lever, ...]:
    """Return every lever of the scenario that has a range of its own, in the order of its quantities."""
    paths = (one for whole in scenario.quantities for one in (whole, *_categories(whole)))
    found = (_lever(path, scenario.quantities) for path in paths)
    return tuple(one for one in found if one is not None and one.ranged)


def changed(scenario: Scenario, settings: Iterable[Setting]) -> dict[str, Quantity]:
    """Return by path the quantities that the settings change; only what a size multiplies is still drawn.

    Raises BadInput with every setting that misfits.
    """
    given = tuple(settings)
    faults = [message for setting in given for message in _of_bounds(scenario, setting)]
    if faults:
        raise BadInput(faults)
    found = multiplied(scenario, {path: number for path, number in given if path.startswith(SIZE)})
    quantities = {**scenario.quantities, **found}
    plain = _plain(quantities, [setting for setting in given if not setting.path.startswith(SIZE)])
    for path, value in plain.items():
        unit, horizon = declared()[path].unit, scenario.horizon + BEYOND
        found[path] = quantities[path].set_to(value, "Set by the experiment", unit, horizon)
    return found


def laid(scenario: Scenario, settings: Iterable[Setting]) -> Scenario:
    """Return the scenario with the settings in force. Raises BadInput when they misfit."""
    found = changed(scenario, settings)
    return scenario.with_quantities(found) if found else scenario


def _of_bounds(scenario: Scenario, setting: Setting) -> Iterator[str]:
    """Yield why a setting cannot be made, as far as it shows by itself."""
    path, number = setting
    if path.startswith(SIZE):
        unit = FACTOR
    else:
        one = _lever(path, scenario.quantities)
        if one is None:
            yield fault(path, "", "is not in the scenario", "set only what it has")
            return
        unit = one.unit
    yield from (fault(place, "", problem, mend) for place, problem, mend in of_bounds(unit, path, number))


def _plain(quantities: Mapping[str, Quantity], settings: Iterable[Setting]) -> dict[str, Plain]:
    """Return by path what the settings, each within its bounds, make of the central values."""
    found: dict[str, Plain] = {}
    pinned: dict[str, dict[str, float]] = {}
    for path, number in settings:
        one = _lever(path, quantities)
        assert one is not None
        value = one.source.value
        if one.category:
            pinned.setdefault(one.quantity, {})[one.category] = number
        elif isinstance(value, Table):
            bounds = declared()[one.quantity].unit
            found[one.quantity] = type(value)(*(within(bounds, number * part) for part in value.values()))
        else:
            found[one.quantity] = households_for(quantities, number) if path == PLACES else number
    faults: list[str] = []
    for path, categories in pinned.items():
        table = found.get(path, quantities[path].value)
        assert isinstance(table, Table)
        try:
            found[path] = _with_categories(declared()[path], table, categories)
        except BadInput as bad:
            faults.extend(bad.faults)
    if faults:
        raise BadInput(faults)
    if areas.SIZE not in found:  # whoever sets the size of areas means it
        found.update(areas.kept(found, quantities))
    return found


def mean_places(quantities: Mapping[str, Quantity]) -> float:
    """Return the mean number of places of a household."""
    sizes = quantities[SIZES].value
    assert isinstance(sizes, Table)
    return fsum(places * share for places, share in enumerate(sizes.values(), start=1))


def households_for(quantities: Mapping[str, Quantity], places: float) -> float:
    """Return how many households have so many places in all, to the nearest household."""
    return float(round(places / mean_places(quantities)))


def _lever(path: str, quantities: Mapping[str, Quantity]) -> Lever | None:
    if path == PLACES:
        source = quantities.get(HOUSEHOLDS)
        if source is None or isinstance(source.value, Table):
            return None
        return Lever(path, HOUSEHOLDS, "", WHOLE_PLACES, round(source.value * mean_places(quantities)), source)
    source = quantities.get(path)
    if source is not None:
        if not isinstance(source.value, Table):
            return Lever(path, path, "", declared()[path].unit, source.value, source)
        # A factor on shares that must sum to 1 would change nothing.
        return None if declared()[path].unit.sums_to_one else Lever(path, path, "", FACTOR, 1.0, source)
    parted = _parted(path)
    source = quantities.get(parted[0]) if parted is not None else None
    if parted is None or source is None or not isinstance(source.value, Table):
        return None
    whole, category = parted
    return Lever(path, whole, category, declared()[whole].unit, float(getattr(source.value, category)), source)


def _parted(path: str) -> tuple[str, str] | None:
    """Return the path of a table and its category, None where the path does not name one."""
    whole, _, category = path.rpartition(".")
    what = declared().get(whole)
    return (whole, category) if what is not None and category in what.categories else None


def _categories(path: str) -> Iterator[str]:
    return (f"{path}.{category}" for category in declared()[path].categories)


def _with_categories(what: Declared, table: Table, pinned: Mapping[str, float]) -> Table:
    """Return the table with these categories set; of shares the others make way in proportion."""
    values = dict(zip(what.categories, table.values(), strict=True))
    if what.unit.sums_to_one:
        left = 1.0 - fsum(pinned.values())
        others = fsum(value for name, value in values.items() if name not in pinned)
        if left < -1e-9 or (others == 0 and left > 1e-9):
            named = [f"{what.path}.{name}" for name in pinned]
            problem = f"are set to {1 - left:g} together, and shares must sum to 1"
            raise BadInput(
                [fault(", ".join(named), "", problem, "give them less, or more where no other share is left")]
            )
        scale = max(0.0, left) / others if others else 0.0
        values = {name: value * scale for name, value in values.items()}
    values.update(pinned)
    return type(table)(**values)
