"""Tables, sentences, page and folder: complete, in plain words, and written whole or not at all."""

from __future__ import annotations

import csv
import math
import os
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from scenario_files import LEGAL, LEGAL_STRATEGIES
from small_authority import ROOT, comparison, results_of

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.statistics.difference import paired
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.foundations.faults import BadInput
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.reports.run import html, report
from sim.reports.run.figures import every_figure
from sim.reports.run.sections import headline_rows
from sim.reports.run.terminal import terminal
from sim.reports.run.terminal.assumption_list import show_assumptions
from sim.reports.run.words import caveats, council, findings
from sim.reports.shared import folder, tables
from sim.reports.shared.manifest import manifest
from sim.reports.shared.origin import Origin
from sim.reports.shared.words import (
    MINUS,
    between,
    change,
    in_table,
    listed,
    lower_first,
    number,
    plus_or_minus,
    range_of,
    signed,
    wrapped,
)
from sim.scenario.defaults import STRATEGIES
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import load
from sim.scenario.titles import STATUTORY_STRATEGIES

ORIGIN = Origin(("run.py", "compare", "--out", "/somewhere/of/mine/results"), 1, 0.0)


TABLES = ("measures.csv", "comparison.csv", "money.csv", "series.csv", "assumptions.csv")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("results") / "run"
    report.keep_comparison(comparison(), into, ORIGIN)
    return into


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the figures, which are tested elsewhere."""
    monkeypatch.setattr(every_figure.figures, "of_comparison", lambda _: [])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# The files


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


# The page


class Page(HTMLParser):
    """What a page holds: its words, and what it would fetch from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.fetched: list[str] = []
        self.described: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        for name, value in attrs:
            if name in ("src", "href") and value and not value.startswith("#"):
                self.fetched.append(value)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open[-1:] == ["desc"]:
            self.described.append(data)
            self.open.pop()

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.words))


@pytest.fixture(scope="module")
def page(kept: Path) -> Page:
    return Page((kept / "report.html").read_text(encoding="utf-8"))


def test_the_page_stands_on_its_own_with_every_figure_and_its_words(page: Page) -> None:
    assert page.tags.count("svg") == 12, "each wide and narrow"
    assert len([words for words in page.described if len(words) > 80]) == 12
    assert not page.fetched
    assert "script" not in page.tags
    for number_of_figure in range(1, 7):
        assert f"Figure {number_of_figure}." in page.text


def test_the_page_has_every_headline_and_every_strategy(page: Page) -> None:
    for headline in comparison().headlines:
        assert page.text.count(headline.title) >= 2
    for outcome in comparison().strategies:
        assert comparison().label(outcome) in page.text


def test_the_page_tells_of_money_by_financial_year(page: Page) -> None:
    assert "Money by financial year" in page.text
    assert "2017-18 (from 1 January 2018 to 31 March 2018)" in page.text
    assert "In cash: prices of 2017-18" in page.text
    assert "The same in real terms" in page.text
    assert "What the council spends without these strategies, by kind" in page.text


def test_the_page_says_what_must_be_said_beside_the_results(page: Page) -> None:
    assert "are judgements, with ranges that reach no effect" in page.text
    for name in ("CAMHS", "out-of-hours support", "IPOP"):
        assert name in page.text
    assert "43 families" in page.text
    assert "what was observed" in page.text
    (diversion,) = caveats.diversions(comparison())
    assert f"{diversion.not_entering:.1f}" in page.text
    assert f"{diversion.averted:.1f}" in page.text
    assert "Open Government Licence" in page.text


def test_the_page_and_manifest_name_no_path_of_this_machine(kept: Path) -> None:
    for name in ("report.html", "results.json", "manifest.json", "assumptions.csv"):
        text = (kept / name).read_text(encoding="utf-8")
        assert "/somewhere" not in text
        assert str(ROOT) not in text
        assert str(Path.home()) not in text or str(Path.home()) == "/"


