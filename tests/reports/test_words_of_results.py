"""Words, sentences and the table on a terminal, in which results are told."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_authority import comparison, results_of

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.statistics.difference import paired
from sim.reports.run.sections import headline_rows
from sim.reports.run.terminal import terminal
from sim.reports.run.terminal.assumption_list import show_assumptions
from sim.reports.run.words import findings
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
from sim.scenario.scenario import load

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
