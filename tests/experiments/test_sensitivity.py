"""Sensitivity: the tornado by hand, what is moved together, what is refused, and the whole on functions and runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest
from rutland_sized import file as tiny_file

from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.laboratory import Laboratory
from sim.experiments.running.scenarios_of_form import crossed, settings_for
from sim.experiments.running.study import Chosen, study
from sim.experiments.sensitivity.design import End, factors_of, moved_alone, saltelli, together
from sim.experiments.sensitivity.form import FACTORS, SensitivityFile, given
from sim.experiments.sensitivity.question import SensitivityQuestion, sensitivity_question
from sim.experiments.sensitivity.ranking import held, strongest
from sim.experiments.sensitivity.sensitivity import Sensitivity, analyse, sensitivity, without_gaps
from sim.experiments.sensitivity.tornado import Tornado, tornado, weight
from sim.foundations.faults import BadInput
from sim.measures.arrays import Numbers
from sim.scenario.levers import lever, levers
from sim.scenario.scenario import load

ENTRIES, AGREEMENT, AGENDA = "demand.entries_per_year", "in_house_fostering.agreement", "ipop.agenda"
WITHIN_14_WEEKS = "ipop.breakdown_within_14_weeks"
READY, OPENED = "ipop.ready", "opening.looked_after"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_file(tmp_path_factory.mktemp("sensitivity"))


def form(base: Path, **changes: object) -> SensitivityFile:
    plain = SensitivityFile(
        title="A trial",
        base=str(base),
        strategies=("ipop",),
        measures=("looked_after", "cost_total"),
        replications=4,
        points=16,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def sound(base: Path, **changes: object) -> SensitivityQuestion:
    file = form(base, **changes)
    how = replace(settings_for(file), processes=1)
    return sensitivity_question(file, "trial", crossed(file, how.years), how)


def refused(base: Path, **changes: object) -> str:
    with pytest.raises(BadInput) as bad:
        sound(base, **changes)
    return "\n".join(bad.value.faults)


Model = Callable[[int, Mapping[str, float], int], Sequence[float]]
"""What is wanted of a scenario, with these numbers set, in a replication."""


@dataclass
class HandMade:
    """Gives what a function says in place of runs, and remembers what was asked."""

    model: Model
    asked: list[tuple[list[Point], range]] = field(default_factory=list)
    at: list[list[tuple[Point, int]]] = field(default_factory=list)

    def values(self, points: Sequence[Point], replications: range) -> Numbers:
        self.asked.append((list(points), replications))
        rows = [[self.model(point.scenario, dict(point.settings), one) for one in replications] for point in points]
        return np.array(rows, dtype=float).transpose(0, 2, 1)

    def values_at(self, places: Sequence[tuple[Point, int]]) -> Numbers:
        self.at.append(list(places))
        return np.array([self.model(point.scenario, dict(point.settings), one) for point, one in places], dtype=float)


def luck(replication: int, *names: object) -> float:
    """Luck named by replication and whatever else, between -1 and 1."""
    return float(np.random.default_rng([replication, *(crc32(str(name).encode()) for name in names)]).uniform(-1, 1))


def simple(scenario: int, numbers: Mapping[str, float], replication: int) -> tuple[float, float]:
    """Entries 2 each, agreement -10 each, the panel -1 and -4 for each ready; the cost is twice that, and no more."""
    looked_after = 100 + 2 * numbers.get(ENTRIES, 15) - 10 * numbers.get(AGREEMENT, 0.35)
    if scenario:
        looked_after -= 1 + 4 * numbers.get(READY, 0.1) * numbers.get(ENTRIES, 15)
    looked_after += [3, -1, 2, -4][replication % 4]
    return looked_after, 2 * looked_after


# Where it runs


def test_every_number_with_a_range_is_moved_those_of_strategies_where_they_are(base: Path) -> None:
    one = sound(base, tornado_only=True)
    scenario, strategy = one.scenarios
    assert [factor.lever.path for factor in one.factors] == [lever.path for lever in levers(strategy)]
    here = {lever.path for lever in levers(scenario)}
    for factor in one.factors:
        assert (factor.levers[0] is not None) == (factor.lever.path in here)
    assert AGENDA not in here


def test_a_number_is_moved_alone_to_either_end_and_not_where_it_is_not(base: Path) -> None:
    one = sound(base, within=(ENTRIES, AGENDA), tornado_only=True)
    centre, *entries = moved_alone(one.factors, 0)
    assert centre == Point(0)
    agenda = one.factors[1].lever
    assert [point.settings for point in entries] == [((ENTRIES, 9.0),), ((ENTRIES, 22.0),), (), ()]
    assert [point.settings for point in moved_alone(one.factors, 1)][3:] == [
        ((AGENDA, agenda.low),),
        ((AGENDA, agenda.high),),
    ]


def test_a_number_that_is_what_it_is_anyway_is_not_set(base: Path) -> None:
    """The low end of the panel's interval is its centre: the run need not be made again."""
    one = sound(base, within=("ipop.interval",), tornado_only=True)
    assert one.factors[0].lever.low == one.factors[0].lever.value
    assert one.factors[0].at_end(1, End.LOW) == ()
    assert one.runs == 4 * 3  # base, strategy, and the high end of the interval with the strategy