def test_titles_from_a_scenario_file_cannot_break_the_page(tmp_path: Path, no_figures: None) -> None:
    found = comparison()
    base = replace(found.base, scenario=replace(found.base.scenario, title='<script>alert("x")</script>'))
    strange = replace(found, results=replace(found.results, outcomes=(base, *found.strategies)))
    report.keep_comparison(strange, tmp_path / "strange", ORIGIN)
    assert "script" not in Page((tmp_path / "strange" / "report.html").read_text(encoding="utf-8")).tags


def test_a_run_alone_has_a_page_of_its_own(tmp_path: Path) -> None:
    results = replace(comparison().results, outcomes=comparison().results.outcomes[:1])
    report.keep_run(results, tmp_path / "one", ORIGIN)
    text = Page((tmp_path / "one" / "report.html").read_text(encoding="utf-8"))
    assert text.tags.count("svg") == 6, "each wide and narrow"
    assert "95% predictive interval" in text.text
    assert not (tmp_path / "one" / "comparison.csv").exists()


def test_with_uncertainty_the_page_says_that_inputs_were_drawn() -> None:
    found = comparison()
    varied = replace(found, results=replace(found.results, uncertainty=True))
    assert any("drawn anew" in caveat for caveat in caveats.of_comparison(varied))
    assert any("and by how far off entries and leaving may be" in caveat for caveat in caveats.of_comparison(found))


@pytest.mark.parametrize(("draws", "said"), [(4, False), (12, True), (49, True), (50, False)])
def test_few_draws_are_said_to_make_ranges_wide(draws: int, said: bool) -> None:
    found = comparison()
    of_draws = replace(found, results=replace(found.results, uncertainty=True, turns=2, replications=2 * draws))
    told = [one for one in caveats.of_comparison(of_draws) if "What so few leave open is added" in one]
    assert bool(told) is said
    assert all(f"{draws} draws" in one and "100 replications" in one for one in told)
    alone = replace(of_draws, results=replace(of_draws.results, outcomes=found.results.outcomes[:1]))
    assert not any("What so few leave open" in one for one in caveats.of_comparison(alone))


def test_without_judged_strategies_nothing_is_said_of_them() -> None:
    found = comparison()
    alone = compared(replace(found.results, outcomes=found.results.outcomes[:1]))
    assert not any("judgements" in caveat for caveat in caveats.of_comparison(alone))
    assert caveats.diversions(alone) == []


# The folder


def left_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, MemoryError])
def test_a_crash_mid_way_leaves_nothing(tmp_path: Path, error: type[BaseException]) -> None:
    def crash() -> None:
        with folder.new(tmp_path / "deep" / "er" / "run") as place:
            (place / "measures.csv").write_text("half", encoding="utf-8")
            raise error

    with pytest.raises(error):
        crash()
    assert left_in(tmp_path) == []


def test_a_crash_while_writing_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_figures: None
) -> None:
    def crash(*_: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "page", crash)
    with pytest.raises(KeyboardInterrupt):
        report.keep_comparison(comparison(), tmp_path / "run", ORIGIN)
    assert left_in(tmp_path) == []


def test_a_full_disk_is_told_in_plain_words_and_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with folder.new(tmp_path / "run"):
            raise OSError(28, "No space left on device")

    with pytest.raises(BadInput, match="No space left on device"):
        fill()
    assert left_in(tmp_path) == []


def test_what_a_killed_program_left_half_written_goes_when_the_results_are_written_again(tmp_path: Path) -> None:
    left = tmp_path / f"{folder.BUILDING}of one that was killed"
    left.mkdir()
    (left / "half.csv").write_text("ha", encoding="utf-8")
    (tmp_path / "runs.csv.gz").write_bytes(b"kept")
    with folder.filling(tmp_path) as place:
        (place / "whole.csv").write_text("whole", encoding="utf-8")
    assert left_in(tmp_path) == ["runs.csv.gz", "whole.csv"]


