"""`run.py performance` as its user calls it: what cannot be done is told at once, and a small run from end to end."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.commands.request import BAD_INPUT, DONE

WITH_SERVICES = "tower_hamlets_2018+statutory_services"


def told(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["performance", *words]) == BAD_INPUT
    return capsys.readouterr().err.splitlines()


def test_all_that_is_wrong_is_told_at_once(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "out"))
    said = told(capsys, WITH_SERVICES, "--month", "June", "--replication", "99", "--targets", "none", *out)
    assert len(said) == 3
    assert "none: there is no such file; give the path of a TOML file or one of: letter" in said[0]
    assert '--month: "June" is not a month; give a month from 2018-01 to 2020-12, such as 2020-12' in said[1]
    assert "--replication: there is no replication 99 among 24, which are numbered from 0; give 0 to 23" in said[2]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "performance: name a scenario"),
        (["tower_hamlets_2018"], "has no statutory service to report on; lay some over it"),
        (["tower_hamlets_2081"], "tower_hamlets_2081: there is no base of this name"),
        ([WITH_SERVICES, "--years", "0.08"], "the run has no whole month to report on"),
        ([WITH_SERVICES, "--years", "1", "--month", "2019-01"], "January 2019 does not lie whole in the run"),
    ],
)
def test_one_fault_is_one_line(capsys: pytest.CaptureFixture[str], words: list[str], said: str) -> None:
    (line,) = told(capsys, *words)
    assert said in line


@pytest.mark.slow
def test_a_run_leaves_the_report_and_can_be_made_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The same, byte for byte, on one process and on two."""
    kept = []
    for processes in ("1", "2"):
        into = tmp_path / processes
        words = ["--replications", "3", "--years", "0.5", "--month", "2018-05", "--replication", "2"]
        words += ["--processes", processes, "--out", str(into)]
        assert main(["performance", WITH_SERVICES, *words]) == DONE
        kept.append({name: (into / name).read_bytes() for name in ("scorecard.csv", "series.csv", "audits.csv")})
    assert kept[0] == kept[1]
    assert "Performance report, May 2018" in capsys.readouterr().out
