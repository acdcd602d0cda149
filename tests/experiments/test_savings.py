"""What strategies cost and save by year, from hand-made sums: pay-back, in all so far, and the ranges of section 1."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from small_authority import base

from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.comparison.savings import FinancialYear, Terms, financial_years, savings
from sim.experiments.running.results import Outcome, Results
from sim.experiments.statistics.effect import effect
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.parameters.price_growth import PriceGrowth
from sim.reports.run import money_csv
from sim.reports.run.sections import money_tables
from sim.reports.run.terminal import terminal_money
from sim.reports.run.words import money_words
from sim.reports.shared import tables
from sim.reports.shared.price_words import growth_in_words, price_year

ENDS = (date(2018, 3, 31), date(2019, 3, 31), date(2020, 3, 31), date(2020, 12, 31))
RUNS = 6
NET, INVESTED = "", "running strategies"


def sample(net: list[float], invested: list[float], nhs: float = 1.0, cash: float = 1.1) -> Sample:
    """Sums of each financial year, in millions, the same in every replication; cash a tenth more."""
    keys, rows = {}, []
    for measure, times in (("spending_real", 1.0), ("spending_cash", cash)):
        for place, when in enumerate(ENDS[: len(net)]):
            for category, number in (
                (NET, net[place]),
                (INVESTED, invested[place]),
                ("paid once for strategies", 0.0),
                ("NHS", nhs),
            ):
                keys[NumberKey(measure, category, when)] = len(rows)
                rows.append([1e6 * times * number] * RUNS)
    return Sample(keys, np.array(rows))


def against(
    net: list[float], invested: list[float], turns: int = 1, already: float = 0.0, **given: float
) -> Comparison:
    """A strategy against a base that spends 10 million a year, some of it on strategies `already`."""
    scenario = base()
    without = sample([10.0] * len(net), [already] * len(net))
    with_it = sample([10.0 + one for one in net], [already + one for one in invested], **given)
    outcomes = (
        Outcome(scenario, without, without),
        Outcome(
            replace(scenario, name="tower_hamlets_2018+panel", title="Tower Hamlets, The panel", strategies=("panel",)),
            with_it,
            with_it,
        ),
    )
    results = Results(outcomes, 1, RUNS, turns > 1, turns)
    return compared(results)


def of(net: list[float], invested: list[float], terms: Terms = Terms.REAL):
    (found,) = savings(against(net, invested), terms)
    return found


def millions(numbers: list[float]) -> object:
    return pytest.approx([1e6 * number for number in numbers])


def test_investment_savings_and_net_add_up_and_run_up() -> None:
    found = of([0.3, -0.1, -0.5, -0.4], [0.3, 0.2, 0.2, 0.1])
    assert [year.investment.difference for year in found.years] == millions([0.3, 0.2, 0.2, 0.1])
    assert [year.elsewhere.difference for year in found.years] == millions([0.0, -0.3, -0.7, -0.5])
    assert [year.net.difference for year in found.years] == millions([0.3, -0.1, -0.5, -0.4])
    assert [year.cumulative.difference for year in found.years] == millions([0.3, 0.2, -0.3, -0.7])
    assert all(year.nhs.unchanged for year in found.years)


def test_strategies_that_the_base_has_already_are_no_investment() -> None:
    (found,) = savings(against([0.3, -0.1], [0.3, 0.2], already=1.0), Terms.REAL)
    assert [year.investment.difference for year in found.years] == millions([0.3, 0.2])
    assert [year.elsewhere.difference for year in found.years] == millions([0.0, -0.3])


def test_cash_is_of_the_cash_measure() -> None:
    found = of([0.3, -0.1], [0.3, 0.2], Terms.CASH)
    assert [year.net.difference for year in found.years] == millions([0.33, -0.11])


@pytest.mark.parametrize(
    ("net", "year", "words"),
    [
        ([0.3, -0.1, -0.5, -0.4], 2020, "in 2019-20"),
        ([0.3, -0.1, -0.1, 0.0], None, "not by 31 December 2020"),  # never
        ([-0.1, -0.1, -0.1, -0.1], 2018, "in the first year"),
        ([0.0, -0.1, -0.1, -0.1], 2019, "in 2018-19"),  # before it begins there is nothing to pay back
        ([0.3, -0.4, 0.3, -0.4], 2021, "in 2020-21"),  # back once, but not for good
        ([0.3, -0.3, 0.0, 0.0], 2019, "in 2018-19"),  # nothing saved beyond what was put in
        ([0.0, 0.0, 0.0, 0.0], None, "no change"),
    ],
)
def test_the_year_in_which_it_has_paid_back_for_good(net: list[float], year: int | None, words: str) -> None:
    found = of(net, [0.1] * 4 if any(net) else [0.0] * 4)
    paid = found.pays_back
    assert (None if paid is None else paid.year.ending) == year
    assert money_words.pay_back(found) == words


def test_a_strategy_that_changes_nothing_is_said_to_change_nothing() -> None:
    compare = against([0.0] * 4, [0.0] * 4)
    (found,) = savings(compare, Terms.REAL)
    assert found.unchanged
    assert money_words.sentence(compare, found).endswith("the council spends the same in every year.")


def test_what_costs_the_council_nothing_has_nothing_to_pay_back() -> None:
    compare = against([-0.1, -0.1], [0.0, 0.0], nhs=3.0)
    (found,) = savings(compare, Terms.REAL)
    assert money_words.pay_back(found) == "nothing is put in"
    assert money_words.sentence(compare, found).endswith("on average; nothing is put in.")


def test_a_strategy_that_never_pays_back_says_so() -> None:
    compare = against([0.3, 0.2], [0.3, 0.2])
    (found,) = savings(compare, Terms.CASH)
    said = money_words.sentence(compare, found)
    assert "costs the council £0.55m net by 31 March 2019, in cash, on average" in said
    assert "£0.55m is put in, and on average it has not paid back by 31 March 2019." in said


def test_without_growth_of_prices_there_is_no_cash() -> None:
    compare = against([0.1], [0.1])
    outcomes = tuple(replace(one, measures=_without_cash(one.measures)) for one in compare.results.outcomes)
    real = compared(replace(compare.results, outcomes=outcomes))
    assert savings(real, Terms.CASH) == ()
    assert money_words.leading_terms(real.base) is Terms.REAL
    assert money_tables.on_page(real).in_real_terms == ()
    assert {row[2] for row in list(money_csv.money(real))[1:]} == {"real"}


def _without_cash(given: Sample) -> Sample:
    rows = {key: row for key, row in given.rows.items() if key.measure != "spending_cash"}
    return Sample(rows, given.values)


def test_part_years_are_told_with_their_days() -> None:
    years = financial_years(sample([1.0] * 4, [0.0] * 4), date(2018, 1, 1))
    assert [year.is_part for year in years] == [True, False, False, True]
    assert [year.ending for year in years] == [2018, 2019, 2020, 2021]
    assert money_words.year_in_words(years[0]) == "2017-18 (from 1 January 2018 to 31 March 2018)"
    assert money_words.year_in_words(years[1]) == "2018-19"
    assert money_words.year_in_short(years[3]) == "2020-21 (part)"
    assert not FinancialYear(date(2018, 4, 1), date(2019, 3, 31)).is_part
    assert FinancialYear(date(2018, 4, 1), date(2018, 9, 30)).is_part


def test_what_is_known_is_the_effect_over_draws_and_turns_of_luck() -> None:
    rng = np.random.default_rng(4)
    compare = against([0.1, -0.2], [0.1, 0.1], turns=2)
    other = compare.results.outcomes[1]
    noise = rng.normal(0.0, 1e5, (len(other.measures.values), RUNS * 4))
    wide = [
        replace(
            one, measures=Sample(one.measures.rows, np.tile(one.measures.values, 4) + (noise if one is other else 0.0))
        )
        for one in compare.results.outcomes
    ]
    drawn = compared(replace(compare.results, outcomes=tuple(wide), replications=RUNS * 4))
    (found,) = savings(drawn, Terms.REAL)
    sums = [
        one.measures.of("spending_real", "", ENDS[0]) + one.measures.of("spending_real", "", ENDS[1]) for one in wide
    ]
    assert found.years[1].cumulative.effect == effect(sums[1] - sums[0], 2)
    assert money_words.known_of(found.years[1].cumulative)[1].startswith("saves ")
    known = found.years[1].cumulative.effect
    assert known is not None
    assert ("but the direction is not known" in money_words.sentence(drawn, found)) is not known.likely
    sure = compared(replace(drawn.results, outcomes=(wide[0], replace(wide[1], measures=_less(wide[1].measures)))))
    assert "but the direction is not known" not in money_words.sentence(sure, savings(sure, Terms.REAL)[0])


def _less(given: Sample) -> Sample:
    return Sample(given.rows, given.values - 5e6)


# As it is shown


def test_the_page_has_a_row_a_year_and_all_years_together() -> None:
    found = money_tables.on_page(against([0.3, -0.1, -0.5, -0.4], [0.3, 0.2, 0.2, 0.1]))
    (table,) = found.tables
    assert table.terms == "cash"
    assert [row.year for row in table.rows][1:] == [
        "2018-19",
        "2019-20",
        "2020-21 (from 1 April 2020 to 31 December 2020)",
        "In all",
    ]
    assert [cell.mean for cell in table.rows[-1].cells] == ["+880", "\N{MINUS SIGN}1,650", "\N{MINUS SIGN}770", ""]
    assert [row.cells[3].mean for row in table.rows[:-1]] == [
        "+330",
        "+220",
        "\N{MINUS SIGN}330",
        "\N{MINUS SIGN}770",
    ]
    assert len(found.in_real_terms) == 1
    assert found.spending.rows[-2:] == (
        ("The council in all", ("11,000",) * 4),
        ("NHS, apart", ("1,100",) * 4),
    )


def test_what_the_nhs_pays_more_has_a_column_of_its_own() -> None:
    (table,) = money_tables.on_page(against([0.0, -0.1], [0.0, 0.0], nhs=3.0)).tables
    assert table.columns[-1] == "NHS, apart"
    assert [row.cells[-1].mean for row in table.rows] == ["+2,200", "+2,200", "+4,400"]


def test_the_csv_holds_every_line_of_every_year_once(tmp_path: Path) -> None:
    tables.write(tmp_path / "money.csv", money_csv.money(against([0.3, -0.1], [0.3, 0.2])))
    with (tmp_path / "money.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    keys = [(row["scenario"], row["terms"], row["financial_year"], row["line"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert all(None not in row and None not in row.values() for row in rows)
    found = {
        (row["terms"], row["financial_year"], row["line"]): row for row in rows if row["base"] == "tower_hamlets_2018"
    }
    assert float(found["real", "2018-19", "net so far"]["difference"]) == pytest.approx(2e5)
    assert float(found["cash", "2018-19", "net"]["difference"]) == pytest.approx(-1.1e5)
    assert float(found["real", "2017-18", "investment"]["difference"]) == pytest.approx(3e5)
    assert float(found["real", "2018-19", "other spending"]["difference"]) == pytest.approx(-3e5)
    assert found["real", "2018-19", "NHS"]["payer"] == "NHS"
    assert found["real", "2017-18", "net"]["span"] == "part of a year"
    assert found["real", "2018-19", "net"]["span"] == "year"
    alone = [row for row in rows if not row["base"]]
    assert {row["difference"] for row in alone} == {""}
    assert {row["scenario"] for row in alone} == {"tower_hamlets_2018"}


def test_the_terminal_has_a_row_a_year_and_when_it_pays_back() -> None:
    from rich.console import Console

    out = Console(file=io.StringIO(), width=100)
    terminal_money.show(out, against([0.3, -0.1, -0.5, -0.4], [0.3, 0.2, 0.2, 0.1]))
    said = out.file.getvalue()  # type: ignore[attr-defined]
    for words in (
        "2017-18 (part)",
        "2018-19",
        "-550",
        "Investment in all",
        "+880",
        "-770",
        "Pays back",
        "in 2019-20",
    ):
        assert words in said


def test_prices_are_told_of_their_year_or_of_two() -> None:
    growth = PriceGrowth(2018.0, 0.033, 0.102, 0.04, 0.03, 0.025)
    assert price_year(growth) == "2017-18"
    assert price_year(replace(growth, base_year=2023.5)) == "2022-23 and 2023-24 on average"
    assert price_year(replace(growth, base_year=2000.0)) == "1999-00"
    assert growth_in_words(growth) == (
        "fostering 3.3%, children's homes 10.2%, supported accommodation 4.0%, staff 3.0%, all else 2.5%"
    )


def test_sums_of_a_table_are_all_in_thousands() -> None:
    from sim.reports.run.words.money_words import thousands

    assert [thousands(one) for one in (4_312.0, -1_010_400.0, 0.0, 499.0, -499.0)] == [
        "+4",
        "\N{MINUS SIGN}1,010",
        "0",
        "0",
        "0",
    ]
    assert thousands(17_120_000.0, sign=False) == "17,120"
    assert thousands(float("nan")) == "not known"