def test_results_that_cannot_be_written_into_a_folder_leave_what_was_there(tmp_path: Path) -> None:
    def fill() -> None:
        with folder.filling(tmp_path) as place:
            (place / "half.csv").write_text("ha", encoding="utf-8")
            raise OSError(28, "No space left on device")

    (tmp_path / "runs.csv.gz").write_bytes(b"kept")
    with pytest.raises(BadInput, match="make room there"):
        fill()
    assert left_in(tmp_path) == ["runs.csv.gz"]


def test_a_folder_that_appears_meanwhile_is_not_touched(tmp_path: Path) -> None:
    def late() -> None:
        with folder.new(tmp_path / "run"):
            (tmp_path / "run").mkdir()
            (tmp_path / "run" / "mine").write_text("kept", encoding="utf-8")

    with pytest.raises(BadInput, match="already there"):
        late()
    assert left_in(tmp_path / "run") == ["mine"]
    assert left_in(tmp_path) == ["run"]


def test_folders_above_are_made_when_all_goes_well(tmp_path: Path) -> None:
    with folder.new(tmp_path / "a" / "b" / "run") as place:
        (place / "x").write_text("y", encoding="utf-8")
        assert not (tmp_path / "a" / "b" / "run").exists()
    assert left_in(tmp_path / "a" / "b") == ["run"]
    assert (tmp_path / "a" / "b" / "run").stat().st_mode & 0o777 == 0o777 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_folder_that_cannot_be_used_is_told_before_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert folder.faults(tmp_path / "new" / "run") == []
    for path, said in (
        (tmp_path, "already there"),
        (tmp_path / "file", "this file is already there"),
        (tmp_path / "file" / "run", "is a file"),
        (Path("a\0b"), "cannot be the name"),
        (tmp_path / ("x" * 300), "cannot be the name"),
    ):
        (message,) = folder.faults(path)
        assert said in message
        assert "; give a" in message or "; move it away, or give a" in message
    assert left_in(tmp_path) == ["file"]


def test_automatic_names_are_new_and_plain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    first = folder.automatic("odd name/with*signs")
    assert re.fullmatch(r"odd_name_with_signs-\d{8}-\d{6}", first.name)
    assert first.parent == Path("results")
    taken = set()
    for _ in range(3):
        path = folder.automatic("run")
        path.mkdir(parents=True)
        taken.add(path)
    assert len(taken) == 3


# Words


def test_numbers_are_written_as_a_reader_writes_them() -> None:
    assert number(12.34, "children") == "12.3"
    assert number(14.06, "percent") == "14.1%"
    assert number(-1234567, "GBP per year", sign=True) == f"{MINUS}£1.23m"
    assert number(1234567, "GBP per year", sign=True) == "+£1.23m"
    assert number(4, "children", sign=True) == "+4.0"
    assert number(-0.04, "children", sign=True) == "0.0", "no minus nought"
    assert number(float("nan"), "children") == "not known"
    assert in_table(12345, "children") == "12,345"
    assert between(-3.14, 0.4, "children") == f"{MINUS}3.1 to +0.4"
    assert between(float("nan"), 1, "children") == "not known"
    assert signed(-2.5) == f"{MINUS}2.5"
    assert signed(0) == "0"


def test_small_sums_of_money_are_written_out_and_those_of_one_cell_alike() -> None:
    """Below £10,000 a sum would be a hundredth of a million at most."""
    money = "GBP per year"
    assert in_table(4312.0, money) == "£4,300"
    assert in_table(37.2, money) == "£37"
    assert in_table(9_999.0, money) == "£10,000"
    assert in_table(10_000.0, money) == "0.01"
    assert in_table(0.0, money) == "0.00"
    assert in_table(-4312.0, money, sign=True) == f"{MINUS}£4,300"
    assert in_table(4312.0, "children") == "4,312"
    assert number(4312.0, money) == "£4,300"
    assert number(4312.0, money, sign=True) == "+£4,300"
    assert between(-4312.0, 45_260.0, money) == f"{MINUS}£4,300 to +£45,300"
    assert range_of(0.0, 4312.0, money) == "£0 to £4,300"
    assert range_of(4312.0, 2_000_000.0, money) == "0.00 to 2.00", "a million or more is not written out"
    base = np.array([1e6, 2e6, 3e6, 4e6, 5e6])
    spread = np.array([-2_000, 2_000, 0, 5_100, -5_100])
    assert plus_or_minus(paired(base, base + 43_000 + spread), money) == "+£43,000 ± £4,800"
    assert change(paired(base, base + 3_000 + spread), money) == f"+£3,000 ({MINUS}£1,800 to +£7,800)"


