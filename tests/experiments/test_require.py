"""Required capacity: standards as people write them, and the least capacity against closed forms and brute force."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil, inf, isnan, log2, nan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression
from scipy.stats import beta, binom, poisson

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.asking.standard import Standard, of_probability, share_of, standard
from sim.experiments.require.answer import RequiredCapacity, SearchOutcome
from sim.experiments.require.capacity import Capacities, capacities
from sim.experiments.require.search import least_capacity
from sim.experiments.require.tried import ResponseWay
from sim.experiments.statistics.shares import (
    clearly_above,
    clearly_below,
    least_replications,
    rising,
    share_interval,
)
from sim.foundations.faults import BadInput
from sim.measures.arrays import Numbers
from sim.scenario.levers import Setting, laid, lever
from sim.scenario.scenario import Scenario, load

FREE = MeasureChoice("in_house_places_vacant", at_end=True)
LOST = MeasureChoice("first_choice_percent")
ALL_HAVE_ONE = Standard(FREE, at_least=True, number=0.0)
ONE_IN_A_HUNDRED_LOST = Standard(LOST, at_least=False, number=1.0)


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load("tower_hamlets_2018")


# --- a standard as people write it


@pytest.mark.parametrize(
    ("text", "measure", "at_least", "number"),
    [
        ("first_choice_percent>=80", MeasureChoice("first_choice_percent"), True, 80.0),
        (" first_choice_percent >= 80 % ", MeasureChoice("first_choice_percent"), True, 80.0),
        ("first_choice_percent≥80%", MeasureChoice("first_choice_percent"), True, 80.0),
        ("looked_after at end<=290", MeasureChoice("looked_after", at_end=True), False, 290.0),
        ("in_placement: agency<=60.5", MeasureChoice("in_placement", "agency"), False, 60.5),
        ("in_placement: agency at end <= 60", MeasureChoice("in_placement", "agency", at_end=True), False, 60.0),
        ("cost_total<=17,500,000", MeasureChoice("cost_total"), False, 17_500_000.0),
        ("entries_averted>=-2", MeasureChoice("entries_averted"), True, -2.0),
    ],
)
def test_a_standard_is_read(base: Scenario, text: str, measure: MeasureChoice, at_least: bool, number: float):
    assert standard(text, base) == Standard(measure, at_least, number)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("first_choice_percent", ["neither at least (>=) nor at most (<=)", "such as first_choice_percent>=80%"]),
        ("first_choice_percent>80", ['">" is no comparison here']),
        ("first_choice_percent=80", ['"=" is no comparison here']),
        ("first_choise_percent>=80", ["did you mean first_choice_percent?"]),
        ("in_placement: agensy>=80", ["did you mean agency?"]),
        ("first_choice_percent at end>=80", ['take out "at end"']),
        ("looked_after>=many", ['"many" is not a number']),
        ("looked_after>=", ['"" is not a number']),
        ("looked_after>=inf", ['"inf" is not a number']),
        ("looked_after>=80%", ["looked_after is no percentage", "leave out the %"]),
        ("first_choice_percent>=800", ["800% is no share of anything"]),
        ("first_choise_percent>eighty", ["did you mean", '">" is no comparison', '"eighty" is not a number']),
    ],
)
def test_every_fault_of_a_standard_is_told_at_once(base: Scenario, text: str, said: list[str]):
    with pytest.raises(BadInput) as bad:
        standard(text, base)
    for words in said:
        assert words in str(bad.value)
    assert len(bad.value.faults) == (3 if len(said) == 3 else 1)


def test_a_standard_reads_as_it_is_written(base: Scenario):
    one = standard("in_placement: agency at end <= 60", base)
    assert one.text == "in_placement: agency at end<=60"
    assert standard(one.text, base) == one
    assert one.aim == "at most 60"
    assert standard("first_choice_percent>=80", base).aim == "at least 80%"


def test_what_meets_a_standard_is_on_its_side_or_just_on_it_and_the_undefined_is_neither():
    values = np.array([79.0, 80.0, 81.0, nan])
    at_least, at_most = Standard(LOST, True, 80.0), Standard(LOST, False, 80.0)
    assert at_least.met(values)[:3].tolist() == [0.0, 1.0, 1.0]
    assert at_most.met(values)[:3].tolist() == [1.0, 1.0, 0.0]
    assert isnan(at_least.met(values)[3])
    assert isnan(at_most.met(values)[3])


@pytest.mark.parametrize(("text", "number"), [("0.8", 0.8), ("80%", 0.8), (" 97.5 % ", 0.975), ("80", 80.0)])
def test_a_probability_is_read(text: str, number: float):
    assert share_of(text) == pytest.approx(number)


@pytest.mark.parametrize("text", ["often", "", "nan", "inf%"])
def test_what_is_no_number_is_no_probability(text: str):
    with pytest.raises(BadInput, match="is not a number; give one such as"):
        share_of(text)


@pytest.mark.parametrize("number", [0.0, 1.0, 80.0, -0.1, nan])
def test_what_cannot_be_aimed_at_is_refused(number: float):
    (said,) = of_probability(number)
    assert "between 0 and 1" in said
    assert of_probability(0.8) == []


# --- capacities of a lever


def test_places_go_in_ones_from_none_to_three_times_the_present(base: Scenario):
    places = capacities(lever("in_house_fostering.places", base), None, None, None)
    assert (places.step, places.first, places.last, places.present) == (1.0, 0, 552, 184)
    assert places.furthest == 2944  # sixteen times, where that is not enough
    assert places.spread == [0, 92, 184, 368, 552]


def test_a_share_goes_in_two_hundred_steps_of_its_range(base: Scenario):
    share = capacities(lever("in_house_fostering.agreement", base), None, None, None)
    assert share.step == pytest.approx(0.005)
    present = base.quantities["in_house_fostering.agreement"].value
    assert (share.first, share.last, share.furthest) == (0, 200, 200)
    assert share.present == round(present / 0.005)
    assert share.at(share.present) == pytest.approx(present, abs=0.0025)


def test_the_ends_and_the_step_can_be_said(base: Scenario):
    places = capacities(lever("in_house_fostering.places", base), 150, 300, 10)
    assert (places.step, places.first, places.last, places.furthest, places.present) == (10, 15, 30, 30, 18)
    assert places.at(places.first) == 150
    above = capacities(lever("in_house_fostering.places", base), 200, 300, None)
    assert above.present == 200  # the nearest that is looked at


def test_a_capacity_without_limit_asks_how_far_to_look(base: Scenario):
    with pytest.raises(BadInput, match="has no limit in this scenario; say how far to look, such as --to"):
        capacities(lever("childrens_homes.capacity", base), None, None, None)
    homes = capacities(lever("childrens_homes.capacity", base), 0, 40, None)
    assert (homes.last, homes.present) == (40, 40)


@pytest.mark.parametrize(
    ("path", "low", "high", "step", "said"),
    [
        ("in_house_fostering.places", -5, None, None, ["--from", "is -5"]),
        ("in_house_fostering.places", 300, 200, None, ["200 is not above 300"]),
        ("in_house_fostering.places", None, None, 0, ["--step", "is 0"]),
        ("in_house_fostering.places", None, None, 2.5, ["give a whole number of places"]),
        ("in_house_fostering.agreement", None, 1.5, None, ["is 1.5", "from 0 to 1"]),
        ("in_house_fostering.places", 1, 2, 5, ["no two steps of 5 lie between 1 and 2"]),
        ("in_house_fostering.places", -5, -9, -1, ["is -5", "-9 is not above -5", "is -1"]),
    ],
)
def test_every_fault_of_the_ends_is_told(base: Scenario, path, low, high, step, said):
    with pytest.raises(BadInput) as bad:
        capacities(lever(path, base), low, high, step)
    for words in said:
        assert words in str(bad.value)


@pytest.mark.parametrize("number", [0, 50, 184, 221, 400, 1000])
def test_more_places_do_not_part_the_authority_into_areas(base: Scenario, number: int):
    """Families look for a place in their own area, so that more areas would hide what more places do."""
    set_here = laid(base, [Setting("in_house_fostering.places", number)]).parameters.in_house_fostering
    assert set_here is not None
    assert set_here.households == round(number / 1.47)
    assert ceil(set_here.households / set_here.households_per_area) <= 1


# --- shares and what replications can tell of them


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 50)), min_size=1, max_size=12))
def test_a_rising_fit_is_isotonic_regression(pairs: list[tuple[float, int]]):
    values, weights = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    assert rising(values, weights) == pytest.approx(isotonic_regression(values, weights=weights).x)


@pytest.mark.parametrize("of", [1, 10, 40])
@pytest.mark.parametrize("wanted", [0.5, 0.8, 0.95])
def test_what_is_clear_of_a_share_is_what_the_binomial_says(of: int, wanted: float):
    for met in range(of + 1):
        assert clearly_below(met, of, wanted) == (binom.cdf(met, of, wanted) < 0.025)
        assert clearly_above(met, of, wanted) == (binom.sf(met - 1, of, wanted) < 0.025)


def test_the_interval_of_a_share_is_exact():
    assert share_interval(0, 20) == pytest.approx((0.0, 1 - 0.025 ** (1 / 20)))
    assert share_interval(20, 20) == pytest.approx((0.025 ** (1 / 20), 1.0))
    assert share_interval(13, 20) == pytest.approx((beta.ppf(0.025, 13, 8), beta.ppf(0.975, 14, 7)))
    assert share_interval(0, 0) == (0.0, 1.0)


def test_so_many_replications_it_takes_before_any_share_is_clearly_enough():
    assert [least_replications(wanted) for wanted in (0.5, 0.8, 0.9, 0.95)] == [6, 17, 36, 72]


# --- the least capacity, where it is known


class Counted:
    """Runs that count how many capacities were asked for."""

    def __init__(self, measure: Callable[[float], Numbers]) -> None:
        self.measure = measure
        self.asked: list[int] = []

    def __call__(self, numbers: Sequence[int]) -> Numbers:
        self.asked.extend(numbers)
        return np.array([self.measure(number) for number in numbers], dtype=np.float64)


def sought(
    measure: Callable[[float], Numbers],
    aim: Standard = ALL_HAVE_ONE,
    wanted: float = 0.8,
    last: int = 120,
    present: int = 40,
    first: int = 0,
) -> RequiredCapacity:
    runs = Counted(measure)
    answer = least_capacity(runs, Capacities(1.0, first, last, last, present), aim, wanted, len(measure(present)))
    assert len(runs.asked) == len(set(runs.asked))
    return answer


def in_use(random: np.random.Generator, n: int, mean: float = 30.0) -> Numbers:
    """Places in use on a day of each future: an M/G/infinity queue in balance is Poisson, whatever its stays."""
    return poisson.ppf(random.uniform(size=n), mean)


def test_the_least_capacity_is_the_quantile_of_an_endless_queue():
    # futures evenly through the Poisson's probabilities: the share that a capacity is enough for is its own
    busy = poisson.ppf((np.arange(2000) + 0.5) / 2000, 30.0)
    for wanted in (0.5, 0.8, 0.9, 0.99):
        answer = sought(lambda places: places - busy, wanted=wanted)
        assert answer.outcome is SearchOutcome.FOUND
        assert answer.capacity == poisson.ppf(wanted, 30.0)
        assert answer.low <= answer.capacity <= answer.high


def erlang_b(servers: int, load: Numbers) -> Numbers:
    """The share of requests lost when so many places are asked for at these loads: Erlang's formula, step by step."""
    lost = np.ones_like(load)
    for server in range(1, servers + 1):
        lost = load * lost / (server + load * lost)
    return lost


