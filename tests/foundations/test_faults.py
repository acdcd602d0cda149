"""Faults are gathered from several places and told together; what is no fault of the input is not kept quiet."""

from __future__ import annotations

import pytest

from sim.foundations.faults import BadInput, Faults


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