def test_differences_are_written_with_what_they_rest_on() -> None:
    base = np.array([1.0, 2, 3, 4, 5])
    assert plus_or_minus(paired(base, base), "children") == "no change"
    assert plus_or_minus(paired(base[:1], base[:1] + 2), "children") == "+2.0"
    assert plus_or_minus(paired(base, base * 2), "children") == "+3.0 ± 2.0"
    assert plus_or_minus(paired(base[:4], base[:4] * 2), "children") == "+2.5"
    assert "too few replications" in change(paired(base[:1], base[:1]), "children")
    assert change(paired(base * np.nan, base), "children") == "not defined"


def test_names_in_capitals_keep_them_and_lists_read_as_sentences() -> None:
    assert lower_first("CAMHS support") == "CAMHS support"
    assert lower_first("Edge-of-care team") == "edge-of-care team"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a"]) == "a"
    assert listed([]) == ""


# Sentences and the table on a terminal


def test_the_sentences_say_what_the_fullest_strategy_changes_with_its_interval() -> None:
    first, *_ = findings.findings(comparison(5))
    assert first.startswith("All five together, compared with none")
    assert "95% interval" in first
    for words in ("children in residential placements", "placements that broke down", "total cost"):
        assert words in first


def test_one_replication_gives_sentences_without_intervals() -> None:
    found = comparison(1)
    assert "in one replication" in findings.findings(found)[0]
    assert "no interval" in findings.precision(found)


def test_precision_says_how_many_more_replications_are_needed() -> None:
    found = comparison()
    said = findings.precision(found)
    most = max(
        (one.replications_needed(headline.target) or 0) for headline in found.headlines for one in headline.differences
    )
    assert f"{most - 4:,} more replications" in said or (most <= 4 and "So few replications" in said)


def of_falls(*falls: float) -> Comparison:
    """A comparison whose only headline falls by these numbers from 300, a replication each."""
    found = comparison()
    one = next(headline for headline in found.headlines if headline.measure == "looked_after" and not headline.at_end)
    without = np.full(len(falls), 300.0)
    made = paired(without, without - np.array(falls))
    return replace(
        found,
        results=replace(found.results, replications=len(falls)),
        headlines=(replace(one, without=without, differences=(made, made), clear=(made.clear,) * 2),),
    )


def test_few_replications_or_equal_ones_are_never_said_to_be_enough() -> None:
    even = np.linspace(-1, 1, 10)
    assert "were enough" in findings.precision(of_falls(*(20 + even)))
    assert "So few replications cannot tell" in findings.precision(of_falls(*(20 + even[:9])))
    assert "So few children cannot tell" in findings.precision(of_falls(*([0.0] * 10)))


def test_below_five_replications_no_finding_is_clear() -> None:
    few, enough = of_falls(19, 20, 21, 20), of_falls(19, 20, 21, 20, 20)
    assert "−20.0 in 4 replications: too few to tell" in findings.findings(few)[0]
    assert "fall by 20.0" in findings.findings(enough)[0]
    unjudged = replace(enough, results=replace(enough.results, outcomes=(enough.base,) * 3))
    for found, marked in ((few, False), (enough, False), (unjudged, True)):
        (table,) = terminal.comparison_tables(found, 118)
        cells = [str(cell) for column in table.columns[2:] for cell in column.cells]
        assert all(cell.endswith("*") is marked for cell in cells)


