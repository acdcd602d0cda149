"""Whatever is killed or fills up, nothing that was done is lost, and going on gives the bytes of an undisturbed run."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from small_authority import ROOT, file

from sim import cli
from sim.reports.run.figures import figures
from sim.reports.shared import sealed

pytestmark = pytest.mark.slow

resource = pytest.importorskip("resource", reason="this system has no limits on files, and no groups of processes")
LONG = 1800
"""Seconds that a loaded machine may take for anything; what is waited for comes at once, or never."""

REPLICATIONS = 100
PROGRAM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from sim.reports.run.figures import figures
figures.of_run = lambda _: []  # they take seconds
from sim.cli import main
sys.exit(main(sys.argv[1:]))
"""
"""The command line, without figures."""

TOO_SMALL, ENOUGH_FOR_RUNS, ENOUGH = 60_000, 250_000, 20_000_000
"""Bytes on a disk: for some of the runs, for all of them but not for the results, and for everything."""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return file(tmp_path_factory.mktemp("scenario"), 0.3)


def words(scenario: Path, out: Path, *more: str) -> list[str]:
    return ["run", str(scenario), "--replications", str(REPLICATIONS), "--out", str(out), *more]


def tables(out: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in out.glob("*.csv")}


@pytest.fixture(scope="module")
def undisturbed(scenario: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The tables of a run that nothing disturbed."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "of_run", lambda _: [])
        assert cli.main([*words(scenario, out), "--processes", "2"]) == 0
    return tables(out)


@contextmanager
def started(asked: list[str], **options: object) -> Iterator[subprocess.Popen[str]]:
    """A command under way, in a process group of its own, of which nothing is left at the end."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(ROOT), *asked],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        **options,
    ) as one:
        try:
            yield one
        finally:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)


def until(holds: Callable[[], bool], what: str, seconds: float = LONG) -> None:
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, what
        time.sleep(0.02)


def landed(out: Path) -> int:
    path = out / "runs.csv.gz"
    return sum('"point"' in piece.text.partition("\n")[0] for piece in sealed.pieces(path)) if path.is_file() else 0


def some_landed(one: subprocess.Popen[str], out: Path) -> None:
    """Wait until some is done, and not all."""
    until(lambda: landed(out) >= 4 or one.poll() is not None, "nothing was done")
    assert one.poll() is None, one.communicate()[1]


def workers_of(one: subprocess.Popen[Any]) -> list[psutil.Process]:
    """The processes that do the work."""
    return [child for child in psutil.Process(one.pid).children() if "spawn_main" in " ".join(child.cmdline())]


def gone(processes: list[psutil.Process]) -> bool:
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)


@pytest.fixture
def goes_on(monkeypatch: pytest.MonkeyPatch, undisturbed: dict[str, bytes]) -> Callable[..., None]:
    """Resumes what was stopped, and checks that it ends like an undisturbed run."""

    def go(out: Path, *more: str) -> None:
        monkeypatch.setattr(figures, "of_run", lambda _: [])
        assert landed(out) > 0
        assert cli.main(["run", "--resume", str(out), *more]) == 0
        assert tables(out) == undisturbed
        assert not (out / ".lock").exists()

    return go


# Processes


def test_a_worker_that_is_killed_costs_nothing(scenario: Path, tmp_path: Path, undisturbed: dict[str, bytes]) -> None:
    out = tmp_path / "out"
    with started(words(scenario, out, "--processes", "2")) as one:
        some_landed(one, out)
        for victim in workers_of(one):
            victim.kill()
        _, said = one.communicate(timeout=1800)
    assert one.returncode == 0, said
    assert tables(out) == undisturbed


def test_after_the_parent_was_killed_its_workers_end_and_another_goes_on(
    scenario: Path, tmp_path: Path, goes_on: Callable[..., None], capfd: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    with started(words(scenario, out, "--processes", "2")) as one:
        some_landed(one, out)
        workers = workers_of(one)
        assert len(workers) == 2
        assert cli.main(["run", "--resume", str(out)]) == 2
        assert "another run is going on in this folder" in capfd.readouterr().err
        assert cli.main(words(scenario, out)) == 2
        assert "already there" in capfd.readouterr().err
        one.kill()
        one.wait()
        until(lambda: gone(workers), "the workers did not end")
    goes_on(out)


BUSY = """
import sys
sys.path.insert(0, sys.argv[1])
from worker_tasks import all_but_the_first_take_long
from sim.experiments.running.execution.processes import Crew
answers = Crew(all_but_the_first_take_long, 2).answers(range(4))
print(*next(answers), flush=True)
next(answers)
"""


def test_workers_that_are_busy_for_long_end_at_once_when_their_parent_was_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", BUSY, str(ROOT / "tests")], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as one:
        assert one.stdout is not None
        assert one.stdout.readline() == "0 0\n"
        until(lambda: len(workers_of(one)) == 2, "there were no workers")
        workers = workers_of(one)
        one.kill()
        one.wait()
    until(lambda: gone(workers), "the workers did not end")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_after_an_interrupt_it_is_told_how_to_go_on(
    scenario: Path, tmp_path: Path, goes_on: Callable[..., None], sent: signal.Signals
) -> None:
    out = tmp_path / "out"
    with started(words(scenario, out, "--processes", "2")) as one:
        some_landed(one, out)
        workers = workers_of(one)
        if sent is signal.SIGINT:
            os.killpg(one.pid, sent)  # as a terminal does: to every process of the group
        else:
            one.send_signal(sent)
        _, said = one.communicate(timeout=1800)
    assert one.returncode == 130
    assert f"Stopped.\nWhat is done is kept; go on with: run.py run --resume {out}\n" in said
    assert "Traceback" not in said
    until(lambda: gone(workers), "the workers did not end")
    goes_on(out)


def test_it_can_be_stopped_again_and_again(scenario: Path, tmp_path: Path, goes_on: Callable[..., None]) -> None:
    out = tmp_path / "out"
    asked = words(scenario, out, "--processes", "2")
    for _ in range(2):
        before = landed(out)
        with started(asked) as one:
            until(lambda before=before: landed(out) >= before + 3, "nothing more was done")
            one.kill()
            one.wait()
        asked = ["run", "--resume", str(out), "--processes", "2"]
    goes_on(out, "--processes", "1")


# Clusters


@pytest.fixture
def address(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]]]:
    """A cluster's address, and the processes of its scheduler and of what starts its workers."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = str(one.getsockname()[1])
    here = ("--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0")
    workers = ("--nworkers", "2", "--nthreads", "1", "--local-directory", str(tmp_path / "workers"))
    with ExitStack() as stack:
        made = []
        for asked in (("scheduler", "--port", port, *here), ("worker", f"tcp://127.0.0.1:{port}", *workers, *here)):
            made.append(
                stack.enter_context(
                    subprocess.Popen(
                        [sys.executable, "-m", "dask", *asked],
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        env={**os.environ, "PYTHONPATH": str(ROOT)},
                        start_new_session=True,
                    )
                )
            )
            stack.callback(lambda one=made[-1]: os.killpg(one.pid, signal.SIGKILL))
        yield f"tcp://127.0.0.1:{port}", made[0], made[1]


def test_a_cluster_may_lose_a_worker_and_then_its_scheduler(
    scenario: Path,
    tmp_path: Path,
    address: tuple[str, subprocess.Popen[bytes], subprocess.Popen[bytes]],
    goes_on: Callable[..., None],
) -> None:
    out = tmp_path / "out"
    where, scheduler, starter = address
    with started(words(scenario, out, "--cluster", where, "--trust-this-machine")) as one:
        some_landed(one, out)
        before = landed(out)
        workers_of(starter)[0].kill()
        until(lambda: landed(out) >= before + 4 or one.poll() is not None, "no more was done without the worker")
        assert one.poll() is None, one.communicate()[1]
        scheduler.kill()
        _, said = one.communicate(timeout=1800)
    assert one.returncode == 1
    assert f"the cluster's scheduler, {where}, has gone" in said
    assert f"What is done is kept; go on with: run.py run --resume {out}" in said
    assert "Traceback" not in said
    assert len(said.splitlines()) <= 4
    goes_on(out, "--processes", "1")


def test_ctrl_c_ends_a_cluster_of_its_own(scenario: Path, tmp_path: Path, goes_on: Callable[..., None]) -> None:
    out = tmp_path / "out"
    with started(words(scenario, out, "--cluster", "local", "--processes", "2")) as one:
        some_landed(one, out)
        workers = workers_of(one)
        assert len(workers) == 2
        os.killpg(one.pid, signal.SIGINT)
        _, said = one.communicate(timeout=1800)
    assert one.returncode == 130
    assert said.splitlines()[-2:] == ["Stopped.", f"What is done is kept; go on with: run.py run --resume {out}"]
    assert "Traceback" not in said
    until(lambda: gone(workers), "the workers did not end")
    goes_on(out, "--processes", "1")


# Disks


def refused_for_want_of_room(asked: list[str], out: Path, reason: str, **options: object) -> None:
    with started(asked, **options) as one:
        _, said = one.communicate(timeout=1800)
    assert one.returncode == 2, said
    assert f" cannot be written {reason}; make room there" in said
    assert f"What is done is kept; go on with: run.py run --resume {out}\n" in said
    assert "Traceback" not in said
    path = out / "runs.csv.gz"
    *_, last = sealed.pieces(path)
    assert last.end == path.stat().st_size  # nothing half-written
    assert sorted(one.name for one in out.iterdir()) == [".lock", "runs.csv.gz"]


def test_a_file_that_may_not_grow_loses_nothing(scenario: Path, tmp_path: Path, goes_on: Callable[..., None]) -> None:
    """A limit on the size of files stands for a full disk where none can be made."""
    out = tmp_path / "out"
    refused_for_want_of_room(
        words(scenario, out, "--processes", "2"),
        out,
        "(File too large)",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (TOO_SMALL, TOO_SMALL)),
    )
    goes_on(out)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many bytes, or as many from now on; None where none can be made."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def sized(size: int) -> Path | None:
        nonlocal mounted
        how = f"{'remount,' if mounted else ''}size={size}"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", how, "tmpfs", str(place)], capture_output=True)
        mounted = mounted or done.returncode == 0
        return place if done.returncode == 0 else None

    yield sized
    if mounted:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_loses_nothing(
    scenario: Path, disk: Callable[[int], Path | None], goes_on: Callable[..., None]
) -> None:
    place = disk(TOO_SMALL)
    if place is None:
        return  # only root may make one; the limit above stands for it
    out = place / "out"
    refused_for_want_of_room(words(scenario, out, "--processes", "2"), out, "(No space left on device)")
    done = landed(out)
    assert 0 < done < REPLICATIONS
    disk(ENOUGH_FOR_RUNS)
    refused_for_want_of_room(["run", "--resume", str(out)], out, "here (No space left on device)")
    assert landed(out) == REPLICATIONS
    disk(ENOUGH)
    goes_on(out)


def test_a_disk_that_is_full_from_the_beginning_is_told(
    scenario: Path, disk: Callable[[int], Path | None], capfd: pytest.CaptureFixture[str]
) -> None:
    place = disk(TOO_SMALL)
    if place is None:
        return
    with suppress(OSError), (place / "filler").open("wb", buffering=0) as filler:
        while True:
            filler.write(b"x" * 4096)
    before = sorted(place.iterdir())
    assert cli.main(words(scenario, place / "out")) == 2
    said = capfd.readouterr().err
    assert "No space left on device" in said
    assert "make room there" in said
    assert sorted(place.iterdir()) == before
