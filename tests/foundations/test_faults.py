"""Faults are gathered from several places and told together; what is no fault of the input is not kept quiet."""

from __future__ import annotations

import pytest

from sim.foundations.faults import BadInput, Faults, outside, whole_number, whole_number_in


def test_what_is_wrong_in_several_places_is_told_together_in_the_order_in_which_it_was_found() -> None:
    faults, done = Faults(), []
    with faults.gather():
        done.append("first")
        raise BadInput(["one", "two"])
    with faults.gather("--"):
        done.append("second")
        raise BadInput(["three"])
    faults.add("four", "one")
    with faults.gather():
        done.append("third")
    assert done == ["first", "second", "third"]
    assert faults
    assert BadInput(faults).faults == ("one", "two", "--three", "four")


def test_there_are_none_when_nothing_is_wrong() -> None:
    faults = Faults()
    with faults.gather():
        pass
    assert not faults
    assert list(faults) == []


def test_an_error_of_the_program_is_no_fault_of_the_input() -> None:
    faults = Faults()
    with pytest.raises(ZeroDivisionError), faults.gather():
        _ = 1 / 0
    assert not faults


def test_a_whole_number_is_read_from_text_or_an_example_of_one_is_given() -> None:
    assert [whole_number_in(text) for text in ("12", " -3 ", "1.5", "", "many")] == [12, -3, None, None, None]
    assert whole_number("--seed", "0", such_as=100) == 0
    with pytest.raises(BadInput) as bad:
        whole_number("--points", "many", such_as=64)
    assert bad.value.faults == ('--points: "many" is not a whole number; give digits alone, such as 64',)


def test_a_number_outside_its_bounds_is_too_small_or_too_large() -> None:
    assert [outside("waves", number, 1, 20) for number in (1, 20)] == [[], []]
    assert outside("waves", 0, 1, 20) == ["waves: 0 is too small; give 1 to 20"]
    assert outside("points", 5000, 4, 4096) == ["points: 5,000 is too large; give 4 to 4,096"]
