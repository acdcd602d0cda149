"""Texts of files: what is too long, too deep, too large or cannot be shown is refused as soon as the file is read."""

from __future__ import annotations

import json

import pytest
from scenario_files import IN_HOUSEHOLDS, REST, Write, faults, on_base, quantity

from sim.scenario.scenario import load

HOUSEHOLDS = "in_house_fostering.households"
SHOWABLE = [
    "Leeds [draft] and [/red] our council",
    "Pay $100_{ or $200",
    "<b>=1+1</b> {{7*7}}",
    ":smile: 家 👩‍👧",
    "t" * 120,
]


@pytest.mark.parametrize("title", SHOWABLE)
def test_a_title_is_kept_as_it_is_written(title: str, write: Write) -> None:
    assert load(write(on_base(f"title = {json.dumps(title, ensure_ascii=False)}"))).title == title


def test_texts_that_are_too_long_are_refused_each_by_its_limit(write: Write) -> None:
    assert faults(write(on_base(f'title = "{"t" * 121}"'))) == (
        "mine.toml, title: has 121 characters, too many to show; give at most 120",
    )
    told = faults(write(quantity(HOUSEHOLDS, f'value = 100\n{IN_HOUSEHOLDS}\nnote = "{"n" * 5_001}"')))
    assert told == (f"mine.toml, {HOUSEHOLDS}.note: has 5,001 characters, too many to show; give at most 5,000",)


@pytest.mark.parametrize("character", ["\\u001b", "\\u0000", "\\u009b", "\\u202e", "\\u2028"])
def test_a_character_that_cannot_be_shown_is_refused_wherever_it_stands(character: str, write: Write) -> None:
    code = f"U+{character[2:].upper()}"
    assert faults(write(on_base(f'title = "a{character}b"'))) == (
        f"mine.toml, title: holds the character {code}, which cannot be shown; write it in one line of plain text",
    )
    (told,) = faults(write(quantity(HOUSEHOLDS, f"value = 100\n{IN_HOUSEHOLDS}").replace("a test", f"a{character}")))
    assert told.startswith(f"mine.toml, {HOUSEHOLDS}.source: holds the character {code}")
    (told,) = faults(write(on_base(f'"de{character}mand" = 3')))
    assert f"has a name with the character {code}" in told


def test_a_title_has_one_line_and_a_note_may_have_several(write: Write) -> None:
    (told,) = faults(write(on_base('title = "one\\ntwo"')))
    assert "U+000A" in told
    assert load(write(on_base('title = "T"\nabout = """one\ntwo"""'))).title == "T"


@pytest.mark.parametrize("digits", [20, 400, 5_000])
def test_a_whole_number_with_too_many_digits_is_refused(digits: int, write: Write) -> None:
    number = "1" + digits * "0"
    for text in (on_base(f"years = {number}"), quantity(HOUSEHOLDS, f"value = {number}\n{IN_HOUSEHOLDS}")):
        (told,) = faults(write(text))
        assert len(told) < 250
        assert "number" in told


def test_keys_within_thousands_of_keys_are_refused(write: Write) -> None:
    for text in ("a." * 3_000 + "b = 1", f"[{'a.' * 3_000}b]", f"[demand.{'a.' * 3_000}b]\nvalue = 1\n{REST}"):
        (told,) = faults(write(on_base(text)))
        assert "is nested too deeply" in told
        assert len(told) < 250


def test_a_name_of_a_file_that_is_too_long_for_a_table_is_refused(write: Write) -> None:
    name = write(on_base('title = "T"'), f"{'n' * 151}.toml")
    (told,) = faults(f"./{name}")
    assert told.endswith("has a name of 151 characters, too long for tables and figures; give at most 150")


@pytest.mark.parametrize("name", ["a\x1b[31m.toml", "a\nb", "~nobody_of_this_name/a.toml", "n" * 300, "./" + "n" * 300])
def test_a_name_that_no_file_can_have_is_refused_in_printable_words(name: str) -> None:
    for message in (*faults(name), *faults("england", name)):
        assert message.isprintable()


def test_a_link_to_itself_is_no_file(write: Write, tmp_path) -> None:  # type: ignore[no-untyped-def]
    write("")
    (tmp_path / "round.toml").symlink_to(tmp_path / "round.toml")
    for message in (*faults("./round.toml"), *faults("england", "./round.toml")):
        assert "there is no such file" in message