def test_the_least_capacity_loses_one_request_in_a_hundred_by_erlangs_formula():
    loads = np.linspace(5.0, 15.0, 41)  # what may come: the 80% point is the load of the 33rd future, 13.0
    answer = sought(lambda servers: 100 * erlang_b(int(servers), loads), ONE_IN_A_HUNDRED_LOST)
    enough = next(servers for servers in range(100) if erlang_b(servers, np.array([13.0]))[0] <= 0.01)
    assert enough == 22  # as printed tables have it: 21 lose 1% of 12.84 erlangs, 22 of 13.65
    assert answer.capacity == enough == _by_brute_force(lambda c: 100 * erlang_b(c, loads), ONE_IN_A_HUNDRED_LOST, 0.8)
    assert answer.more_helps


def _by_brute_force(measure: Callable[[int], Numbers], aim: Standard, wanted: float, last: int = 120) -> int:
    return next(c for c in range(last + 1) if np.nanmean(aim.met(measure(c))) >= wanted - 1e-9)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    n=st.integers(10, 60),
    wanted=st.sampled_from([0.5, 0.75, 0.8, 0.9]),
    present=st.integers(0, 120),
)
def test_the_search_finds_what_trying_every_capacity_finds(seed: int, n: int, wanted: float, present: int):
    busy = in_use(np.random.default_rng(seed), n)
    answer = sought(lambda places: places - busy, wanted=wanted, present=present)
    assert answer.capacity == _by_brute_force(lambda c: c - busy, ALL_HAVE_ONE, wanted)
    # each future has its own capacity; the answer is the smallest that is enough for the share of them
    assert answer.capacity == np.sort(busy)[ceil(wanted * n - 1e-9) - 1]
    at_answer = answer.tried.shares[answer.place(int(answer.capacity))]
    assert at_answer >= wanted
    assert answer.tried.shares[answer.place(int(answer.capacity) - 1)] < wanted


