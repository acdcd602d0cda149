"""The numbers of a base as planners look through them."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import escape

from sim.planner.asked import Asked
from sim.planner.fields import to_fields
from sim.planner.number_rows import ALL, USUAL, number_row, number_tables, subjects
from sim.planner.parts import with_parts
from sim.planner.screens import Surface, drawn
from sim.planner.views import view
from sim.scenario.scenario import load

ASKED = Asked()


def test_all_numbers_stand_by_subject() -> None:
    base = load(ASKED.base)
    names = {title: name for name, title in subjects(base).items()}
    every = number_tables(base, ASKED, ALL)
    assert len(every) > 10
    for table in every:
        assert number_tables(base, ASKED, names[table.title]) == (("", table.rows),)


def test_each_subject_has_a_heading_and_a_table_of_its_own() -> None:
    fields = to_fields(ASKED)
    surface = Surface("#{}".format, {})
    html = drawn("figures", surface, fields, (), **view("figures", ASKED, fields, {"show": ALL}))
    every = number_tables(load(ASKED.base), ASKED, ALL)
    assert [html.count(f"<h2>{escape(table.title)}</h2>") for table in every] == [1] * len(every)
    assert html.count("<table") == len(every)
    assert html.count('<th scope="row">') == sum(len(table.rows) for table in every)


def test_what_is_laid_over_the_base_is_among_its_numbers() -> None:
    with_services = Asked(parts=("statutory_services",))
    fields = to_fields(with_services)

    def usual(asked: Asked) -> set[str]:
        tables = view("figures", asked, fields, {"show": USUAL})["tables"]
        assert isinstance(tables, tuple)
        return {row.path for table in tables for row in table.rows}

    assert usual(with_services) - usual(ASKED) == {
        "health_assessments.clinics_per_week",
        "health_assessments.slots_per_clinic",
        "reviews.officers",
        "social_work.workers",
        "social_work.cin_cases",
        "social_work.turnover",
        "virtual_school.officers",
        "life_story.workers",
    }
    surface = Surface("#{}".format, {})
    html = drawn("strategies", surface, fields, (), **view("strategies", with_services, fields, {}))
    assert html.count('href="#figures?show=usual"') == 1, (
        "of courts, which are not laid over it, there is nothing to set"
    )
    number = view("number", with_services, fields, {"path": "reviews.officers"})
    assert "300 children at 60 each" in drawn("number", surface, fields, (), **number)


def test_a_team_at_the_size_of_a_council_says_what_it_was_scaled_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 'value = 4.0\nunit = "times the strategy\'s file"\nsource = "1,192 looked after"\nas_of = 2018-01-01\n'
    (tmp_path / "scenarios").mkdir()
    text = f'title = "A council"\nbased_on = "{ASKED.base}"\n[sizes.statutory_services.reviews]\n{size}'
    (tmp_path / "scenarios/council.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    asked = Asked(base="council", parts=("statutory_services",))
    row = number_row(with_parts(asked), asked, "reviews.officers")
    assert row is not None
    assert row.now == "20"
    said = "5 in the strategy's file, for this council times 4: 1,192 looked after. Judgement of the modellers: 300"
    assert row.source.startswith(said)
