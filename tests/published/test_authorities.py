"""Authorities: names as people write them, what became of the reorganised, and what is known of each."""

from __future__ import annotations

import pytest
from rich.console import Console

from sim.commands.request import DONE, CommandLine
from sim.foundations.faults import BadInput
from sim.published.authorities import REGIONS, authorities, authority, formerly, search
from sim.published.coverage import known
from sim.published.table import figures
from sim.reports.baseline.authorities import hidden_words, in_spans, table


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("St Helens", "St. Helens"),
        ("st. helens", "St. Helens"),
        ("SAINT HELENS", "St. Helens"),
        ("brighton", "Brighton and Hove"),
        ("Brighton & Hove", "Brighton and Hove"),
        ("hull", "Kingston upon Hull, City of"),
        ("kingston upon hull", "Kingston upon Hull, City of"),
        ("durham", "County Durham"),
        ("Durham County Council", "County Durham"),
        ("Bristol", "Bristol, City of"),
        ("City of Bristol", "Bristol, City of"),
        ("Tower hamlets", "Tower Hamlets"),
        (" tower-hamlets ", "Tower Hamlets"),
        ("London Borough of Tower Hamlets", "Tower Hamlets"),
        ("City of London", "City of London"),
        ("211", "Tower Hamlets"),
        ("e09000030", "Tower Hamlets"),
        ("E10000002", "Buckinghamshire"),
        ("york", "York"),
        ("leicester", "Leicester"),
        ("bcp", "Bournemouth, Christchurch and Poole"),
        ("christchurch", "Bournemouth, Christchurch and Poole"),
        ("Dorset", "Dorset"),
        ("dorset (to 2019)", "Dorset (to 2019)"),
        ("835", "Dorset (to 2019)"),
        ("Northamptonshire", "Northamptonshire"),
        ("Cumberland", "Cumberland"),
        ("westmorland & furness", "Westmorland and Furness"),
        ("cumbria", "Cumbria"),
        ("E08000038", "Barnsley"),
        ("Herefordshire", "Herefordshire, County of"),
        ("wight", "Isle of Wight"),
        ("westmorland", "Westmorland and Furness"),
        ("Westmoreland", "Westmorland and Furness"),
        ("Barrow-in-Furness", "Westmorland and Furness"),
        ("barrow", "Westmorland and Furness"),
        ("Carlisle City Council", "Cumberland"),
        ("kettering", "North Northamptonshire"),
        ("Northampton", "West Northamptonshire"),
        ("Taunton", "Somerset"),
        ("Scarborough Borough Council", "North Yorkshire"),
    ],
)
def test_names_are_forgiving(text: str, name: str) -> None:
    assert authority(text).name == name


def test_every_authority_is_found_by_its_name_and_by_its_codes() -> None:
    for one in authorities():
        assert authority(one.name) is one
        assert all(authority(code) is one for code in (one.code, *one.other_codes))


def test_what_was_reorganised_is_told_and_what_was_not_is_not() -> None:
    said = "Corby was a district until 31 March 2021 (Northamptonshire (Structural Changes) Order 2020), now in"
    assert formerly("corby") == (f"{said} North Northamptonshire.",)
    assert formerly("leeds") == formerly("Somerset") == formerly("") == ()
    for one in authorities():
        assert authority(one.name) is one


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sussex", "fits several authorities: East Sussex and West Sussex; give the name of one"),
        ("kingston", "Kingston upon Hull, City of and Kingston upon Thames"),
        ("leads", 'no English authority is called "leads"; did you mean Leeds?'),
        ("xyzzy", "run.py authorities lists all names"),
        ("", "run.py authorities lists all names"),
        ("cumb", "fits several authorities: Cumberland and Cumbria; give the name of one"),
        ("Humberside", "East Riding of Yorkshire, Kingston upon Hull, City of, North East Lincolnshire and North"),
        ("Berkshire", "(Berkshire was a county until 31 March 1998 (Berkshire (Structural Change) Order 1996), now in"),
        ("London", "not one authority but many"),
        ("North West", "not one authority but many"),
        ("England", "not one authority but many"),
    ],
)
def test_what_is_not_one_authority_is_explained(text: str, words: str) -> None:
    with pytest.raises(BadInput, match=r"^[^\n]+$") as caught:
        authority(text)
    assert words in str(caught.value)


def test_the_reorganised_say_where_their_figures_are() -> None:
    assert "see Dorset" in authority("dorset (to 2019)").note
    assert "Dorset (to 2019)" in authority("dorset").note
    assert "North Northamptonshire and West Northamptonshire" in authority("northamptonshire").note
    assert "under Northamptonshire" in authority("north northamptonshire").note
    assert "Bournemouth, Christchurch and Poole" in authority("poole").note
    assert "Cumberland" in authority("cumbria").note
    assert "under Cumbria" in authority("cumberland").note
    assert "under Cumbria" in authority("westmorland and furness").note
    assert (authority("cumbria").last_year, authority("cumberland").first_year) == (2023, 2024)
    assert (authority("poole").last_year, authority("bcp").first_year) == (2019, 2020)


def test_authorities_are_complete_and_have_neighbours_and_a_region() -> None:
    found = authorities()
    codes = {one.code for one in found}
    assert len(found) == len(codes) == len({one.name for one in found}) == 158
    assert [one.name for one in found] == sorted(one.name for one in found)
    for one in found:
        assert one.region in REGIONS
        assert len(set(one.neighbours_2021)) == (0 if one.first_year > 2023 else 10)
        assert len(set(one.neighbours_2025)) == (0 if one.last_year < 2024 else 10)
        for near in (one.neighbours_2021, one.neighbours_2025):
            assert one.code not in near
            assert set(near) <= codes