def test_numbers_moved_together_are_quantiles_of_their_ranges(base: Path) -> None:
    one = sound(base, within=(ENTRIES, AGENDA))
    blocks = saltelli(2, 8, 1)
    points = list(together(one.factors, 1, blocks))
    assert len(points) == 8 * 4
    for point, (entries, agenda) in zip(points, blocks.reshape(-1, 2), strict=True):
        numbers = dict(point.settings)
        assert numbers[ENTRIES] == pytest.approx(one.factors[0].lever.quantile(entries))
        assert numbers[AGENDA] == pytest.approx(one.factors[1].lever.quantile(agenda))
    assert all(path == ENTRIES for point in together(one.factors, 0, blocks) for path, _ in point.settings)


def test_a_range_that_a_strategy_changes_is_the_strategys_own(base: Path) -> None:
    scenario = load(str(base))
    quantity = scenario.quantities[ENTRIES]
    other = scenario.with_quantities({ENTRIES: replace(quantity, value=30.0, low=20.0, high=40.0)})
    factor = next(one for one in factors_of([scenario, other]) if one.lever.path == ENTRIES)
    assert factor.at_end(0, End.HIGH) == ((ENTRIES, 22.0),)
    assert factor.at_end(1, End.HIGH) == ((ENTRIES, 40.0),)
    assert factor.at_quantile(1, 0.5) == ()  # its own centre


def test_numbers_of_the_opening_are_held_and_named(base: Path) -> None:
    scenario = load(str(base))
    quantity = replace(scenario.quantities[OPENED], low=30.0, high=35.0, distribution="triangular")
    ranged = scenario.with_quantities({OPENED: quantity})
    file = form(base, strategies=(), within=(), tornado_only=True)
    one = sensitivity_question(file, "trial", [ranged], settings_for(file))
    assert one.held == (OPENED,)
    assert all(factor.lever.path != OPENED for factor in one.factors)


# The tornado


def by_hand(base: Path) -> tuple[SensitivityQuestion, Sensitivity, HandMade]:
    one = sound(base, within=(ENTRIES, AGREEMENT, READY), tornado_only=True)
    measures = HandMade(simple)
    return one, analyse(one, measures), measures


def bars(one: SensitivityQuestion, made: Tornado) -> dict[str, tuple[float, float]]:
    return {one.factors[bar.factor].lever.path: (bar.at_low.difference, bar.at_high.difference) for bar in made.bars}


def test_the_tornado_by_hand(base: Path) -> None:
    one, made, measures = by_hand(base)
    assert len(measures.asked) == 1
    assert measures.asked[0][1] == range(4)
    level, change, cost, _ = made.explained
    assert level.tornado.centre == pytest.approx(126.5)
    agreement, ready = one.factors[1].lever, one.factors[2].lever
    assert [one.factors[bar.factor].lever.path for bar in level.tornado.bars] == [ENTRIES, AGREEMENT, READY]
    assert bars(one, level.tornado)[ENTRIES] == pytest.approx((-12, 14))
    assert bars(one, level.tornado)[AGREEMENT] == pytest.approx(
        (10 * (0.35 - agreement.low), 10 * (0.35 - agreement.high))
    )
    assert bars(one, level.tornado)[READY] == (0, 0)
    assert bars(one, cost.tornado)[ENTRIES] == pytest.approx((-24, 28))
    assert change.tornado.centre == pytest.approx(-7)
    assert bars(one, change.tornado)[ENTRIES] == pytest.approx((4 * 0.1 * 6, -4 * 0.1 * 7))
    assert bars(one, change.tornado)[READY] == pytest.approx((4 * 15 * (0.1 - ready.low), 4 * 15 * (0.1 - ready.high)))
    assert bars(one, change.tornado)[AGREEMENT] == pytest.approx((0, 0))


