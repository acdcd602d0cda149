"""The tables of results: complete, one fact a column, and the same again."""

from __future__ import annotations

import csv
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from small_authority import comparison

from sim.experiments.statistics.sample import NumberKey, Sample
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.reports.run import report
from sim.reports.shared import tables
from sim.reports.shared.origin import Origin

ORIGIN = Origin(("run.py", "compare", "--out", "/somewhere/of/mine/results"), 1, 0.0)

TABLES = ("measures.csv", "comparison.csv", "money.csv", "series.csv", "assumptions.csv")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_comparison_leaves_its_tables_figures_manifest_and_page(kept: Path) -> None:
    figures = (
        "looked_after_over_time",
        "children_by_kind_of_placement",
        "difference_by_strategy",
        "cost_against_effect",
        "fostering_places",
        "net_so_far",
    )
    expected = {f"{name}.{kind}" for name in figures for kind in ("svg", "png")}
    tidy = {
        "measures.csv",
        "comparison.csv",
        "money.csv",
        "series.csv",
        "assumptions.csv",
        "manifest.json",
        "results.json",
        "report.html",
    }
    assert {path.name for path in kept.iterdir()} == expected | tidy
    assert all(path.stat().st_size > 500 for path in kept.iterdir())


def test_the_columns_are_those_of_the_design(kept: Path) -> None:
    heads = {name: (kept / name).read_text(encoding="utf-8").split("\n", 1)[0] for name in TABLES}
    assert heads["measures.csv"] == "scenario,replication,measure,category,date,value,unit"
    assert heads["comparison.csv"] == (
        "scenario,base,measure,category,span,unit,date,base_mean,scenario_mean,difference,low,high,confidence,"
        "probability_lower,replications,inputs,expected_low,expected_high,expected_falls,future_low,future_high,"
        "from_inputs,draws"
    )
    assert heads["series.csv"].startswith("scenario,measure,category,date,mean,percentile_2.5,")
    assert heads["assumptions.csv"].startswith("scenario,quantity,category,value,unit,kind,low,high,")


def test_the_comparison_can_be_made_again_from_the_measures(kept: Path) -> None:
    values: dict[tuple[str, ...], dict[str, float]] = {}
    for row in rows(kept / "measures.csv"):
        key = (row["scenario"], row["measure"], row["category"], row["date"])
        values.setdefault(key, {})[row["replication"]] = float(row["value"]) if row["value"] else math.nan
    checked = 0
    for row in rows(kept / "comparison.csv"):
        of = by_id(row["measure"])
        category = whole_run_category(of, row["category"]) if row["span"] == "whole run" else row["category"]
        own = (row["measure"], category, row["date"])
        without, having = values[row["base"], *own], values[row["scenario"], *own]
        both = [
            (without[one], having[one])
            for one in without
            if not math.isnan(without[one]) and not math.isnan(having[one])
        ]
        assert int(row["replications"]) == len(both)
        if both:
            mean = sum(b - a for a, b in both) / len(both)
            assert float(row["difference"]) == pytest.approx(
                mean, rel=1e-9, abs=1e-9 * max(abs(a) for a, _ in both) + 1e-12
            )
            checked += 1
    assert checked > 300


def test_each_column_of_the_comparison_holds_one_fact(kept: Path) -> None:
    found = rows(kept / "comparison.csv")
    assert {row["span"] for row in found} == {"at date", "year", "part of a year", "whole run"}
    assert not [row["category"] for row in found if "whole run" in row["category"]]
    assert all(row["unit"] == by_id(row["measure"]).unit for row in found)
    keys = [(row["scenario"], row["base"], row["measure"], row["category"], row["span"], row["date"]) for row in found]
    assert len(set(keys)) == len(keys)

    def spans(measure: str, category: str = "") -> dict[str, str]:
        own = [row for row in found if (row["measure"], row["category"]) == (measure, category)]
        return {row["date"]: row["span"] for row in own if measure != "spending_real" or row["span"] != "whole run"}

    assert spans("spending_real") == {
        "2018-03-31": "part of a year",
        "2019-03-31": "year",
        "2019-07-02": "part of a year",
    }
    assert [row["span"] for row in found if row["measure"] == "spending_real"].count("whole run") > 0
    assert spans("cost_total")["2019-07-02"] == "whole run"
    assert spans("cost_total")["2019-03-31"] == "year"
    at_the_end = {
        row["span"]
        for row in found
        if row["measure"] == "looked_after" and row["date"] == "2019-07-02" and not row["category"]
    }
    assert at_the_end == {"at date", "whole run"}


def test_a_month_in_which_some_replications_have_nobody_is_told_of_the_others() -> None:
    key = NumberKey("first_choice_percent", "", date(2018, 2, 1))
    found = list(tables.series_of("one", Sample({key: 0}, np.array([[50.0, math.nan, 100.0]]))))
    assert found[0][4] == "75"
    assert found[0][-2:] == ("percent", 2)
    nobody = list(tables.series_of("one", Sample({key: 0}, np.array([[math.nan, math.nan]]))))
    assert set(nobody[0][4:-2]) == {""}


def test_dates_are_iso_and_undefined_values_are_empty(kept: Path) -> None:
    for name in ("measures.csv", "comparison.csv", "series.csv"):
        for row in rows(kept / name):
            date.fromisoformat(row["date"])
            assert "nan" not in row.values()


def test_the_series_has_its_percentiles_in_order(kept: Path) -> None:
    series = [row for row in rows(kept / "series.csv") if row["measure"] == "looked_after"]
    assert len(series) == 3 * 19
    for row in series:
        edges = [float(row[f"percentile_{percent:g}"]) for percent in tables.PERCENTILES]
        assert edges == sorted(edges)


def test_every_quantity_in_force_is_among_the_assumptions_with_its_source(kept: Path) -> None:
    found = rows(kept / "assumptions.csv")
    scenarios = [outcome.scenario for outcome in comparison().results.outcomes]
    base = [row for row in found if row["scenario"] == scenarios[0].name]
    assert {row["quantity"] for row in base} == set(scenarios[0].quantities)
    assert all(row["source"] and row["unit"] and date.fromisoformat(row["as_of"]) for row in found)
    panel = {row["quantity"] for row in found if row["scenario"] == scenarios[1].name}
    assert panel
    assert all(path.startswith("ipop.") for path in panel), "a strategy lists what it brings alone"


def test_the_same_results_give_the_same_tables(kept: Path, tmp_path: Path, no_figures: None) -> None:
    report.keep_comparison(comparison(), tmp_path / "again", ORIGIN)
    for name in TABLES:
        assert (kept / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name
