"""Where a run starts, the published years before it, and each 31 March: as the page tells them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from small_authority import comparison, results_of

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.running.results import Outcome, Results
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import LineChart
from sim.reports.chart.palette import BLUE
from sim.reports.result.section import MarchCell
from sim.reports.run import html, report
from sim.reports.run.figures import figures
from sim.reports.run.figures.history import PastNumber, in_words, past_numbers
from sim.reports.run.sections.first_day import first_day
from sim.reports.run.sections.march_tables import march_tables
from sim.reports.shared.manifest import manifest
from sim.scenario.scenario import Scenario, load

MARCH = date(2019, 3, 31)


def with_opening(scenario: Scenario, series: Sample) -> Comparison:
    """A run in which nothing was measured but monthly numbers."""
    one = Sample({NumberKey("looked_after", "", MARCH): 0}, np.array([[1.0]]))
    return compared(Results((Outcome(scenario, one, series),), 1, 1, False))


NO_SERIES = Sample({}, np.empty((0, 1)))


# The years before


def test_the_years_before_are_those_published_before_the_first_day() -> None:
    past = past_numbers(load("tower_hamlets_2018"))
    assert [one.when.year for one in past] == list(range(2010, 2018))
    assert past[-1] == PastNumber(date(2017, 3, 31), 333.0), "31 March 2018 comes after 1 January 2018"


def test_a_31_march_the_day_before_the_first_day_is_the_last_of_them() -> None:
    scenario = replace(load("tower_hamlets_2018"), start=date(2018, 4, 1))
    assert past_numbers(scenario)[-1] == PastNumber(date(2018, 3, 31), 286.0)


def test_without_an_authority_there_are_none_and_the_page_says_so() -> None:
    assert past_numbers(load("england")) == ()
    assert in_words(()) == "The base names no authority, so that no published years stand before the run."


def test_the_figure_joins_them_to_where_the_run_begins() -> None:
    base = comparison().base
    past = (PastNumber(date(2016, 3, 31), 304.0), PastNumber(date(2017, 3, 31), 333.0))
    drawing = figures.looked_after([(base, "Base", BLUE)], False, past)
    assert isinstance(drawing.chart, LineChart)
    joined, dots, run = drawing.chart.panels[0].lines
    assert joined.values == (304.0, 333.0, run.values[0])
    assert joined.where[-1] == run.where[0]
    assert (dots.values, dots.dotted) == ((304.0, 333.0), True)
    assert run.values[0] == np.median(base.series.path("looked_after")[0])
    assert "Published before: 304 on 31 March 2016, 333 on 31 March 2017." in drawing.alternative


# The first day


def test_the_first_day_is_told_by_kind_age_and_place_with_source_and_date() -> None:
    scenario = load("tower_hamlets_2018")
    groups = {group.title: group for group in first_day(with_opening(scenario, NO_SERIES))}
    assert list(groups) == ["In all", "By kind of placement", "By age", "By place", "Unaccompanied children"]
    kinds = groups["By kind of placement"].rows
    assert sum(int(row.given) for row in kinds) == int(groups["In all"].rows[0].given) == 298
    assert [row.given for row in groups["By place"].rows] == ["17%, about 51", "66%, about 197", "17%, about 51"]
    assert groups["By age"].rows[-1].name == "Aged 16 and over"
    assert groups["By age"].source.startswith("Published, as of 1 January 2018. Derived from DfE")
    assert all(group.source for group in groups.values())


def test_beside_it_stands_what_the_runs_had_on_that_day() -> None:
    scenario = load("tower_hamlets_2018")
    keys = [NumberKey("looked_after", "", scenario.start), NumberKey("in_placement", "in house", scenario.start)]
    series = Sample({key: row for row, key in enumerate(keys)}, np.array([[297.0, 299.0], [117.0, 118.0]]))
    groups = first_day(with_opening(scenario, series))
    assert groups[0].rows[0].in_runs == "298.0"
    assert groups[1].rows[0].in_runs == "117.5"


def test_where_nobody_is_in_care_on_the_first_day_that_is_said() -> None:
    one = comparison()
    assert first_day(one) == ()
    assert "Nobody is in care on the first day" in html.page(
        report.page(one, manifest(one.results, ("run.py",), 1, 0.0, []))
    )


# Each 31 March


def marches(values: Numbers, when: date = MARCH) -> Comparison:
    """A run with these numbers looked after, all of them in house, on a day."""
    keys = [NumberKey("looked_after", "", when), NumberKey("in_placement", "in house", when)]
    keys.append(NumberKey("in_placement", "in house; whole run, average", when))
    sample = Sample({key: row for row, key in enumerate(keys)}, np.array([values, values, values]))
    scenario = results_of(np.zeros(1)).outcomes[0].scenario
    return compared(Results((Outcome(scenario, sample, NO_SERIES),), 1, len(values), False))


def test_each_31_march_has_the_middle_and_the_central_80_percent() -> None:
    (table,) = march_tables(marches(np.arange(101.0)))
    assert table.dates == ("31 March 2019",)
    assert table.rows == (
        ("All children looked after", (MarchCell("50", "10 to 90"),)),
        ("In-house foster", (MarchCell("50", "10 to 90"),)),
    )


@pytest.mark.parametrize(("count", "said"), [(4, ""), (5, "7 to 7")])
def test_few_replications_give_no_range(count: int, said: str) -> None:
    (table,) = march_tables(marches(np.full(count, 7.0)))
    assert table.rows[0][1] == (MarchCell("7", said),)


def test_a_run_that_reaches_no_31_march_has_no_table() -> None:
    assert march_tables(marches(np.arange(9.0), date(2019, 12, 31))) == ()


def test_a_comparison_has_the_base_and_the_strategy_that_combines_most() -> None:
    assert [table.title for table in march_tables(comparison())] == ["Without these strategies", "All five together"]
