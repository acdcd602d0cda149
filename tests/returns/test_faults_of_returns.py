"""Returns with one fault each: every kind is read, mended, left out or refused as it should be, never in silence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.foundations.codes import Kind, LeavingCause, Location
from sim.foundations.faults import BadInput
from sim.returns.counts import YearCounts, counts
from sim.returns.findings import ImportNotes, Treatment
from sim.returns.importing import read_returns
from sim.returns.lives import CareLives

EPISODES = """CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN
B1,14/05/2021,S,C1,N1,U6,PR1,02/10/2022,X1,CREQB,ZZ1 1AA,ZZ1 2AB,SC400001
B1,02/10/2022,P,C2,N1,U6,PR4,,,,ZZ1 1AA,ZZ7 3AC,SC400002
B2,20/06/2022,S,V2,N5,K2,PR4,11/01/2023,E4A,,ZZ1 2AA,ZZ9 1AA,SC400003
B3,03/07/2022,S,L1,N1,U6,PR1,06/07/2022,X1,,ZZ1 3AA,ZZ1 4AA,SC400004
B3,06/07/2022,L,C1,N1,U6,PR1,,,,ZZ1 3AA,ZZ1 4AA,SC400004
B4,09/09/2022,S,V2,N8,U6,PR4,,,,,ZZ1 7AA,
"""
HEADER = """CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB
B1,2,27/03/2012,WBRI,A1,0,
B2,1,09/09/2008,BAFR,A2,,
B3,1,14/02/2021,ABAN,UN1,,
B4,1,29/02/2008,OOTH,UN2,,
"""
UASC = "CHILD,SEX,DOB,DUC\nB4,1,29/02/2008,28/02/2026\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a return, each table's text or bytes given or as it is without a fault."""

    def written(episodes: str | bytes = EPISODES, header: str | bytes = HEADER, uasc: str | bytes = UASC) -> Path:
        folder = tmp_path / "2022-23"
        folder.mkdir()
        for name, text in (("episodes", episodes), ("header", header), ("uasc", uasc)):
            if text:
                (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        return folder

    return written


def imported(folder: Path) -> tuple[CareLives, ImportNotes, YearCounts]:
    lives, notes = read_returns([folder])
    return lives, notes, counts(lives)[-1]


def met(notes: ImportNotes, words: str) -> int:
    return sum(finding.count for finding in notes.findings if words in finding.what)


def refusal(folder: Path) -> str:
    with pytest.raises(BadInput) as caught:
        read_returns([folder])
    assert len(caught.value.faults) == 1
    message = caught.value.faults[0]
    assert not any(secret in message for secret in ("B1", "B2", "27/03/2012", "ZZ1 1AA"))
    return message


def plain(found: YearCounts) -> tuple[int, int, int, int, int, int]:
    return (
        found.looked_after,
        found.periods_started,
        found.periods_ceased,
        found.moves,
        found.disruptive_moves,
        found.unaccompanied,
    )


WITHOUT_FAULT = (3, 3, 1, 1, 1, 1)


def test_a_return_without_a_fault(write: Write) -> None:
    lives, notes, found = imported(write())
    assert plain(found) == WITHOUT_FAULT
    assert not [finding for finding in notes.findings if finding.treatment is not Treatment.SAID]
    assert found.by_kind == {Kind.AGENCY: 2, Kind.IN_HOUSE: 1}
    assert len(lives.children) == 4


# --- accepted: what has one reading


@pytest.mark.parametrize(
    "change",
    [
        lambda text: "\ufeff" + text,
        lambda text: text.replace(",", ";"),
        lambda text: text.replace(",", "\t"),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: text.lower().replace("b", "B", 0),
        lambda text: text.replace("CHILD", "Child ID", 1),
        lambda text: "Return of the council\n\n" + text,
        lambda text: text + text.split("\n", maxsplit=1)[0] + "\n",
        lambda text: text.replace("\n", ",\n"),
        lambda text: text.replace("SC400001", '"SC 400,001"'),
        lambda text: text.rstrip("\n"),
        lambda text: text + ",,,,,,\n\n",
    ],
)
def test_what_has_one_reading_is_read(change: Callable[[str], str], write: Write) -> None:
    _, _, found = imported(write(change(EPISODES), change(HEADER), change(UASC)))
    assert plain(found) == WITHOUT_FAULT


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "cp1252", "utf-8-sig"])
def test_encodings(encoding: str, write: Write) -> None:
    _, notes, found = imported(
        write(EPISODES.replace("SC400001", "Zoë").encode(encoding), HEADER.encode(encoding), UASC.encode(encoding))
    )
    assert plain(found) == WITHOUT_FAULT
    assert ("utf-8" in encoding) == (not any("read as" in said for said in notes.sources))