@pytest.mark.parametrize("last", [60, 1_000, 1_000_000])
def test_the_number_of_capacities_tried_grows_with_the_logarithm(last: int):
    busy = in_use(np.random.default_rng(3), 40)
    runs = Counted(lambda places: places - busy)
    answer = least_capacity(runs, Capacities(1.0, 0, last, last, 40), ALL_HAVE_ONE, 0.8, 40)
    assert answer.capacity == np.sort(busy)[31]
    assert len(runs.asked) <= 5 + 3 * ceil(log2(last))
    assert len(runs.asked) <= 16 + 1.5 * log2(last)


@pytest.mark.parametrize(("jitter", "least"), [(0.0, 0.95), (4.0, 0.95)])
def test_the_interval_holds_the_least_capacity_as_often_as_it_says(jitter: float, least: float):
    """Also when each future wavers, so that more capacity now and then does a little worse."""
    chances = np.arange(300)
    spread = poisson.pmf(chances, 30.0)
    if jitter:
        from scipy.stats import norm

        share = [float((spread * norm.cdf((c - chances) / jitter)).sum()) for c in range(120)]
    else:
        share = [float(poisson.cdf(c, 30.0)) for c in range(120)]
    truth = next(c for c, met in enumerate(share) if met >= 0.8)
    held = []
    for trial in range(300):
        busy = in_use(np.random.default_rng(trial), 40)

        def measure(places: float, busy: Numbers = busy, trial: int = trial) -> Numbers:
            wavers = np.random.default_rng([trial, int(places)]).normal(0.0, jitter, len(busy)) if jitter else 0.0
            return places - busy + wavers

        answer = sought(measure)
        held.append(answer.low <= truth <= answer.high)
        assert answer.low <= answer.capacity <= answer.high
    assert np.mean(held) >= least
    assert np.mean(held) < 1.0


