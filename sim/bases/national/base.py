"""England's base of a year: England's file with every value that the year's tables tell, before its ways are fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sim.bases.national import children, legal, placements
from sim.bases.national.renewed import Renewed, renewed
from sim.bases.national.tables import FIRST, NationalTables
from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput
from sim.parameters.parameters import Parameters
from sim.published.table import Figures
from sim.scenario.scenario import Scenario, load

FILE = "england"
"""England's file: of 2018-19, with every judgement. Later years are laid over it."""

WITH_COURTS = "england_with_courts"
"""The same, with courts and plans of permanence that decide when children leave. Later years are laid over it too."""


def national_file(year: int, *, courts: bool = False) -> str:
    """Return the name of the scenario that holds England's values as known on a 31 March, with courts or without."""
    ending = WITH_COURTS.removeprefix(FILE) if courts else ""
    return f"{FILE}{ending}" if year < FIRST else f"{FILE}_{year}{ending}"


def common_file(*, courts: bool = False) -> str:
    """Return the name of the scenario over which the files of all later years are laid."""
    return national_file(FIRST - 1, courts=courts)


def national_base(year: int, known: Figures, *, courts: bool = False) -> Scenario:
    """Return England on 1 April of a year, an average authority, by the tables of the year to the day before.

    Its ways between placements are still those of England's file. With `courts` its legal process is fitted by cohorts.
    Raises BadInput for a year without such tables.
    """
    if not FIRST <= year <= known.known_until:
        raise BadInput(
            [f"England: a base of a year can be made for {FIRST} to {known.known_until}, not {year}; for earlier ones "
             f"use {FILE}, which is of 2018 and 2019"]
        )  # fmt: skip
    tables, when = NationalTables(known.until(year), year), date(year, 3, 31)
    usual = load(common_file(courts=courts))
    england = usual.parameters

    def over(scenario: Scenario, told: Iterable[Renewed]) -> Scenario:
        new = {one.path: renewed(usual.quantities[one.path], one, when) for one in told}
        return scenario.with_quantities(new)

    start = date(year, 4, 1)
    laid = over(usual, told_by_tables(tables, england))
    whole = over(laid, children.fitted(tables, laid.parameters))
    if courts:
        whole = over(whole, legal.fitted(tables, whole.parameters))
    return replace(
        whole,
        name=national_file(year, courts=courts),
        title=f"An average English authority{' with courts' if courts else ''}, {in_words(start)}",
        start=start,
    )


def told_by_tables(tables: NationalTables, england: Parameters) -> Iterator[Renewed]:
    """Yield every value that a year's tables tell without a fit, over those of England's file."""
    assert england.in_house_fostering is not None
    yield from children.of_demand(tables, england.demand)
    yield from children.of_leaving(tables)
    yield from children.of_opening(tables)
    yield from placements.of_stability(tables)
    yield from placements.of_policy(tables)
    yield from placements.of_places(tables, england)
    yield from placements.of_prices(tables, england)
    yield from placements.of_price_growth(tables)
    yield from placements.of_carers(tables, england.in_house_fostering)
    if england.legal_process:
        yield from legal.of_opening(tables)
