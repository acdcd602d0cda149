"""What is said of the council that results are of: its size, its prices, and the letter where it is its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from scenario_files import LEGAL, LEGAL_STRATEGIES
from small_authority import comparison

from sim.experiments.comparison.comparison import Comparison, compared
from sim.parameters.units import OFFICERS
from sim.reports.run import html, report
from sim.reports.run.words import caveats, council
from sim.reports.shared.manifest import manifest
from sim.scenario.defaults import STRATEGIES
from sim.scenario.files.strategy_sizes import StrategySize, fitted
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import Scenario, load
from sim.scenario.titles import STATUTORY_STRATEGIES


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


def test_courts_that_are_laid_over_another_council_are_said_to_have_the_assessors_of_a_small_one() -> None:
    assessors = load("tower_hamlets_2018", LEGAL).quantities[council.ASSESSORS.path]
    assert assessors.value == council.ASSESSORS.value
    many = quantity("opening.looked_after", value=1956.0)
    said = said_of(of_another(legal__connected__assessors=assessors, opening__looked_after=many))
    assert "3 assessors of relatives and friends, enough for some 300 children in care; this council has 1,956." in said
    own = replace(assessors, value=20.0)
    assert "assessors" not in said_of(of_another(legal__connected__assessors=own, opening__looked_after=many))
    assert "assessors of relatives" not in said_of(comparison())


def test_services_at_the_size_of_another_council_are_said_to_be_tower_hamlets_in_all_else() -> None:
    officers = load("tower_hamlets_2018", "statutory_services").quantities["reviews.officers"]
    words = "The statutory services have as many staff for each child as Tower Hamlets had in 2018"
    sized = fitted(officers, StrategySize(4.0, "a test", date(2024, 4, 1)), OFFICERS)
    assert words in said_of(of_another(reviews__officers=sized))
    assert "5 independent reviewing officers" in said_of(of_another(reviews__officers=officers))
    own = replace(officers, value=20.0)
    assert "statutory services have" not in said_of(of_another(reviews__officers=own))
    as_many = replace(sized, value=5.0)
    assert words in said_of(of_another(reviews__officers=as_many)), "by chance as many as in Tower Hamlets"


def test_courts_that_are_laid_over_a_council_are_said_to_be_englands() -> None:
    words = "Courts that are laid over a base are England's of 2018-19"
    assert words in said_of(with_base(load("tower_hamlets_2018", LEGAL)))
    assert words not in said_of(with_base(load("england", LEGAL))), "there they are its own"
    assert words not in said_of(with_base(load("england_2024_with_courts")))
    assert words not in said_of(comparison())


def with_base(base: Scenario) -> Comparison:
    """The comparison as if its base were another scenario."""
    found = comparison()
    outcomes = (replace(found.results.outcomes[0], scenario=base), *found.results.outcomes[1:])
    return compared(replace(found.results, outcomes=outcomes))


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
