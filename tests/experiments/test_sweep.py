"""Sweeps: the points of each design, what is refused before anything runs, and results against runs one by one."""

from __future__ import annotations

import csv
import gzip
import json
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from charted_words import faults_of_chart
from hypothesis import given, settings
from hypothesis import strategies as st
from rutland_sized import file as tiny_file

from sim.cli import main
from sim.experiments.asking.design import MOST_POINTS, evenly
from sim.experiments.asking.form_of_sweep import SweepFile, Vary
from sim.experiments.asking.measure_choice import wanted
from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.replications import run_all
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import Chosen, study
from sim.experiments.sweep.sweep import Sweep, SweepQuestion, run_sweep, sweep, sweep_question
from sim.foundations.faults import BadInput
from sim.reports.sweep import figures as sweep_figures
from sim.reports.sweep import pages
from sim.reports.sweep import words as sweep_words
from sim.reports.sweep.findings import findings
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import Scenario, load

ENTRIES = Vary(path="demand.entries_per_year", unit="children per year", values=(10.0, 20.0))
AGREEMENT = Vary(path="in_house_fostering.agreement", unit="probability", values=(0.2, 0.3, 0.4))
AGENDA = Vary(path="ipop.agenda", unit="cases per meeting", values=(0.0, 5.0))


