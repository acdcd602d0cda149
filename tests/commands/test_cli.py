"""The command line as its user meets it: a process with words, two outputs and an exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from small_authority import ROOT, file

from sim.experiments.running.settings import REPLICATIONS, SEED

RUN = ROOT / "run.py"

LONG = 1800
"""Seconds that a loaded machine may take for anything; what is waited for comes at once, or never."""


def command(*words: object, cwd: Path = ROOT, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(RUN), *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=1800, **options
    )


def refused(done: subprocess.CompletedProcess[str], *said: str) -> list[str]:
    """The messages of a command that was refused: exit code 2, nothing on standard output, no traceback."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for words in said:
        assert words in done.stderr
    return done.stderr.splitlines()


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return file(tmp_path_factory.mktemp("scenario"))


def contents(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Help


def test_help_names_every_command() -> None:
    done = command("--help")
    assert done.returncode == 0
    assert all(word in done.stdout for word in ("run", "compare", "check", "schema", "likeness", "examples:"))


def test_help_tells_the_defaults_that_are_in_force() -> None:
    done = command("compare", "--help")
    assert f"({REPLICATIONS})" in done.stdout
    assert f"({SEED})" in done.stdout


def test_no_command_is_explained_not_traced() -> None:
    done = command()
    assert done.returncode == 2
    assert "usage:" in done.stderr
    assert "Traceback" not in done.stderr


# The commands


def test_compare_keeps_results_prints_a_table_and_says_where(small: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = command(
        "compare", small, "ipop", "ipop+camhs", "--replications", 3, "--seed", 5, "--processes", 2, "--out", out
    )
    assert done.returncode == 0, done.stderr
    assert "Looked after at the end" in done.stdout
    assert "What each strategy changes" in done.stdout
    assert "Results are in" in done.stderr
    assert "Results are in" not in done.stdout
    assert {"report.html", "manifest.json", "comparison.csv", "measures.csv"} <= set(contents(out))
    record = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert record["command"].startswith("run.py compare small.toml ipop ipop+camhs --replications 3 --seed 5")
    assert (record["seed"], record["replications"], record["processes"]) == (5, 3, 2)
    assert [one["name"] for one in record["scenarios"]] == ["small", "small+ipop", "small+ipop+camhs"]
    assert contents(tmp_path) == ["out"]


def test_figures_are_drawn_without_matplotlib_unless_png_is_asked_for(small: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from sim.cli import main\n"
        "code = main(sys.argv[1:]); print('matplotlib' in sys.modules); sys.exit(code)"
    )
    asked = ("compare", str(small), "ipop", "--central", "--replications", "2", "--processes", "1")
    for more, loaded in ((), "False"), (("--png",), "True"):
        into = tmp_path / loaded
        words = [sys.executable, "-c", program, *asked, *more, "--out", str(into)]
        done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout.splitlines()[-1] == loaded
        drawn = {path.stem for path in into.glob("*.svg")}
        assert "difference_by_strategy" in drawn
        assert {path.stem for path in into.glob("*.png")} == (drawn if more else set())


def test_results_do_not_depend_on_processes_or_on_the_order_of_hashes(small: Path, tmp_path: Path) -> None:
    tables = []
    for processes, hashes in ((1, "1"), (2, "2")):
        out = tmp_path / f"on{processes}"
        done = command(
            *("run", small, "--replications", 3, "--years", 0.3, "--processes", processes, "--out", out),
            env={**os.environ, "PYTHONHASHSEED": hashes},
        )
        assert done.returncode == 0, done.stderr
        tables.append({name: (out / name).read_bytes() for name in ("measures.csv", "series.csv", "assumptions.csv")})
    assert tables[0] == tables[1]


def test_run_names_its_own_folder_and_draws_with_uncertainty(small: Path, tmp_path: Path) -> None:
    done = command("run", f"{small}", "--replications", 2, "--years", 0.3, "--uncertainty", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (folder,) = contents(tmp_path / "results")
    assert folder.startswith("small-20")
    assert "drawn anew" in done.stdout
    assert json.loads((tmp_path / "results" / folder / "manifest.json").read_text())["uncertainty"] is True


def test_check_lists_the_assumptions_of_a_base_and_of_a_strategy() -> None:
    base, strategy = command("check", "tower_hamlets_2018"), command("check", "scenarios/strategies/ipop.toml")
    assert base.returncode == strategy.returncode == 0
    assert base.stderr == strategy.stderr == ""
    assert "in_house_fostering.households" in base.stdout
    assert "Ofsted" in base.stdout
    assert "ipop.redirected" in strategy.stdout
    assert "in_house_fostering" not in strategy.stdout
    assert "judgement" in strategy.stdout
    told = " ".join(strategy.stdout.split())
    assert "it was laid over tower_hamlets_2018. Over another: " in told
    assert "run.py check BASE+scenarios/strategies/ipop.toml" in told
    assert "laid over" not in base.stdout
    assert "laid over" not in command("check", "tower_hamlets_2018+ipop").stdout


def test_baseline_names_fast_in_its_help_and_tells_that_such_a_base_drifts(tmp_path: Path) -> None:
    assert "--fast" in command("baseline", "--help").stdout
    written = tmp_path / "rutland.toml"
    done = command("baseline", "rutland", "--fast", "--out", written)
    assert done.returncode == 0
    assert "it drifts" in done.stderr
    assert "Fitting" not in done.stderr
    assert "run.py compare" in done.stderr
    assert written.exists()


def test_schema_is_json() -> None:
    done = command("schema")
    assert done.returncode == 0
    assert json.loads(done.stdout)["type"] == "object"


def test_schema_of_results_is_json() -> None:
    done = command("schema", "--results")
    assert done.returncode == 0
    assert set(json.loads(done.stdout)["discriminator"]["mapping"]) == {"run", "comparison", "experiment"}


def test_likeness_prints_the_targets_and_writes_between_the_markers(small: Path, tmp_path: Path) -> None:
    document = tmp_path / "model.md"
    document.write_text("before\n<!-- likeness: begin -->\n<!-- likeness: end -->\nafter\n", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('authority = "E09000030"\n' + small.read_text(encoding="utf-8"), encoding="utf-8")
    done = command("likeness", own, "--replications", 2, "--processes", 1, "--years", 1.5, "--write", document)
    assert done.returncode == 0, done.stderr
    assert "in range" in done.stdout
    text = document.read_text(encoding="utf-8")
    assert "| Children looked after |" in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert contents(tmp_path) == ["model.md", "own.toml"]


def test_likeness_of_any_base_is_printed_and_one_without_an_authority_is_held_against_england(small: Path) -> None:
    done = command("likeness", small, "--replications", 1, "--processes", 1, "--years", 0.5)
    assert done.returncode == 0, done.stderr
    assert "New placements in a year" in done.stdout
    assert "10.6" in done.stdout  # England's NI62
    assert "England's shape" in " ".join(command("likeness", "--help").stdout.split())


@pytest.mark.slow
def test_likeness_of_councils_prints_a_row_for_each_and_what_they_come_to(tmp_path: Path) -> None:
    document = tmp_path / "model.md"
    document.write_text("<!-- likeness of councils: begin -->\n<!-- likeness of councils: end -->\n", encoding="utf-8")
    few = ("--replications", 1, "--processes", 1, "--years", 0.2)
    done = command("likeness", "--all-of", 1, *few, "--write", document)
    assert done.returncode == 0, done.stderr
    assert "Rutland" in done.stdout
    assert "First day exact in every replication" in done.stdout
    assert "| Rutland |" in document.read_text(encoding="utf-8")
    refused(command("likeness", "--all-of", "some"), "--all-of", "whole number of councils")


def test_a_reader_that_stops_reading_is_no_failure() -> None:
    reading = subprocess.Popen(
        [sys.executable, str(RUN), "check", "tower_hamlets_2018"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert reading.stdout is not None
    assert reading.stderr is not None
    reading.stdout.readline()
    reading.stdout.close()
    assert "Traceback" not in reading.stderr.read()
    assert reading.wait(timeout=1800) == 0
    reading.stderr.close()


# Bad input


def test_every_fault_is_told_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    done = command(
        *("compare", "tower_hamlets_2018", "ipopp", "camsh", "--replications", 0, "--years", -3, "--processes", "two"),
        *("--out", tmp_path),
    )
    lines = refused(
        done, "replications: 0", "years: -3", "processes: ", "ipopp", "did you mean ipop", "camsh", "already there"
    )
    assert len(lines) == 6
    assert contents(tmp_path) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--replications", "100001"), "replications: 100,001 is too large; give 1 to 100,000"),
        (("--replications", "ten"), "not a whole number"),
        (("--seed", "-1"), "seed: -1 is too small"),
        (("--processes", "5000"), "processes: 5,000 is too large"),
        (("--years", "0"), "years: 0 makes no run"),
        (("--years", "nan"), "years: nan makes no run"),
        (("--years", "1000"), "years: 1000 makes no run"),
        (("--replications", "100000", "--years", "30"), "GB of numbers in memory"),
    ],
)
def test_numbers_that_make_no_sense_are_refused(words: tuple[str, ...], said: str, tmp_path: Path) -> None:
    lines = refused(command("run", "tower_hamlets_2018", *words, "--out", tmp_path / "out"), said)
    assert len(lines) == 1
    assert contents(tmp_path) == []


@pytest.mark.parametrize(
    "words", [("run", "no_such_place"), ("check", "no_such_file.toml"), ("compare", "no_such_place")]
)
def test_scenarios_that_are_not_there_are_refused(words: tuple[str, ...], tmp_path: Path) -> None:
    refused(command(*words, cwd=tmp_path), "no_such")
    assert contents(tmp_path) == []


def test_an_existing_folder_or_a_place_that_is_none_is_refused(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "mine").write_text("kept", encoding="utf-8")
    refused(command("run", "tower_hamlets_2018", "--out", taken), "already there")
    refused(command("run", "tower_hamlets_2018", "--out", taken / "mine" / "out"), "mine is a file")
    assert contents(taken) == ["mine"]


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    closed = Path("/proc")
    if not closed.is_dir():
        pytest.skip("no folder here that nobody can write in")
    refused(command("run", file(tmp_path, 0.1), "--replications", 1, "--out", closed / "out"), "give another place")


def test_a_document_for_likeness_without_markers_is_refused_before_the_run(tmp_path: Path) -> None:
    document = tmp_path / "plain.md"
    document.write_text("nothing", encoding="utf-8")
    refused(command("likeness", "--write", document), "likeness of England: begin")
    refused(command("likeness", "tower_hamlets_2018", "--write", document), "likeness: begin")
    assert document.read_text(encoding="utf-8") == "nothing"


# Failures and interrupts


def test_a_failure_is_one_message_and_exit_code_1_and_what_is_done_is_kept(small: Path, tmp_path: Path) -> None:
    """A program whose writing of the page breaks says so, without a traceback; once mended it goes on from there."""
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1))\n"
        "from sim.reports.run import report\n"
        "report.page = lambda *_: 1 / 0\n"
        "from sim.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    words = ("run", str(small), "--replications", "1", "--years", "0.1", "--out", str(tmp_path / "out"))
    done = subprocess.run(
        [sys.executable, "-c", program, str(ROOT), *words], capture_output=True, text=True, timeout=1800, cwd=ROOT
    )
    assert done.returncode == 1
    assert "Failed: ZeroDivisionError: division by zero" in done.stderr
    assert "Traceback" not in done.stderr
    assert f"What is done is kept; go on with: run.py run --resume {tmp_path / 'out'}" in done.stderr
    assert contents(tmp_path / "out") == [".lock", "runs.csv.gz"]
    done = command("run", "--resume", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "report.html" in contents(tmp_path / "out")
    assert ".lock" not in contents(tmp_path / "out")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no groups of processes that a signal reaches")
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_before_anything_is_done_leaves_no_files_and_no_processes(
    small: Path, tmp_path: Path, sent: signal.Signals
) -> None:
    with subprocess.Popen(
        [
            *(sys.executable, str(RUN), "run", str(small), "--replications", "2000", "--years", "30"),
            *("--processes", "2", "--out", str(tmp_path / "new" / "out")),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as running:
        try:
            deadline = time.monotonic() + LONG
            while time.monotonic() < deadline and len(workers_of(running.pid)) < 3:  # two workers and their tracker
                time.sleep(0.05)
            workers = workers_of(running.pid)
            assert len(workers) >= 2
            if sent is signal.SIGINT:
                os.killpg(running.pid, sent)  # as a terminal does: to every process of the group
            else:
                running.send_signal(sent)
            out, err = running.communicate(timeout=1800)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    assert running.returncode == 130
    assert out == ""
    assert "Stopped.\nNo half-written results are left." in err
    assert "Traceback" not in err
    assert contents(tmp_path) == []
    deadline = time.monotonic() + LONG
    while time.monotonic() < deadline and any(map(is_running, workers)):
        time.sleep(0.05)
    assert not any(map(is_running, workers))


STOPPED_WHILE_STARTING = """
import os, sys
from multiprocessing import util
sys.path.insert(0, sys.argv.pop(1))
sent, starts, start = int(sys.argv.pop(1)), [], util.spawnv_passfds

def stopped(*asked):
    pid = start(*asked)
    starts.append(pid)
    if len(starts) == 3:  # the tracker and a worker run; this worker has not been told yet what it is
        os.kill(os.getpid(), sent)
    return pid

util.spawnv_passfds = stopped
from sim.cli import main
code = main(sys.argv[1:])
print(*starts[1:], "ended" if len(starts) == 3 else "started too many")
sys.exit(code)
"""


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_while_a_worker_is_half_started_ends_that_one_too(
    small: Path, tmp_path: Path, sent: signal.Signals
) -> None:
    """Stopped then and there, it would be known to nobody, and tell with a traceback that its input had ended."""
    out = str(tmp_path / "new" / "out")
    words = ("run", str(small), "--replications", "2000", "--years", "30", "--processes", "2", "--out", out)
    done = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_STARTING, str(ROOT), str(int(sent)), *words],
        capture_output=True,
        text=True,
        timeout=1800,
        cwd=ROOT,
    )
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.endswith("Stopped.\nNo half-written results are left.\n")
    *workers, said = done.stdout.split(maxsplit=2)
    assert said.strip() == "ended"
    assert not [pid for pid in workers if is_running(int(pid))]
    assert contents(tmp_path) == []


def is_running(pid: int) -> bool:
    """Whether a process runs; one that has ended but that nobody has asked about does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def workers_of(parent: int) -> list[int]:
    """The processes that `parent` started and that still run."""
    try:
        text = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    except OSError:
        pytest.skip("this system does not list a process's children")
    return [int(word) for word in text.split()]
