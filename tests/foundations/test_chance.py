"""Chance by name: the same name gives the same number, another name an unrelated one, whatever was asked before."""

from __future__ import annotations

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.foundations.chance import Chance

MASK = (1 << 64) - 1

NAMES = st.tuples(st.text(max_size=20), st.integers(0, 1 << 62), st.integers(0, 1 << 20))


@given(st.integers(0, 1 << 40), st.integers(-1, 1000), st.lists(NAMES, min_size=1, max_size=20))
def test_a_number_is_fixed_by_its_name_and_not_by_what_was_asked_before(seed, replication, names):
    forwards, backwards = Chance(seed, replication), Chance(seed, replication)
    first = [forwards.uniform(*name) for name in names]
    assert [backwards.uniform(*name) for name in reversed(names)] == first[::-1]


@given(NAMES)
def test_numbers_lie_strictly_between_0_and_1(name):
    assert 0.0 < Chance(1, 1).uniform(*name) < 1.0


def unmixed(output: int) -> int:
    """What the 64-bit finaliser turns into `output`: each of its steps undone."""
    x = output ^ output >> 31 ^ output >> 62
    x = x * pow(0x94D049BB133111EB, -1, 1 << 64) & MASK
    x = x ^ x >> 27 ^ x >> 54
    x = x * pow(0xBF58476D1CE4E5B9, -1, 1 << 64) & MASK
    return x ^ x >> 30 ^ x >> 60


@pytest.mark.parametrize("bits", [0, MASK])
def test_even_the_smallest_and_the_largest_number_lie_strictly_between_0_and_1(bits: int):
    chance = Chance(1, 1)
    key = chance._key("route")
    subject = (unmixed(bits) - key) * pow(0x9E3779B97F4A7C15, -1, 1 << 64) & MASK
    subject -= (subject >> 63) << 64  # a signed word, as identities are
    number = chance.uniform("route", subject)
    assert 0.0 < number < 1.0
    assert number == pytest.approx(1.0 if bits else 0.0, abs=1e-15)


def test_numbers_are_those_they_have_always_been():
    # Golden, on purpose: another generator would change every published result.
    assert [Chance(1, 0).uniform("route", subject) for subject in range(3)] == pytest.approx(
        [
            0.4305670399800023,
            0.23005690068453694,
            0.4541568447795786,
        ],
        abs=1e-15,
    )


def test_seed_replication_decision_subject_and_occasion_each_change_the_number():
    base = Chance(1, 0).uniform("route", 5, 2)
    others = [
        Chance(2, 0).uniform("route", 5, 2),
        Chance(1, 1).uniform("route", 5, 2),
        Chance(1, 0).uniform("age", 5, 2),
        Chance(1, 0).uniform("route", 6, 2),
        Chance(1, 0).uniform("route", 5, 3),
    ]
    assert len({base, *others}) == 6


def test_numbers_are_uniform_over_subjects_and_over_occasions():
    chance = Chance(7, 0)
    by_subject = [chance.uniform("age", subject) for subject in range(20000)]
    by_occasion = [chance.uniform("age", 3, occasion) for occasion in range(20000)]
    assert stats.kstest(by_subject, "uniform").pvalue > 0.001
    assert stats.kstest(by_occasion, "uniform").pvalue > 0.001


def test_neighbours_in_subject_occasion_and_replication_are_uncorrelated():
    chance, count = Chance(7, 0), 20000
    subjects = [chance.uniform("age", subject) for subject in range(count)]
    occasions = [chance.uniform("age", subject, 1) for subject in range(count)]
    replications = [Chance(7, replication).uniform("age", 1) for replication in range(2000)]
    bound = 4.0  # standard errors: once in 16,000
    for one, other in ((subjects[:-1], subjects[1:]), (subjects, occasions), (replications[:-1], replications[1:])):
        assert abs(np.corrcoef(one, other)[0, 1]) < bound / np.sqrt(len(one))


def test_the_exponential_is_that_of_the_same_uniform_number():
    chance = Chance(3, 0)
    assert chance.exponential("leaving", 9, 1) == -log(chance.uniform("leaving", 9, 1))


def test_what_has_probability_0_never_happens_and_what_has_1_always_does():
    chance = Chance(3, 0)
    assert not any(chance.happens(0.0, "sex", subject) for subject in range(1000))
    assert all(chance.happens(1.0, "sex", subject) for subject in range(1000))


@given(st.lists(st.floats(0, 1), min_size=2, max_size=5), st.integers(0, 10000))
def test_raising_a_probability_never_stops_a_thing_from_happening(probabilities, subject):
    happens = [Chance(3, 0).happens(probability, "sex", subject) for probability in sorted(probabilities)]
    assert all(later or not earlier for earlier, later in pairwise(happens))
