"""Returns out and in again come to what the model's own measures say, and break none of the return's rules."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from sim.experiments.returns_out.exported import exported, years_of
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.study import study
from sim.foundations.codes import Kind, LeavingCause, Sex, readable
from sim.foundations.faults import BadInput
from sim.measures.catalogue import MEASURES
from sim.reports.returns.written import write
from sim.returns.counts import counts
from sim.returns.importing import read_returns
from sim.returns.writing.out_rows import OutChild, OutEpisode, OutReturn
from sim.scenario.scenario import Scenario, load

SEED = 7


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("tower_hamlets_2018").with_years(3.4)


@pytest.fixture(scope="module")
def made(scenario: Scenario) -> tuple[OutReturn, ...]:
    return exported(scenario, SEED, 0)


@pytest.fixture(scope="module")
def measured(scenario: Scenario) -> dict[tuple[str, str, date], float]:
    point = Point(0)
    found = study([scenario], SEED, False, points=[point]).replicate(point, 0).measures
    return dict(zip(found.keys, found.values.tolist(), strict=True))


def test_counts_come_back(
    scenario: Scenario,
    made: tuple[OutReturn, ...],
    measured: dict[tuple[str, str, date], float],
    tmp_path: Path,
) -> None:
    assert MEASURES
    write(made, tmp_path / "out")
    lives, notes = read_returns([tmp_path / "out"])
    assert [one.year for one in made] == list(years_of(scenario)) == list(lives.window.years)
    assert not [one for one in notes.findings if one.treatment.value == "left out"]
    for found in counts(lives):
        day = date(found.year, 3, 31)
        assert found.looked_after == measured["looked_after", "", day]
        for kind in Kind:
            assert abs(found.by_kind[kind] - measured["in_placement", readable(kind), day]) <= 2, kind
        # a child who leaves and comes back, or moves twice, on one day has one row of it in a return
        assert found.children_started == pytest.approx(measured["starts", "", day], abs=3)
        assert found.children_ceased == pytest.approx(measured["ceases", "", day], abs=3)
        assert found.moves == pytest.approx(measured["moves", "", day], rel=0.06)
        disrupted = measured["moves", "disrupted", day] + measured["moves", "household closed", day]
        assert found.disruptive_moves == pytest.approx(disrupted, rel=0.1, abs=3)


def day_of(text: str) -> date | None:
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def rows(made: OutReturn, name: str) -> list[dict[str, str]]:
    import csv
    from io import StringIO

    return list(csv.DictReader(StringIO(made.tables()[name], newline="")))


def test_the_rules_of_the_return_hold(made: tuple[OutReturn, ...]) -> None:
    """By number, of the return's published checks: those that can be run on these tables, and hold of any return."""
    for one in made:
        episodes, born = (
            rows(one, "episodes.csv"),
            {row["CHILD"]: day_of(row["DOB"]) for row in rows(one, "header.csv")},
        )
        first, last = date(one.year - 1, 4, 1), date(one.year, 3, 31)
        by_child: dict[str, list[dict[str, str]]] = {}
        for row in episodes:
            by_child.setdefault(row["CHILD"], []).append(row)
        for child, chain in by_child.items():
            chain.sort(key=lambda row: day_of(row["DECOM"]) or last)
            birth = born[child]
            assert birth is not None
            for row in chain:
                begins, ends = day_of(row["DECOM"]), day_of(row["DEC"])
                assert begins is not None
                assert begins <= last  # 142 and 143: within the year
                assert ends is None or first <= ends <= last
                assert begins >= birth  # 302
                assert ends is None or ends >= begins  # 356
                assert ends is None or (ends - begins).days >= 1  # 355: no episode of less than a day
                assert bool(row["DEC"]) == bool(row["REC"])  # 148
                assert row["PLACE"] != "P1" or row["LS"] in ("C1", "C2")  # 378: with parents under a care order
                assert row["LS"] != "L1" or ends is None or (ends - begins).days <= 3  # 361: police protection
                assert row["LS"] != "L2" or ends is None or (ends - begins).days <= 21  # 362: emergency protection
                assert row["PLACE"] not in ("T0", "T1", "T2", "T3", "T4")  # 379 to 381
                assert (row["PLACE"] == "K3") <= (one.year >= 2025)
                assert row["REC"] not in ("E45", "E46") or row["PLACE"] in ("U3", "U6")  # 516: fostered by guardians
            for row, following in pairwise(chain):
                if row["REC"] == "X1":
                    assert row["DEC"] == following["DECOM"]  # 433 and 388
                else:
                    assert following["RNE"] == "S"