def test_shared_luck_leaves_the_tornado_sharp(base: Path) -> None:
    _, made, _ = by_hand(base)
    bar = made.explained[0].tornado.bars[0]
    assert bar.swing.difference == pytest.approx(26)
    assert bar.swing.half_width == pytest.approx(0, abs=1e-9)
    assert bar.reach == pytest.approx(26)


def test_a_bar_reaches_from_end_to_end_with_the_centre_inside_or_out(base: Path) -> None:
    factors = sound(base, within=(ENTRIES,), tornado_only=True).factors
    centre = np.zeros(5)
    both_above = tornado(factors, centre, np.array([[np.full(5, 3.0), np.full(5, 7.0)]]))
    assert both_above.bars[0].reach == 7
    either_side = tornado(factors, centre, np.array([[np.full(5, -3.0), np.full(5, 7.0)]]))
    assert either_side.bars[0].reach == 10
    undefined = tornado(factors, centre, np.full((1, 2, 5), np.nan))
    assert undefined.bars[0].reach == 0
    assert not undefined.moved


def test_three_points_have_the_variance_of_the_range(base: Path) -> None:
    """A straight line over a symmetric range: the tornado's variance is that of the range itself."""
    scenario = load(str(base))
    quantity = scenario.quantities[ENTRIES]
    even = (np.arange(4000) + 0.5) / 4000
    for distribution, slack in (("normal", 0.01), ("uniform", 0.001), ("triangular", 0.001)):
        ranged = replace(quantity, value=15.0, low=10.0, high=20.0, distribution=distribution)
        factors = factors_of([scenario.with_quantities({ENTRIES: ranged})])
        factor = next(one for one in factors if one.lever.path == ENTRIES)
        ends = np.array([[np.full(3, factor.lever.low - 15), np.full(3, factor.lever.high - 15)]])
        bar = tornado([factor], np.zeros(3), ends).bars[0]
        assert bar.variance == pytest.approx(np.var([ranged.quantile(u) for u in even]), rel=slack)
        assert weight(factor.lever) > 0


def test_a_bars_variance_is_that_of_three_points_with_their_weights(base: Path) -> None:
    factors = sound(base, within=(ENTRIES,), tornado_only=True).factors
    share = weight(factors[0].lever)
    low, high = 2.0, 6.0
    mean = share * (low + high)
    expected = share * (low - mean) ** 2 + share * (high - mean) ** 2 + (1 - 2 * share) * mean**2
    ends = np.array([[np.full(3, low), np.full(3, high)]])
    assert tornado(factors, np.zeros(3), ends).bars[0].variance == pytest.approx(expected)


def test_no_bar_makes_more_than_all_of_the_variance(base: Path) -> None:
    """Of what is luck alone the variance without luck may be below nothing: shares are not inflated by that."""
    factors = sound(base, within=(ENTRIES, AGREEMENT), tornado_only=True).factors
    chance = np.array([0.5, -0.5, 0.5, -0.5])
    made = tornado(factors, np.zeros(4), np.array([[np.full(4, -1.0), np.full(4, 1.0)], [chance, -chance]]))
    assert made.bars[1].variance < 0
    assert made.share(made.bars[0]) == 1
    assert made.share(made.bars[1]) < 0


def test_luck_is_no_part_of_a_bars_variance(base: Path) -> None:
    factors = sound(base, within=(ENTRIES,), tornado_only=True).factors
    found = [
        tornado(factors, np.zeros(4), chance.normal(size=(1, 2, 4))).bars[0].variance
        for chance in map(np.random.default_rng, range(2000))
    ]
    assert np.mean(found) == pytest.approx(0, abs=0.01)


# What is moved together


