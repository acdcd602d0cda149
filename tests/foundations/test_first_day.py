"""A private file of very children: it reads back what was written, and refuses without a word of what is in it."""

from __future__ import annotations

import pickle
import sys
from datetime import date
from pathlib import Path

import pytest

from sim.foundations.codes import Kind, LegalStatus, Location, Route
from sim.foundations.faults import BadInput
from sim.foundations.first_day import FirstDayChild, first_day_text, read_first_day
from sim.foundations.private import UntoldError, untold

AS_OF = date(2024, 3, 31)
ONE = FirstDayChild(Kind.AGENCY, Location.FAR, 4321, Route.VOLUNTARY, 3217, True, 2719, 2, LegalStatus.CARE_ORDER)
OTHER = FirstDayChild(Kind.SUPPORTED, Location.NEAR, 6123, Route.UNACCOMPANIED, 99, False, 42, 1, None)
TEXT = first_day_text("a1b2c3d4", AS_OF, "E06000036", (OTHER, ONE))


def written(folder: Path, text: str = TEXT) -> Path:
    path = folder / "ours.private"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    return path


def test_it_reads_back_what_was_written(tmp_path: Path) -> None:
    found = read_first_day(str(written(tmp_path)))
    assert (found.mark, found.as_of, found.council) == ("a1b2c3d4", AS_OF, "E06000036")
    assert sorted(found.children, key=lambda one: one.age) == [ONE, OTHER]
    assert read_first_day(str(written(tmp_path, TEXT.replace("E06000036", "-")))).council == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no private first day"),
        ("child,born\nCANARY4711,29/02/2012\n", "is no private first day"),
        ("\x00\xff", "is no private first day"),
        (TEXT.replace("age_days", "age"), "is no private first day"),
        (TEXT.replace("2024-03-31", "31/03/2024"), "is damaged"),
        (TEXT.replace("4321", "CANARY4711"), "is damaged"),
        (TEXT.replace("4321", "-4321"), "is damaged"),
        (TEXT.replace("agency", "CANARY4711"), "is damaged"),
        (TEXT + "CANARY4711\n", "is damaged"),
        ("\n".join(TEXT.splitlines()[:4]), "is damaged"),
    ],
)
def test_what_is_none_is_refused_without_a_word_of_it(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=said) as found:
        read_first_day(str(written(tmp_path, text)))
    assert "CANARY4711" not in str(found.value)
    assert "4321" not in str(found.value)
    assert found.value.__cause__ is None
    assert found.value.__context__ is None or found.value.__suppress_context__


def test_what_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        read_first_day(str(tmp_path / "none.private"))
    with pytest.raises(BadInput, match="is no private first day"):
        read_first_day(str(tmp_path))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.chmod(0o640)
    with pytest.raises(BadInput, match="others can read"):
        read_first_day(str(path))


def test_it_travels_as_its_path_and_mark_alone(tmp_path: Path) -> None:
    path = written(tmp_path)
    packed = pickle.dumps(read_first_day(str(path)))
    assert len(packed) < 200 + len(str(path))
    assert pickle.loads(packed) == read_first_day(str(path))
    with pytest.raises(TypeError, match="never written"):
        pickle.dumps(ONE)
    written(tmp_path, TEXT.replace("a1b2c3d4", "00000000"))
    with pytest.raises(BadInput, match="is another file than when the run was begun"):
        pickle.loads(packed)


def test_no_words_of_an_error_come_out_of_where_children_are() -> None:
    with pytest.raises(UntoldError, match="KeyError, whose words are not shown") as found, untold():
        raise KeyError("CANARY4711")
    assert "CANARY4711" not in str(found.value)
    assert found.value.__suppress_context__
    for meant in (BadInput(["episodes.csv: is empty"]), MemoryError(), BrokenPipeError()):
        with pytest.raises(type(meant)), untold():
            raise meant
