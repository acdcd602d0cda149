"""Tables as frames: numbers, dates and text are what they are, and without pandas it is said how to get it."""

from __future__ import annotations

import pandas
import pytest

from sim.foundations.faults import BadInput
from sim.notebook import frames


def test_columns_are_numbers_dates_or_text() -> None:
    rows = [
        ("scenario", "category", "date", "value", "replication", "low", "note", "words"),
        ("base", "1", "2019-03-31", "1.5", 0, "", "", "3 of 4"),
        ("base", "2", "", "", 1, "", "", "2"),
    ]
    found = frames.frame(rows)
    assert list(found.columns) == list(rows[0])
    assert found["category"].tolist() == ["1", "2"]
    assert found["date"].iloc[0] == pandas.Timestamp(2019, 3, 31)
    assert pandas.isna(found["date"].iloc[1])
    assert found["value"].iloc[0] == 1.5
    assert found["value"].isna().tolist() == [False, True]
    assert found["replication"].dtype == "int64"
    assert found["low"].dtype == "float64"
    assert found["low"].isna().all()
    assert found["note"].tolist() == ["", ""]
    assert found["words"].tolist() == ["3 of 4", "2"]


def test_a_table_without_rows_has_its_columns() -> None:
    assert list(frames.frame([("date", "value")]).columns) == ["date", "value"]


def test_without_pandas_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "find_spec", lambda _: None)
    with pytest.raises(BadInput) as caught:
        frames.frame([("value",), (1,)])
    (message,) = caught.value.faults
    assert "pip install 'placement-sufficiency[notebook]'" in message
