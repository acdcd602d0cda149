"""What a command says while it works, and how it ended, as the page tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from opened_page import OpenedPage

from sim.experiments.running.progress_lines import ProgressLine, RunState
from sim.foundations.faults import BadInput
from sim.page.jobs import BusyError, Job, Jobs
from sim.page.working import words_of
from sim.scenario.files.workplace import Workplace

RUN = ("run", "tower_hamlets_2018", "--replications", "few")


def ended(jobs: Jobs, job: Job) -> Job:
    jobs.begin(job)
    assert job.listener is not None
    job.listener.join()
    return job


def test_a_run_says_how_far_it_is_and_other_commands_what_they_said_last() -> None:
    running = ProgressLine(RunState.RUNNING, 31, 96, 40.0)
    assert words_of(Job("a", "A", RUN, "/", last=running)) == "Running replications, 31 of 96, about 40 seconds left"
    made = Job("b", "B", ("baseline", "Leeds"), "/")
    assert words_of(made) == "It has begun."
    made.said.append("Rounds of the fit, 20 of 60 done.")
    assert words_of(made) == "Rounds of the fit, 20 of 60 done."


def test_faults_of_a_command_are_its_own_words(tmp_path: Path) -> None:
    job = ended(Jobs(tmp_path), Job("a", "A", RUN, "/"))
    assert job.last.state is RunState.FAULTS
    assert job.last.words == ('replications: "few" is not a whole number; give digits alone, such as 100',)


def test_while_one_command_goes_on_another_is_refused_and_all_end_together(tmp_path: Path) -> None:
    jobs = Jobs(tmp_path)
    long = Job("a", "A long run", ("run", "tower_hamlets_2018", "--replications", "500"), "/")
    jobs.begin(long)
    with pytest.raises(BusyError, match="A long run goes on"):
        jobs.begin(Job("b", "B", RUN, "/"))
    jobs.end_all()
    assert long.process is not None
    assert long.process.poll() is not None
    assert long.last.state is RunState.STOPPED


def test_a_command_that_ended_badly_is_shown_with_its_words_as_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = OpenedPage(tmp_path)
    last = ProgressLine(RunState.FAILED, words=("Failed: <b>disk</b> full",))
    page.desk.jobs.begun["a"] = Job("a", "A <i>run</i>", RUN, "/", last=last)
    shown = page.get("/jobs/a").text
    assert "It failed" in shown
    assert "&lt;b&gt;disk" in shown
    assert "<i>run" not in shown
    assert "run.py run tower_hamlets_2018 --replications few" in shown
    assert page.get("/jobs/a/progress").json()["ended"]
    assert page.get("/jobs/b").status_code == 404


def test_a_page_has_no_results_where_a_file_is_in_their_place(tmp_path: Path) -> None:
    pytest.importorskip("uvicorn", reason="the page's own packages are not installed")
    from sim.page.serving import served

    (tmp_path / "results").write_text("in the way", encoding="utf-8")
    with pytest.raises(BadInput, match="results"), served(Workplace(tmp_path)):
        pass
