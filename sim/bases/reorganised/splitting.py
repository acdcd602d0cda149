"""Bases of councils that one is split into: its counts parted, whole children adding up, and all else as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import fsum, sqrt

from sim.bases.reorganised.counts import counts_of, is_count, whole_parts
from sim.bases.reorganised.reorganised_base import ReorganisedBase, based_on, misfits, own_paths
from sim.foundations.faults import BadInput
from sim.parameters.tables import Table
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity
from sim.scenario.scenario import Scenario
from sim.scenario.whose import REGION

OWN_DEVIATIONS = ("outlook.own_deviation", "outlook.unaccompanied.own_deviation")

FALLS_WITH_SIZE = 44.0
"""Children looked after at which as much of an own variance falls with size as is the same everywhere.

A tenth of it then falls with size at 400 children: 8 to 15% of the variance of errors of forecasts of starts and of
ceases, made from 2013 to 2023, is so in the back-test once chance in the simulation is taken out.
"""

KINDS, NUMBER, ALONE = "opening.kinds", "opening.looked_after", "opening.unaccompanied"
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class PartOfCouncil:
    """A council that is to come of another."""

    name: str
    share: float
    """Of the children."""


def parts_from_text(text: str) -> tuple[PartOfCouncil, ...]:
    """Return the parts in words such as ``North:0.45,South:0.55``. Raises BadInput with every fault."""
    faults, found = [], []
    for item in text.split(","):
        name, _, share = (word.strip() for word in item.rpartition(":"))
        try:
            number = float(share)
        except ValueError:
            number = 0.0
        if not name or not 0 < number < 1:
            faults.append(f'--into "{item.strip()}": write a name, a colon and a share between 0 and 1: North:0.45')
        else:
            found.append(PartOfCouncil(name, number))
    total = fsum(part.share for part in found)
    if not faults and len(found) < 2:
        faults.append("--into: a council is split into two or more; name another part after a comma")
    elif not faults and abs(total - 1) > TOLERANCE:
        faults.append(f"--into: the shares sum to {total:g}; let them sum to 1")
    if len({part.name.casefold() for part in found}) < len(found):
        faults.append("--into: two parts have the same name; give each its own")
    if faults:
        raise BadInput(faults)
    return tuple(found)


def split(whole: Scenario, parts: Sequence[PartOfCouncil]) -> list[ReorganisedBase]:
    """Return a base for each part. Raises BadInput when the base has strategies, or nobody to part."""
    faults = [*misfits([whole])]
    if whole.parameters.opening is None:
        faults.append(f"{whole.name}: has no children on its first day to part; give a base that opens with some")
    if faults:
        raise BadInput(faults)
    shares = [part.share for part in parts]
    made: list[dict[str, Quantity]] = [{} for _ in parts]
    dealt = _dealt(whole, shares)
    own = {*own_paths([whole]), *counts_of(whole), *OWN_DEVIATIONS, REGION}
    for path in (path for path in declared() if path in own and path in whole.quantities):
        quantity = whole.quantities[path]
        for place, part in enumerate(parts):
            made[place][path] = _part(
                path, quantity, part, whole, dealt.get(path, [quantity.value] * len(parts))[place]
            )
    return [
        ReorganisedBase(
            name=part.name,
            made_of=(whole.name,),
            based_on=based_on(whole),
            start=whole.start,
            years=whole.years,
            about=(
                f"Split from {whole.name}: {100 * part.share:g}% of its children, entries, carers and places. All "
                "rates, shares and prices are those of the whole: what sets the parts apart is not in it. Nothing is "
                "fitted again."
            ),
            quantities=quantities,
        )
        for part, quantities in zip(parts, made, strict=True)
    ]


def _dealt(whole: Scenario, shares: Sequence[float]) -> dict[str, list[Plain]]:
    """Return the value of each count in each part: of whole children and households, whole numbers that add up."""
    found: dict[str, list[Plain]] = {}
    for path, quantity in whole.quantities.items():
        if is_count(path) and path != KINDS:
            found[path] = _shared_out(quantity, shares, whole=path in (NUMBER, ALONE) or declared()[path].unit.whole)
    kinds = whole.quantities[KINDS].value
    assert isinstance(kinds, Table)
    if all(number.is_integer() for number in map(float, kinds.values())):
        by_kind = _in_line([int(number) for number in kinds.values()], shares)
    else:
        by_kind = [[number * share for number in kinds.values()] for share in shares]
    found[KINDS] = [type(kinds)(*(float(number) for number in numbers)) for numbers in by_kind]
    return found


def _in_line(numbers: Sequence[int], shares: Sequence[float]) -> list[list[float]]:
    """Return each part's children by kind: all stand in a line, kind by kind, and are dealt one by one."""
    dealt = whole_parts(sum(numbers), shares)
    ends = [sum(numbers[: place + 1]) for place in range(len(numbers))]
    begins = [0, *ends[:-1]]
    return [
        [float(dealt[end][part] - dealt[begin][part]) for begin, end in zip(begins, ends, strict=True)]
        for part in range(len(shares))
    ]


def _shared_out(quantity: Quantity, shares: Sequence[float], *, whole: bool) -> list[Plain]:
    value = quantity.value
    if isinstance(value, Table):
        return [type(value)(*(share * number for number in value.values())) for share in shares]
    if whole and float(value).is_integer():
        return [float(number) for number in whole_parts(int(value), shares)[-1]]
    return [share * value for share in shares]


def _part(path: str, quantity: Quantity, part: PartOfCouncil, whole: Scenario, value: Plain) -> Quantity:
    """Return the quantity of a part that has this value of a count."""
    if path in OWN_DEVIATIONS:
        return _widened(quantity, part, whole)
    if not is_count(path):
        return replace(quantity, source=f"As of {whole.name}, from which it is split: {quantity.source}")
    quantity = replace(quantity, kind="judgement")
    of = f"{100 * part.share:g}% of that of {whole.name}, from which it is split: {quantity.source}"
    if isinstance(value, Table) or isinstance(quantity.value, Table) or not quantity.value or not value:
        kept = value if isinstance(value, Table) else None
        return (
            replace(quantity, source=of, value=value) if kept else _not_drawn(replace(quantity, source=of, value=value))
        )
    factor = value / quantity.value if value != quantity.value else 1.0  # a market without an end stays one
    return replace(quantity.times(factor, declared()[path].unit), value=value, source=of)


def _not_drawn(quantity: Quantity) -> Quantity:
    return replace(quantity, low=None, high=None, distribution="fixed")


def _widened(quantity: Quantity, part: PartOfCouncil, whole: Scenario) -> Quantity:
    """Return an own deviation of so many fewer children: a part of its variance falls with their number."""
    assert whole.parameters.opening is not None
    assert isinstance(quantity.value, Table)
    number = max(whole.parameters.opening.looked_after, 1.0)
    factor = sqrt((1 + FALLS_WITH_SIZE / (number * part.share)) / (1 + FALLS_WITH_SIZE / number))
    most = declared()["outlook.own_deviation"].unit.maximum
    value = type(quantity.value)(*(min(factor * one, most) for one in quantity.value.values()))
    source = f"That of {whole.name} times {factor:.3g}, for fewer children are less certain: {quantity.source}"
    return replace(quantity, value=value, source=source)
