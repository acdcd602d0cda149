"""The figures as published against totals known from the publications."""

from __future__ import annotations

import pytest

from sim.published.base_figures import Published, PublishedFigure, published


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
    bands = published("england").known("ceased by time in care", 2019)
    assert published("england").value("mean time in care of those who ceased", 2019) == 807
    assert len(bands) == 9
    assert sum(bands.values()) == published("england").value("ceased", 2019) == 29570


def test_fostering_places_are_ofsteds() -> None:
    own = published().known("own fostering service", 2018)
    assert own["places approved"] == own["places filled"] + own["places vacant"] + own["places not available"] == 185
    assert published().figure("own fostering service", 2018, "places vacant").publication.startswith("Ofsted")


def test_every_figure_says_its_unit_and_publication_and_none_is_later_than_2024() -> None:
    for table in ("tower_hamlets", "england", "leeds"):
        assert len(published(table)) > 150
        for figure in published(table):
            assert figure.unit
            assert figure.publication.split(",")[0] in {"DfE", "Ofsted", "ONS", "derived from DfE", "Cafcass"}
            assert 2009 <= figure.year <= 2024


def test_suppressed_figures_are_known_as_such_and_never_read_as_numbers() -> None:
    local = published()
    assert local.figure("looked after by placement", 2019, "placed for adoption").value is None
    assert "placed for adoption" not in local.known("looked after by placement", 2019)
    with pytest.raises(ValueError, match=r"Suppressed .* placed for adoption, 2019"):
        local.value("looked after by placement", 2019, "placed for adoption")


def test_what_is_not_listed_is_not_there_though_it_is_imputed() -> None:
    with pytest.raises(KeyError, match="other residential, year to 31 March 2018"):
        published().figure("looked after by placement", 2018, "other residential")


def test_a_figure_that_is_not_there_is_named_in_plain_words() -> None:
    with pytest.raises(KeyError, match="No published figure for Tower Hamlets: looked after, year to 31 March 1999"):
        published().value("looked after", 1999)


def test_a_figure_given_twice_is_refused() -> None:
    figure = PublishedFigure("X", 2019, "ceased", "", 5.0, "children", "DfE")
    with pytest.raises(ValueError, match="X: ceased, , 2019 is given twice"):
        Published("X", [figure, figure])
