"""A value that is written is read back as it was, whatever letters and numbers it has."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sim.scenario.files.toml_value import toml_value

TEXTS = some.text(some.characters(exclude_categories=("Cs",)))


@given(TEXTS | some.booleans() | some.dates() | some.floats(allow_nan=False) | some.lists(TEXTS))
def test_what_is_written_is_read_back(value: object) -> None:
    assert tomllib.loads(f"value = {toml_value(value)}")["value"] == value


@pytest.mark.parametrize(
    ("value", "written"),
    [(3.0, "3"), (0.5, "0.5"), (True, "true"), (date(2019, 3, 31), "2019-03-31"), ("a\x7f\n", '"a\\u007f\\n"')],
)
def test_numbers_and_letters_are_written_as_people_write_them(value: object, written: str) -> None:
    assert toml_value(value) == written


def test_what_stands_in_no_file_is_refused() -> None:
    with pytest.raises(TypeError, match="object does not stand in a scenario file"):
        toml_value(object())
