"""The desk of the file: every screen is shown, answers lead on or come back with their faults, files are read again."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from sim.foundations.faults import BadInput
from sim.offline.build.bases import stay
from sim.offline.build.page import KNOWN
from sim.offline.built import Built
from sim.offline.desk import FileDesk
from sim.offline.first_days import STAY
from sim.offline.known_stays import KnownStays
from sim.offline.screens_here import ScreensHere
from sim.planner.asked import Asked
from sim.planner.fields import to_fields
from sim.planner.screen_names import CHECK, COUNCIL, HOW, NUMBER, STRATEGIES, TASKS
from sim.scenario.scenario import load

BUILT = Built(date(2026, 4, 1), date(2024, 3, 31), "0.1", "", 2)
FIELDS = json.dumps(to_fields(Asked()))
PLACES = "in_house_fostering.places"


@pytest.fixture(name="desk")
def a_desk() -> FileDesk:
    return FileDesk(BUILT, ScreensHere(BUILT), KnownStays(dict([stay(load(Asked().base))])))


def shown(desk: FileDesk, name: str, fields: str = FIELDS, given: str = "{}") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.screen(name, fields, given, "[]"))
    return found


def answered(desk: FileDesk, screen: str, fields: str = FIELDS, **given: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.answered(screen, fields, json.dumps(given)))
    return found


def test_every_screen_that_can_be_gone_to_is_shown(desk: FileDesk) -> None:
    for name in KNOWN:
        screen = shown(desk, name, given=json.dumps({"path": PLACES} if name == NUMBER else {}))
        assert screen["content"].count("<h1") == 1, name
        assert not screen["faulty"], name


def test_a_screen_that_cannot_be_shown_gives_way_to_the_tasks_with_the_reason(desk: FileDesk) -> None:
    screen = shown(desk, NUMBER, given='{"path": "no.such.number"}')
    assert screen["faulty"]
    assert "there is no such number" in screen["content"]
    assert "Plan enough places" in screen["content"]


def test_answers_lead_from_screen_to_screen(desk: FileDesk) -> None:
    fields = answered(desk, COUNCIL, base="tower_hamlets_2018")
    assert fields["go"] == "figures"
    then = answered(desk, STRATEGIES, **{"strategy.ipop": "on", "mix": "both"})
    assert then["go"] == HOW
    assert then["fields"]["strategy.ipop"] == "on"
    assert answered(desk, HOW, json.dumps(then["fields"]), replications="4", years="1")["go"] == CHECK


def test_an_answer_that_cannot_be_used_comes_back_with_what_was_typed(desk: FileDesk) -> None:
    screen = answered(desk, HOW, replications="many", years="1")
    assert screen["faulty"]
    assert 'value="many"' in screen["content"]
    assert "fields" not in screen


def test_a_run_begins_only_once_all_answers_hold(desk: FileDesk) -> None:
    good = answered(desk, CHECK, name="", do="run")
    assert good["run"]["title"] == "Running: Tower Hamlets, 1 January 2018"
    assert "run.py run tower_hamlets_2018" in good["run"]["content"]
    lever = {"lever.ipop.ipop.agenda.value": "-3", "strategy.ipop.source": "ours", "strategy.ipop.as_of": "1 May 2018"}
    for wrong in (lever, {"lever.ipop.ipop.agenda.value": "3"}):
        fields = json.dumps({**json.loads(FIELDS), "strategy.ipop": "on", **wrong})
        refused = answered(desk, CHECK, fields, do="run")
        assert refused["faulty"]
        assert "ipop.agenda" in refused["content"]


def test_what_is_saved_is_opened_again(desk: FileDesk) -> None:
    fields = answered(desk, STRATEGIES, **{"strategy.ipop": "on", "mix": "both"})["fields"]
    number = {f"own.{PLACES}.{key}": said for key, said in OWN.items()}
    fields = answered(desk, NUMBER, json.dumps(fields), path=PLACES, **number)["fields"]
    assert answered(desk, CHECK, json.dumps(fields), do="save")["faulty"], "it has no name"
    saved = answered(desk, CHECK, json.dumps(fields), name="panel_2027", do="save")
    texts = {name.split("/")[-1]: text for name, text in saved["files"]}
    assert list(texts) == ["panel_2027.toml"]
    opened = json.loads(desk.opened(json.dumps(texts)))
    assert opened["go"] == CHECK
    for name, said in {**number, "strategy.ipop": "on", "name": "panel_2027"}.items():
        assert opened["fields"][name] == said


def ahead(desk: FileDesk, **fields: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.ahead(json.dumps({**json.loads(FIELDS), **fields})))
    return found


def test_the_first_day_is_asked_for_ahead_and_once(desk: FileDesk) -> None:
    asked = ahead(desk)
    assert len(asked["asked"]) == 1
    assert (asked["lived"], asked["words"]) == (0, "Making the children in care on the first day")
    part = json.loads(desk.next_part())
    assert part == {"digest": asked["asked"][0], "number": 1, "lived": 0, "long_runs": asked["long_runs"]}
    assert desk.day(part["digest"])
    desk.part_done(part["digest"], 1, "[]")
    for changed in (
        {"strategy.ipop": "on"},
        {"replications": "4", "years": "1"},
        {"name": "panel", "inputs": "central"},
    ):
        assert ahead(desk, **changed)["asked"] == asked["asked"]
    planned = json.loads(desk.plan(json.dumps({**json.loads(FIELDS), "strategy.ipop": "on", "replications": "2"})))
    assert planned["asked"] == asked["asked"]
    assert planned["lived"] == 1
    other = ahead(desk, seed="7")
    assert other["asked"] != asked["asked"]
    assert set(other["kept"]) == {*asked["asked"], *other["asked"]}


def test_what_cannot_be_run_is_not_begun_ahead_and_nothing_is_said(desk: FileDesk) -> None:
    ahead(desk)
    assert ahead(desk, years="many")["asked"] == []
    assert desk.next_part() == "null"


def test_what_no_first_day_can_be_made_of_is_told_where_it_is_run_and_not_before() -> None:
    desk = FileDesk(BUILT, ScreensHere(BUILT), KnownStays().with_stay(load(Asked().base).parameters, 0.01))
    assert ahead(desk)["asked"] == []
    with pytest.raises(BadInput, match="leave so fast"):
        desk.plan(FIELDS)


def test_how_long_children_stay_by_own_numbers_is_worked_out_once_before_anything_else(desk: FileDesk) -> None:
    said = {**OWN, "value": "0.1", "low": "0.05", "high": "0.15"}
    own = {f"own.leaving.reentry_within_1_year.{key}": text for key, text in said.items()}
    asked = ahead(desk, **own)["asked"]
    part = json.loads(desk.next_part())
    assert (part["digest"], part["number"]) == (asked[0], STAY)
    assert desk.next_part() == "null", "others wait for it"
    desk.part_failed(part["digest"], part["number"])
    desk.plan(json.dumps({**json.loads(FIELDS), **own}))
    assert json.loads(desk.next_part()) == part
    desk.stay_known(part["digest"], 2)
    assert json.loads(desk.next_part())["number"] == 1
    assert ahead(desk, **own, seed="7")["asked"] != asked
    assert json.loads(desk.next_part())["number"] == 1, "it is known now for every first day by these numbers"


def test_what_fails_ahead_is_tried_again_when_it_is_run(desk: FileDesk) -> None:
    ahead(desk)
    part = json.loads(desk.next_part())
    desk.part_failed(part["digest"], part["number"])
    assert desk.next_part() == "null"
    desk.plan(FIELDS)
    assert json.loads(desk.next_part()) == part


def test_workers_that_ended_leave_the_desk_as_it_was(desk: FileDesk) -> None:
    desk.plan(FIELDS)
    part = json.loads(desk.next_part())
    desk.workers_ended()
    assert json.loads(desk.next_part()) == part
    assert json.loads(desk.tasks())
    assert desk.study()


OWN = {"value": "140", "low": "130", "high": "150", "source": "Our service", "as_of": "31 March 2018"}


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({}, "is no file that was saved here"),
        ({"notes.txt": "x"}, "is no file that was saved here"),
        ({"wrong.toml": "title = "}, "is not TOML"),
        ({"A B.toml": ""}, "has a name that scenarios cannot have"),
        ({"results.json": "{}"}, "results.json"),
        ({"a.toml": 'based_on = "leeds_2024"', "b.toml": 'based_on = "leeds_2024"'}, "is a scenario too"),
    ],
)
def test_files_that_are_none_of_ours_are_refused_in_plain_words(
    desk: FileDesk, texts: dict[str, str], said: str
) -> None:
    (fault, *_) = json.loads(desk.opened(json.dumps(texts)))["faults"]
    assert said in fault
    assert "Traceback" not in fault


def test_the_first_screen_leads_to_opening_what_was_saved(desk: FileDesk) -> None:
    assert 'id="open-files"' in shown(desk, TASKS)["content"]


def test_what_a_file_says_of_itself_is_read_back(tmp_path: Any) -> None:
    (tmp_path / "built.json").write_text(BUILT.text(), encoding="utf-8")
    assert Built.of(tmp_path) == BUILT