def test_a_year_that_lies_in_the_run_in_part_is_not_returned(scenario: Scenario) -> None:
    """Who left before the run began is not known, so that a return of that year would count too few."""
    assert scenario.start.month == 1
    assert list(years_of(scenario)) == [2019, 2020, 2021]
    with pytest.raises(BadInput, match="no year from 1 April to 31 March"):
        exported(scenario.with_years(1.0), 1, 0)


def test_without_a_reviewing_service_there_is_no_table_of_reviews(made: tuple[OutReturn, ...], tmp_path: Path) -> None:
    """An empty one would say that children in care went without."""
    for one in made:
        assert set(one.tables()) == {"header.csv", "episodes.csv", "uasc.csv"}
    write(made, tmp_path / "out")
    assert not list((tmp_path / "out").rglob("reviews.csv"))


@pytest.mark.slow
def test_reviews_are_those_that_the_reviewing_service_held(tmp_path: Path) -> None:
    reviewed = load("tower_hamlets_2018+statutory_services").with_years(2.3)
    made = exported(reviewed, SEED, 0)
    assert [one.year for one in made] == [2019, 2020]
    point = Point(0)
    found = study([reviewed], SEED, False, points=[point]).replicate(point, 0).measures
    measured = dict(zip(found.keys, found.values.tolist(), strict=True))
    for one in made:
        reviews, last = rows(one, "reviews.csv"), date(one.year, 3, 31)
        born = {row["CHILD"]: day_of(row["DOB"]) for row in rows(one, "header.csv")}
        assert len(reviews) == pytest.approx(measured["reviews_held", "", last], rel=0.02)
        assert len({(row["CHILD"], row["REVIEW"]) for row in reviews}) == len(reviews)
        periods: dict[str, list[tuple[date, date]]] = {}
        for row in rows(one, "episodes.csv"):
            begins, ends = day_of(row["DECOM"]), day_of(row["DEC"]) or last
            assert begins is not None
            periods.setdefault(row["CHILD"], []).append((begins, ends))
        for row in reviews:
            day, birth = day_of(row["REVIEW"]), born[row["CHILD"]]
            assert day is not None
            assert birth is not None
            assert date(one.year - 1, 4, 1) <= day <= last
            assert any(begins <= day <= ends for begins, ends in periods[row["CHILD"]])
            age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
            assert row["REVIEW_CODE"] == ("PN1" if age >= 4 else "PN0")
    write(made, tmp_path / "out")
    lives, notes = read_returns([tmp_path / "out"])
    assert any(name.startswith("reviews.csv") for name in notes.not_used)
    assert lives.window.years == (2019, 2020)


@pytest.mark.parametrize(
    ("kind", "year", "code"),
    [
        (Kind.CONNECTED, 2018, "E43"),
        (Kind.AGENCY, 2018, "E43"),
        (Kind.CHILDRENS_HOME, 2018, "E44"),
        (Kind.CONNECTED, 2019, "E45"),
        (Kind.IN_HOUSE, 2019, "E46"),
        (Kind.OTHER_RESIDENTIAL, 2023, "E47"),
    ],
)
def test_guardians_are_told_by_whether_they_fostered_the_child(kind: Kind, year: int, code: str) -> None:
    day = date(year, 1, 10)
    left = OutEpisode(
        "S1", date(year, 1, 1), "S", "V2", "N1", kind, False, day, LeavingCause.SPECIAL_GUARDIANSHIP, False, None
    )
    one = OutReturn(year, (OutChild("S1", date(year - 5, 1, 1), Sex.FEMALE, False, date(year + 13, 1, 1)),), (left,))
    assert [row["REC"] for row in rows(one, "episodes.csv")] == [code]
