"""Returns of a council whose lives are known: every count of every year comes back, however they are written."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_returns import (
    EPISODES,
    HEADER,
    OC2,
    UASC,
    InventedChild,
    as_csv,
    as_xml,
    counted,
    invented,
    tables,
    write,
)

from sim.foundations.codes import Kind
from sim.returns.counts import YearCounts, counts
from sim.returns.importing import read_returns
from sim.returns.lives import CareLives

YEARS = range(2021, 2026)
KINDS = {
    "in house": Kind.IN_HOUSE,
    "agency": Kind.AGENCY,
    "connected": Kind.CONNECTED,
    "home": Kind.CHILDRENS_HOME,
    "supported": Kind.SUPPORTED,
    "parents": Kind.WITH_PARENTS,
}
COLUMNS = {"episodes": EPISODES, "header": HEADER, "uasc": UASC, "oc2": OC2}


@pytest.fixture(scope="module")
def children() -> list[InventedChild]:
    return invented(11, 2021, 2025)


def agrees(found: YearCounts, children: list[InventedChild]) -> None:
    true = counted(children, found.year)
    assert found.looked_after == true.looked_after
    assert found.by_kind == Counter({KINDS[kind]: number for kind, number in true.by_kind.items()})
    assert (found.periods_started, found.periods_ceased) == (true.started, true.ceased)
    assert found.aged_out == true.aged_out
    assert (found.moves, found.disruptive_moves) == (true.moves, true.disruptive)
    assert found.unaccompanied == true.alone


def test_every_count_of_every_year_comes_back(children: list[InventedChild], tmp_path: Path) -> None:
    lives, notes = read_returns(write(children, tmp_path, YEARS))
    assert lives.window.years == tuple(YEARS)
    for found in counts(lives):
        agrees(found, children)
    assert not [finding for finding in notes.findings if finding.treatment.value != "read, and said"]
    first, last = notes.steps[0], notes.steps[-1]
    assert first.children_in == last.children_out == len(lives.children)


def test_the_zip_and_the_xml_say_the_same(children: list[InventedChild], tmp_path: Path) -> None:
    write(children, tmp_path / "folders", YEARS)
    packed, marked = tmp_path / "returns.zip", tmp_path / "xml"
    marked.mkdir()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted((tmp_path / "folders").rglob("*.csv")):
            archive.write(path, path.relative_to(tmp_path / "folders"))
    for year in YEARS:
        (marked / f"council_{year}.xml").write_text(as_xml(tables(children, year)), encoding="utf-8")
    for paths in ([packed], [marked]):
        lives, _ = read_returns(paths)
        for found in counts(lives):
            agrees(found, children)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seed=st.integers(0, 10_000),
    encoding=st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252")),
    separator=st.sampled_from((",", ";", "\t")),
    line_end=st.sampled_from(("\n", "\r\n")),
)
def test_no_order_and_no_encoding_changes_a_life(
    seed: int, encoding: str, separator: str, line_end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    luck = Random(seed)
    children = invented(seed % 7, 2024, 2025)
    folder = tmp_path_factory.mktemp("returns")
    plain, _ = read_returns(write(children, folder / "plain", (2024, 2025)))
    for year in (2024, 2025):
        into = folder / f"year {year - 1}-{year % 100}"
        into.mkdir()
        for name, rows in tables(children, year).items():
            luck.shuffle(rows)
            columns = list(COLUMNS[name])
            luck.shuffle(columns)
            text = as_csv(rows, columns, separator, line_end)
            (into / f"{luck.choice(('my ', ''))}{name}.csv").write_bytes(text.encode(encoding))
    other, _ = read_returns([folder / "year 2023-24", folder / "year 2024-25"])
    assert told(plain) == told(other)


def told(lives: CareLives) -> Counter[object]:
    """Return lives as something that can be compared, whatever their order."""
    return Counter(
        (
            child.born,
            child.sex,
            child.unaccompanied,
            child.strengths_and_difficulties,
            tuple(
                (
                    period.begins,
                    period.entry_known,
                    period.ends,
                    period.cause,
                    period.route,
                    tuple((stay.begins, stay.ends, stay.kind, stay.why_ended, stay.moved) for stay in period.stays),
                )
                for period in child.periods
            ),
        )
        for child in lives.children
    )
