"""Studies: scenarios run at points, each replication with the same luck wherever it is run."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest
from runs_of_model import in_care
from small_authority import base, file, three

from sim.experiments.asking.measure_choice import USUAL
from sim.experiments.running import study as studies
from sim.experiments.running.execution.tasks import Failure, Made, Point, Task
from sim.experiments.running.study import MOST_OPENINGS, Chosen, Study, study, usual
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.faults import BadInput
from sim.measures.value import Value
from sim.model.model import simulate
from sim.model.opening.pool import Pool
from sim.model.pool import making as opening_cohort
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.scenario.levers import Setting, laid
from sim.scenario.scenario import load

FEWER = (Setting("demand.entries_per_year", 60.0),)
OLDER = (Setting("opening.unaccompanied", 30.0),)


@cache
def small() -> Study:
    return study(three(0.3)[:2], 7, False, Chosen(USUAL))


def bits(made: Made) -> tuple[object, ...]:
    return made.measures.keys, made.measures.values.tobytes(), made.series.keys, made.series.values.tobytes()


# Tasks


def test_a_task_gives_each_of_its_replications_as_it_is_alone() -> None:
    batch = small().perform(Task(Point(1, FEWER), 2, 3))
    assert [bits(one) for one in batch] == [bits(small().replicate(Point(1, FEWER), number)) for number in (2, 3, 4)]
    assert len({bits(one) for one in batch}) == 3


def second_fails(register: Register, calendar: Calendar, parameters: Parameters) -> tuple[list[Value], list[Value]]:
    """A reading that fails where fewer than so many children came."""
    del calendar, parameters
    if len(register.children.identity) % 2:
        raise ZeroDivisionError("an odd number of children")
    return [], []


def test_a_replication_that_fails_says_where_and_the_others_go_on() -> None:
    made = study([base(0.3)], 7, False, second_fails)
    batch = made.perform(Task(Point(0), 0, 12))
    failures = [one for one in batch if isinstance(one, Failure)]
    assert 0 < len(failures) < 12
    for one in failures:
        assert one.point == Point(0)
        assert batch[one.replication] is one
        assert one.error.startswith("ZeroDivisionError: an odd number of children\nTraceback")
        assert "second_fails" in one.error


def test_bad_input_in_a_replication_is_told_in_its_own_words() -> None:
    (failure,) = small().perform(Task(Point(0, (Setting("demand.entries_per_year", -1.0),)), 0, 1))
    assert isinstance(failure, Failure)
    assert failure.error.startswith("demand.entries_per_year: ")


# What the model is told


def test_a_point_sets_numbers_and_leaves_the_rest() -> None:
    plain, changed = (small().parameters(Point(0, settings), 0) for settings in ((), FEWER))
    assert changed.demand.entries_per_year == 60.0
    assert replace(changed.demand, entries_per_year=plain.demand.entries_per_year) == plain.demand
    assert changed.prices == plain.prices


def test_what_is_set_is_not_drawn_and_what_is_not_is_drawn_as_it_would_be() -> None:
    made = study([base(0.3)], 7, True, Chosen(USUAL))
    smaller = (Setting("demand.children_per_family", 1.4),)
    free, pinned = ([made.parameters(Point(0, settings), number) for number in range(3)] for settings in ((), smaller))
    assert len({one.demand.children_per_family for one in free}) == 3
    assert {one.demand.children_per_family for one in pinned} == {1.4}
    assert [one.stability for one in free] == [one.stability for one in pinned]
    assert len({one.stability.scale for one in free}) == 3


@pytest.mark.parametrize("uncertainty", [False, True])
def test_settings_give_what_a_scenario_with_these_numbers_gives(uncertainty: bool, tmp_path: Path) -> None:
    scenario = load(str(file(tmp_path, 0.3)))
    one = study([scenario], 7, uncertainty, usual).replicate(Point(0, FEWER), 1)
    own = study([laid(scenario, FEWER)], 7, uncertainty, usual).replicate(Point(0), 1)
    assert bits(one) == bits(own)


# Luck


def test_luck_is_shared_by_points_and_scenarios_and_differs_between_seeds() -> None:
    seeds = [study([base(0.3)], seed, False, Chosen(USUAL)).replicate(Point(0), 0) for seed in (7, 7, 8)]
    assert bits(seeds[0]) == bits(seeds[1]) != bits(seeds[2])
    # Entries are thinned from one stream: at a lower rate nobody comes who does not come at a higher.
    keys = dict.fromkeys(one.key(base(0.3)) for one in USUAL)
    starts = next(key for key in keys if key.measure == "starts")
    for number in range(3):
        counts = []
        for rate in (40.0, 80.0, 160.0):
            made = small().replicate(Point(0, (Setting("demand.entries_per_year", rate),)), number).measures
            counts.append(dict(zip(made.keys, made.values, strict=True))[starts])
        assert counts == sorted(counts)


# Openings


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Parameters, int]]:
    """The openings for which a pool is asked for; none is made."""
    asked: list[tuple[Parameters, int]] = []
    monkeypatch.setattr(studies, "opening_pool", lambda parameters, _, seed, *__: asked.append((parameters, seed)))
    return asked


def test_scenarios_of_a_base_open_with_the_cohort_of_the_first(made: list[tuple[Parameters, int]]) -> None:
    scenarios = [load("tower_hamlets_2018"), load("tower_hamlets_2018", "ipop"), load("england")]
    found = study(scenarios, 5, False)
    assert made == [(scenarios[0].parameters, 5), (scenarios[2].parameters, 5)]
    assert found.pools.keys() == {(0, ()), (1, ()), (2, ())}


def test_a_point_that_sets_something_of_the_opening_has_a_cohort_of_its_own(made: list[tuple[Parameters, int]]) -> None:
    scenarios = [load("tower_hamlets_2018"), load("tower_hamlets_2018", "ipop")]
    points = [Point(number, (*FEWER, *OLDER)) for number in (0, 1)] + [Point(0, FEWER)]
    found = study(scenarios, 5, False, points=points)
    assert [parameters.opening.unaccompanied for parameters, _ in made if parameters.opening] == [24.0, 30.0]
    assert found.pools.keys() == {(0, ()), (1, ()), (0, OLDER), (1, OLDER)}
    assert found.pools[0, OLDER] is found.pools[1, OLDER]


def test_too_many_openings_are_refused_before_any_is_made(made: list[tuple[Parameters, int]]) -> None:
    points = [Point(0, (Setting("opening.looked_after", 100.0 + number),)) for number in range(MOST_OPENINGS + 1)]
    with pytest.raises(BadInput, match="51 different opening cohorts"):
        study([load("tower_hamlets_2018")], 5, False, points=points)
    assert made == []


def test_measures_at_a_point_are_numbers() -> None:
    made = small().replicate(Point(0), 0)
    assert np.isfinite(made.measures.values).sum() > 10
    assert isinstance(made, Made)


def test_the_first_day_is_the_published_one_at_any_rate_of_entries() -> None:
    """Also when nobody enters: 298 children, and all opened from one pool."""
    pools = []
    for rate in (0.0, 0.3, 1.0):
        scenario = laid(load("tower_hamlets_2018"), (Setting("demand.entries_per_year", rate),))
        # fewer lives than a real pool has, under a seed that no other test asks for
        with patch.multiple(opening_cohort, BURN_IN_YEARS=8, SNAPSHOTS=8, runs=lambda _: 2):
            found = study([scenario], 4041, False)
        pools.append(found.pools[0, ()])
        for replication in range(3):
            luck = Chance(4041, replication)
            register = simulate(scenario.parameters, found.calendars[0], luck, 0.05, pools[-1])
            assert in_care(register, 0.0) == 298
    assert pools[0] == pools[1] == pools[2]


def test_nobody_looked_after_needs_no_pool() -> None:
    settings = (
        Setting("opening.looked_after", 0.0),
        Setting("opening.kinds", 0.0),
        Setting("opening.unaccompanied", 0.0),
    )
    assert study([laid(load("tower_hamlets_2018"), settings)], 5, False).pools == {(0, ()): None}


def test_what_of_the_first_day_cannot_be_made_is_told(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    told = Pool((), (), (), (), 1, told=("opening.kinds.secure: 3 published, 2 instead",))
    monkeypatch.setattr(studies, "kept", lambda *_: told)
    study([load("tower_hamlets_2018"), load("tower_hamlets_2018", "ipop")], 5, False)
    assert caplog.messages == ["opening.kinds.secure: 3 published, 2 instead"]
