"""Several councils on the command line: those of a region, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import tiny_councils

from sim.cli import main
from sim.commands.region import bases_of_region, missing_of_region
from sim.commands.request import BAD_INPUT, DONE
from sim.published import authorities
from sim.scenario.scenario import load

ALL_OF_IT = ("Rutland", "Derby")


@pytest.fixture
def region(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A region of two councils, and an empty folder to be in."""
    everyone = authorities.authorities()
    monkeypatch.setattr(authorities, "authorities", lambda: tuple(one for one in everyone if one.name in ALL_OF_IT))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(*words: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["run", *words]) == BAD_INPUT
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--region", "Lundon"], "did you mean London?"),
        (["--region", "Mercia"], "give one of London, North East"),
        (["--region", "London", "--year", "24"], "give a year in four digits"),
        (["--year", "2024"], "add --region"),
        (["tower_hamlets_2018", "--fast"], "add --region"),
        (["tower_hamlets_2018", "--region", "London"], "give one of the two"),
        (["tower_hamlets_2018,"], "is no name of a base"),
        (["tower_hamlets_2018,tower_hamlets_2017", "--precision", "looked_after=1"], "is for one scenario"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_mend(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said in refused(*words, capsys=capsys)


def test_bases_that_are_missing_are_listed_with_the_command_that_makes_them(
    region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (region / "rutland_2024.toml").write_text("", encoding="utf-8")
    said = refused("--region", "east midlands", capsys=capsys)
    assert "of 2 councils 1 have no base of 2024: Derby. Make them: run.py baseline --region" in said
    assert '"east midlands" --year 2024' in said
    assert [one.name for one in missing_of_region("East Midlands", 2024)] == ["Derby"]


def test_a_year_of_which_all_bases_are_there_is_taken_and_of_two_one_is_to_be_named(
    region: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for year in (2024, 2023):
        for name in ("rutland", "derby"):
            (region / f"{name}_{year}.toml").write_text("", encoding="utf-8")
    said = refused("--region", "East Midlands", capsys=capsys)
    assert "there are bases of 2024 and 2023; give --year 2024" in said
    (region / "derby_2024.toml").unlink()
    said = refused("--region", "East Midlands", capsys=capsys)
    assert "derby_2023.toml" in said, "what the year's bases say is read"
    assert "2024" not in said


def test_with_fast_missing_bases_are_made_for_the_run_alone(region: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Options:
        region, year, fast, scenario = "East Midlands", "2024", True, None

    with bases_of_region(Options()) as bases:  # type: ignore[arg-type]
        assert sorted(bases.unfitted) == sorted(ALL_OF_IT)
        made = [load(name) for name in bases.names]
        assert {one.authority for one in made} == {"E06000017", "E06000015"}
    assert not any(Path(name).exists() for name in bases.names)
    assert list(region.iterdir()) == []
    assert "Made without fit, they drift: the bases of" in capsys.readouterr().err


def test_a_run_of_two_councils_keeps_a_page_and_tables_the_same_each_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    more = tiny_councils.outlook((0.1,) * 6, (0.2,) * 6, (0.1,) * 6)
    names = ",".join(str(path) for path in tiny_councils.files(tmp_path, more))
    for folder in ("first", "again"):
        words = ["run", names, "--replications", "3", "--years", "1.1", "--processes", "1"]
        assert main([*words, "--out", str(tmp_path / folder)]) == DONE
    assert "All councils together" in capsys.readouterr().out
    files = sorted(path.name for path in (tmp_path / "first").glob("*.csv"))
    assert files == ["assumptions.csv", "measures.csv", "series.csv", "sums.csv"]
    for name in [*files, "looked_after_together.svg", "looked_after_by_council.svg"]:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name
    page = (tmp_path / "first" / "report.html").read_text(encoding="utf-8")
    for said in ("Rutland", "Derby", "How wide the sums are", "If councils were independent", "luck of its own"):
        assert said in page