def test_few_replications_do_not_say_that_no_strategy_lowers_anything() -> None:
    found = of_falls(19, 20, 21, 20)
    single = replace(found.results.outcomes[1].scenario, strategies=("ipop",))
    outcomes = (found.base, *(replace(outcome, scenario=single) for outcome in found.strategies))
    alone = replace(found, results=replace(found.results, outcomes=outcomes))
    assert findings.findings(alone)[-1].startswith("So few replications cannot tell")


def test_no_change_is_said_alike_in_sentence_table_and_figure() -> None:
    found = of_falls(0, 0, 0, 0, 0)
    assert "children looked after on average: no change" in findings.findings(found)[0]
    (same, _) = found.headlines[0].differences
    assert plus_or_minus(same, "children") == change(same, "children") == "no change"
    assert headline_rows.line(found, found.headlines[0]).cells[0].mean == "no change"


def test_an_interval_wider_than_a_percentage_can_be_is_not_known() -> None:
    wide = paired(np.zeros(5), np.array([5.0, 400, -300, 0, 90]))
    assert wide.half_width > 100
    assert plus_or_minus(wide, "percent") == "not known"
    assert between(wide.low, wide.high, "percent") == range_of(wide.low, wide.high, "percent") == "not known"
    assert "not known" not in plus_or_minus(wide, "children")
    found = of_falls(-5, -400, 300, 0, 90)
    percent = replace(found.headlines[0], unit="percent")
    cell = headline_rows.line(found, percent).cells[0]
    assert (cell.interval, cell.half_width) == ("not known", "not known")


# Another council


def of_another(**changed: Quantity) -> Comparison:
    """The comparison as if its base were of Leeds, with these quantities by path, dots as double underscores."""
    found = comparison()
    paths = {name.replace("__", "."): quantity for name, quantity in changed.items()}
    outcomes = tuple(
        replace(
            outcome,
            scenario=replace(
                outcome.scenario,
                authority="E08000035",
                quantities={**outcome.scenario.quantities, **paths},
            ),
        )
        for outcome in found.results.outcomes
    )
    return replace(found, results=replace(found.results, outcomes=outcomes))


def said_of(found: Comparison) -> str:
    return "\n".join(caveats.of_comparison(found))


def quantity(path: str, **changed: object) -> Quantity:
    return replace(load("tower_hamlets_2018", "edge_of_care").quantities[path], **changed)


def test_another_council_is_told_that_the_services_have_the_size_of_tower_hamlets() -> None:
    assert "size of Tower Hamlets" not in said_of(comparison())
    said = said_of(of_another(demand__entries_per_year=quantity("demand.entries_per_year", value=371.9)))
    assert "3 edge-of-care workers for about 166 children entering a year; this council has 372 entering" in said
    assert "(the edge-of-care team, the placements panel, CAMHS support, out-of-hours support and carer" in said


def test_a_service_that_was_resized_is_not_said_to_have_that_size() -> None:
    said = said_of(of_another(edge_of_care__workers=quantity("edge_of_care.workers", value=7.0)))
    assert "edge-of-care team" not in said.split("e.g.")[0]
    alone = of_another()
    assert "size of Tower Hamlets" not in said_of(
        compared(replace(alone.results, outcomes=alone.results.outcomes[:1]))
    ), "no service, no size"


def test_the_sizes_are_those_of_the_shipped_files() -> None:
    base = load("tower_hamlets_2018", LEGAL, "statutory_services")
    quantities = load(
        "tower_hamlets_2018", LEGAL, "statutory_services", *STRATEGIES, *LEGAL_STRATEGIES, *STATUTORY_STRATEGIES
    ).quantities
    assert {path: value for path, value, _ in council.STAFF} == {
        path: base.quantities[path].value for path, _, _ in council.STAFF
    }
    assert {size.path: size.value for size in council.SIZES} == {
        size.path: quantities[size.path].value for size in council.SIZES
    }
    assert set(council.PARTS) == {path.split(".")[0] for path in quantities.keys() - base.quantities.keys()}
    assert round(quantities["demand.entries_per_year"].value) == council.ENTERING_IN_TOWER_HAMLETS


