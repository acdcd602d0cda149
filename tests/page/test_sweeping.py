"""Sweeps are run from their files, by their command."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened_page import OpenedPage, faults_in

from sim.page.jobs import Job, Jobs


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenedPage:
    monkeypatch.chdir(tmp_path)
    return OpenedPage(tmp_path)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    found: list[Job] = []
    monkeypatch.setattr(Jobs, "begin", lambda _jobs, job: found.append(job))
    return found


def test_a_sweep_is_run_by_its_command_in_a_folder_of_its_own(page: OpenedPage, begun: list[Job]) -> None:
    assert "Size of the edge-of-care team" in page.get("/sweeps").text
    page.post("/sweeps", sweep="edge_of_care_slots", replications="2", years="0.5")
    (job,) = begun
    assert job.words[:6] == ("sweep", "edge_of_care_slots", "--replications", "2", "--years", "0.5")
    assert job.words[6:] == ("--out", f"results/{job.name}")
    assert job.done_at == f"/runs/{job.name}"


def test_a_sweep_of_ones_own_is_in_the_list_and_one_that_cannot_be_read_is_not(
    page: OpenedPage, tmp_path: Path
) -> None:
    folder = tmp_path / "scenarios" / "sweeps"
    folder.mkdir(parents=True)
    whole = 'title = "Ours <b>"\nbase = "tower_hamlets_2018"\ndesign = "grid"\nmeasures = ["looked_after"]\n'
    vary = '[[vary]]\npath = "demand.entries_per_year"\nunit = "children per year"\nvalues = [100, 120]\n'
    (folder / "ours.toml").write_text(whole + vary, encoding="utf-8")
    (folder / "broken.toml").write_text("broken", encoding="utf-8")
    shown = page.get("/sweeps").text
    assert "Ours &lt;b&gt;" in shown
    assert "broken" not in shown


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sweep": "../secret"}, "field-sweep"),
        ({"sweep": ""}, "field-sweep"),
        ({"sweep": "edge_of_care_slots", "replications": "few"}, "field-replications"),
        ({"sweep": "edge_of_care_slots", "years": "-1"}, "field-years"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(
    page: OpenedPage, begun: list[Job], given: dict[str, str], field: str
) -> None:
    answer = page.post("/sweeps", **given)
    assert answer.status_code == 422
    assert field in faults_in(answer.text)
    assert f'id="{field}"' in answer.text
    assert begun == []