def test_neighbours_are_those_that_were_known_at_the_date() -> None:
    """Those of May 2025 stand in before it only where there are no others."""
    tower_hamlets, cumberland, cumbria = map(authority, ("tower hamlets", "cumberland", "cumbria"))
    assert authority(tower_hamlets.neighbours(2024)[0]).name == "Camden"
    assert authority(cumberland.neighbours_2025[0]).name == "Westmorland and Furness"
    for year in (2018, 2024, 2025):
        assert tower_hamlets.neighbours(year) == tower_hamlets.neighbours_2021 != tower_hamlets.neighbours_2025
        assert cumberland.neighbours(year) == cumberland.neighbours_2025
    assert tower_hamlets.neighbours(2026) == tower_hamlets.neighbours_2025
    assert cumbria.neighbours(2026) == cumbria.neighbours_2021
    assert "those of 2025 stand in" in cumberland.note


def test_a_search_may_find_several() -> None:
    assert [one.name for one in search("sussex")] == ["East Sussex", "West Sussex"]
    assert len(search("london")) == 33
    assert {one.region for one in search("north east")} == {"North East"}
    assert search("england") == authorities()


def test_what_is_known_of_an_authority() -> None:
    one = known(authority("tower hamlets"), figures())
    assert (one.latest, one.looked_after) == (2024, 277)
    assert one.flow_years == tuple(range(2010, 2025))
    assert one.detail_years == (2014, 2015, 2016, 2017, 2018, 2019, 2021, 2022, 2023, 2024)
    assert one.fostering_years == (2018, 2019, 2022, 2023, 2024)
    assert one.cost_years == tuple(range(2017, 2025))
    assert 0 < one.suppressed_share < 0.15
    assert known(authority("tower hamlets"), figures().until(2018)).latest == 2018


def test_small_authorities_have_more_hidden() -> None:
    rutland, kent = (known(authority(name), figures()) for name in ("rutland", "kent"))
    assert rutland.suppressed_share > 3 * kent.suppressed_share
    assert "left unknown" in hidden_words(known(authority("isles of scilly"), figures()))


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((), "-"),
        ((2018,), "2018"),
        ((2018, 2019, 2022), "2018-2019, 2022"),
        ((2014, 2015, 2017, 2018), "2014-2018 not 2016"),
        ((2010, 2012, 2014, 2022), "4 of 2010-2022"),
    ],
)
def test_years_in_words(years: tuple[int, ...], words: str) -> None:
    assert in_spans(years) == words


def asked(text: str | None, capsys: pytest.CaptureFixture[str]) -> str:
    from argparse import Namespace

    from sim.commands.authorities import authorities_command

    typed = ("authorities",) if text is None else ("authorities", *text.split())
    assert authorities_command(CommandLine(Namespace(text=typed[1:]), typed, 0.0)) == DONE
    return capsys.readouterr().out


def test_the_page_of_one_tells_its_series_neighbours_and_what_is_hidden(capsys: pytest.CaptureFixture[str]) -> None:
    page = " ".join(asked("Tower hamlets", capsys).split())
    for words in ("E09000030", "Camden; Newham", "2018 286 137 186 43", "All are imputed", "Open Government Licence"):
        assert words in page
    assert "Bases use those of 2021, where there are any." in page


def test_the_page_of_one_made_in_2023_has_the_neighbours_of_2025_alone(capsys: pytest.CaptureFixture[str]) -> None:
    page = " ".join(asked("cumberland", capsys).split())
    assert "Statistical neighbours (DfE, May 2025), nearest first: Westmorland and Furness;" in page
    assert "April 2021), nearest first" not in page
    assert "earlier ones are under Cumbria" in page


def test_a_tiny_authority_shows_what_is_hidden_and_no_number(capsys: pytest.CaptureFixture[str]) -> None:
    page = " ".join(asked("scilly", capsys).split())
    assert "2020 hidden hidden 0 0" in page
    assert '"-": not published. "hidden": suppressed' in page
    assert "Not listed: left out as 0 or suppressed. Not imputed: suppressed, and left unknown" in page
    assert "Very small" in page


def test_the_table_has_a_line_for_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert "2 authorities" in asked("sussex", capsys)
    everything = asked(None, capsys)
    assert everything.splitlines()[1].rstrip().endswith("Costs    Hidden")
    assert max(map(len, everything.splitlines())) <= 118
    assert "158 authorities, and what is published of each to 31 March 2024" in everything
    assert "Bases are made up to 31 March 2024." in " ".join(everything.split())
    for name in ("Tower Hamlets", "Yorkshire", "Rutland"):
        assert name in everything


def test_no_line_of_the_table_is_wider_than_a_page() -> None:
    out = Console(width=118, record=True, file=None, force_terminal=False)
    with out.capture() as captured:
        out.print(table(known(one, figures()) for one in authorities()))
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= 118
    assert lines[0].split()[-1] == "Hidden"
    assert all(line.rstrip().endswith("%") for line in lines if "2024  201" in line)
    assert sum("2024  201" in line for line in lines) > 100
    assert not any("…" in line for line in lines)