def test_prices_of_other_years_than_the_services_are_pointed_out() -> None:
    words = "Placements are at prices of the base's years, services at those of 2017-18"
    later = quantity("prices.weekly", as_of=date(2022, 3, 31))
    assert words in said_of(of_another(prices__weekly=later))
    assert words not in said_of(comparison())
    assert words not in said_of(of_another())


@pytest.mark.parametrize(("children", "few"), [(49, True), (50, False)])
def test_a_council_of_few_children_is_told_of_chance(children: int, few: bool) -> None:
    opening = quantity("opening.looked_after", value=float(children))
    assert (
        "So few children: chance is larger than any strategy" in said_of(of_another(opening__looked_after=opening))
    ) is few


def test_the_letter_is_quoted_of_tower_hamlets_alone() -> None:
    said = said_of(of_another())
    assert "43 families" not in said
    assert "are what is observed, not an effect" in said
    assert "33 children diverted, of 43 families worked with, are what is observed" in said_of(comparison())
    found = of_another()
    record = manifest(found.results, ("run.py",), 1, 0.0, [])
    assert "43 families" not in html.page(report.page(found, record))


def test_nothing_is_said_of_a_team_that_works_with_less_than_a_child_a_year(monkeypatch: pytest.MonkeyPatch) -> None:
    for worked, there in ((0.9, False), (1.0, True)):
        monkeypatch.setattr(caveats, "_mean", lambda *_, worked=worked: worked)
        assert bool(caveats.diversions(comparison())) is there
        assert ("are what is observed" in said_of(comparison())) is there


def test_a_judged_service_under_another_name_is_still_a_judgement() -> None:
    found = comparison()
    renamed = replace(found.strategies[0], scenario=replace(found.strategies[0].scenario, strategies=("our_panel",)))
    said = said_of(compared(replace(found.results, outcomes=(found.base, renamed))))
    assert "The effects of the placements panel are judgements" in said


def test_the_terminal_table_fits_and_holds_every_headline(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_comparison(comparison())
    out = capsys.readouterr().out
    assert max(len(line) for line in out.splitlines()) <= 120
    for headline in comparison().headlines:
        for part in wrapped(headline.title, terminal.MEASURE_WIDTH).splitlines():
            assert part in out
    assert "All five" in out
    assert "Traceback" not in out
    assert "[bold]" not in out


def test_a_narrow_terminal_gets_more_tables_rather_than_broken_ones() -> None:
    assert len(terminal.comparison_tables(comparison(), 118)) == 1
    assert len(terminal.comparison_tables(comparison(), 60)) == 2
    assert len(terminal.comparison_tables(comparison(), 10)) == 2


def test_the_table_of_a_run_and_of_assumptions_are_plain(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.show_run(comparison())
    scenario = load("tower_hamlets_2018")
    show_assumptions(scenario, ["in_house_fostering.households", "stability.scale"])
    out = capsys.readouterr().out
    assert "Looked after at the end" in out
    assert "in_house_fostering.households" in out
    assert scenario.quantities["stability.scale"].kind in out


def test_a_files_own_numbers_stand_before_those_it_lies_over(capsys: pytest.CaptureFixture[str]) -> None:
    scenario = load("tower_hamlets_2018")
    show_assumptions(scenario, list(scenario.quantities))
    out = capsys.readouterr().out
    own, below = (
        out.index("Its own, scenarios/tower_hamlets_2018.toml"),
        out.index("Of what it lies over, scenarios/eng"),
    )
    assert own < out.index("in_house_fostering.households") < below < out.index("demand.month_pattern")


def test_results_made_by_hand_can_be_looked_up_by_name() -> None:
    results = results_of(np.array([1.0]), np.array([2.0]))
    assert results["scenario 1"].measures.values[0, 0] == 2
    with pytest.raises(KeyError):
        _ = results["scenario 9"]
