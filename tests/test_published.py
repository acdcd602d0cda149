"""The published figures against totals known from the publications, their parsing, and the likeness targets."""

from __future__ import annotations

import csv
import runpy
from importlib.resources import files
from math import inf
from pathlib import Path

import pytest

from sim.inputs.published import COLUMNS, Aggregation, Published, likeness_targets, parse, published
from sim.measures.catalogue import by_id

HEADER = ",".join(COLUMNS)


def test_tower_hamlets_flows_are_the_published_ones() -> None:
    local = published()
    assert local.geography == "Tower Hamlets"
    assert local.over("looked after", range(2016, 2022)) == (304, 333, 286, 329, 307, 305)
    assert local.over("started", range(2016, 2022)) == (231, 222, 137, 208, 146, 131)
    assert local.over("ceased", range(2017, 2020)) == (203, 186, 168)


def test_stock_follows_from_flows_within_the_few_who_come_and_go_twice() -> None:
    local = published()
    for year in range(2011, 2020):
        before, after = local.over("looked after", (year - 1, year))
        unexplained = after - before - local.value("started", year) + local.value("ceased", year)
        assert -5 <= unexplained <= 20, year


@pytest.mark.parametrize("measure", ["looked after by age", "started by age", "ceased by age"])
@pytest.mark.parametrize("year", [2017, 2018, 2019])
def test_ages_add_up_to_the_total(measure: str, year: int) -> None:
    total = published().value(measure.removesuffix(" by age"), year)
    assert sum(published().known(measure, year).values()) == total


def test_england_time_in_care_adds_up_to_all_who_ceased() -> None:
    bands = dict(published("england").known("ceased by time in care", 2019))
    assert bands.pop("mean") == 807
    assert len(bands) == 9
    assert sum(bands.values()) == published("england").value("ceased", 2019) == 29570


def test_fostering_places_are_ofsteds() -> None:
    own = published().known("own fostering service", 2018)
    assert own["places approved"] == own["places filled"] + own["places vacant"] + own["places not available"] == 185
    assert published().figure("own fostering service", 2018, "places vacant").publication.startswith("Ofsted")


def test_every_figure_says_its_unit_and_publication_and_none_is_later_than_2022() -> None:
    for table in ("tower_hamlets", "england"):
        assert len(published(table)) > 150
        for figure in published(table):
            assert figure.unit
            assert figure.publication.split(",")[0] in {"DfE", "Ofsted", "derived from DfE"}
            assert 2009 <= figure.year <= 2022


def test_suppressed_figures_are_known_as_such_and_never_read_as_numbers() -> None:
    local = published()
    assert local.figure("looked after by placement", 2019, "placed for adoption").value is None
    assert "placed for adoption" not in local.known("looked after by placement", 2019)
    with pytest.raises(ValueError, match=r"Suppressed .* placed for adoption, 2019"):
        local.value("looked after by placement", 2019, "placed for adoption")


def test_a_figure_that_is_not_there_is_named_in_plain_words() -> None:
    with pytest.raises(KeyError, match="No published figure for Tower Hamlets: looked after, year to 31 March 1999"):
        published().value("looked after", 1999)


def test_parse_reads_values_and_blanks() -> None:
    text = f'{HEADER}\nX,2019,ceased by reason,"home, planned",5,children,DfE\nX,2019,ceased,,,children,DfE\n'
    first, second = parse(text)
    assert (first.category, first.value) == ("home, planned", 5.0)
    assert (second.category, second.value) == ("", None)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the columns must be geography, year"),
        (f"{HEADER}\nX,2019,ceased,,5,children\n", "line 2: 6 cells where 7 are wanted"),
        (f"{HEADER}\nX,2019,ceased,,5,children,DfE\nX,last,ceased,,5,children,DfE\n", "line 3: the year 'last'"),
        (f"{HEADER}\nX,2019,ceased,,many,children,DfE\n", "line 2: .* the value 'many' is not a number"),
    ],
)
def test_parse_names_the_line_that_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(text)


def test_a_figure_given_twice_is_refused() -> None:
    line = "X,2019,ceased,,5,children,DfE"
    with pytest.raises(ValueError, match="X: ceased, , 2019 is given twice"):
        Published("X", parse(f"{HEADER}\n{line}\n{line}\n"))


def test_targets_measure_what_the_catalogue_has_and_accept_ranges() -> None:
    targets = likeness_targets()
    assert len({target.title for target in targets}) == len(targets)
    for target in targets:
        assert by_id(target.measure).id == target.measure
        assert target.low < target.high
        assert target.published
        assert target.source
        assert (target.aggregation is Aggregation.RATIO) == bool(target.against_measure)
        if target.against_measure:
            assert by_id(target.against_measure).id == target.against_measure


def test_targets_accept_tower_hamlets_itself() -> None:
    local, targets = published(), {target.title: target for target in likeness_targets()}
    starts, stock = local.over("started", range(2017, 2020)), local.over("looked after", range(2017, 2020))
    assert targets["Children looked after"].accepts(sum(stock) / 3)
    assert targets["Children starting in a year"].accepts(sum(starts) / 3)
    assert not targets["Children starting in a year"].accepts(169.9)
    assert targets["Yearly starts, variance over mean"].high == inf
    assert targets["Yearly starts, variance over mean"].published.startswith("6.3 ")
    assert targets["In-house foster places vacant"].accepts(55)
    assert (
        "74 (31 March 2018), 103 (31 March 2019)" in targets["Children with independent fostering agencies"].published
    )
    teens = targets["Of children looked after, 10 to 15"]
    assert (teens.low, teens.high) == pytest.approx((351 / 948 * 100 - 4, 351 / 948 * 100 + 4))


def test_derive_takes_only_what_is_named_and_blanks_what_is_suppressed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = Path(str(files("sim.inputs") / "data" / "derive.py"))
    namespace = runpy.run_path(str(script))
    columns = ["la_code", "la_name", "year", "measure", "category", "value", "unit", "status", "source"]
    code = namespace["TOWER_HAMLETS"]
    lines = [
        [code, "Tower Hamlets", "2019", "age", "a1_4", "32", "n", "ok", "S1"],
        [code, "Tower Hamlets", "2019", "age", "u1", "", "n", "suppressed", "S1"],
        [code, "Tower Hamlets", "2019", "age", "a5_9", "", "n", "not_available", "S1"],
        [code, "Tower Hamlets", "2025", "age", "u1", "9", "n", "ok", "S1"],
        ["E1", "Elsewhere", "2019", "age", "u1", "7", "n", "ok", "S1"],
    ]
    with (tmp_path / "stock.csv").open("w", newline="") as file:
        csv.writer(file).writerows([columns, *lines])
    with (tmp_path / "sources.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [["source", "publisher", "publication"], ["S1", "DfE", "Children, year (EES), underlying data"]]
        )
    parts = [part for part in namespace["LOCAL"] if part.name == "looked after by age"]
    found = list(namespace["rows"](tmp_path, code, "Tower Hamlets", parts))
    assert found == [
        ("Tower Hamlets", 2019, "looked after by age", "under 1", "", "children", "DfE, Children, year"),
        ("Tower Hamlets", 2019, "looked after by age", "1 to 4", "32", "children", "DfE, Children, year"),
    ]
    assert namespace["main"]([str(tmp_path / "nowhere")]) == 2
    assert "usage: derive.py PACK_FOLDER" in capsys.readouterr().err