def test_iso_dates_are_read_and_said(write: Write) -> None:
    text = EPISODES.replace("02/10/2022", "2022-10-02T00:00:00").replace("14/05/2021", "2021-05-14")
    _, notes, found = imported(write(text))
    assert plain(found) == WITHOUT_FAULT
    assert any("yyyy-mm-dd, " in said for said in notes.sources)


def test_columns_of_where_are_used_when_there(write: Write) -> None:
    lines = EPISODES.splitlines()
    where = ["PL_LOCATION,PL_DISTANCE", "IN,30.0", "OUT,20.0", "OUT,44", "IN,1", "IN,1", "OUT,20.1"]
    _, _, found = imported(write("\n".join(f"{a},{b}" for a, b in zip(lines, where, strict=True))))
    assert found.by_location == {Location.NEAR: 1, Location.INSIDE: 1, Location.FAR: 1}


def test_without_a_table_of_the_unaccompanied_nobody_is_guessed_to_be(write: Write) -> None:
    _, _, found = imported(write(uasc=""))
    assert found.unaccompanied == 0


def test_the_order_of_columns_and_their_number_are_free(write: Write) -> None:
    needed = [line.split(",") for line in EPISODES.splitlines()]
    keep = (8, 0, 1, 2, 3, 5, 6, 7, 9)
    _, _, found = imported(write("\n".join(",".join(cells[at] for at in keep) for cells in needed)))
    assert plain(found) == WITHOUT_FAULT


# --- mended and counted


def test_an_overlap_is_cut(write: Write) -> None:
    _, notes, found = imported(write(EPISODES.replace("PR1,02/10/2022", "PR1,09/10/2022")))
    assert (plain(found), met(notes, "overlap")) == (WITHOUT_FAULT, 1)


@pytest.mark.parametrize(("day", "closed", "exits"), [("01/09/2022", 1, 1), ("31/08/2022", 0, 2)])
def test_a_gap_after_x1_is_closed_up_to_31_days(day: str, closed: int, exits: int, write: Write) -> None:
    lives, notes, found = imported(write(EPISODES.replace("PR1,02/10/2022", f"PR1,{day}")))
    assert (met(notes, "gap of 31"), found.periods_ceased) == (closed, exits)
    if not closed:
        assert met(notes, "more than 31") == 1
        assert any(period.cause is None and period.ends for child in lives.children for period in child.periods)


def test_rows_that_stand_twice(write: Write) -> None:
    _, notes, found = imported(write(EPISODES + EPISODES.splitlines()[3] + "\n"))
    assert (plain(found), met(notes, "stand twice")) == (WITHOUT_FAULT, 1)


def test_temporary_placements_are_absorbed(write: Write) -> None:
    away = "B2,20/06/2022,S,V2,N5,K2,PR4,01/08/2022,X1,,,ZZ9 1AA,\nB2,01/08/2022,P,V2,N5,T1,,09/08/2022,X1,,,ZZ9 2AA,\n"
    back = "B2,09/08/2022,P,V2,N5,K2,PR4,11/01/2023,E4A,,,ZZ9 1AA,\n"
    line = EPISODES.splitlines()[3] + "\n"
    lives, notes, found = imported(write(EPISODES.replace(line, away + back)))
    assert (plain(found), met(notes, "temporary")) == (WITHOUT_FAULT, 1)
    two = next(child for child in lives.children if len(child.periods) == 1 and child.periods[0].ends)
    assert len(two.periods[0].stays) == 1


