"""Where scenario files are found: those of the current folder, those that are shipped, and one in another's place."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenario_files import PROJECT

from sim.scenario.files import experiment_file, reading
from sim.scenario.scenario import load

IPOP = "scenarios/strategies/ipop.toml"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def own(path: str, text: str) -> Path:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def test_shipped_files_are_found_by_name_and_by_the_path_that_results_show() -> None:
    shipped = PROJECT / IPOP
    assert reading.locate("ipop", strategy=True) == shipped
    assert reading.display_name(shipped) == IPOP
    assert reading.locate(IPOP, strategy=True) == shipped
    assert experiment_file.locate("scenarios/sweeps/entry_level.toml", "sweeps").is_file()
    assert load("tower_hamlets_2018").files == ("scenarios/england.toml", "scenarios/tower_hamlets_2018.toml")


def test_a_file_of_another_place_is_shown_as_it_would_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    for path, shown in (
        ("there/scenarios/strategies/panel.toml", "scenarios/strategies/panel.toml"),
        ("there/panel.toml", "panel.toml"),
        ("here/scenarios/panel.toml", "scenarios/panel.toml"),
        ("here/drafts/panel.toml", "drafts/panel.toml"),
    ):
        file = own(str(tmp_path / path), "")
        monkeypatch.chdir(here)
        assert reading.display_name(file) == shown


def test_a_file_here_comes_before_a_shipped_one_and_is_said_where_it_says_something_else() -> None:
    shipped = (PROJECT / IPOP).read_text(encoding="utf-8")
    assert reading.in_place_of_shipped([IPOP]) == []
    file = own(IPOP, shipped)
    assert reading.locate("ipop", strategy=True).resolve() == file.resolve()
    assert reading.in_place_of_shipped([IPOP]) == []
    own(IPOP, f"{shipped}# ours\n")
    assert reading.in_place_of_shipped([IPOP, "scenarios/england.toml", "ipop.toml", "scenarios/x.toml"]) == [IPOP]


def test_a_base_of_the_current_folder_is_found_by_its_name_unless_there_is_a_shipped_one() -> None:
    file = own("leeds_2024.toml", "")
    assert reading.locate("leeds_2024", strategy=False).resolve() == file.resolve()
    own("england.toml", "")
    assert reading.locate("england", strategy=False) == PROJECT / "scenarios/england.toml"


def test_in_an_installation_the_scenarios_lie_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "packages" / "sim" / "shipped"
    inside.mkdir(parents=True)
    monkeypatch.setattr(reading, "files", lambda package: tmp_path / "packages" / package)
    assert reading.shipped() == inside
    assert list(reading.scenarios_folders()) == [inside]
