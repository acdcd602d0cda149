"""What docs/money.md says of money: columns, growth of prices and its example are so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from small_authority import ROOT

from sim.reports.run.money_csv import HEADER
from sim.scenario.scenario import load

TEXT = (ROOT / "docs" / "money.md").read_text(encoding="utf-8")


def test_the_columns_of_the_table_are_told_in_their_order() -> None:
    table = TEXT.split("## `money.csv`")[1].split("| --- | --- |\n")[1].split("\n\n")[0]
    told = [name for line in table.splitlines() for name in re.findall(r"`(\w+)`", line.split("|")[1])]
    expected_low = HEADER.index("expected_low")
    assert told == [*HEADER[:expected_low], "expected_low", "draws"]
    assert HEADER[-1] == "draws"


@pytest.mark.parametrize("kind", ["fostering", "homes", "supported", "staff", "other"])
def test_growth_is_that_of_englands_base(kind: str) -> None:
    found = re.search(rf"`price_growth\.{kind}` \|[^|]+\| ([\d.]+)% \(([\d.]+) to ([\d.]+)%\)", TEXT)
    assert found is not None
    given = load("england_2024").quantities[f"price_growth.{kind}"]
    assert [float(part) / 100 for part in found.groups()] == pytest.approx(
        [given.value, given.low, given.high], abs=0.0006
    )


def test_the_example_lays_a_councils_own_growth_over_a_base(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", TEXT, flags=re.DOTALL)
    (tmp_path / "inflation.toml").write_text(example, encoding="utf-8")
    before, after = load("england_2024"), load("england_2024", str(tmp_path / "inflation.toml"))
    assert after.changed == {"price_growth.homes"}
    assert after.parameters.price_growth is not None
    assert after.parameters.price_growth.homes == 0.06
    assert before.parameters.prices == after.parameters.prices


def test_costs_of_shipped_strategies_are_of_the_year_that_is_told() -> None:
    for name in ("edge_of_care", "ipop", "own_homes"):
        costs = [
            one
            for path, one in load("tower_hamlets_2018", name).quantities.items()
            if path.startswith(name) and one.unit == "GBP per year"
        ]
        assert costs
        assert {one.as_of.year for one in costs} == {2018}