def test_a_temporary_placement_and_then_another_is_one_move(write: Write) -> None:
    line = EPISODES.splitlines()[3] + "\n"
    rows = (
        "B2,20/06/2022,S,V2,N5,K2,PR4,01/08/2022,X1,CARPL,,ZZ9 1AA,\n"
        "B2,01/08/2022,P,V2,N5,T1,,09/08/2022,X1,,,ZZ9 2AA,\n"
        "B2,09/08/2022,P,V2,N5,U6,PR4,11/01/2023,E4A,,,ZZ9 8XX,\n"
    )
    lives, _, found = imported(write(EPISODES.replace(line, rows)))
    assert (found.moves, found.disruptive_moves) == (2, 1)
    stays = next(child.periods[0].stays for child in lives.children if child.periods[0].ends)
    assert [(stay.kind, (stay.ends - stay.begins).days) for stay in stays if stay.ends] == [
        (Kind.CHILDRENS_HOME, 50),
        (Kind.AGENCY, 155),
    ]


def test_a_change_of_status_alone_is_no_move(write: Write) -> None:
    text = EPISODES.replace("X1,CREQB", "X1,PLACE").replace(
        "B1,02/10/2022,P,C2,N1,U6,PR4", "B1,02/10/2022,T,C2,N1,U4,PR1"
    )
    _, _, found = imported(write(text))
    assert found.moves == 0


def test_open_past_18_ends_on_the_birthday(write: Write) -> None:
    lives, notes, found = imported(write(header=HEADER.replace("27/03/2012", "01/06/2004")))
    assert (found.looked_after, met(notes, "18th birthday: ended")) == (2, 1)
    gone = [period for child in lives.children for period in child.periods if period.ends]
    assert LeavingCause.EIGHTEENTH_BIRTHDAY in {period.cause for period in gone}


@pytest.mark.parametrize(
    ("row", "words", "ceased"),
    [
        ("B2,20/06/2022,S,V2,N5,K2,PR4,11/01/2023,,,,,", "without a reason", 1),
        ("B2,20/06/2022,S,V2,N5,K2,PR4,11/01/2023,X1,,,,", "nothing follows: taken as leaving", 1),
        ("B2,20/06/2022,S,V2,N5,K2,PR4,11/03/2023,X1,,,,", "nothing follows: taken as still", 0),
        ("B2,20/06/2022,S,V2,N5,K2,PR4,11/04/2023,E4A,,,,", "after the last 31 March of the returns: open", 0),
    ],
)
def test_ends_that_do_not_say_what_they_are(row: str, words: str, ceased: int, write: Write) -> None:
    line = EPISODES.splitlines()[3]
    _, notes, found = imported(write(EPISODES.replace(line, row)))
    assert (met(notes, words), found.periods_ceased, found.looked_after) == (1, ceased, 4 - ceased)


def test_numbers_that_lost_their_zeros_are_joined_where_that_is_plain(write: Write) -> None:
    episodes = "\n".join(EPISODES.splitlines()[:3]).replace("B1,14", "123,14").replace("B1,02", "123.0,02")
    _, notes, found = imported(write(episodes, HEADER.replace("B1", "000123"), ""))
    assert (found.looked_after, found.moves, met(notes, "lost zeros")) == (1, 1, 1)


def test_numbers_that_could_be_two_children_are_refused(write: Write) -> None:
    episodes = "\n".join(EPISODES.splitlines()[:3]).replace("B1", "123")
    assert "keep CHILD as text" in refusal(write(episodes, HEADER.replace("B1", "000123").replace("B2", "0123"), ""))


# --- left out and counted


@pytest.mark.parametrize(
    ("old", "new", "words", "here"),
    [
        ("B3,1,14/02/2021", "B9,1,14/02/2021", "without a header row", 2),
        ("14/02/2021", "14/02/2023", "before the child's birth", 2),
        ("14/02/2021", "14/02/2003", "on or after the 18th", 2),
    ],
)
def test_what_cannot_be_is_left_out(old: str, new: str, words: str, here: int, write: Write) -> None:
    _, notes, found = imported(write(header=HEADER.replace(old, new)))
    assert found.looked_after == here
    assert met(notes, words) >= 1
    assert notes.steps[0].children_in - notes.steps[-1].children_out == 1


def test_a_child_without_a_date_of_birth_stays_in_totals(write: Write) -> None:
    lives, notes, found = imported(write(header=HEADER.replace("14/02/2021", "")))
    assert (plain(found), met(notes, "no date of birth")) == (WITHOUT_FAULT, 1)
    assert sum(child.born is None for child in lives.children) == 1