def test_the_strongest_are_chosen_by_their_share_of_each_tornado(base: Path) -> None:
    one = sound(base, within=(ENTRIES, AGREEMENT, READY), tornado_only=True)
    made = analyse(one, HandMade(simple))
    tornados = [explained.tornado for explained in made.explained]
    assert strongest(one.factors, tornados[:1], 3) == (0, 1, 2)
    assert strongest(one.factors, tornados[1:2], 1) == (2,)
    assert set(strongest(one.factors, tornados, 2)) == {0, 2}
    assert held(tornados[1], (2,)) == pytest.approx(1 - held(tornados[1], (0, 1)), abs=1e-9)
    assert held(tornados[1], (0, 1, 2)) == pytest.approx(0, abs=1e-9)


def test_what_was_held_is_not_told_where_luck_hides_it(base: Path) -> None:
    factors = sound(base, within=("demand",), tornado_only=True).factors
    noise = np.random.default_rng(3).normal(size=(len(factors), 2, 4))
    assert np.isnan(held(tornado(factors, np.zeros(4), noise), (0,)))
    noise[0, 0], noise[0, 1] = -100, 100
    assert held(tornado(factors, np.zeros(4), noise), (0,)) == pytest.approx(0, abs=0.01)
    assert held(tornado(factors, np.zeros(4), noise), (1,)) == pytest.approx(1, abs=0.01)


def test_of_the_categories_of_a_table_one_is_chosen(base: Path) -> None:
    one = sound(base, within=("in_house_fostering.location_shares", AGREEMENT), tornado_only=True)
    paths = [factor.lever.path for factor in one.factors]
    assert len(paths) == 4

    def shares(_scenario: int, numbers: Mapping[str, float], _replication: int) -> tuple[float, float]:
        place = "in_house_fostering.location_shares"
        inside, far = numbers.get(f"{place}.inside", 0.45), numbers.get(f"{place}.far", 0.3)
        return 100 * inside + 90 * far + numbers.get(AGREEMENT, 0.35), 0.0

    made = analyse(one, HandMade(shares))
    chosen = strongest(one.factors, [made.explained[0].tornado], 3)
    assert [paths[number] for number in chosen] == ["in_house_fostering.location_shares.inside", AGREEMENT]


# The whole, on a function


@pytest.mark.parametrize("design", [False, True])
def test_indices_of_a_function_of_two_numbers(base: Path, design: bool) -> None:
    one = sound(base, within=(ENTRIES, READY), points=1024, saltelli=design)
    made = analyse(one, HandMade(simple))
    assert made.chosen == (1, 0) or made.chosen == (0, 1)
    order = {one.factors[number].lever.path: place for place, number in enumerate(made.chosen)}
    level, change, *_ = made.explained
    assert level.indices is not None
    assert level.indices.total[order[ENTRIES]].value == pytest.approx(1, abs=0.01)
    assert level.indices.total[order[READY]].value == 0
    assert change.indices is not None
    # the strategy changes it by 4 * ready * entries: independent factors, each with a mean and a variance
    scenario = one.scenarios[1]
    even = (np.arange(2000) + 0.5) / 2000
    means, spreads = {}, {}
    for path in (ENTRIES, READY):
        numbers = np.array([lever(path, scenario).quantile(u) for u in even])
        means[path], spreads[path] = numbers.mean(), numbers.var()
    alone = {
        ENTRIES: means[READY] ** 2 * spreads[ENTRIES],
        READY: means[ENTRIES] ** 2 * spreads[READY],
    }
    both = spreads[ENTRIES] * spreads[READY]
    variance = sum(alone.values()) + both
    for path in (ENTRIES, READY):
        assert change.indices.first[order[path]].value == pytest.approx(alone[path] / variance, abs=0.02)
        assert change.indices.total[order[path]].value == pytest.approx((alone[path] + both) / variance, abs=0.02)
    assert change.indices.deviation == pytest.approx(4 * variance**0.5, rel=0.02)


def test_what_is_named_is_moved_together_and_nothing_else(base: Path) -> None:
    one = sound(base, factors=(AGREEMENT, ENTRIES), saltelli=True)
    measures = HandMade(simple)
    made = analyse(one, measures)
    assert [one.factors[number].lever.path for number in made.chosen] == [AGREEMENT, ENTRIES]
    design = measures.asked[1][0]
    assert len(design) == 2 * 16 * 4
    assert {path for point in design for path, _ in point.settings} == {AGREEMENT, ENTRIES}


