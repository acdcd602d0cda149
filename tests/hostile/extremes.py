"""Every quantity at its extremes: the least and the most that its unit allows, and what no number should be."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from scenario_files import LEGAL_STRATEGIES, SERVICE_STRATEGIES, STRATEGIES

from sim.scenario.files.ceilings import ceiling
from sim.scenario.quantities.declared import Declared, declared
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import load

from .case import BROKEN, SMALL, Case
from .kinds import REST, SHORT

LAYERS = "legal_process+statutory_services"
"""With them the small base has all that a base can have, but for an opening count."""

SENSELESS = (-1.0, 1e300, 5e-324, inf)


EVERY, SOME = 1, 4
"""Of how many senseless numbers one is tried: all, or those that fall to a quantity in turn."""


def cases(small: str, one_in: int = SOME) -> Iterator[Case]:
    """Yield each quantity of the small base, its layers and all strategies at its extremes, one at a time.

    Both ends of its unit, and one in so many of the numbers that none should be.
    """
    for number, case in enumerate(_all(small)):
        senseless = any(case.name.endswith(f" = {value:g}") for value in SENSELESS)
        if not senseless or number % one_in == 0:
            yield case


def _all(small: str) -> Iterator[Case]:
    base, layered = (load("tower_hamlets_2018", *layers).quantities for layers in ((), LAYERS.split("+")))
    for path, item in base.items():
        yield from _of_file(declared()[path], item, small)
    for path in layered.keys() - base.keys():
        yield from _set(declared()[path], f"{SMALL}+{LAYERS}", small)
    for strategy in (*STRATEGIES, *LEGAL_STRATEGIES, *SERVICE_STRATEGIES):
        brought = load("tower_hamlets_2018", *LAYERS.split("+"), strategy).quantities
        for path in brought.keys() - layered.keys():
            yield from _set(declared()[path], f"{SMALL}+{LAYERS}+{strategy}", small)


def _of_file(what: Declared, item: Quantity, small: str) -> Iterator[Case]:
    """Yield a quantity of a base at each of its extremes; of a table every number, of shares one."""
    opening = what.path.startswith("opening.")
    # so many children can be asked for, and take as long as they are many: there it is only read
    checked = opening or what.unit.name == "children per year"
    words = ("check", BROKEN) if checked else ("replicate", f"{BROKEN}+{LAYERS}", "0", *SHORT)
    based = "tower_hamlets_2018" if opening else SMALL
    for value in dict.fromkeys((*_bounds(what), *SENSELESS)):
        text = f"[{what.path}]\nvalue = {_written(what, value)}\nunit = {_quoted(item.unit)}\n{REST}"
        files = {SMALL: small.encode(), BROKEN: f'based_on = "{based}"\n{text}'.encode()}
        yield Case(f"{what.path} = {value:g}", words, files)


def _set(what: Declared, names: str, small: str) -> Iterator[Case]:
    """Yield a quantity set to each of its extremes; of a table the first number, and all of it by a factor."""
    paths = [what.path, f"{what.path}.{what.categories[0]}"] if what.table else [what.path]
    for path in paths:
        for value in dict.fromkeys((*_bounds(what), *SENSELESS)):
            words = ("replicate", names, "0", *SHORT, "--set", f"{path}={value!r}")
            yield Case(f"{path} = {value:g}", words, {SMALL: small.encode()})


def _bounds(what: Declared) -> tuple[float, ...]:
    most = ceiling(what)
    return (what.unit.minimum, most if most < inf else 1e6)


def _written(what: Declared, value: float) -> str:
    if what.table is None:
        return f"{value!r}"
    whole = what.unit.sums_to_one and value in (0.0, 1.0)
    first = {0.0: 0, 1.0: len(what.categories) - 1}.get(value, 0)
    numbers = [float(number == first) if whole else value for number in range(len(what.categories))]
    return "{ " + ", ".join(f"{name} = {one!r}" for name, one in zip(what.categories, numbers, strict=True)) + " }"


def _quoted(text: str) -> str:
    return f'"{text}"'
