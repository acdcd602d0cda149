"""The same inputs, seed and replication give the same register: in any process, any order, beside anything else."""

from __future__ import annotations

import multiprocessing
import os
import random
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from pickle import dumps, loads

import numpy as np
import pytest
from busy_parameters import busy, busy_strategies
from quiet_parameters import CALENDAR, changed
from quiet_statutory import busy_services, service_strategies
from runs_of_model import differing, digest, simulate, small_pool

import sim
from sim.foundations.chance import Chance
from sim.model.opening.pool import Pool
from sim.parameters.parameters import Parameters

YEARS = 0.8
SEED = 31
REPLICATIONS = 4
TESTS = Path(__file__).parents[1]


def everything() -> Parameters:
    """A small authority with all five strategies, and all statutory services with theirs."""
    return changed(busy(), **busy_strategies(), **busy_services(), **service_strategies())


@pytest.fixture(scope="module")
def pool() -> Pool:
    return small_pool(busy())


def replicated(replication: int, pool: Pool | None) -> str:
    """The digest of one replication with everything switched on; called in other processes too."""
    return digest(simulate(everything(), YEARS, seed=SEED, replication=replication, pool=pool))


@pytest.fixture(scope="module")
def in_line(pool: Pool) -> list[str]:
    """The digests of the replications, one after another in this process."""
    return [replicated(number, pool) for number in range(REPLICATIONS)]


def test_replications_differ(in_line: list[str]) -> None:
    assert len(set(in_line)) == REPLICATIONS


def test_parallel_equals_serial(in_line: list[str], pool: Pool) -> None:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as processes:
        # in another order, each process with its own copy of the pool
        reversed_order = list(processes.map(replicated, reversed(range(REPLICATIONS)), [pool] * REPLICATIONS))
    assert reversed_order[::-1] == in_line


def test_a_replication_alone_is_the_same_as_among_many(in_line: list[str], pool: Pool) -> None:
    assert replicated(2, pool) == in_line[2]


def test_a_pool_that_was_kept_and_read_again_opens_the_same(in_line: list[str], pool: Pool) -> None:
    kept = loads(dumps(pool))
    assert kept == pool
    assert replicated(1, kept) == in_line[1]


def test_the_pool_is_the_same_twice(pool: Pool) -> None:
    again = small_pool(busy())
    assert again == pool
    assert again.weights == pool.weights
    assert small_pool(busy(), seed=2) != pool


def test_a_run_leaves_its_parameters_and_pool_as_they_were(pool: Pool) -> None:
    parameters, before = everything(), (repr(everything()), repr(pool))
    simulate(parameters, YEARS, seed=SEED, pool=pool)
    assert (repr(parameters), repr(pool)) == before


def test_other_randomness_does_not_matter_and_is_not_touched(in_line: list[str], pool: Pool) -> None:
    random.seed(1)
    np.random.seed(1)
    states = random.getstate(), np.random.get_state()[1].tolist()
    assert replicated(0, pool) == in_line[0]
    assert (random.getstate(), np.random.get_state()[1].tolist()) == states
    random.seed(2)
    np.random.seed(2)
    assert replicated(0, pool) == in_line[0]


def test_the_same_under_any_hash_seed(in_line: list[str]) -> None:
    # from scratch in each process: the pool too
    code = (
        "from test_determinism import *\n"
        "made = small_pool(busy())\n"
        "print(sha256(repr(made).encode()).hexdigest(), replicated(3, made))\n"
    )
    code = "from hashlib import sha256\n" + code
    found = []
    for hash_seed in ("0", "1", "4294967295"):
        environment = os.environ | {
            "PYTHONHASHSEED": hash_seed,
            "PYTHONPATH": os.pathsep.join(map(str, (Path(__file__).parent, TESTS, Path(sim.__file__).parents[1]))),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True, cwd=TESTS
        )
        found.append(done.stdout.split())
    assert found[0] == found[1] == found[2]
    assert found[0][1] == in_line[3]


def test_seed_and_replication_are_both_part_of_the_name() -> None:
    parameters = changed(busy(), opening=None)
    plain = simulate(parameters, 0.5, seed=1, replication=2)
    assert differing(plain, simulate(parameters, 0.5, seed=1, replication=2)) == []
    assert differing(plain, simulate(parameters, 0.5, seed=2, replication=1))
    assert differing(plain, simulate(parameters, 0.5, seed=1, replication=3))
    assert CALENDAR.start.year == 2018


def test_a_draw_is_fixed_by_its_name_and_not_by_what_was_drawn_before() -> None:
    one, other = Chance(5, 6), Chance(5, 6)
    names = [(decision, subject, occasion) for decision in "abc" for subject in (0, 7, 1 << 60) for occasion in (0, 3)]
    forward = [one.uniform(*name) for name in names]
    backward = [other.uniform(*name) for name in reversed(names)]
    assert forward == backward[::-1]
    assert len(set(forward)) == len(names)