def form(*vary: Vary, **changes: object) -> SweepFile:
    plain = SweepFile(
        title="A trial", vary=vary, measures=("looked_after", "in_placement: agency at end"), replications=2
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_file(tmp_path_factory.mktemp("sweep"))


def sound(base: Path, *vary: Vary, **changes: object) -> SweepQuestion:
    file = form(*vary, base=str(base), **changes)
    how = replace(settings_for(file), processes=1)
    return sweep_question(file, "trial", crossed(file, how.years), how)


def refused(base: Path, *vary: Vary, **changes: object) -> str:
    with pytest.raises(BadInput) as bad:
        sound(base, *vary, **changes)
    return "\n".join(bad.value.faults)


def run(one: SweepQuestion, processes: int = 1) -> Sweep:
    made = study(one.scenarios, one.settings.seed, one.settings.uncertainty, Chosen(one.wanted), one.points)
    with Laboratory(made, Machines(processes), one.wanted, tolerant=True) as laboratory:
        return run_sweep(one, laboratory)


# Designs


def test_a_grid_is_every_combination_in_order(base: Path) -> None:
    rows = sound(base, ENTRIES, AGREEMENT).designed.rows
    assert rows == tuple(product((10.0, 20.0), (0.2, 0.3, 0.4)))


def test_steps_go_evenly_from_low_to_high_in_numbers_a_person_would_write(base: Path) -> None:
    level = Vary(path="demand.yearly_level", unit="factor", low=0.9, high=1.1, steps=9)
    assert sound(base, level).designed.rows[1] == (0.925,)
    places = Vary(path="in_house_fostering.places", unit="places", low=40, high=45, steps=11)
    assert [row[0] for row in sound(base, places).designed.rows] == [40, 41, 42, 43, 44, 45]  # whole, each once


def test_a_list_takes_its_numbers_side_by_side(base: Path) -> None:
    two = replace(AGREEMENT, values=(0.2, 0.4))
    assert sound(base, ENTRIES, two, design="list").designed.rows == ((10.0, 0.2), (20.0, 0.4))


@settings(deadline=None)  # the first asks for a library that takes a second to import
@given(st.sampled_from(["latin hypercube", "sobol"]), st.integers(1, 5), st.integers(1, 70), st.integers(0, 9))
def test_designs_that_spread_out_have_so_many_points_inside_and_each_part_holds_its_share(
    design: str, dimensions: int, points: int, seed: int
) -> None:
    even = evenly(design, dimensions, points, seed)  # type: ignore[arg-type]
    assert even.shape == (points, dimensions)
    assert ((even > 0) & (even < 1)).all()
    np.testing.assert_array_equal(even, evenly(design, dimensions, points, seed))  # type: ignore[arg-type]
    if (
        design == "latin hypercube" or points & (points - 1) == 0
    ):  # one point in each of so many equal parts of every dimension
        assert (np.sort((even * points).astype(int), axis=0) == np.arange(points)[:, np.newaxis]).all()


def test_numbers_spread_out_lie_in_the_ends_given_or_follow_their_own_range(base: Path) -> None:
    own, ends = replace(ENTRIES, values=()), replace(AGREEMENT, values=(), low=0.3, high=0.4)
    one = sound(base, own, ends, design="sobol", points=64)
    entries, agreement = np.array(one.designed.rows).T
    assert ((agreement >= 0.3) & (agreement <= 0.4)).all()
    quantity = one.scenarios[0].quantities["demand.entries_per_year"]
    for u in (0.25, 0.5, 0.75):
        assert (entries <= quantity.quantile(u)).mean() == pytest.approx(u, abs=0.03)


# Refused before anything runs


def test_an_unknown_path_is_refused_with_the_nearest_known(base: Path) -> None:
    message = refused(base, replace(ENTRIES, path="demand.entries_per_yera"))
    assert "vary[1].path" in message
    assert "did you mean demand.entries_per_year" in message


def test_a_path_of_a_strategy_that_is_not_there_says_so(base: Path) -> None:
    assert "add the strategy that brings it" in refused(base, AGENDA)


def test_a_wrong_unit_is_refused_with_the_right_one(base: Path) -> None:
    assert 'give demand.entries_per_year in "children per year"' in refused(base, replace(ENTRIES, unit="children"))


def test_an_empty_grid_is_refused(base: Path) -> None:
    assert "names nothing to vary" in refused(base)
    assert "has no values" in refused(base, replace(ENTRIES, values=()))


def test_a_thousand_million_points_are_refused_without_being_made(base: Path) -> None:
    steps = replace(ENTRIES, values=(), low=1.0, high=1e4, steps=100_000)
    other = replace(AGREEMENT, values=(), low=0.1, high=0.2, steps=10_000)
    message = refused(base, steps, other)
    assert "100,000 x 10,000 = 1,000,000,000 sets of numbers" in message
    assert f"give at most {MOST_POINTS:,}" in message
    assert "points: is 1,000,000,000" in refused(base, replace(ENTRIES, values=()), design="sobol", points=10**9)


@pytest.mark.parametrize(
    ("vary", "changes", "message"),
    [
        (replace(AGREEMENT, values=(0.2, 1.2)), {}, r"vary\[1\].values\[2\].*is 1.2; it must be from 0 to 1"),
        (replace(ENTRIES, values=(float("nan"),)), {}, "is nan, which is not a number"),
        (replace(ENTRIES, low=1.0), {}, "has values and low; give values, or low, high and steps"),
        (replace(ENTRIES, values=(), low=5.0, high=1.0, steps=3), {}, "is 5, not below high, 1"),
        (replace(ENTRIES, values=(), low=5.0, high=9.0, steps=1), {}, "steps: is 1; give 2 to"),
        (ENTRIES, {"points": 5}, "has no meaning in a grid"),
        (replace(ENTRIES, values=()), {"design": "sobol"}, "add points ="),
        (replace(ENTRIES, values=(), low=3.0), {"design": "sobol", "points": 4}, "has no high"),
        (ENTRIES, {"design": "sobol", "points": 4}, "gives values or steps"),
        (ENTRIES, {"measures": ("looked_afer",)}, "did you mean looked_after"),
        (ENTRIES, {"strategies": ("ipo",)}, "did you mean ipop"),
        (
            Vary(path="in_house_fostering.households", unit="households", values=(10.5,)),
            {},
            "is 10.5; it must be a whole number",
        ),
        (
            Vary(path="prices.weekly.with_parents", unit="factor", values=(1.0,)),
            {},
            'give prices.weekly.with_parents in "GBP per week"',
        ),
    ],
)
def test_what_makes_no_sense_is_refused(base: Path, vary: Vary, changes: dict[str, object], message: str) -> None:
    assert re.search(message, refused(base, vary, **changes))


def test_what_only_numbers_together_get_wrong_is_refused(base: Path) -> None:
    inside = Vary(path="in_house_fostering.location_shares.inside", unit="share", values=(0.2, 0.8))
    near = Vary(path="in_house_fostering.location_shares.near", unit="share", values=(0.1, 0.5))
    assert "shares must sum to 1" in refused(base, inside, near)


def test_lists_of_other_lengths_and_a_path_twice_are_refused(base: Path) -> None:
    assert "give each as many" in refused(base, ENTRIES, AGREEMENT, design="list")
    assert "names demand.entries_per_year more than once" in refused(base, ENTRIES, ENTRIES)


def test_a_sweep_that_does_not_fit_in_memory_is_refused(base: Path) -> None:
    many = replace(ENTRIES, values=(), low=1.0, high=9.0, steps=5000)
    assert "GB of numbers in memory" in refused(base, many, replications=60_000)


def test_too_many_openings_are_refused(base: Path) -> None:
    opening = Vary(path="opening.unaccompanied", unit="children", low=0, high=3, steps=60)
    with pytest.raises(BadInput, match="different opening cohorts"):
        run(sound(base, opening))


# Results


def by_hand(scenario: Scenario, text: str, settings: Settings) -> np.ndarray:
    sample = run_all([scenario], settings).outcomes[0].measures
    return sample.of(*wanted(text, scenario).key(scenario))


def test_each_point_is_what_its_scenario_gives_alone(base: Path) -> None:
    one = sound(base, ENTRIES, AGREEMENT, strategies=("ipop",))
    found = run(one)
    assert found.values.shape == (6, 2, 2, 2)
    row = one.designed.rows.index((20.0, 0.3))
    settings = [Setting("demand.entries_per_year", 20.0), Setting("in_house_fostering.agreement", 0.3)]
    for number, scenario in enumerate(one.scenarios):
        # the opening cohort is the base's own at every point, so that it is no difference between them
        made = study([one.scenarios[0], laid(scenario, settings)], one.settings.seed, False, Chosen(one.wanted))
        with Laboratory(made, Machines(1), one.wanted) as laboratory:
            from sim.experiments.running.execution.tasks import Point

            alone = laboratory.values([Point(1)], range(2))[0]
        np.testing.assert_array_equal(found.values[row, number], alone)


def test_the_base_at_its_own_numbers_is_the_base(base: Path) -> None:
    found = run(sound(base, replace(ENTRIES, values=(15.0,)), strategies=("ipop",)))
    plain = by_hand(load(str(base)), "looked_after", Settings(2, processes=1))
    np.testing.assert_array_equal(found.values[0, 0, 0], plain)


def test_a_number_that_a_scenario_does_not_have_is_left_out_and_the_base_is_run_once(base: Path) -> None:
    one = sound(base, AGENDA, strategies=("ipop",))
    assert [point.settings for point in one.points if point.scenario == 0] == [(), ()]
    assert len(dict.fromkeys(one.points)) == 3
    found = run(one)
    np.testing.assert_array_equal(found.values[0, 0], found.values[1, 0])
    # a panel that hears no case changes nothing at all
    np.testing.assert_array_equal(found.values[0, 1], found.values[0, 0])
    assert found.difference(0, 1, 0).unchanged


def test_several_bases_are_each_compared_with_their_own(base: Path) -> None:
    one = sound(base, ENTRIES, strategies=("ipop",))
    assert one.bases == (0, 0)
    file = form(ENTRIES, base=(str(base), "england"), strategies=("ipop", "camhs"))
    crossed_ = crossed(file, 0.3)
    assert sweep_question(file, "trial", crossed_, settings_for(file)).bases == (0, 0, 0, 3, 3, 3)


def test_opening_numbers_take_effect_through_cohorts_of_their_own(base: Path) -> None:
    unaccompanied = Vary(path="opening.unaccompanied", unit="children", values=(1.0, 6.0))
    found = run(sound(base, unaccompanied, measures=("looked_after at end",)))
    assert not np.array_equal(found.values[0], found.values[1])


def test_the_python_call_gives_the_same_on_two_processes_and_takes_settings_in_place_of_the_files(
    base: Path, tmp_path: Path
) -> None:
    path = tmp_path / "own.toml"
    path.write_text(toml(base), encoding="utf-8")
    one = sweep(str(path), processes=1, replications=3)
    two = sweep(str(path), processes=2, replications=3)
    assert one.values.tobytes() == two.values.tobytes()
    assert one.values.shape == (2, 2, 2, 3)


def test_uncertainty_draws_the_rest_and_spares_what_is_varied(base: Path) -> None:
    central = run(sound(base, ENTRIES))
    drawn = run(sound(base, ENTRIES, uncertainty=True))
    assert not np.array_equal(central.values, drawn.values)
    one = sound(base, ENTRIES, uncertainty=True)
    made = study(one.scenarios, 2018, True, Chosen(one.wanted))
    told = [made.parameters(point, 1) for point in one.points]
    assert [each.demand.entries_per_year for each in told] == [10.0, 20.0]
    assert told[0].leaving == told[1].leaving  # the others are drawn alike at every point


# Pages


def toml(base: Path) -> str:
    return f"""
title = "Entries beside the panel"
about = "A trial."
base = "{base}"
strategies = ["ipop"]
measures = ["looked_after", "in_placement: agency at end"]
replications = 2

[[vary]]
path = "demand.entries_per_year"
unit = "children per year"
values = [10, 20]
"""


@pytest.fixture(scope="module")
def grid(base: Path) -> Sweep:
    return run(sound(base, ENTRIES, AGREEMENT, strategies=("ipop",)))


def test_tables_hold_every_point_scenario_measure_and_replication(grid: Sweep) -> None:
    rows = [dict(zip(head, row, strict=True)) for head, *body in [list(pages.summary(grid))] for row in body]
    assert len(rows) == 6 * 2 * 2
    strategy = next(row for row in rows if row["point"] == 4 and row["base"] != row["scenario"])
    assert float(str(strategy["demand.entries_per_year"])) == 20.0
    expected = grid.values[4, 1, 0].mean() - grid.values[4, 0, 0].mean()
    assert float(str(strategy["difference"])) == pytest.approx(expected)
    assert sum(1 for _ in pages.measures(grid)) == 1 + 6 * 2 * 2 * 2
    assert list(pages.points(grid))[2] == (1, "10", "0.3")


@pytest.mark.parametrize(
    ("vary", "changes", "names"),
    [
        ((ENTRIES,), {}, ["sweep"]),
        ((ENTRIES,), {"strategies": ("ipop",)}, ["sweep", "sweep_changes"]),
        ((ENTRIES, replace(AGREEMENT, values=(0.2, 0.3))), {"design": "list"}, ["sweep"]),
        ((ENTRIES, AGREEMENT), {}, ["sweep_looked_after", "sweep_in_placement_agency_at_end"]),
        (
            (ENTRIES, AGREEMENT, Vary(path="stability.scale", unit="multiplier", values=(0.3, 0.6))),
            {"strategies": ("ipop",)},
            ["sweep_looked_after", "sweep_in_placement_agency_at_end"],
        ),
        (
            (replace(ENTRIES, values=()), replace(AGREEMENT, values=())),
            {"design": "latin hypercube", "points": 9},
            ["sweep_looked_after", "sweep_in_placement_agency_at_end"],
        ),
    ],
)
def test_the_figure_fits_the_shape(
    base: Path, vary: tuple[Vary, ...], changes: dict[str, object], names: list[str]
) -> None:
    drawings = sweep_figures.of_sweep(run(sound(base, *vary, **changes)))
    assert [one.name for one in drawings] == names
    for one in drawings:
        assert faults_of_chart(one) == []
        assert one.caption
        assert "nan" not in f"{one.alternative} {one.chart}"


def test_a_cloud_is_parted_evenly_and_means_are_those_of_its_parts() -> None:
    along = np.arange(120.0)
    middles, means, halves = sweep_figures.binned(along, 2 * along)
    assert len(middles) == sweep_figures.BINS
    np.testing.assert_allclose(means, 2 * middles)
    assert (halves > 0).all()


def test_words_tell_where_a_measure_is_lowest_and_highest_and_what_a_strategy_changes(grid: Sweep) -> None:
    said = "\n".join(findings(grid))
    assert "Looked after on average (without these strategies) goes from" in said
    assert "entries per year 10" in said
    assert "6 sets of numbers" in sweep_words.scope(grid)


def test_failures_are_left_out_named_and_told(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.experiments.running import study as studies

    genuine = studies.simulate

    def breaks(parameters, calendar, chance, years, pool=None):  # type: ignore[no-untyped-def]
        if chance.replication == 1 and parameters.demand.entries_per_year == 20.0:
            raise ValueError("a fault on purpose")
        return genuine(parameters, calendar, chance, years, pool)

    monkeypatch.setattr(studies, "simulate", breaks)
    found = run(sound(base, ENTRIES))
    assert [(one.point.settings[0].number, one.replication) for one in found.failures] == [(20.0, 1)]
    assert np.isnan(found.values[1, 0, :, 1]).all()
    assert not np.isnan(found.values[:, :, :, 0]).any()
    header, row = pages.failures(found)
    assert dict(zip(header, row, strict=True))["error"] == "ValueError: a fault on purpose"
    assert "1 replication failed" in "\n".join(sweep_words.caveats(found))


# The command


def test_the_command_keeps_tables_figures_page_and_manifest(base: Path, tmp_path: Path) -> None:
    path, into = tmp_path / "own.toml", tmp_path / "out"
    path.write_text(toml(base), encoding="utf-8")
    assert main(["sweep", str(path), "--processes", "1", "--out", str(into)]) == 0
    names = {one.name for one in into.iterdir()}
    assert names >= {
        "points.csv",
        "summary.csv",
        "measures.csv.gz",
        "report.html",
        "manifest.json",
        "sweep.svg",
        "sweep.png",
    }
    assert ".lock" not in names
    with gzip.open(into / "measures.csv.gz", "rt", encoding="utf-8") as file:
        assert len(list(csv.reader(file))) == 1 + 2 * 2 * 2 * 2
    manifest = json.loads((into / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["experiment"], manifest["points"], manifest["replications"]) == ("sweep", 2, 2)
    assert set(manifest["sha256"]) == {"points.csv", "summary.csv", "measures.csv.gz"}
    again = tmp_path / "again"
    assert main(["sweep", str(path), "--processes", "2", "--out", str(again)]) == 0
    for name in manifest["sha256"]:
        assert (into / name).read_bytes() == (again / name).read_bytes()


def test_parquet_holds_the_same_replications(base: Path, tmp_path: Path) -> None:
    import pyarrow.parquet

    path, into = tmp_path / "own.toml", tmp_path / "out"
    path.write_text(toml(base), encoding="utf-8")
    assert main(["sweep", str(path), "--processes", "1", "--parquet", "--out", str(into)]) == 0
    table = pyarrow.parquet.read_table(into / "measures.parquet").to_pydict()
    assert len(table["value"]) == 2 * 2 * 2 * 2
    assert set(table["scenario"]) == {"tiny", "tiny+ipop"}
    assert not (into / "measures.csv.gz").exists()


def test_the_command_without_a_file_or_with_a_bad_one_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep"]) == 2
    assert "name a file" in capsys.readouterr().err
    assert main(["sweep", "entry_lveel"]) == 2
    assert "did you mean entry_level" in capsys.readouterr().err
    assert main(["sweep", "entry_level", "--replications", "none", "--out", str(tmp_path / "x")]) == 2
    assert "not a whole number" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()
