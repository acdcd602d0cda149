"""The page on changing a number of a base: its files load, its commands run, and what may be dated is what it says."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest
from small_authority import ROOT

from sim.cli import main
from sim.scenario.quantities.changing import HOWS
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import load

PAGE = (ROOT / "docs" / "how_to" / "change_a_number.md").read_text(encoding="utf-8")
FILES = dict(
    zip(re.findall(r"`(\w+\.toml)`", PAGE), re.findall(r"^```toml\n(.*?)^```$", PAGE, re.M | re.S), strict=True)
)
COMMANDS = [shlex.split(line)[2:] for line in re.findall(r"^\.venv/bin/python run\.py .*$", PAGE, re.M)]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_key_is_told() -> None:
    for key in (*HOWS, "from", "until", "over", "meant"):
        assert f"`{key} = " in PAGE, key


def test_the_table_names_what_may_be_dated_and_nothing_else() -> None:
    table = PAGE.split("| what | quantities |")[1].split("\n\n")[0]
    said: set[str] = set()
    for line in table.splitlines()[2:]:
        cell, before = line.split("|")[2], ""
        for name in re.findall(r"`([\w.]+)`", cell):
            if cell.strip().startswith("all of"):
                said |= {path for path in declared() if path.startswith(f"{name}.")}
            else:
                before = name.rpartition(".")[0] or before
                said.add(name if "." in name else f"{before}.{name}")
    assert said == {path for path, item in declared().items() if item.datable}


@pytest.mark.usefixtures("written")
def test_the_files_do_what_the_page_says() -> None:
    assert set(FILES) == {"more_carers.toml", "dearer_agencies.toml"}
    base = load("tower_hamlets_2018").parameters
    carers = load("tower_hamlets_2018", "more_carers.toml").parameters
    fostering = base.in_house_fostering
    assert fostering is not None
    later = carers.on((date(2019, 1, 1) - date(2018, 1, 1)).days).in_house_fostering
    assert later is not None
    extra = later.enquiries - fostering.enquiries
    assert extra * fostering.enquiries_assessed * fostering.assessments_approved == pytest.approx(8.0, abs=0.05)
    assert carers.in_house_fostering == fostering
    prices = load("tower_hamlets_2018", "dearer_agencies.toml").parameters.on(500.0).prices.weekly
    assert prices.agency == pytest.approx(1.05 * base.prices.weekly.agency)


@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] == "check"], ids=" ".join)
@pytest.mark.usefixtures("written")
def test_its_quick_commands_run(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 0
    assert "(higher)" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("words", [words for words in COMMANDS if words[0] != "check"], ids=" ".join)
@pytest.mark.usefixtures("written")
def test_its_other_commands_run(words: list[str]) -> None:
    shorter = [] if "--until" in words else ["--years", "1.5"]
    assert main([*words, "--replications", "4", *shorter]) == 0
