"""Input that nobody foresees: each ends in a sentence and exit code 2, soon, and never in a traceback."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from scenario_files import faults, on_base
from small_authority import ROOT, file

from sim import cli
from sim.reports.shared import sealed

LONG = "n" * 300
BYTES = os.fsdecode(b"\xff\xfe")
DIGITS = "1" * 5_000
BASE = "tower_hamlets_2018"
NAMES = (LONG, BYTES, "./round")

ODD = [
    *(("run", BASE, f"--{option}", DIGITS) for option in ("replications", "seed", "processes", "years", "growth")),
    *(("run", BASE, f"--{option}", "1" * 400) for option in ("replications", "seed", "processes")),
    ("replicate", BASE, DIGITS),
    ("frontier", "--budget", DIGITS),
    ("likeness", "--all-of", DIGITS),
    *(
        (command, name)
        for command in ("run", "sweep", "require", "check", "report")
        for name in (LONG, BYTES, "./round")
    ),
    *(("run", BASE, option, name) for option in ("--out", "--resume") for name in NAMES),
    *(
        ("run", BASE, "--uncertainty", "--ensemble", name)
        for name in (LONG, BYTES, "./round", "/dev/zero", "./pipe", "cell.csv", "columns.csv")
    ),
    *((command, name) for command in ("run", "check", "sweep") for name in ("/dev/zero", "./pipe")),
    ("run", BASE, "--tls-ca-file", LONG, "--tls-cert", LONG, "--tls-key", LONG),
    ("validate", "--write", f"{LONG}/page.md"),
    ("run", "--resume", "bomb"),
    ("report", "bomb"),
]

ENSEMBLE = "".join(f"# {key}: 1\n" for key in ("scenario", "numbers", "seed", "replications", "waves", "years fitted"))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of odd files."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "round.toml").symlink_to(folder / "round.toml")
    (folder / "round").symlink_to(folder / "round")
    os.mkfifo(folder / "pipe")
    (folder / "cell.csv").write_text(f"{ENSEMBLE}member,stability.scale\n1,{'1' * 200_000}\n", encoding="utf-8")
    columns = ",".join(f"demand.entriez{number}" for number in range(60_000))
    (folder / "columns.csv").write_text(f"{ENSEMBLE}member,{columns}\n", encoding="utf-8")
    (folder / "bomb").mkdir()
    (folder / "bomb" / "runs.csv.gz").write_bytes(gzip.compress(bytes(sealed.LARGEST_PIECE + 1)))
    return folder


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_odd_input_is_told_in_a_sentence(
    words: tuple[str, ...], odd: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(odd)
    assert cli.main(words) == 2
    told = capsys.readouterr().err
    assert told.replace("\n", "").isprintable()
    assert len(told) < 12_000


@pytest.mark.parametrize(
    "table", ["", "[demand]\n", "[demand.entries_per_year]\n", "[demand.entries_per_year.value]\n"]
)
def test_of_thousands_of_unknown_names_the_first_are_told(table: str, tmp_path: Path) -> None:
    path = tmp_path / "unknown.toml"
    path.write_text(on_base(table + "".join(f"entrie_per_year{number} = 1\n" for number in range(30_000))), "utf-8")
    told = faults(str(path))
    assert len(told) <= 12
    guessed = [message for message in told if "did you mean" in message]
    assert len(guessed) <= 10
    assert table != "[demand]\n" or (len(guessed) == 10 and "29,990 more" in told[-1])


def test_lists_of_thousands_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "listed.toml"
    names = ",".join(f'"x{number}"' for number in range(50_000))
    path.write_text(f'requires = [{names}]\ntitle = "T"\n', encoding="utf-8")
    (told,) = faults("england", str(path))
    assert "requires: lists 50,000 entries" in told


def test_a_chain_of_bases_and_a_crowd_of_strategies_end(tmp_path: Path) -> None:
    for number in range(30):
        (tmp_path / f"b{number}.toml").write_text(f'based_on = "./b{number + 1}.toml"\n', encoding="utf-8")
    assert any("would be base number 21 of a chain" in message for message in faults(str(tmp_path / "b0.toml")))
    assert faults("england", *["ipop"] * 51) == (
        "51 strategies are laid over one base, too many to tell apart; give at most 50",
    )


def test_more_faults_than_anybody_reads_are_counted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    path.write_text(on_base("".join(f"[targets.t{number}]\n" for number in range(500))), encoding="utf-8")
    assert cli.main(["check", str(path)]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 101
    assert lines[-1].startswith("And ")


@pytest.mark.slow
def test_an_output_without_pounds_is_said_and_ends_nothing(tmp_path: Path) -> None:
    small = file(tmp_path)
    done = subprocess.run(
        [
            *(sys.executable, str(ROOT / "run.py"), "compare", str(small), "ipop", "--replications", "2"),
            *("--years", "0.2", "--processes", "1", "--out", str(tmp_path / "out")),
        ],
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b'The output can show ascii alone: "?" stands for what it cannot' in done.stderr
    assert done.stdout.isascii()
    assert "£" in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


PROGRAM = """
import sys, time
sys.path.insert(0, sys.argv.pop(1))
from sim.commands import authorities
from sim import cli
def slow(request):
    try:
        print("begun", flush=True)
        time.sleep(60)
    finally:
        print("cleaning", flush=True)
        time.sleep(float(sys.argv[1]))
        print("clean", flush=True)
authorities.authorities_command = slow
sys.exit(cli.main(["authorities"]))
"""


@pytest.mark.parametrize(("times", "cleaned"), [(1, True), (2, True), (3, False)])
def test_a_second_interrupt_waits_until_all_is_clean_and_a_third_does_not(times: int, cleaned: bool) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(ROOT), "1" if cleaned else "60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "begun\n"
        program.send_signal(signal.SIGINT)
        assert program.stdout.readline() == "cleaning\n"
        for _ in range(times - 1):
            time.sleep(0.2)  # two that come at once are one to the system
            program.send_signal(signal.SIGINT)
        out, told = program.communicate(timeout=50)
    assert program.returncode == 130
    assert "Traceback" not in told
    assert (out == "clean\n") is cleaned
    assert ("Stopping: a moment" in told) is (times > 1)