def test_short_breaks_are_left_out(write: Write) -> None:
    breaks = "B5,01/05/2022,S,V4,N2,U6,PR1,04/05/2022,E8,,,,\nB6,01/06/2022,S,V3,N2,U6,PR1,,,,,,\n"
    header = HEADER + "B5,1,01/01/2015,WBRI,,,\nB6,1,01/01/2015,WBRI,,,\n"
    _, notes, found = imported(write(EPISODES + breaks, header))
    assert (plain(found), met(notes, "short breaks")) == (WITHOUT_FAULT, 2)


def test_an_end_before_the_beginning(write: Write) -> None:
    _, notes, found = imported(write(EPISODES.replace("11/01/2023", "11/01/2022")))
    assert (found.periods_ceased, met(notes, "ends before it begins")) == (0, 1)


@pytest.mark.parametrize(("place", "kind"), [("K3", Kind.OTHER_RESIDENTIAL), ("Z12", Kind.OTHER_RESIDENTIAL)])
def test_codes_of_other_years_are_read_and_said(place: str, kind: Kind, write: Write) -> None:
    _, notes, found = imported(write(EPISODES.replace("N8,U6,PR4", f"N8,{place},PR4")))
    assert found.by_kind[kind] == 1
    assert met(notes, "no longer or not yet") == 1


def test_a_code_that_nobody_knows_is_counted(write: Write) -> None:
    _, notes, found = imported(write(EPISODES.replace("N8,U6,PR4", "N8,Q7,PR4")))
    assert (found.by_kind[None], met(notes, "no year's return has")) == (1, 1)


# --- refused, with the place and the mend


@pytest.mark.parametrize(
    ("tables", "words"),
    [
        ({"header": ""}, "dates of birth"),
        ({"episodes": ""}, "the Episodes table is not there"),
        ({"episodes": EPISODES.replace(",REC,", ",RECC,")}, "no column REC"),
        ({"episodes": EPISODES.replace("14/05/2021", "14/05/21")}, "1 of 6 dates have a two-digit year"),
        ({"episodes": EPISODES.replace("14/05/2021", "05/14/2021")}, "a month over 12"),
        ({"episodes": EPISODES.replace("14/05/2021", "31/02/2021")}, "are no dates"),
        ({"episodes": EPISODES.replace("14/05/2021", "soon")}, "(first in row 2)"),
        ({"episodes": EPISODES.replace("14/05/2021", "")}, "are blank"),
        ({"header": HEADER.replace("27/03/2012", "40995")}, "Excel's numbers of days"),
        ({"header": HEADER.replace("27/03/2012", "27/03/0212")}, "before 1900"),
        ({"header": b""}, "the Header table is not there"),
        ({"header": b" \n"}, "empty"),
        ({"episodes": b"PK\x03\x04" + b"x" * 40}, "save it as CSV UTF-8"),
        ({"episodes": EPISODES.encode("utf-16")[2:]}, "zero bytes"),
        ({"episodes": EPISODES.replace("B1,14", "B1,x,y,14", 1)}, "row 2 has 15 cells"),
        ({"episodes": EPISODES.replace("CIN", "REC", 1)}, "stands twice"),
    ],
)
def test_what_cannot_be_read_is_refused(tables: dict[str, str | bytes], words: str, write: Write) -> None:
    assert words in refusal(write(**tables))


XML = "<?xml version='1.0'?>{}<EXPSSDA903><CHILD><HEADER><CHILDID>B2</CHILDID><DOB>09/09/2008</DOB></HEADER>{}</CHILD>"
EPISODE = (
    "<EPISODE><DECOM>20/06/2022</DECOM><RNE>S</RNE><LS>V2</LS><PL>K2</PL><DEC>11/01/2023</DEC><REC>E4A</REC></EPISODE>"
)


def test_xml(tmp_path: Path) -> None:
    (tmp_path / "903_2023.xml").write_text(XML.format("", EPISODE) + "</EXPSSDA903>")
    _, _, found = imported(tmp_path)
    assert (found.periods_started, found.periods_ceased) == (1, 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (XML.format("<!DOCTYPE x [<!ENTITY a 'aa'>]>", EPISODE) + "</EXPSSDA903>", "document type or entities"),
        (XML.format("", EPISODE), "not XML that can be read"),
        ("<?xml version='1.0'?><a><b/></a>", "no CHILD"),
    ],
)
def test_xml_that_is_refused(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "903_2023.xml").write_text(text)
    assert words in refusal(tmp_path)


