"""Every code of every year's return is read as what it means, and told where it is not of its year."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.foundations.codes import Kind, LeavingCause
from sim.foundations.faults import BadInput
from sim.returns.codes.law import ROUTES, SHORT_BREAKS
from sim.returns.codes.places import PLACES, kind_of
from sim.returns.codes.reasons import MOVE_REASONS, REASONS, UNPLANNED
from sim.returns.codes.validity import FIRST_YEAR, LAST_YEAR, Validity
from sim.returns.importing import read_returns

HEAD = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE\n"
YEARS = range(FIRST_YEAR, LAST_YEAR + 1)


def written(folder: Path, year: int, rows: list[str], people: int) -> Path:
    into = folder / str(year)
    into.mkdir()
    (into / "episodes.csv").write_text(HEAD + "\n".join(rows) + "\n")
    born = "\n".join(f"C{number},1,01/01/{year - 12}" for number in range(people))
    (into / "header.csv").write_text(f"CHILD,SEX,DOB\n{born}\n")
    return into


def old(notes: object) -> int:
    return sum(one.count for one in notes.findings if "no longer or not yet" in one.what)  # type: ignore[attr-defined]


@pytest.mark.parametrize("year", YEARS)
def test_one_row_of_every_place(year: int, tmp_path: Path) -> None:
    places = list(PLACES)
    rows = [f"C{number},05/05/{year - 1},S,C1,N1,{place},PR1,,," for number, place in enumerate(places)]
    lives, notes = read_returns([written(tmp_path, year, rows, len(places))])
    assert len(lives.children) == len(places)
    for child, code in zip(lives.children, places, strict=True):
        place = PLACES[code]
        kind = child.periods[0].stays[0].kind
        if kind_of(place, "PR1") is Kind.SUPPORTED:
            assert kind is Kind.OTHER_RESIDENTIAL  # at eleven
        else:
            assert kind is kind_of(place, "PR1")
    assert old(notes) == sum(not place.validity.holds(year) for place in PLACES.values())


@pytest.mark.parametrize("year", YEARS)
def test_one_row_of_every_reason_of_leaving(year: int, tmp_path: Path) -> None:
    reasons = [code for code, reason in REASONS.items() if not reason.goes_on]
    rows = [
        f"C{number},05/05/{year - 1},S,C1,N1,U6,PR1,06/06/{year - 1},{code}," for number, code in enumerate(reasons)
    ]
    lives, notes = read_returns([written(tmp_path, year, rows, len(reasons))])
    found = [child.periods[0].cause for child in lives.children]
    assert found == [REASONS[code].cause for code in reasons]
    assert found[reasons.index("E17")] is LeavingCause.EIGHTEENTH_BIRTHDAY
    assert old(notes) == sum(not REASONS[code].validity.holds(year) for code in reasons)


def test_one_row_of_every_law_and_reason_of_moving(tmp_path: Path) -> None:
    laws, reasons = list(ROUTES), list(MOVE_REASONS)
    rows = [f"C{number},05/05/2023,S,{law},N1,U6,PR1,,," for number, law in enumerate(laws)]
    for number, reason in enumerate(reasons, start=len(laws)):
        rows += [
            f"C{number},05/05/2023,S,C1,N1,U6,PR4,01/09/2023,X1,{reason}",
            f"C{number},01/09/2023,P,C1,N1,U6,PR4,,,",
        ]
    lives, _ = read_returns([written(tmp_path, 2024, rows, len(laws) + len(reasons))])
    assert [child.periods[0].route for child in lives.children[: len(laws)]] == list(ROUTES.values())
    ends = [child.periods[0].stays[0].why_ended for child in lives.children[len(laws) :]]
    broken = [reason for reason, end in zip(reasons, ends, strict=True) if end is not None and end.name == "DISRUPTED"]
    assert broken == [*UNPLANNED, "CLOSE"]  # an agency's household that closes is a breakdown to the council


def test_short_breaks_alone_leave_nobody(tmp_path: Path) -> None:
    rows = [f"C{number},05/05/2023,S,{law},N1,U6,PR1,,," for number, law in enumerate(SHORT_BREAKS)]
    lives, _ = read_returns([written(tmp_path, 2024, rows, len(SHORT_BREAKS))])
    assert not lives.children


def test_validity_by_hand() -> None:
    assert [Validity(first=2019, last=2024).holds(year) for year in (2012, 2018, 2019, 2024, 2025, 2040)] == [
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert Validity(first=2026).holds(2030)


def test_too_many_unknown_codes_are_refused(tmp_path: Path) -> None:
    rows = [f"C{number},05/05/2023,S,C1,N1,{'Q9' if number % 10 == 0 else 'U6'},PR1,,," for number in range(200)]
    with pytest.raises(BadInput, match="codes that no return has"):
        read_returns([written(tmp_path, 2024, rows, 200)])
