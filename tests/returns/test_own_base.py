"""Bases from returns at work: calibration is held against the council's own figures, and several make a region."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from invented_returns import invented, write

from sim.bases.own.of_returns import ReturnsBase, returns_base
from sim.experiments.calibration.observed import targets_of
from sim.experiments.forecast.council import council_forecast
from sim.experiments.forecast.lines import LineMeasure
from sim.experiments.forecast.own_history import with_own_history
from sim.experiments.region.councils import loaded, run_together
from sim.experiments.running.settings import Settings
from sim.published.authorities import authority
from sim.published.table import figures
from sim.reports.baseline.pages import keep
from sim.returns.counts import YearCounts, counts
from sim.returns.importing import read_returns
from sim.returns.privacy import rounded
from sim.scenario.scenario import Scenario, load

COUNCILS = ("derby", "luton")
YEARS = range(2022, 2025)
BREAKDOWNS = "stability.scale"


class MadeBase:
    """A base of made-up returns on disk, and what the returns come to."""

    def __init__(self, name: str, seed: int, folder: Path) -> None:
        lives, _ = read_returns(write(invented(seed, YEARS[0], YEARS[-1]), folder / name, YEARS))
        self.counts: tuple[YearCounts, ...] = counts(lives)
        self.made: ReturnsBase = returns_base(authority(name), lives, figures())
        self.path = folder / f"{name}_own_2024.toml"
        keep(self.made.base, self.path)


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> list[MadeBase]:
    folder = tmp_path_factory.mktemp("bases")
    return [MadeBase(name, seed, folder) for seed, name in enumerate(COUNCILS)]


@pytest.fixture(scope="module")
def scenarios(bases: list[MadeBase]) -> list[Scenario]:
    return [load(str(one.path)) for one in bases]


def test_calibration_is_held_against_the_councils_own_figures(bases: list[MadeBase], scenarios: list[Scenario]) -> None:
    for made, scenario in zip(bases, scenarios, strict=True):
        found = {one.name: one for one in targets_of(scenario, scenario.figures)}
        published = {one.name: one for one in targets_of(scenario, figures())}
        for name, own in (
            ("looked_after", [one.looked_after for one in made.counts]),
            ("starts", [one.children_started for one in made.counts]),
            ("ceases", [one.children_ceased for one in made.counts]),
        ):
            numbers = [rounded(number) for number in own]
            assert found[name].published == ", ".join(
                f"{number} ({year})" for number, year in zip(numbers, YEARS, strict=True)
            )
            assert found[name].observed != published[name].observed
        # what returns do not tell is still as published
        assert found["places_filled"] == published["places_filled"]


def test_englands_moves_are_no_target_where_the_returns_tell_the_councils_own(scenarios: list[Scenario]) -> None:
    def england(scenario: Scenario) -> set[str]:
        return {one.name for one in targets_of(scenario, figures()) if one.name.startswith(("moves_", "ended_"))}

    first = scenarios[0]
    breakdowns = first.quantities[BREAKDOWNS]
    assert england(first), "without the fit of moves the base has England's"
    own = replace(first, quantities={**first.quantities, BREAKDOWNS: replace(breakdowns, kind="local")})
    assert not england(own)


def test_the_history_of_returns_stands_beside_the_forecast(bases: list[MadeBase], scenarios: list[Scenario]) -> None:
    forecast = with_own_history(council_forecast(figures(), authority("derby"), 2027), scenarios[0], figures())
    (line,) = forecast.of(LineMeasure.LOOKED_AFTER)
    assert [(one.year, one.value) for one in line.own] == [
        (one.year, rounded(one.looked_after)) for one in bases[0].counts
    ]
    assert forecast.beside is not None
    assert forecast.beside.source.startswith("Own SSDA903 returns, the years to 31 March 2022 to 2024, about")
    assert forecast.beside.last == date(2024, 3, 31)


@pytest.mark.slow
def test_returns_of_several_councils_make_a_region(bases: list[MadeBase], scenarios: list[Scenario]) -> None:
    both = loaded([str(one.path) for one in bases], 1.2)
    together = run_together(both, Settings(2, processes=1), "Both")
    day = date(2025, 3, 31)
    parts = [one.measures.of("looked_after", "", day) for one in together.councils]
    assert together.measures.of("looked_after", "", day).tolist() == sum(parts).tolist()
    expected = sum(one.counts[-1].looked_after for one in bases)
    assert together.measures.of("looked_after", "", day).mean() == pytest.approx(expected, rel=0.35)
    assert {one.scenario.authority for one in together.councils} == {authority(name).code for name in COUNCILS}
