"""What the screens show, from what is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from typed_words import options_told

from sim.foundations.faults import BadInput
from sim.planner.asked import Asked, AskedStrategy
from sim.planner.fields import to_fields
from sim.planner.screens import Surface, drawn
from sim.planner.views import VIEWS, bases, title, view

SURFACE = Surface(lambda screen: f"#{screen}", {})

NOTED = """# Made by `run.py baseline "Ours" --year 2024`: what is the authority's own. All else is England's.
#
# It looks after 27 children. Use it to learn the program, not to plan.
#
# Contains public sector information licensed under the Open Government Licence v3.0.

title = "Ours, 1 April 2024"
based_on = "england"
start = 2018-04-01

[demand.entries_per_year]
value = 12
# a note of a number
unit = "children per year"
"""


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    (tmp_path / "scenarios").mkdir()
    text = NOTED + 'kind = "local"\nsource = "Ours"\nas_of = 2018-03-31\n'
    (tmp_path / "scenarios" / "ours_2024.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return Asked(base="ours_2024")


@pytest.mark.parametrize("screen", VIEWS)
def test_every_screen_of_asking_is_drawn_from_its_view_alone(screen: str) -> None:
    asked = Asked(strategies=(AskedStrategy("ipop"),))
    fields = to_fields(asked)
    seen = view(screen, asked, fields, {"path": "demand.entries_per_year"})
    html = drawn(screen, SURFACE, fields, (), **seen)
    assert html.count("<h1>") == 1
    assert options_told(html) == []
    assert title(screen, seen)


@pytest.mark.parametrize("screen", ["council", "check"])
def test_what_must_be_said_of_a_base_is_said_where_it_is_chosen_and_before_it_is_run(ours: Asked, screen: str) -> None:
    seen = view(screen, ours, to_fields(ours), {})
    html = drawn(screen, SURFACE, to_fields(ours), (), **seen)
    assert "Use it to learn the program, not to plan." in html
    assert "Contains public sector" not in html
    assert "a note of a number" not in html


def test_a_council_is_chosen_once_whether_courts_decide_or_not() -> None:
    names = [one.name for one in bases()]
    assert "england_2024" in names
    assert "england_2024_with_courts" not in names


def test_saved_scenarios_are_no_bases(ours: Asked, tmp_path: Path) -> None:
    saved = 'title = "Panel"\nbased_on = "ours_2024"\n'
    (tmp_path / "scenarios" / "panel_2027.toml").write_text(saved, encoding="utf-8")
    names = [one.name for one in bases()]
    assert "ours_2024" in names
    assert "panel_2027" not in names


@pytest.mark.parametrize(
    ("screen", "given"), [("figures", {"show": "nothing"}), ("number", {"path": "no.such"}), ("number", {})]
)
def test_what_is_not_there_is_refused(screen: str, given: dict[str, str]) -> None:
    with pytest.raises(BadInput, match="choose one of the list"):
        view(screen, Asked(), to_fields(Asked()), given)