def known_from(n: int) -> RequiredCapacity:
    busy = in_use(np.random.default_rng(1), n)
    return sought(lambda places: places - busy)


def test_more_replications_know_it_better():
    few, many = (known_from(n) for n in (20, 400))
    assert many.high - many.low < (few.high - few.low) / 2


def test_too_few_replications_never_say_that_a_capacity_is_surely_enough():
    answer = known_from(16)
    assert answer.outcome is SearchOutcome.FOUND
    assert answer.high == inf


# --- when there is no least capacity


def test_a_standard_out_of_reach_is_told_with_the_best_there_is():
    # a third of the futures can never have it; the rest from 20 to 39 places
    thresholds = np.concatenate([np.full(10, 1e6), np.arange(20.0, 40.0)])
    answer = sought(lambda places: np.minimum(places, 60.0) - thresholds)
    assert answer.outcome is SearchOutcome.OUT_OF_REACH
    assert isnan(answer.capacity)
    assert answer.best == 120
    assert answer.tried.shares[answer.place(120)] == pytest.approx(2 / 3)
    assert answer.levels_off == pytest.approx(58, abs=1)  # 95% of the way to 60, to a fiftieth of the range
    assert answer.reachable == pytest.approx(60.0 - 1e6)
    assert answer.low == 38  # 19 of 30 do not rule out four in five (2.56% have no more), 18 do
    assert answer.high == inf


def test_twice_as_much_is_looked_at_where_more_still_helps():
    busy = in_use(np.random.default_rng(8), 40, mean=500.0)
    runs = Counted(lambda places: places - busy)
    answer = least_capacity(runs, Capacities(1.0, 0, 120, 4000, 40), ALL_HAVE_ONE, 0.8, 40)
    assert answer.outcome is SearchOutcome.FOUND
    assert answer.capacity == np.sort(busy)[31]
    assert answer.high < inf
    assert max(runs.asked) <= 960  # 120, 240, 480, 960


