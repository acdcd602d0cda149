"""A council's own figures beside its forecast: what its base has, year by year, whence and how late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.experiments.forecast.council import CouncilForecast, council_forecast
from sim.experiments.forecast.lines import LineMeasure, PastYear
from sim.experiments.forecast.own_history import with_own_history
from sim.foundations.faults import BadInput
from sim.published.authorities import authority
from sim.published.table import FigureRow, figures
from sim.reports.forecast.pages import page, rows
from sim.scenario.scenario import Scenario, load

CODE = "E06000017"
HOMES = "secure and children's homes (definition from 2020)"
INDEPENDENT = "independent and semi-independent (definition from 2020)"
OWN = (
    FigureRow(CODE, "looked after", "", "children", 2023, ["30", "35", "40"]),
    FigureRow(CODE, "started", "", "children", 2023, ["15", "", "20"]),
    FigureRow(CODE, "looked after by age", "10 to 15", "children", 2023, ["10", "~3", "15"]),
    FigureRow(CODE, "looked after by placement", HOMES, "children", 2023, ["5", "10", "10"]),
    FigureRow(CODE, "looked after by placement", INDEPENDENT, "children", 2023, ["5", "~3", "10"]),
)


@pytest.fixture(scope="module")
def plain() -> CouncilForecast:
    return council_forecast(figures(), authority("Rutland"), 2027)


@pytest.fixture(scope="module")
def base() -> Scenario:
    found = load("tower_hamlets_2018")
    first = found.quantities["opening.looked_after"]
    source = "Own SSDA903 returns, the years to 31 March 2023 to 2025, of the last day"
    local = replace(first, kind="local", source=source)
    return replace(
        found,
        name="rutland_own_2025",
        authority=CODE,
        own_figures=OWN,
        quantities={**found.quantities, "opening.looked_after": local},
    )


def own(found: CouncilForecast, measure: LineMeasure, kind: str = "") -> tuple[PastYear, ...]:
    return next(line.own for line in found.of(measure) if line.kind == kind)


def test_each_line_has_what_the_base_tells_of_it(plain: CouncilForecast, base: Scenario) -> None:
    found = with_own_history(plain, base, figures())
    assert own(found, LineMeasure.LOOKED_AFTER) == (PastYear(2023, 30.0), PastYear(2024, 35.0), PastYear(2025, 40.0))
    assert own(found, LineMeasure.STARTED) == (PastYear(2023, 15.0), PastYear(2025, 20.0))
    assert own(found, LineMeasure.CEASED) == ()
    assert own(found, LineMeasure.BY_AGE, "10 to 15")[1] == PastYear(2024, 3.0, published=False)
    assert own(found, LineMeasure.BY_KIND, "foster care") == ()
    together = own(found, LineMeasure.TOGETHER)
    assert together == (PastYear(2023, 10.0), PastYear(2024, 13.0, published=False), PastYear(2025, 20.0))
    children = figures().value(CODE, "children aged 0 to 17", 2024)
    rates = own(found, LineMeasure.RATE, "Rutland")
    assert rates[2].value == pytest.approx(40 / children * 10_000)
    assert own(found, LineMeasure.RATE, "England") == ()
    # what is forecast is of published figures alone
    assert [replace(line, own=()) for line in found.lines] == list(plain.lines)


def test_the_page_and_the_table_tell_them_whence_and_how_late(plain: CouncilForecast, base: Scenario) -> None:
    found = with_own_history(plain, base, figures())
    assert found.beside is not None
    assert found.beside.last == date(2025, 3, 31)
    told = page(found)
    words = "Own SSDA903 returns, the years to 31 March 2023 to 2025; to 31 March 2025, from the base rutland_own_2025."
    assert any(words in one for one in told.caveats)
    table = next(one for one in told.tables if one.title.startswith("The council's own figures"))
    assert table.note == words
    middle = plain.of(LineMeasure.LOOKED_AFTER)[0].ahead[0].middle
    assert table.rows[2] == ["", "2025", "40", "", f"{middle:,.0f}"]
    assert table.rows[1] == ["", "2024", "35", "27", ""]
    statuses = [row[-1] for row in rows(found)]
    assert statuses.count("own") > 8
    assert statuses.count("own, hidden and estimated") == 3
    assert not any(title.title.startswith("The council's own") for title in page(plain).tables)
    drawn = {one.name: one for one in told.drawings}
    assert "By the council's own figures 30 in 2023; 35 in 2024; 40 in 2025" in drawn["forecast_numbers"].alternative


def test_a_base_that_cannot_stand_beside_it_is_refused(plain: CouncilForecast, base: Scenario) -> None:
    with pytest.raises(BadInput, match="no figures of the council's own"):
        with_own_history(plain, replace(base, own_figures=()), figures())
    with pytest.raises(BadInput, match="of another council; give one of Rutland"):
        with_own_history(plain, replace(base, authority="E09000030"), figures())
