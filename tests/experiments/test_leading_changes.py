"""What each strategy is told by first: what it is for, or what it changes most against how far that varies."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from sim.experiments.asking.headlines import HEADLINES, Choice
from sim.experiments.comparison.comparison import Comparison, compared, laid_over
from sim.experiments.comparison.leading_changes import IS_FOR, leading_changes, shown_beside
from sim.experiments.comparison.legal_headlines import LEGAL_HEADLINES
from sim.experiments.comparison.statutory_headlines import ACTS_ON
from sim.experiments.running.results import Outcome, Results
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.measures.declaration import whole_run_category
from sim.reports.run.words.findings import findings
from sim.scenario.titles import JUDGED_IN_STRENGTH

LAST = date(2020, 12, 31)
DRAWS = 24

KEYS = {
    "residential": NumberKey("in_residential", "whole run, average", LAST),
    "looked after": NumberKey("looked_after", "whole run, average", LAST),
    "cost": NumberKey("cost_total", "whole run, per year", LAST),
    "strategies": NumberKey("cost_strategies", "whole run, per year", LAST),
    "between reviews": NumberKey("midway_checks_percent", "whole run", LAST),
}


def noise(number: int, deviation: float) -> Numbers:
    """Two turns of luck for each draw; the same numbers each time, another row for each number."""
    return np.random.default_rng(number).normal(0.0, deviation, 2 * DRAWS)


LEVELS = {
    "residential": 30.0 + noise(1, 3.0),
    "looked after": 300.0 + noise(2, 20.0),
    "cost": 17e6 + noise(3, 1e6),
    "strategies": np.zeros(2 * DRAWS),
    "between reviews": 58.0 + noise(4, 10.0),
}


def measured(changes: dict[str, Numbers]) -> Sample:
    rows = [LEVELS[name] + changes.get(name, np.zeros(2 * DRAWS)) for name in KEYS]
    return Sample({key: row for row, key in enumerate(KEYS.values())}, np.array(rows))


def comparison(base: str, changes: dict[str, dict[str, Numbers]], turns: int = 2) -> Comparison:
    """Strategies with what each changes, run by run."""
    scenarios = laid_over(base, list(changes))
    samples = [measured({}), *(measured(one) for one in changes.values())]
    outcomes = tuple(Outcome(one, sample, sample) for one, sample in zip(scenarios, samples, strict=True))
    return compared(Results(outcomes, 1, 2 * DRAWS, True, turns))


def told(found: Comparison) -> list[tuple[str, str]]:
    return [(found.strategies[one.place].scenario.name, one.headline.measure) for one in leading_changes(found)]


def test_a_strategy_is_told_by_what_it_changes_most_against_how_far_that_varies() -> None:
    """9 children of 300 are more than 3 of 30 in number, and less against how far each varies."""
    changes = {"residential": -3.0 + noise(5, 0.1), "looked after": -9.0 + noise(6, 0.1)}
    assert told(comparison("tower_hamlets_2018", {"ipop": changes})) == [("tower_hamlets_2018+ipop", "in_residential")]


def test_a_change_whose_direction_is_not_known_comes_after_one_that_is_likely() -> None:
    changes = {"residential": noise(7, 40.0), "looked after": -2.0 + noise(8, 0.5)}
    (leading,) = leading_changes(comparison("tower_hamlets_2018", {"ipop": changes}))
    assert leading.headline.measure == "looked_after"
    assert leading.sure == 2


def test_what_it_costs_itself_is_not_what_it_is_told_by() -> None:
    changes = {"strategies": np.full(2 * DRAWS, 5e5), "looked after": noise(9, 1.0)}
    assert told(comparison("tower_hamlets_2018", {"ipop": changes}))[0][1] == "looked_after"


@pytest.mark.parametrize("turns", [1, 2])
def test_a_strategy_for_services_is_told_by_what_it_is_for(turns: int) -> None:
    changes = {"between reviews": 12.0 + noise(10, 3.0), "cost": 70_000.0 + noise(11, 100.0)}
    base = "tower_hamlets_2018+statutory_services"
    other = {"residential": -3.0 + noise(12, 0.5)}
    found = comparison(base, {"iro_capacity": changes, "ipop": other}, turns)
    assert dict(told(found)) == {
        f"{base}+iro_capacity": "midway_checks_percent",
        f"{base}+ipop": "in_residential",
    }
    first, second, *_ = findings(found)
    reviewing, panel = (first, second) if first.startswith("More") else (second, first)
    assert reviewing.startswith("More reviewing officers: cases looked at between reviews rise by 1")
    assert panel.startswith("Placements overview panel (IPOP): children in residential placements fall by ")


def test_where_what_it_is_for_did_not_change_it_is_told_by_what_did() -> None:
    base = "tower_hamlets_2018+statutory_services"
    changes = {"cost": 70_000.0 + noise(13, 100.0)}
    assert told(comparison(base, {"iro_capacity": changes})) == [(f"{base}+iro_capacity", "cost_total")]


def test_the_surest_and_largest_comes_first_whichever_was_named_last() -> None:
    small, large = {"residential": -1.0 + noise(14, 0.3)}, {"residential": -6.0 + noise(15, 0.3)}
    for changes in ({"ipop": large, "camhs": small}, {"camhs": small, "ipop": large}):
        found = comparison("tower_hamlets_2018", changes)
        assert [name.rpartition("+")[2] for name, _ in told(found)] == ["ipop", "camhs"]
        assert findings(found)[0].startswith("Placements overview panel")


def test_beside_the_base_stands_what_combines_most_and_else_what_changes_most() -> None:
    small, large = {"residential": -1.0 + noise(18, 0.3)}, {"residential": -6.0 + noise(19, 0.3)}
    equals = comparison("tower_hamlets_2018", {"ipop": large, "camhs": small})
    assert shown_beside(equals) is equals.strategies[0]
    combined = comparison("tower_hamlets_2018", {"ipop": large, "ipop+camhs": small})
    assert shown_beside(combined) is combined.strategies[1]


def test_a_strategy_that_changes_nothing_is_still_told_of() -> None:
    (said,) = findings(comparison("tower_hamlets_2018", {"ipop": {}}))
    assert said.endswith("no change.")


def test_at_central_values_singles_side_by_side_are_told_one_by_one() -> None:
    changes = {"ipop": {"residential": -3.0 + noise(16, 0.5)}, "camhs": {"looked after": -9.0 + noise(17, 2.0)}}
    said = findings(comparison("tower_hamlets_2018", changes, turns=1))
    assert [one.partition(":")[0] for one in said[:2]] == [
        "Placements overview panel (IPOP)",
        "Co-located CAMHS and carer consultation",
    ]
    assert said[2].startswith("Of the strategies taken one at a time")


def test_every_strategy_for_services_and_courts_has_what_it_is_for_but_those_that_claim_nothing() -> None:
    assert set(IS_FOR) == {*ACTS_ON, *JUDGED_IN_STRENGTH} - {"practice_clinics"}


def test_each_is_one_that_runs_measure() -> None:
    for choice in (*IS_FOR.values(), *HEADLINES, *LEGAL_HEADLINES):
        assert isinstance(choice, Choice)
        assert choice.at_end or whole_run_category(by_id(choice.measure), choice.category), choice