def test_both_forms_of_one_return_are_refused(write: Write) -> None:
    folder = write()
    (folder / "903.xml").write_text(XML.format("", EPISODE) + "</EXPSSDA903>")
    assert "both forms" in refusal(folder)


def test_two_tables_of_one_year_are_refused_if_they_differ(write: Write) -> None:
    folder = write()
    (folder / "copy of episodes.csv").write_text(EPISODES)
    assert plain(counts(read_returns([folder])[0])[-1]) == WITHOUT_FAULT
    (folder / "episodes new.csv").write_text(EPISODES.replace("E4A", "E4B"))
    assert "two different Episodes tables" in refusal(folder)


def packed(folder: Path, files: dict[str, bytes | str]) -> Path:
    path = folder / "return.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_a_zip_is_read_and_its_litter_named(tmp_path: Path) -> None:
    files = {"Return 2023/Episodes.csv": EPISODES, "Return 2023/Header.CSV": HEADER, "__MACOSX/._Header.csv": b"\0"}
    lives, notes = read_returns([packed(tmp_path, {**files, "read me.docx": b"PK"})])
    assert counts(lives)[-1].looked_after == 3
    assert notes.not_used == ("read me.docx (no table)",)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"inner.zip": b"PK"}, "a zip lies in it"),
        ({"episodes.csv": b"A" * 60_000_000}, "expands more than 200 times"),
        ({"census.csv": "LAchildID,CINreferralDate\n1,2\n"}, "no table of the SSDA903 return"),
    ],
)
def test_zips_that_are_refused(files: dict[str, bytes | str], words: str, tmp_path: Path) -> None:
    assert words in refusal(packed(tmp_path, files))


def test_no_zip(tmp_path: Path) -> None:
    (tmp_path / "return.zip").write_bytes(b"PK\x03\x04 cut short")
    assert "not a zip that can be read" in refusal(tmp_path / "return.zip")


# --- several years


def test_an_episode_left_open_ends_with_its_year(tmp_path: Path) -> None:
    before = "B9,01/02/2022,S,V2,N1,U6,PR1,,,,,,\nB1,14/05/2021,S,C1,N1,U6,PR1,,,,,,\n"
    for year, episodes in ((2022, EPISODES.splitlines()[0] + "\n" + before), (2023, EPISODES)):
        (tmp_path / str(year)).mkdir()
        (tmp_path / str(year) / "episodes.csv").write_text(episodes)
        (tmp_path / str(year) / "header.csv").write_text(HEADER + "B9,1,01/01/2012,WBRI,,,\n")
    lives, notes = read_returns([tmp_path / "2022", tmp_path / "2023"])
    assert met(notes, "in no later one") == 1
    assert [one.looked_after for one in counts(lives)] == [1, 3]
    assert [one.periods_ceased for one in counts(lives)] == [1, 1]


def test_a_year_that_is_missing_is_asked_for(tmp_path: Path) -> None:
    for year in (2021, 2023):
        (tmp_path / str(year)).mkdir()
        (tmp_path / str(year) / "episodes.csv").write_text(EPISODES)
        (tmp_path / str(year) / "header.csv").write_text(HEADER)
    with pytest.raises(BadInput, match="year to 31 March 2022 is not there"):
        read_returns([tmp_path])


def test_a_name_of_the_wrong_year_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "2021"
    folder.mkdir()
    (folder / "episodes.csv").write_text(EPISODES)
    (folder / "header.csv").write_text(HEADER)
    assert "begin after 31 March 2021" in refusal(folder)
    assert counts(read_returns([folder], 2023)[0])[-1].looked_after == 3


# --- privacy


def test_lives_never_show_themselves_and_are_never_written(write: Write) -> None:
    from pickle import dumps

    lives, notes, _ = imported(write())
    assert "2012" not in repr(lives) + repr(lives.children[0]) + repr(lives.children[0].periods[0])
    assert "B1" not in repr(notes)
    for private in (lives, lives.children[0], lives.children[0].periods[0].stays[0]):
        with pytest.raises(TypeError, match="never written"):
            dumps(private)