def test_each_set_of_numbers_moved_together_has_luck_of_its_own_that_all_scenarios_share(base: Path) -> None:
    one = sound(base, factors=(AGREEMENT, ENTRIES), within=(AGREEMENT, ENTRIES))
    measures = HandMade(simple)
    analyse(one, measures)
    (places,) = measures.at
    here, there = places[:16], places[16:]
    assert [replication for _, replication in here] == [replication for _, replication in there] == list(range(16))
    assert [point.settings for point, _ in here] == [point.settings for point, _ in there]
    assert len({point.settings for point, _ in here}) == 16
    assert [point.scenario for point, _ in (here[0], there[0])] == [0, 1]


def test_the_same_is_found_again(base: Path) -> None:
    def noisy(scenario: int, numbers: Mapping[str, float], replication: int) -> tuple[float, float]:
        first, second = simple(scenario, numbers, replication)
        return first + luck(replication, sorted(numbers.items())), second

    for design in (False, True):
        one = sound(base, within=(ENTRIES, AGREEMENT, READY), saltelli=design)
        assert analyse(one, HandMade(noisy)).explained == analyse(one, HandMade(noisy)).explained


def test_gaps_take_what_their_point_and_replication_have_elsewhere() -> None:
    values = np.array([[1.0, 5.0, 3.0], [11.0, np.nan, 13.0], [21.0, 25.0, 23.0]])
    whole, share = without_gaps(values)
    assert whole is not None
    assert whole[1, 1] == pytest.approx(12 + 2)  # its point has 12, and its replication 2 more than others elsewhere
    assert share == pytest.approx(1 / 9)
    assert without_gaps(np.array([[1.0, np.nan, np.nan], [1.0, 2.0, 3.0]])) == (None, pytest.approx(2 / 6))
    one_lost = np.column_stack([np.ones((3, 3)), np.full(3, np.nan)])
    assert without_gaps(one_lost) == (None, pytest.approx(1 / 4))
    full, none = without_gaps(np.ones((2, 2)))
    assert full is not None
    assert none == 0


def test_what_is_undefined_somewhere_has_no_indices(base: Path) -> None:
    def undefined(scenario: int, numbers: Mapping[str, float], replication: int) -> tuple[float, float]:
        first, second = simple(scenario, numbers, replication)
        return first, np.nan if numbers.get(ENTRIES, 15) > 20 else second

    made = analyse(sound(base, within=(ENTRIES, AGREEMENT), saltelli=True), HandMade(undefined))
    assert made.explained[0].indices is not None
    assert made.explained[2].indices is None
    assert made.explained[2].undefined > 0


# Refused before anything runs


def test_an_unknown_path_is_refused_with_the_nearest_known(base: Path) -> None:
    message = refused(base, factors=("demand.entries_per_yera", AGREEMENT))
    assert "trial, factors: " in message
    assert "demand.entries_per_yera: is not a known quantity; did you mean demand.entries_per_year?" in message


def test_a_path_without_a_range_is_refused(base: Path) -> None:
    message = refused(base, factors=(ENTRIES, "in_house_fostering.enquiries"))
    assert "in_house_fostering.enquiries has no range of its own; give it low" in message


def test_a_path_outside_what_is_moved_is_refused(base: Path) -> None:
    assert "add it to within" in refused(base, factors=(ENTRIES, AGREEMENT), within=("demand",))


def test_too_many_or_too_few_together_are_refused(base: Path) -> None:
    assert "has 300 numbers to be moved together; give 2 to 50" in refused(base, factors=300)
    assert "has 3 numbers to be moved together; give 2 to 2" in refused(base, factors=3, within=(ENTRIES, AGREEMENT))
    assert "has 1 numbers to be moved together" in refused(base, factors=1)
    tables = ("in_house_fostering.location_shares", AGREEMENT)  # of shares one category at a time
    assert "has 3 numbers to be moved together; give 2 to 2" in refused(base, factors=3, within=tables)
    assert "ask for the tornado only" in refused(base, within=(ENTRIES,))
    assert sound(base, within=(ENTRIES, AGREEMENT)).count == 2
    assert sound(base).count == FACTORS


