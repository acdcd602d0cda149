"""Statutory services of a base: what was published of a council, teams by its children, and no fact of the letter."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from later_figures import shuffled_after

from sim.bases.base import Baseline, baseline
from sim.bases.national.base import national_file
from sim.bases.published_services import health_year
from sim.bases.services import LAYER, with_services
from sim.cli import main
from sim.experiments.balance.base import scenario_of
from sim.published.authorities import REGIONS, authority, of_region
from sim.published.health_of_children import published_health
from sim.published.table import figures
from sim.reports.baseline.pages import inherited, rows
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.scenario import load

NAMES = ("Tower Hamlets", "Leeds", "Rutland", "City of London")
LETTER = ("social_work.cin_cases", "social_work.begun_mean", "virtual_school.good_inside")


@pytest.fixture(scope="module")
def bases() -> dict[str, Baseline]:
    return {name: made(name, 2019) for name in NAMES}


def made(name: str, year: int) -> Baseline:
    return with_services(plain(name, year), figures())


def plain(name: str, year: int) -> Baseline:
    return baseline(authority(name), year, figures())


def of_layer() -> dict[str, Quantity]:
    laid, without = load("england", LAYER).quantities, load("england").quantities
    return {path: quantity for path, quantity in laid.items() if path not in without}


def value(base: Baseline, path: str) -> float:
    found = base.quantities[path].value
    assert isinstance(found, float | int)
    return float(found)


def test_services_leave_all_else_as_it_is_and_are_whole(bases: dict[str, Baseline]) -> None:
    for name in NAMES:
        without, base = plain(name, 2019), bases[name]
        assert set(base.quantities) == set(without.quantities) | set(of_layer())
        assert {path: base.quantities[path] for path in without.quantities} == dict(without.quantities)
        parameters = scenario_of(base).parameters
        for part in (parameters.health_assessments, parameters.reviews, parameters.social_work):
            assert part is not None
        assert parameters.virtual_school is not None
        assert parameters.life_story is not None


def test_health_is_the_councils_own_where_it_has_many_children(bases: dict[str, Baseline]) -> None:
    leeds, year = bases["Leeds"], 2019
    found = published_health()[authority("Leeds").code, year]
    assert value(leeds, "health_assessments.sdq_completed") == pytest.approx(
        found.questionnaires / found.of_school_age, abs=0.01
    )
    # 94.6% with an assessment: later by the odds of none, 59 days at 175 of 211
    odds = (1 - found.assessed / found.looked_after) / (found.assessed / found.looked_after)
    assert value(leeds, "health_assessments.review_lateness_mean") == pytest.approx(59 * odds / (36 / 175), rel=0.03)
    assert "942 of 996" in leeds.quantities["health_assessments.review_lateness_mean"].source


def test_where_few_or_none_are_told_of_neighbours_and_england_stand_in(bases: dict[str, Baseline]) -> None:
    rutland = next(one for one in bases["Rutland"].entries if one.path == "health_assessments.sdq_completed")
    assert rutland.weights is not None
    assert rutland.weights.own < 0.9
    hidden = bases["City of London"]
    assert "hidden" in hidden.quantities["health_assessments.review_lateness_mean"].source
    assert 0.6 < value(hidden, "health_assessments.sdq_completed") < 0.9


def test_figures_of_a_forerunner_stand_for_those_of_a_council_made_since() -> None:
    assert "177 of 239" in made("Dorset", 2020).quantities["health_assessments.sdq_completed"].source
    both = made("Bournemouth, Christchurch and Poole", 2020)
    assert "122 of 216" in both.quantities["health_assessments.sdq_completed"].source


def test_the_workforce_is_as_published_in_the_september_before(bases: dict[str, Baseline]) -> None:
    rate = figures().value(authority("Leeds").code, "social workers' turnover rate", 2019)
    assert value(bases["Leeds"], "social_work.turnover") == pytest.approx(rate / 100)
    assert bases["Leeds"].quantities["social_work.turnover"].as_of.isoformat() == "2018-09-30"


def test_teams_grow_with_the_children(bases: dict[str, Baseline]) -> None:
    leeds, rutland = bases["Leeds"], bases["Rutland"]
    for path in ("reviews.officers", "virtual_school.officers", "life_story.workers"):
        each = [value(base, path) / value(base, "opening.looked_after") for base in (leeds, rutland)]
        assert each[0] == pytest.approx(each[1], rel=0.01)
    assert value(rutland, "reviews.officers") < 1  # a part of one, who has other councils' children beside
    cases = figures().value(authority("Leeds").code, "social workers' caseload", 2019)
    assert value(leeds, "opening.looked_after") / value(leeds, "social_work.workers") == pytest.approx(cases, rel=0.05)
    assert value(leeds, "health_assessments.clinics_per_week") > value(rutland, "health_assessments.clinics_per_week")
    assert value(bases["City of London"], "health_assessments.slots_per_clinic") == 1


def test_what_the_letter_says_is_tower_hamlets_alone(bases: dict[str, Baseline]) -> None:
    layer = of_layer()
    for path in LETTER:
        assert bases["Tower Hamlets"].layer[path] == layer[path]
        for name in NAMES[1:]:
            quantity = bases[name].quantities[path]
            assert quantity.kind == "judgement"
            assert quantity.value != layer[path].value
            assert "Judgement" in quantity.source
    assert value(bases["Leeds"], "social_work.cin_cases") == 0
    assert "not published" in bases["Leeds"].quantities["social_work.cin_cases"].source
    told = bases["Leeds"].quantities["health_assessments.notification_median"]
    assert told.kind == "judgement"
    assert "no national figure" in told.source


def test_no_later_figure_is_in_a_base() -> None:
    leeds, known = authority("Leeds"), shuffled_after(figures(), 2019)
    before = with_services(baseline(leeds, 2019, figures()), figures())
    after = with_services(baseline(leeds, 2019, known), known)
    assert dict(before.quantities) == dict(after.quantities)
    assert [health_year(year) for year in (2016, 2018, 2019, 2024)] == [2018, 2018, 2019, 2019]
    assert any("later than this base" in one for one in made("Leeds", 2016).warnings)
    assert not any("later than this base" in one for one in before.warnings)


def test_the_report_tells_own_and_layer_apart(bases: dict[str, Baseline]) -> None:
    base = bases["Leeds"]
    told = inherited(base)
    assert f"{len(base.entries)} quantities are set for this authority" in told
    assert f"{len(base.layer)} of statutory services are in the file as they are in their layer" in told
    assert "statutory services" not in inherited(replace(base, layer={}))
    titles = [title for title, *_ in rows(base)]
    assert "Questionnaires completed" in titles
    assert "Children in need with these teams" in titles


def test_the_file_loads_and_takes_strategies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "rutland.toml"
    arguments = ["baseline", "rutland", "--year", "2019", "--fast", "--with-services", "--out", str(out)]
    assert main(arguments) == 0
    found = load(str(out), "health_assessment_pathway")
    assert found.parameters.health_pathway is not None
    assert found.parameters.reviews is not None
    assert found.parameters.reviews.officers < 1
    assert "Of statutory services" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["england"], ["--merge", "leeds", "bradford", "--name", "both"]])
def test_services_are_refused_where_there_are_none_as_yet(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["baseline", *arguments, "--with-services"]) != 0
    assert "--with-services" in capsys.readouterr().err


def with_all(code: str) -> Baseline:
    whose = authority(code)
    year = min(whose.last_year, figures().known_until)
    return with_services(baseline(whose, year, figures(), national_file(year, courts=True)), figures())


@pytest.mark.parametrize("name", ["Isles of Scilly", "City of London", "Liverpool", "Rotherham"])
def test_a_base_of_few_children_or_with_shares_of_nearly_all_loads_with_courts_and_services(name: str) -> None:
    assert scenario_of(with_all(authority(name).code)).parameters.statutory


@pytest.mark.slow
@pytest.mark.parametrize("region", REGIONS)
def test_every_authoritys_base_loads_with_courts_and_services(region: str) -> None:
    for one in of_region(region, figures().known_until):
        assert scenario_of(with_all(one.code)).parameters.statutory
