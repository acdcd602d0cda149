"""Clusters: the same bytes as on this machine, and plain words when one cannot be used."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

import psutil
import pytest
from distributed import Client, Worker
from small_authority import ROOT, file, three
from worker_tasks import DiesAtFirst, process, square, third_fails

from sim import cli
from sim.commands.experiment import MACHINES
from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.running import study as studies
from sim.experiments.running.execution import addresses, cluster, hands
from sim.experiments.running.execution.addresses import problems
from sim.experiments.running.execution.certificates import Certificates
from sim.experiments.running.execution.cluster import DaskCluster
from sim.experiments.running.execution.machines import Machines, hired
from sim.experiments.running.execution.own_certificates import own_certificates
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.execution.workers import Lost, WorkerError
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.settings import Settings
from sim.experiments.running.study import Chosen, study
from sim.foundations.faults import BadInput
from sim.reports.run.figures import figures

WANTED = (MeasureChoice("looked_after"), MeasureChoice("starts"))
DASK = (sys.executable, "-m", "dask")

LONG = 1800
"""Seconds that a loaded machine may take for anything; what is waited for comes at once, or never."""


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def running(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process of the engine, in the background, which can import the modules of the tests."""
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "experiments")))
    with subprocess.Popen(
        [*DASK, *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONWARNINGS": "ignore"},
        start_new_session=True,
    ) as one:
        try:
            yield one
        finally:
            one.kill() if os.name == "nt" else os.killpg(one.pid, signal.SIGKILL)
            one.wait()


def scheduler(port: int, *words: str) -> tuple[str, ...]:
    return ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--dashboard-address", "127.0.0.1:0", *words)


def workers(address: str, count: int, folder: Path, *words: str) -> tuple[str, ...]:
    how = ("--nworkers", str(count), "--nthreads", "1", "--local-directory", str(folder))
    return ("worker", address, "--host", "127.0.0.1", "--dashboard-address", "127.0.0.1:0", *how, *words)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a cluster of two workers."""
    port = free_port()
    folder = tmp_path_factory.mktemp("workers")
    here = f"tcp://127.0.0.1:{port}"
    with running(*scheduler(port)), running(*workers(here, 2, folder)):
        with Client(here, set_as_default=False, timeout=60) as client:
            client.wait_for_workers(2, timeout=60)
        yield here


@pytest.fixture
def at(address: str) -> Iterator[Callable[..., DaskCluster]]:
    """Gives the cluster work to do, and takes it back at the end."""
    with ExitStack() as stack:

        def give(work: Callable[[int], object]) -> DaskCluster:
            one = DaskCluster(work, address, 2, None)
            stack.callback(one.stop)
            return one

        yield give


# Addresses


HERE = ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://127.1.2.3:1", "tcp://[::1]:8786"]


def test_a_cluster_of_its_own_needs_nothing() -> None:
    assert list(problems("local", certified=False)) == []


@pytest.mark.parametrize("here", HERE)
def test_addresses_of_this_machine_are_good_without_certificates_only_when_all_its_users_are_trusted(here: str) -> None:
    assert list(problems(here, certified=False, trusted=True)) == []
    (message,) = problems(here, certified=False)
    assert "can be reached by every user of this machine, who could run programs as you" in message
    assert "use tls:// with --tls-ca-file, --tls-cert and --tls-key, or give --trust-this-machine" in message


@pytest.mark.parametrize(
    ("address", "certified", "said"),
    [
        ("local", False, "leave out --trust-this-machine"),
        ("tls://127.0.0.1:8786", True, "leave out --trust-this-machine"),
        ("tcp://10.0.0.5:8786", False, "is another machine"),
        ("tls://127.0.0.1:8786", False, "needs certificates"),
    ],
)
def test_trust_in_this_machine_helps_nothing_else(address: str, certified: bool, said: str) -> None:
    messages = list(problems(address, certified, trusted=True))
    assert any(said in message for message in messages)


def test_trust_without_a_cluster_is_refused() -> None:
    with pytest.raises(BadInput, match="trust-this-machine: is for a cluster here"):
        Settings(trust_this_machine=True)


@pytest.mark.parametrize("good", ["tls://10.0.0.5:8786", "tls://scheduler.example.org:8786", "tls://127.0.0.1:8786"])
def test_any_machine_is_good_with_certificates(good: str) -> None:
    assert list(problems(good, certified=True)) == []


@pytest.mark.parametrize(
    ("bad", "certified", "said"),
    [
        ("tcp://10.0.0.5:8786", False, "another machine"),
        ("tcp://127.0.0.1.example.org:8786", False, "another machine"),
        ("tcp://localhost.example.org:8786", False, "another machine"),
        ("tcp://0.0.0.0:8786", False, "another machine"),
        ("tcp://[2001:db8::1]:8786", False, "another machine"),
        ("tcp://127.0.0.1:8786", True, "does not use certificates; begin with tls://"),
        ("tls://127.0.0.1:8786", False, "needs certificates; give --tls-ca-file, --tls-cert and --tls-key"),
        ("local", True, "leave out --tls-ca-file"),
        ("", False, "is no address"),
        ("here", False, "is no address"),
        ("127.0.0.1:8786", False, "is no address of a scheduler; give one such as tls://10.0.0.5:8786"),
        ("tcp://", False, "is no address"),
        ("tcp://127.0.0.1", False, "does not name a machine and a port"),
        ("tcp://:8786", False, "does not name a machine and a port"),
        ("tcp://127.0.0.1:0", False, "does not name a machine and a port"),
        ("tcp://127.0.0.1:99999", False, "does not name a machine and a port"),
        ("tcp://127.0.0.1:port", False, "does not name a machine and a port"),
        ("tcp://127.0.0.1:8786/", False, "does not name a machine and a port"),
        ("tcp://127.0.0.1:8786?x", False, "does not name a machine and a port"),
        ("tcp://me@127.0.0.1:8786", False, "does not name a machine and a port"),
        ("tcp://127.0.0.1:8786@10.0.0.5:80", False, "does not name a machine and a port"),
        ("tcp://[::1:8786", False, "does not name a machine and a port"),
        ("ucx://127.0.0.1:8786", False, 'begins with "ucx"'),
        ("http://127.0.0.1:8786", False, 'begins with "http"'),
    ],
)
def test_other_addresses_are_refused_with_the_mend(bad: str, certified: bool, said: str) -> None:
    (message,) = problems(bad, certified)
    assert message.startswith("cluster: ")
    assert said in message


@pytest.mark.parametrize("missing", ["distributed", "cryptography"])
def test_an_engine_that_is_not_installed_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(addresses, "find_spec", lambda name: None if name == missing else name)
    (message,) = problems("local", certified=False)
    assert missing in message
    assert message.endswith("pip install 'placement-sufficiency[cluster]'")


def test_addresses_are_checked_with_all_other_settings() -> None:
    with pytest.raises(BadInput) as bad:
        Settings(0, cluster="tcp://10.0.0.5:8786")
    assert len(bad.value.faults) == 2


def test_where_it_is_done_may_change_when_an_experiment_goes_on() -> None:
    """Every option that says so, this one too."""
    (commands,) = (one for one in cli.parser()._actions if isinstance(one, argparse._SubParsersAction))
    (machines,) = (one for one in commands.choices["run"]._action_groups if one.title == "machines")
    assert {one.dest for one in machines._group_actions} == set(MACHINES)
    assert all(one.default is None for one in machines._group_actions)


# Work


def test_every_piece_is_done_once_and_an_error_is_told_whole(at: Callable[..., DaskCluster]) -> None:
    answers = dict(at(third_fails).answers(range(20)))
    assert "ValueError: three is not allowed" in answers[3].reason
    assert "third_fails" in answers[3].reason
    assert {number: answer for number, answer in answers.items() if number != 3} == {
        number: number for number in range(20) if number != 3
    }


def test_results_are_the_same_bytes_here_on_processes_and_on_clusters(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sim.experiments.running.laboratory.batch_size", lambda _: 2)
    made = study(three(0.3)[:2], 7, False, Chosen(WANTED))
    found = []
    for machines in (Machines(1), Machines(2), Machines(3), Machines(cluster=address), Machines(2, "local")):
        with Laboratory(made, machines, WANTED) as laboratory:
            found.append(laboratory.values([Point(0), Point(1)], range(5)).tobytes())
    assert len(set(found)) == 1


def test_pieces_are_taken_only_as_they_can_soon_be_done(at: Callable[..., DaskCluster]) -> None:
    """So that memory does not grow with their number, here or at the scheduler."""
    taken = 0

    def items() -> Iterator[int]:
        nonlocal taken
        for number in range(60):
            taken += 1
            yield number

    one = at(square)
    for done, _ in enumerate(one.answers(items()), start=1):
        assert taken <= done + 2 * cluster.PIECES_PER_THREAD
        assert len(one._client.futures) <= 4 * cluster.PIECES_PER_THREAD
    assert done == 60


def test_the_cluster_lets_go_of_the_work_when_it_is_done(address: str) -> None:
    with hired(square, Machines(cluster=address)) as one:
        assert list(one.answers([3])) == [(3, 9)]
        names = [name for known in one._client.run(names_of_plugins).values() for name in known]
        assert len(names) == 2
    with hired(square, Machines(cluster=address)) as one:
        again = [name for known in one._client.run(names_of_plugins).values() for name in known]
    assert not set(again) & set(names)


def names_of_plugins(dask_worker: Worker) -> list[str]:
    return [name for name in dask_worker.plugins if name.startswith("placement")]


def listening() -> list[tuple[str, int]]:
    """Where this process and those that it has started can be reached."""
    here = psutil.Process()
    links = [link for process in (here, *here.children(recursive=True)) for link in process.net_connections()]
    return [(link.laddr.ip, link.laddr.port) for link in links if link.status == "LISTEN"]


def test_a_cluster_of_its_own_listens_to_this_machine_alone() -> None:
    with hired(square, Machines(2, "local")) as one:
        assert list(one.answers([3])) == [(3, 9)]
        open_at = listening()
    assert {host for host, _ in open_at} == {"127.0.0.1"}
    assert len(open_at) >= 3


def test_nobody_else_takes_part_in_a_cluster_of_its_own() -> None:
    """Wherever it listens: neither plainly, nor without a certificate, nor with another; pages know nothing."""
    before = set(listening())
    with hired(square, Machines(2, "local")) as one, own_certificates() as others:
        assert list(one.answers([3])) == [(3, 9)]
        address = one._client.scheduler.address
        assert address.startswith("tls://127.0.0.1:")
        open_at = set(listening()) - before
        pages = {place for place in open_at if said_plainly(*place).startswith(b"HTTP/1.1 404 ")}
        served = open_at - pages
        assert int(address.rpartition(":")[2]) in {port for _, port in served}
        assert len(served) >= 4  # the scheduler, two workers, and what watches over them
        for place in served:
            assert said_plainly(*place) == b""
            assert "CERTIFICATE_REQUIRED" in refusal(*place, None)
            assert "UNKNOWN_CA" in refusal(*place, others)
        assert list(one.answers([4])) == [(4, 16)]


def said_plainly(host: str, port: int) -> bytes:
    """What whoever asks for a page there is told, until the other side ends it."""
    said = b""
    with socket.create_connection((host, port), timeout=30) as link:
        link.sendall(b"GET /json/counts.json HTTP/1.0\r\n\r\n")
        with suppress(ConnectionResetError):
            while piece := link.recv(4096):
                said += piece
    return said


def refusal(host: str, port: int, certificates: Certificates | None) -> str:
    """Why somebody with these certificates, who trusts the other side whoever it is, is refused there."""
    trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    if certificates is not None:
        trusting.load_cert_chain(certificates.certificate, certificates.key)
    with (
        pytest.raises(ssl.SSLError) as refused,
        socket.create_connection((host, port), timeout=30) as raw,
        trusting.wrap_socket(raw) as link,
    ):
        link.recv(1)
    return str(refused.value)


def test_the_certificates_of_its_own_are_for_this_user_alone_and_go_with_it() -> None:
    before = set(Path(tempfile.gettempdir()).glob("placement-sufficiency-*"))
    with hired(square, Machines(2, "local")) as one:
        assert list(one.answers([3])) == [(3, 9)]
        (folder,) = set(Path(tempfile.gettempdir()).glob("placement-sufficiency-*")) - before
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "key.pem").stat().st_mode & 0o777 == 0o600
    assert not folder.exists()


def test_no_two_clusters_have_the_same_certificates() -> None:
    with own_certificates() as one, own_certificates() as other:
        assert one.key.read_bytes() != other.key.read_bytes()
        assert one.authority.read_bytes() != other.authority.read_bytes()


# What dies


def test_a_worker_that_is_killed_is_replaced_and_its_piece_done_again(
    at: Callable[..., DaskCluster], tmp_path: Path
) -> None:
    work = DiesAtFirst(tmp_path, frozenset({4}))
    assert sorted(at(work).answers(range(10))) == [(number, number * number) for number in range(10)]
    assert work.tried(4) == 2


def test_a_piece_that_kills_every_worker_is_lost_and_the_others_go_on(
    at: Callable[..., DaskCluster], tmp_path: Path
) -> None:
    work = DiesAtFirst(tmp_path, frozenset({1}), times=100)
    given = list(at(work).answers(range(3)))
    answers = dict(given)
    assert len(given) == len(answers) == 3
    assert answers[1].ended
    assert "out of memory" in answers[1].reason
    assert (answers[0], answers[2]) == (0, 4)


def test_a_scheduler_that_dies_is_told_in_plain_words(tmp_path: Path) -> None:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with (
        running(*scheduler(port)) as leader,
        running(*workers(address, 1, tmp_path)),
        hired(process, Machines(cluster=address)) as one,
    ):
        answers = one.answers(range(1000))
        next(answers)
        leader.kill()
        with pytest.raises(WorkerError, match="has gone"):
            list(answers)


def test_a_cluster_that_loses_all_workers_is_not_waited_for_without_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.5)
    monkeypatch.setattr(cluster, "LOOK_SECONDS", 0.1)
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with running(*scheduler(port)), ExitStack() as theirs:
        hand = theirs.enter_context(running(*workers(address, 1, tmp_path)))
        with hired(process, Machines(cluster=address)) as one:
            answers = one.answers(range(1000))
            next(answers)
            os.killpg(hand.pid, signal.SIGKILL)
            with pytest.raises(WorkerError, match="has had no workers"):
                list(answers)


# What cannot be used


def test_no_scheduler_is_told_shortly(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 0.3)
    with pytest.raises(BadInput, match="nobody answers there; start a scheduler"):
        DaskCluster(square, f"tcp://127.0.0.1:{free_port()}", 2, None)
    assert capfd.readouterr().err == ""


def test_a_scheduler_without_workers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    with running(*scheduler(port)):
        wait_for(port)
        monkeypatch.setattr(cluster, "CONNECT_SECONDS", 5.0)
        with pytest.raises(BadInput, match=f"has no workers; start some with: dask worker tcp://127.0.0.1:{port}"):
            DaskCluster(square, f"tcp://127.0.0.1:{port}", 2, None)


def wait_for(port: int) -> None:
    until = time.monotonic() + LONG
    while time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Has this program be another version than that of the workers; gives what theirs is."""
    theirs = hands.program()
    with monkeypatch.context() as patch:
        patch.setattr(hands, "this_program", lambda: "a newer version")
        yield theirs


def test_workers_that_run_another_version_are_refused(address: str, newer: str) -> None:
    with pytest.raises(BadInput) as bad:
        DaskCluster(square, address, 2, None)
    assert len(bad.value.faults) == 2
    assert all(f"another version of this program, {newer} in place of" in message for message in bad.value.faults)


def test_a_worker_that_joins_with_another_version_gives_no_answers(
    address: str, newer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_check", lambda _: None)
    with hired(square, Machines(cluster=address)) as one, pytest.raises(WorkerError, match="another version"):
        list(one.answers(range(3)))


class Without:
    """A cluster whose workers lack the program."""

    def run(self, *_: object, on_error: str) -> dict[str, Exception]:
        return {f"tcp://10.0.0.{number}:1": ModuleNotFoundError("No module named 'sim'") for number in range(9)}


def test_workers_without_the_program_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput) as bad:
        cluster._check(Without())
    assert len(bad.value.faults) == cluster.MOST_TOLD + 1
    assert "does not have this program (No module named 'sim'); install it there" in bad.value.faults[0]
    assert "4 more workers" in bad.value.faults[-1]


def test_the_program_is_told_by_its_code_and_what_it_stands_on() -> None:
    said = hands.program()
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}." in said
    assert all(f"{name} {version(name)}" in said for name in ("numpy", "scipy", "simpy", "holidays"))
    assert said == hands.program()