def test_points_that_are_no_power_of_two_are_refused_with_the_nearest(base: Path) -> None:
    assert "is 100, not a power of two from 8 to 16,384; give 64 or 128" in refused(base, points=100)
    assert "give 8 or 16" in refused(base, points=-3)
    assert "give 8,192 or 16,384" in refused(base, points=10**9)


def test_too_few_replications_are_refused(base: Path) -> None:
    assert "replications: is 3, too few" in refused(base, replications=3)


def test_shares_that_make_way_for_one_another_are_refused(base: Path) -> None:
    place = "in_house_fostering.location_shares"
    assert "shares that make way" in refused(base, factors=(f"{place}.inside", f"{place}.far"))


def test_all_faults_are_told_at_once(base: Path) -> None:
    message = refused(
        base,
        factors=(ENTRIES, ENTRIES, "demand.nothing"),
        points=9,
        within=("demandd", "demand"),
        measures=("looked_aftr",),
        replications=1,
    )
    for word in (
        "more than once",
        "demand.nothing",
        "is 9, not",
        "did you mean demand?",
        "looked_aftr",
        "is 1, too few",
    ):
        assert word in message


def test_several_bases_are_refused(base: Path) -> None:
    file = form(base)
    how = settings_for(file)
    with pytest.raises(BadInput, match="names 2 bases"):
        sensitivity_question(replace(file, base=(str(base), "england")), "trial", crossed(file, None), how)


def test_what_is_given_takes_the_place_of_what_the_file_says(base: Path) -> None:
    file = form(base)
    assert given(file) == file
    assert given(file, points=32, strategies=()) == replace(file, points=32, strategies=())
    assert given(None, base="england").base == "england"


# Runs


def test_a_strategy_and_its_base_are_run_at_the_same_settings_and_luck(base: Path) -> None:
    one = sound(base, within=(ENTRIES, READY), points=8, measures=("cost_total",))
    made = study(one.scenarios, one.settings.seed, False, Chosen(one.wanted))
    with Laboratory(made, Machines(1), one.wanted) as laboratory:
        found = analyse(one, laboratory)
        entries = one.factors[0].at_end(0, End.HIGH)
        here = laboratory.values([Point(0), Point(1), Point(0, entries), Point(1, entries)], range(4))[:, 0]
    level, change = found.explained
    high = {bar.factor: bar.at_high.difference for bar in level.tornado.bars}
    assert high[0] == pytest.approx((here[2] - here[0]).mean())
    changed = {bar.factor: bar.at_high.difference for bar in change.tornado.bars}
    assert changed[0] == pytest.approx(((here[3] - here[2]) - (here[1] - here[0])).mean())
    assert {bar.factor: bar.reach for bar in level.tornado.bars}[1] == 0


@pytest.mark.parametrize("uncertainty", [False, True])
def test_a_number_moved_past_the_one_that_must_be_above_it_takes_that_along(base: Path, uncertainty: bool) -> None:
    """The high end of breakdowns within 14 weeks lies above the centre of those within 52, which counts them too."""
    one = sound(base, within=(WITHIN_14_WEEKS,), tornado_only=True)
    made = study(one.scenarios, 1, uncertainty, Chosen(one.wanted))
    panel = made.parameters(Point(1, one.factors[0].at_end(1, End.HIGH)), 0).ipop
    assert panel is not None
    assert panel.breakdown_within_14_weeks == pytest.approx(one.factors[0].lever.high)
    assert panel.breakdown_within_52_weeks > panel.breakdown_within_14_weeks


def test_the_call_is_the_command(base: Path) -> None:
    found = sensitivity(
        str(base), within=(ENTRIES, AGREEMENT), measures=["starts"], points=8, replications=4, processes=1, years=0.3
    )
    (starts,) = found.explained
    assert found.asked.factors[starts.tornado.bars[0].factor].lever.path == ENTRIES
    assert starts.undefined == 0
    assert set(found.chosen) == {0, 1}
    by_saltelli = sensitivity(
        str(base),
        within=(ENTRIES, AGREEMENT),
        measures=["starts"],
        points=8,
        saltelli=True,
        replications=4,
        processes=1,
        years=0.3,
    )
    (starts,) = by_saltelli.explained
    assert starts.indices is not None
    assert starts.indices.total[by_saltelli.chosen.index(1)].as_scipy == 0  # agreement brings nobody into care
