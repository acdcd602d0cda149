"""What each strategy is, as the page tells it: from its file, or from its numbers where the file does not say."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scenario_files import SERVICE_STRATEGIES, STRATEGIES
from small_authority import comparison

from sim.experiments.comparison.comparison import Comparison, compared, laid_over
from sim.experiments.running.results import Outcome, Results
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.reports.run import html, report
from sim.reports.run.sections.strategy_blocks import StrategiesTold, strategies_told
from sim.reports.shared.manifest import manifest

OWN = """
[in_house_fostering.enquiries]
value = 400
unit = "per year"
kind = "judgement"
source = "a test"
as_of = 2018-01-01
"""


def unrun(base: str, *strategies: str) -> Comparison:
    """A comparison in which nothing was measured but one number, the same in all."""
    scenarios = laid_over(base, strategies)
    when = scenarios[0].start.replace(year=scenarios[0].start.year + 1)
    one = Sample({NumberKey("looked_after", "", when): 0}, np.array([[1.0, 2.0]]))
    return compared(Results(tuple(Outcome(each, one, one) for each in scenarios), 1, 2, False))


def told(*strategies: str, base: str = "tower_hamlets_2018") -> StrategiesTold:
    return strategies_told(unrun(base, *strategies))


def test_a_block_says_what_a_strategy_does_its_size_start_cost_and_assumed_effects() -> None:
    (block,) = told("edge_of_care").blocks
    facts = dict(block.facts)
    assert block.title == "Edge-of-care team"
    assert block.about.startswith("A team works with families whose child is at risk of entering care")
    assert facts["Size"] == "3 workers (whole time)"
    assert facts["Begins"] == "1 January 2018, in full force 60 days later"
    assert "cost per worker: £68,000 a year" in facts["Costs"]
    effects = {one.name.partition(":")[0]: one for one in block.effects}
    assert effects["Entry risk ratio"].range == "× 0.55 to 1.1"
    assert effects["Entry risk ratio"].rests_on == "published"
    assert (effects["Return sooner"].value, effects["Return sooner"].range) == ("25%", "0 to 50%")
    assert effects["Return sooner"].rests_on == "judged"


@pytest.mark.parametrize("strategy", [*STRATEGIES, *SERVICE_STRATEGIES])
def test_every_shipped_strategy_has_a_whole_block_without_names_of_files(strategy: str) -> None:
    (block,) = told(strategy, base="tower_hamlets_2018+statutory_services").blocks
    assert block.about
    assert "Begins" in dict(block.facts)
    assert block.rests_on.startswith("Of its ")
    words = " ".join(one.name for one in (*block.effects, *block.workings))
    assert not re.search(r"[a-z]_[a-z]", words)


def test_each_number_stands_in_one_place() -> None:
    (block,) = told("ipop").blocks
    names = [one.name for one in (*block.effects, *block.workings)]
    assert len(names) == len(set(names)) == 14
    assert block.rests_on == "Of its 15 numbers: 12 judged, 2 published and 1 set by rule or choice."


def test_an_overlay_without_a_description_is_told_by_what_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "more_enquiries.toml"
    path.write_text(OWN, encoding="utf-8")
    (block,) = told(str(path)).blocks
    assert block.title == "More enquiries"
    assert block.about == (
        "Its file does not say what it does. By its numbers: In-house fostering, enquiries: was 265 per year, "
        "is 400 per year (higher)."
    )
    (line,) = block.workings
    assert (line.without, line.value, block.changes) == ("265 per year", "400 per year", True)


def test_a_strategy_is_told_once_and_a_combination_by_what_it_is_made_of() -> None:
    found = told("edge_of_care", "ipop", "edge_of_care+ipop")
    assert [block.title for block in found.blocks] == ["Edge-of-care team", "Placements overview panel (IPOP)"]
    assert found.combinations == (
        ("Edge-of-care team + Placements panel", "edge-of-care team and placements overview panel (IPOP)"),
    )


def test_strategies_that_come_only_together_have_a_block_each() -> None:
    assert [block.title for block in told("edge_of_care+ipop").blocks] == [
        "Edge-of-care team",
        "Placements overview panel (IPOP)",
    ]


def test_what_the_base_has_as_well_is_told_beside() -> None:
    found = told("iro_capacity", base="tower_hamlets_2018+statutory_services")
    assert [block.title for block in found.of_base] == ["Statutory services around children in care"]


def test_what_a_strategy_costs_a_year_is_what_was_spent_in_the_run() -> None:
    found = strategies_told(comparison())
    facts = dict(found.blocks[0].facts)
    assert re.search(r"in this run \+?£0\.\d\dm a year more is spent on strategies", facts["Costs"])


def test_the_page_shows_the_blocks() -> None:
    one = comparison()
    page = html.page(report.page(one, manifest(one.results, ("run.py",), 1, 0.0, [])))
    assert "What each strategy is" in page
    assert page.count('<section class="strategy">') == 5
    assert "All five together: " in page