# The document, and encryption


DOCUMENT = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")


def shown(program: str) -> list[list[str]]:
    """The words of the document's commands of a program, after its name."""
    blocks = re.findall(r"^```sh\n(.*?)^```", DOCUMENT, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith(f"{program} ")]


def here(words: list[str], port: int, folder: Path) -> list[str]:
    """The words for this machine: another port, and certificates in the folder."""
    text = shlex.join(words).replace("8786", str(port)).replace("8787", "0").replace("--nworkers 8", "--nworkers 1")
    text = re.sub(r"10\.0\.0\.\d", "127.0.0.1", text)
    return shlex.split(re.sub(r"\b(\w+\.pem)", rf"{folder}/\1", text))


@pytest.fixture(scope="module")
def certified(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Makes certificates as the document says, in a folder of that name."""

    def make(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        commands = shown("openssl")
        assert len(commands) == 3
        for words in commands:
            subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
        return folder

    return make


def certificates(folder: Path) -> Certificates:
    return Certificates(folder / "ca.pem", folder / "cert.pem", folder / "key.pem")


@pytest.mark.parametrize("encrypted", [False, True])
def test_the_commands_of_the_document_start_a_cluster_that_works(
    certified: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encrypted: bool
) -> None:
    folder, port = certified("ours"), free_port()
    servers = [here(words, port, folder) for words in shown(".venv/bin/dask") if ("--tls-key" in words) == encrypted]
    (asked,) = [
        words[1:]
        for words in shown(".venv/bin/python")
        if "--cluster" in words and ("--tls-key" if encrypted else "--trust-this-machine") in words
    ]
    assert [words[0] for words in servers] == ["scheduler", "worker"]
    monkeypatch.setattr(figures, "of_run", lambda _: [])
    monkeypatch.setattr(studies, "opening_pool", lambda *_: None)
    small = ["--replications", "2", "--years", "0.2", "--out", str(tmp_path / "out")]
    with running(*servers[0]), running(*servers[1], "--local-directory", str(tmp_path)):
        assert cli.main([*here(asked, port, folder), *small]) == 0
    assert (tmp_path / "out" / "report.html").is_file()


def test_strangers_to_a_cluster_with_certificates_are_refused(
    certified: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    address = f"tls://127.0.0.1:{port}"
    ours = certified("ours")
    files = ("--tls-ca-file", "ca.pem", "--tls-cert", "cert.pem", "--tls-key", "key.pem")
    words = tuple(word if word.startswith("--") else str(ours / word) for word in files)
    with running(*scheduler(port, "--protocol", "tls", *words)), running(*workers(address, 1, tmp_path, *words)):
        with hired(square, Machines(cluster=address, certificates=certificates(ours))) as one:
            assert sorted(one.answers(range(4))) == [(0, 0), (1, 1), (2, 4), (3, 9)]
        monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1.0)
        with pytest.raises(BadInput, match="cannot be reached"):
            DaskCluster(square, address, 1, certificates(certified("others")))
        with pytest.raises(BadInput, match="cannot be reached"):
            DaskCluster(square, f"tcp://127.0.0.1:{port}", 1, None)


# From the command line


@pytest.mark.slow
def test_a_command_uses_a_cluster_without_noise_and_gives_the_same_tables(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(figures, "of_run", lambda _: [])
    path = file(tmp_path, 0.3)
    tables = []
    for number, where in enumerate(
        (("--processes", "1"), ("--cluster", address, "--trust-this-machine"), ("--cluster", "local"))
    ):
        out = tmp_path / f"out{number}"
        assert cli.main(["run", str(path), "--replications", "4", *where, "--out", str(out)]) == 0
        first, last = capfd.readouterr().err.splitlines()
        assert first == "Running 4 replications of 1 scenario."
        assert last.startswith("Results are in")
        tables.append({one.name: one.read_bytes() for one in out.glob("*.csv")})
    assert tables[0] == tables[1] == tables[2]
    assert len(tables[0]) == 4


def test_bad_certificates_are_told_before_anything_runs(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    one = tmp_path / "one.pem"
    one.write_text("", encoding="utf-8")
    words = ("--cluster", "tls://10.0.0.5:8786", "--tls-cert", str(one), "--tls-key", str(tmp_path / "none.pem"))
    assert cli.main(["run", "tower_hamlets_2018", *words, "--out", str(tmp_path / "out")]) == 2
    said = capfd.readouterr().err
    assert "there is no such file" in said
    assert "give --tls-ca-file too" in said
    assert not (tmp_path / "out").exists()


def test_an_error_of_the_engine_stands_for_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing:
        def exception(self) -> Exception:
            return ImportError("what was sent cannot be read")

    one = object.__new__(DaskCluster)
    assert one._answer(Failing()) == Lost("ImportError: what was sent cannot be read")
