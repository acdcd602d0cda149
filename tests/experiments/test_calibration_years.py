"""Which years' figures a calibration looks at: none after the run; those of 2024 as far as they are like the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sim.experiments.calibration.calibration import task
from sim.experiments.calibration.kinds import KINDS
from sim.experiments.calibration.observed import targets_of
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.calibration.targets import CalibrationTarget
from sim.published.authorities import authority
from sim.published.table import figures
from sim.scenario.scenario import Scenario, load


def starting(year: int, name: str) -> Scenario:
    return replace(load("england"), start=date(year, 4, 1), authority=authority(name).code)


def targets(scenario: Scenario) -> dict[str, CalibrationTarget]:
    return {one.name: one for one in task(scenario, CalibrationSettings()).targets}


@pytest.mark.parametrize(("scenario", "last"), [("tower_hamlets_2017", 2019), ("tower_hamlets_2018", 2020)])
def test_no_figure_of_a_year_that_ends_after_the_run_is_looked_at(scenario: str, last: int) -> None:
    base = load(scenario)
    assert task(base, CalibrationSettings()).targets == targets_of(base, figures().until(last))


def test_a_longer_run_is_held_against_figures_to_its_end() -> None:
    held = targets(load("tower_hamlets_2018").with_years(6.0))
    assert held["looked_after"].published == "329 (2019), 307 (2020), 305 (2021), 332 (2022), 301 (2023)"


def test_the_case_study_is_held_against_englands_moves_of_2019_alone() -> None:
    held = targets(load("tower_hamlets_2018"))
    assert [held[name].published for name in held if name.startswith("moves")] == [
        "3.13 (2019)",
        "0.59 (2019)",
        "0.15 (2019)",
    ]
    assert held["ended_0_to_7_days"].published == "9.6 (2019), 9.6 (2020)"


def test_a_base_of_2022_is_held_against_2023_and_2024() -> None:
    held = targets(starting(2022, "Leeds"))
    assert held["looked_after"].published == "1452 (2023), 1546 (2024)"
    assert held["moves_under_2_weeks"].dates == (date(2023, 3, 31),)
    assert all(one.same_years for one in held.values())


def test_lengths_of_2024_are_no_target() -> None:
    assert targets(starting(2022, "Leeds"))["ended_0_to_7_days"].dates == (date(2023, 3, 31),)
    stands_in = targets(starting(2023, "Leeds"))["ended_0_to_7_days"]
    assert not stands_in.same_years
    assert stands_in.published == "8.1 (2021), 9.3 (2022), 9.9 (2023)"


def test_a_base_of_2024_is_held_against_the_three_years_before_it() -> None:
    held = targets(starting(2024, "Leeds"))
    assert held["starts"].published == "453 (2022), 506 (2023), 557 (2024)"
    assert not any(one.same_years for one in held.values())


def test_young_people_in_accommodation_not_registered_yet_are_supported() -> None:
    """Leeds, 31 March 2024: 154 in homes, 78 supported, 73 in other placements; England's share of them is moved."""
    look = next(kind.look for kind in KINDS if kind.name == "homes_and_supported")
    seen = look(figures(), authority("Leeds").code, 2024)
    assert seen is not None
    assert seen.value == pytest.approx(100 * (154 + 78 + 73 * (1 - 1_180 / 4_020)) / 1_546)
