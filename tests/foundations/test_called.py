"""How the program was called: each door is named as it was typed, and needs no folder where the system finds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from sim.foundations import called as program

ROOT = Path(__file__).resolve().parents[2]
FOUND_IN = [PurePosixPath("/usr/bin"), PurePosixPath("/opt/bin")]


@pytest.mark.parametrize(
    ("arguments", "original", "typed"),
    [
        (["run.py", "compare"], ["python", "run.py", "compare"], "python run.py"),
        (["run.py"], [".venv/bin/python", "run.py"], ".venv/bin/python run.py"),
        (
            ["../run.py", "run", "x"],
            ["/usr/bin/python3", "-X", "dev", "../run.py", "run", "x"],
            "python3 -X dev ../run.py",
        ),
        (["my work/run.py", "run"], ["python", "my work/run.py", "run"], "python 'my work/run.py'"),
        (["/home/a/sim/__main__.py", "run"], ["python", "-m", "sim", "run"], "python -m sim"),
        (["/opt/bin/placement-sufficiency", "run"], ["/opt/bin/python", "it", "run"], "placement-sufficiency"),
        ([".venv/bin/placement-sufficiency"], ["python", "it"], ".venv/bin/placement-sufficiency"),
        (["/home/b/bin/placement-sufficiency"], ["python", "it"], "/home/b/bin/placement-sufficiency"),
    ],
)
def test_a_door_is_named_as_it_was_typed(arguments: list[str], original: list[str], typed: str) -> None:
    assert program.in_shell(program.as_typed(arguments, original, FOUND_IN)) == typed


def test_a_door_of_windows_is_named_as_it_was_typed() -> None:
    found_in = [PureWindowsPath(r"C:\Program Files\Python")]
    words = program.as_typed(["run.py", "run"], [r"c:\program files\python\python.exe", "run.py", "run"], found_in)
    assert program.in_shell(words, windows=True) == "python.exe run.py"
    words = program.as_typed([r".venv\Scripts\placement-sufficiency"], ["python.exe", "it"], found_in)
    assert program.in_shell(words, windows=True) == r".venv\Scripts\placement-sufficiency"
    assert program.in_shell([r"C:\my work\python.exe", "run.py"], windows=True) == r'"C:\my work\python.exe" run.py'


@pytest.mark.parametrize("arguments", [["/usr/bin/pytest", "tests"], ["-c", "run"], ["x/__main__.py"], [""]])
def test_another_program_that_uses_this_one_was_not_typed_for_it(arguments: list[str]) -> None:
    assert program.as_typed(arguments, ["python", *arguments], FOUND_IN) == ()


def test_a_process_that_was_started_otherwise_than_its_words_say_names_what_can_be_typed() -> None:
    assert program.as_typed(["run.py", "compare"], ["python", "-c", "spawned"], FOUND_IN) == ()


@pytest.mark.parametrize("door", [("run.py",), ("-m", "sim")])
def test_help_and_faults_name_the_door_that_was_used(door: tuple[str, ...]) -> None:
    def said(*words: str) -> str:
        command, elsewhere = [sys.executable, *door, *words], {**os.environ, "PATH": "/nowhere"}
        done = subprocess.run(command, cwd=ROOT, env=elsewhere, capture_output=True, text=True, timeout=60)
        return done.stdout + done.stderr

    typed = " ".join((sys.executable, *door))
    assert f"; {typed} authorities lists them" in said("baseline")
    assert f"usage: {typed} " in said("--help")
    assert f"\n  {typed} compare" in said("--help")