def test_what_levels_off_is_not_looked_at_further():
    busy = in_use(np.random.default_rng(8), 40, mean=500.0)
    runs = Counted(lambda places: min(places, 100.0) - busy)
    answer = least_capacity(runs, Capacities(1.0, 0, 120, 4000, 40), ALL_HAVE_ONE, 0.8, 40)
    assert answer.outcome is SearchOutcome.OUT_OF_REACH
    assert max(runs.asked) == 240
    assert answer.levels_off == pytest.approx(97, abs=4)


def test_what_never_levels_off_is_looked_at_as_far_as_may_be():
    busy = in_use(np.random.default_rng(8), 40, mean=9000.0)
    runs = Counted(lambda places: places - busy)
    answer = least_capacity(runs, Capacities(1.0, 0, 120, 1000, 40), ALL_HAVE_ONE, 0.8, 40)
    assert answer.outcome is SearchOutcome.OUT_OF_REACH
    assert max(runs.asked) == answer.best == 1000
    assert len(runs.asked) <= 20


def test_the_most_reachable_value_is_had_with_the_probability():
    values = np.arange(1.0, 11.0)  # ten futures
    most = sought(lambda places: values * min(places, 50) / 50, Standard(LOST, True, 50.0))
    assert (most.outcome, most.reachable) == (SearchOutcome.OUT_OF_REACH, 3.0)  # eight in ten have 3 or more
    least = sought(lambda places: values + 50 - min(places, 50), Standard(LOST, False, 0.0))
    assert (least.outcome, least.reachable) == (SearchOutcome.OUT_OF_REACH, 8.0)  # eight in ten have 8 or less


def test_a_standard_always_met_is_told():
    answer = sought(lambda places: 10 + places + np.arange(20.0))
    assert (answer.outcome, answer.capacity, answer.low) == (SearchOutcome.ALWAYS, 0.0, 0.0)


def test_a_lever_that_does_nothing_is_told():
    noise = np.random.default_rng(5).normal(size=40)
    answer = sought(lambda places: noise - 3)
    assert (answer.outcome, answer.way) == (SearchOutcome.NO_MATTER, ResponseWay.NEITHER)
    assert isnan(answer.capacity)
    assert len(answer.tried.numbers) == 5


def test_luck_alone_is_not_taken_for_an_effect():
    said = 0
    for trial in range(100):
        random = np.random.default_rng(trial)
        said += sought(lambda _, random=random: random.normal(size=30)).outcome is not SearchOutcome.NO_MATTER
    assert said <= 10


def test_a_measure_that_goes_both_ways_is_told_and_where():
    noise = np.random.default_rng(5).normal(size=40)
    answer = sought(lambda places: 30.0 - abs(places - 50.0) + noise)
    assert (answer.outcome, answer.way) == (SearchOutcome.BOTH_WAYS, ResponseWay.BOTH)
    assert isnan(answer.capacity)
    rise, fall = answer.tried.turns()
    assert (rise.since, fall.until) == (0, 120)
    assert rise.until == fall.since == 51
    assert rise.change == pytest.approx(49.0)
    assert fall.change == pytest.approx(-69.0)
    assert len(answer.tried.numbers) >= 8
    assert 40 <= answer.best <= 60


def test_a_little_less_at_the_end_is_not_both_ways():
    busy = in_use(np.random.default_rng(2), 40)
    answer = sought(lambda places: min(places, 70) - 0.02 * max(0.0, places - 70) - busy)
    assert answer.outcome is SearchOutcome.FOUND
    means = answer.tried.means
    assert means[answer.place(80)] > means[answer.place(120)] + 0.5


def test_where_less_helps_it_is_the_most_that_still_does():
    busy = in_use(np.random.default_rng(4), 30)
    answer = sought(lambda families: 60.0 - families - busy, wanted=0.8)
    assert answer.way is ResponseWay.LESS_HELPS
    assert not answer.more_helps
    every = [c for c in range(121) if np.mean(60.0 - c - busy >= 0) >= 0.8]
    assert answer.capacity == max(every)
    assert answer.high <= answer.capacity <= answer.low


def test_undefined_futures_are_left_out_of_the_share():
    busy = in_use(np.random.default_rng(6), 30)
    failed = np.where(np.arange(30) < 10, nan, 0.0)
    answer = sought(lambda places: places - busy + failed)
    assert answer.capacity == np.sort(busy[10:])[15]
    assert answer.undefined == 10 * len(answer.tried.numbers)


def test_a_measure_that_is_never_defined_is_told():
    answer = sought(lambda _: np.full(12, nan))
    assert answer.outcome is SearchOutcome.UNDEFINED
    assert isnan(answer.reachable)
