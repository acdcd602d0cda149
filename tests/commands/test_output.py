"""What the command line writes: whoever stops reading is forgiven, and every letter reaches any file."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from sim.cli import reader_has_gone
from sim.commands.outside import show_all_that_can_be_shown

ROOT = Path(__file__).resolve().parents[2]
RUN = ROOT / "run.py"


def test_a_reader_who_has_gone_is_known_by_what_each_system_calls_it() -> None:
    assert reader_has_gone(BrokenPipeError(), windows=False)
    assert reader_has_gone(OSError(errno.EINVAL, "Invalid argument"), windows=True)
    assert not reader_has_gone(OSError(errno.EINVAL, "Invalid argument"), windows=False)
    assert not reader_has_gone(OSError(errno.EINVAL, "Invalid argument", "results?"), windows=True)
    assert not reader_has_gone(OSError(errno.ENOSPC, "No space left"), windows=True)
    assert not reader_has_gone(ValueError(), windows=True)


def test_a_reader_who_has_gone_before_the_end_is_no_failure() -> None:
    read, write = os.pipe()
    os.close(read)
    words = [sys.executable, str(RUN), "check", "ipop"]
    done = subprocess.run(words, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, text=True, timeout=120)
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")


def test_letters_that_windows_lacks_are_written_as_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    out = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(out, encoding="ascii"))
    show_all_that_can_be_shown(windows=True)
    print("£1")
    sys.stdout.flush()
    assert out.getvalue().decode("utf-8").strip() == "£1"
