"""The screens of asking take what a planner says, and say at each field what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from opened_page import OpenedPage, faults_in

from sim.page.jobs import Job, Jobs
from sim.reports.shared import laid_down

OWN = {
    "path": "prices.weekly.agency",
    "own.prices.weekly.agency.value": "£1,000",
    "own.prices.weekly.agency.source": "Our ledger",
    "own.prices.weekly.agency.as_of": "31/10/2026",
}

RUTLAND = "make E06000017"

SCREENS = ("/", "/scenario/council", "/scenario/figures", "/scenario/strategies", "/scenario/how", "/scenario/check")


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenedPage:
    monkeypatch.chdir(tmp_path)
    return OpenedPage(tmp_path)


@pytest.mark.parametrize("address", [*SCREENS, "/scenario/number?path=prices.weekly.agency", "/compare"])
def test_every_screen_has_one_heading_a_way_past_the_head_and_no_other_origin(page: OpenedPage, address: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert '<a class="skip" href="#main">' in answer.text
    assert "http://" not in answer.text
    assert "https://" not in answer.text


def test_answers_lead_on_and_stand_on_the_list(page: OpenedPage) -> None:
    assert page.post("/scenario/council", base="tower_hamlets_2017").headers["location"] == "/scenario/figures"
    assert page.post("/scenario/number", **OWN).headers["location"] == "/scenario/figures?show=changed"
    assert page.post("/scenario/strategies", **{"strategy.ipop": "on", "mix": "both"}).status_code == 303
    assert page.post("/scenario/how", years="2", replications="8", seed="5", inputs="central").status_code == 303
    tasks = page.get("/").text
    assert "Tower Hamlets, 1 April 2017" in tasks
    assert "1 changed" in tasks
    assert "1 chosen" in tasks
    assert "2 years, 8 replications" in tasks
    checked = page.get("/scenario/check").text
    assert "1,000 (Our ledger, 31 October 2026)" in checked
    assert "--central" in checked


@pytest.mark.parametrize(
    ("address", "given", "field", "said"),
    [
        ("/scenario/council", {"base": "nowhere"}, "field-base", "there is no base of this name"),
        ("/scenario/council", {"base": "../secret"}, "field-base", "there is no base of this name"),
        ("/scenario/council", {"base": "make <script>"}, "field-base", "there is no base of this name"),
        ("/scenario/how", {"years": "many"}, "field-years", "years"),
        ("/scenario/how", {"replications": "-3"}, "field-replications", "replications"),
        ("/scenario/how", {"seed": "1.5"}, "field-seed", "seed"),
        (
            "/scenario/strategies",
            {"strategy.ipop": "on", "lever.ipop.ipop.agenda.value": "a few"},
            "field-strategy-ipop-source",
            "has no source",
        ),
        (
            "/scenario/number",
            OWN | {"own.prices.weekly.agency.value": "-4"},
            "field-own-prices-weekly-agency-value",
            "prices.weekly.agency",
        ),
        (
            "/scenario/number",
            OWN | {"own.prices.weekly.agency.as_of": "31 June 2026"},
            "field-own-prices-weekly-agency-as_of",
            "is not a date",
        ),
        ("/scenario/check", {"name": "Panel 2027!"}, "field-name", "small letters"),
        ("/scenario/check", {"name": "../../evil"}, "field-name", "small letters"),
        ("/scenario/check", {"name": "", "do": "save"}, "field-name", "give the scenario a name"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_changes_nothing(
    page: OpenedPage, address: str, given: dict[str, str], field: str, said: str
) -> None:
    before = dict(page.desk.fields)
    answer = page.post(address, **given)
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    assert said in faults_in(answer.text)[field]
    assert f'id="{field}"' in answer.text
    assert page.desk.fields == before


def test_what_was_typed_is_shown_again_as_text(page: OpenedPage) -> None:
    answer = page.post("/scenario/how", years='"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert" in answer.text


def test_own_numbers_need_a_name_to_be_run(page: OpenedPage) -> None:
    page.post("/scenario/number", **OWN)
    answer = page.post("/scenario/check", name="", do="run")
    assert "your own numbers are saved under it" in faults_in(answer.text)["field-name"]


def test_a_number_that_is_emptied_is_none_of_ones_own_any_more(page: OpenedPage) -> None:
    page.post("/scenario/number", **OWN)
    page.post("/scenario/number", **(OWN | {"own.prices.weekly.agency.value": ""}))
    assert not [field for field in page.desk.fields if field.startswith("own.")]


def test_what_is_saved_is_opened_again_and_not_written_over_unasked(page: OpenedPage, tmp_path: Path) -> None:
    page.post("/scenario/number", **OWN)
    page.post("/scenario/strategies", **{"strategy.ipop": "on", "mix": "both"})
    assert page.post("/scenario/check", name="panel_2027", do="save").headers["location"] == "/"
    saved = (tmp_path / "scenarios" / "panel_2027.toml").read_text(encoding="utf-8")
    asked = page.desk.asked()
    page.post("/scenario/number", **(OWN | {"own.prices.weekly.agency.value": "1100"}))
    answer = page.post("/scenario/check", name="panel_2027", do="save")
    assert "is saved already and says something else" in faults_in(answer.text)["field-name"]
    assert (tmp_path / "scenarios" / "panel_2027.toml").read_text(encoding="utf-8") == saved
    assert "panel_2027.toml" in page.get("/").text
    assert page.post("/saved/panel_2027/open").headers["location"] == "/scenario/check"
    assert page.desk.asked() == asked
    page.post("/scenario/number", **(OWN | {"own.prices.weekly.agency.value": "1100"}))
    assert page.post("/scenario/check", name="panel_2027", do="save", replace="on").status_code == 303
    assert "1100" in (tmp_path / "scenarios" / "panel_2027.toml").read_text(encoding="utf-8")


def test_a_file_that_the_page_has_not_made_is_left_alone(page: OpenedPage, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    own = tmp_path / "scenarios" / "ours.toml"
    own.write_text('based_on = "tower_hamlets_2018"\ntitle = "By hand"\n', encoding="utf-8")
    answer = page.post("/scenario/check", name="ours", do="save", replace="on")
    assert "has not made that file" in faults_in(answer.text)["field-name"]
    assert "By hand" in own.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["nothing", "..%2fsecret", "%2e%2e", "tower_hamlets_2018"])
def test_only_saved_scenarios_of_this_folder_are_opened(page: OpenedPage, name: str) -> None:
    assert page.post(f"/saved/{name}/open").status_code in (404, 422)


def test_hostile_names_of_files_are_shown_as_text(page: OpenedPage, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    text = 'based_on = "tower_hamlets_2018"\ntitle = "<script>alert(1)</script>"\n'
    (tmp_path / "scenarios" / "<img src=x>.toml").write_text(text, encoding="utf-8")
    tasks = page.get("/").text
    assert "<script>alert" not in tasks
    assert "<img" not in tasks
    assert "&lt;script&gt;" in tasks


def test_a_base_that_is_broken_meanwhile_is_told_with_a_way_on(page: OpenedPage, tmp_path: Path) -> None:
    (tmp_path / "scenarios").mkdir()
    own = tmp_path / "scenarios" / "ours_2024.toml"
    own.write_text('based_on = "england"\ntitle = "Ours"\nstart = 2018-04-01\n', encoding="utf-8")
    page.post("/scenario/council", base="ours_2024")
    own.write_text("broken", encoding="utf-8")
    answer = page.get("/scenario/how")
    assert answer.status_code == 422
    assert "ours_2024.toml" in answer.text
    assert page.get("/scenario/council").status_code == 200


def test_a_council_without_a_base_can_be_chosen(page: OpenedPage) -> None:
    assert "Rutland, 1 April 2024 (its base is made first)" in page.get("/scenario/council").text


@pytest.mark.parametrize("address", ["/scenario/figures?show=nothing", "/scenario/number?path=no.such"])
def test_a_number_or_subject_that_is_not_there_is_told_with_a_way_on(page: OpenedPage, address: str) -> None:
    answer = page.get(address)
    assert answer.status_code == 404
    assert 'href="/scenario/figures"' in answer.text


def test_sizes_of_a_strategy_are_checked_in_words(page: OpenedPage) -> None:
    given = {"strategy.edge_of_care": "on", "lever.edge_of_care.edge_of_care.workers.value": "7"}
    said = {"strategy.edge_of_care.source": "Our judgement", "strategy.edge_of_care.as_of": "31/10/2026"}
    page.post("/scenario/strategies", **(given | said))
    assert "(workers: 7)" in page.get("/scenario/check").text


def test_strategies_that_are_not_chosen_ask_for_no_sizes(page: OpenedPage) -> None:
    assert len(page.get("/scenario/strategies").content) < 30_000
    answer = page.post("/scenario/strategies", **{"strategy.ipop": "on", "do": "sizes"})
    assert answer.headers["location"] == "/scenario/strategies"
    shown = page.get("/scenario/strategies").text
    assert 'name="lever.ipop.ipop.agenda.value"' in shown
    assert 'name="strategy.ipop.source"' in shown
    assert 'name="lever.edge_of_care' not in shown


def test_amounts_are_in_units_as_planners_say_them(page: OpenedPage) -> None:
    page.post("/scenario/strategies", **{"strategy.edge_of_care": "on"})
    addresses = ("/scenario/figures?show=all", "/scenario/strategies", "/scenario/number?path=prices.weekly.agency")
    shown = "".join(page.get(address).text for address in addresses)
    assert "GBP per" not in shown
    assert not re.findall(r'class="said">[^<]* per ', shown)
    assert re.search(r"<dd>£[0-9,.]+ a week", shown)
    assert "£ a year" in shown


def test_what_is_no_file_does_not_take_the_list_of_councils_along(page: OpenedPage, tmp_path: Path) -> None:
    (tmp_path / "scenarios" / "folder.toml").mkdir(parents=True)
    (tmp_path / "scenarios" / "lost.toml").symlink_to(tmp_path / "nowhere")
    answer = page.get("/scenario/council")
    assert answer.status_code == 200
    assert 'value="tower_hamlets_2018"' in answer.text
    assert 'value="folder"' not in answer.text


def test_a_folder_that_cannot_be_written_is_told_by_its_name(page: OpenedPage, tmp_path: Path) -> None:
    (tmp_path / "scenarios").write_text("in the way", encoding="utf-8")
    for address, given in (
        ("/scenario/check", {"name": "ours", "do": "save"}),
        ("/scenario/council", {"base": RUTLAND}),
    ):
        answer = page.post(address, **given)
        assert answer.status_code == 500
        assert "cannot be read or written" in answer.text
        assert "scenarios: " in answer.text
    assert (tmp_path / "scenarios").read_text(encoding="utf-8") == "in the way"


def test_what_another_tab_has_changed_is_not_run_unseen(page: OpenedPage) -> None:
    shown = re.findall(r'name="shown" value="([^"]+)"', page.get("/scenario/check").text)[0]
    page.post("/scenario/how", years="2", replications="8")
    answer = page.post("/scenario/check", name="ours", do="save", shown=shown)
    assert answer.status_code == 422
    assert "was changed since this was shown" in answer.text
    again = re.findall(r'name="shown" value="([^"]+)"', answer.text)[0]
    assert page.post("/scenario/check", name="ours", do="save", shown=again).headers["location"] == "/"


def test_a_scenario_that_has_no_room_for_its_strategies_is_not_in_the_list(
    page: OpenedPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"strategy.edge_of_care": "on", "lever.edge_of_care.edge_of_care.workers.value": "7"}
    said = {"strategy.edge_of_care.source": "Our judgement", "strategy.edge_of_care.as_of": "31/10/2026"}
    page.post("/scenario/strategies", **(given | said))
    written: list[str] = []

    def full(path: Path, content: str) -> None:
        if path.is_relative_to(tmp_path):  # what is tried before is laid down elsewhere, for a moment
            if written:
                raise OSError(28, "No space left on device")
            written.append(path.name)
        path.write_text(content, encoding="utf-8")

    monkeypatch.setattr(laid_down, "replace_file", full)
    assert "No space left on device" in page.post("/scenario/check", name="ours", do="save").text
    assert written == ["ours_edge_of_care.toml"]
    assert "ours.toml" not in page.get("/").text


def test_letting_courts_decide_makes_the_base_with_courts_of_its_own_first(
    page: OpenedPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Job] = []
    monkeypatch.setattr(Jobs, "begin", lambda _jobs, job: begun.append(job))
    council = Path("scenarios/rutland_2024.toml")
    council.parent.mkdir()
    council.write_text('title = "Rutland, 1 April 2024"\nbased_on = "england_2024"\n', encoding="utf-8")
    page.post("/scenario/council", base="rutland_2024")
    given = {"part.legal_process": "on", "strategy.adoption_summit": "on", "mix": "both"}
    assert page.post("/scenario/strategies", **given).headers["location"] == "/jobs/base-rutland_2024_with_courts"
    (job,) = begun
    made = "scenarios/rutland_2024_with_courts.toml"
    assert job.words == ("baseline", "Rutland", "--with-courts", "--out", made)
    assert job.done_at == "/scenario/how"
    assert "adoption_summit" in page.get("/scenario/check").text, "what was answered is kept while it is made"
    Path(made).write_text('title = "Rutland, 1 April 2024"\nbased_on = "england_2024_with_courts"\n', encoding="utf-8")
    assert page.post("/scenario/strategies", **given).headers["location"] == "/scenario/how"
    assert "compare rutland_2024_with_courts adoption_summit" in page.get("/scenario/check").text
    page.post("/scenario/council", base="tower_hamlets_2018")
    assert page.post("/scenario/strategies", **given).headers["location"] == "/scenario/how", "that cannot be made"
    assert len(begun) == 1
