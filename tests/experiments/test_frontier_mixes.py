"""Every mix of strategies at several sizes: which there are, where they are run, and what they cost at the least."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from sim.experiments.frontier import mixes as module
from sim.experiments.frontier.mixes import Mixes, least_costs, mixes_of, sets_of
from sim.experiments.running.execution.tasks import Point
from sim.foundations.faults import BadInput
from sim.scenario.defaults import BASE, STRATEGIES
from sim.scenario.levers import Setting
from sim.scenario.scenario import Scenario

REST = 'kind = "judgement"\nsource = "Ours"\nas_of = 2018-03-31\n'
FEES = f'title = "Fees"\n[in_house_fostering.deregistration]\nvalue = 0.09\nunit = "per year"\n{REST}'


@cache
def five() -> tuple[Scenario, ...]:
    return tuple(sets_of(BASE, STRATEGIES, None))


def of(*names: str, sizes: tuple[float, ...] = (0.5, 1, 2)) -> Mixes:
    return mixes_of(sets_of(BASE, names, None), sizes)


def test_every_set_of_the_strategies_is_a_scenario() -> None:
    names = {scenario.strategies for scenario in five()}
    assert len(five()) == len(names) == 32
    assert five()[0].name == BASE
    assert ("edge_of_care", "camhs") in names


def test_there_is_every_mix_of_sizes_that_fit() -> None:
    mixes = mixes_of(five(), (0.5, 1, 2))
    # out-of-hours support covers 90%: it cannot be had at twice its size
    assert len(mixes) == 4**4 * 3
    assert len({tuple(row) for row in mixes.sizes}) == len(mixes)
    assert mixes.sizes[0].tolist() == [0] * 5
    out_of_hours = next(one for one in mixes.strategies if one.name == "out_of_hours")
    assert out_of_hours.sizes == (0.5, 1.0)
    assert "coverage is 1.8; it must be from 0 to 1" in out_of_hours.unfit[2.0]
    assert all(not one.unfit for one in mixes.strategies if one is not out_of_hours)


def test_a_mix_is_run_in_the_scenario_of_its_strategies_with_the_sizes_that_are_not_their_own() -> None:
    mixes = of("ipop", "camhs")
    names = [scenario.strategies for scenario in mixes.scenarios]
    for row, point in zip(mixes.sizes.tolist(), mixes.points, strict=True):
        assert names[point.scenario] == tuple(
            name for name, size in zip(("ipop", "camhs"), row, strict=True) if size > 0
        )
    by_row = {tuple(row): point for row, point in zip(mixes.sizes.tolist(), mixes.points, strict=True)}
    both = names.index(("ipop", "camhs"))
    assert by_row[1, 1] == Point(both)
    assert by_row[0.5, 1] == Point(both, (Setting("size.ipop", 0.5),))
    assert by_row[2, 0.5] == Point(both, (Setting("size.ipop", 2.0), Setting("size.camhs", 0.5)))
    assert by_row[0, 0] == Point(0)


def test_mixes_have_titles_in_plain_words() -> None:
    mixes = of("ipop", "edge_of_care", sizes=(0.5, 1, 2, 1.5))
    titles = {tuple(row): mixes.title(mix) for mix, row in enumerate(mixes.sizes.tolist())}
    assert titles[0, 0] == "None of the strategies"
    assert titles[1, 0] == "Placements overview panel (IPOP)"
    assert titles[2, 0.5] == "Placements overview panel (IPOP) at twice its size + Edge-of-care team at half its size"
    assert titles[0, 1.5] == "Edge-of-care team at 1.5 times its size"


def test_the_neighbours_of_a_mix_leave_a_strategy_out_or_add_it_as_its_file_has_it() -> None:
    mixes = of("ipop", "camhs", "edge_of_care")
    numbers = mixes.numbers()
    found = mixes.neighbours(numbers[2, 0, 0.5])
    assert found == [numbers[0, 0, 0.5], numbers[2, 1, 0.5], numbers[2, 0, 0]]


def test_a_strategy_that_does_not_say_what_goes_with_its_size_is_in_or_out(tmp_path: Path) -> None:
    path = tmp_path / "fees.toml"
    path.write_text(FEES, encoding="utf-8")
    mixes = of("ipop", str(path))
    assert [one.sizes for one in mixes.strategies] == [(0.5, 1, 2), (1,)]
    assert [one.in_sizes for one in mixes.strategies] == [True, False]
    assert len(mixes) == 8
    assert mixes.strategies[1].title == "Fees"


def test_strategies_that_contradict_one_another_are_never_in_one_mix(tmp_path: Path) -> None:
    for name, value in (("fees", "0.09"), ("more", "0.07")):
        (tmp_path / f"{name}.toml").write_text(FEES.replace("0.09", value), encoding="utf-8")
    mixes = of("ipop", str(tmp_path / "fees.toml"), str(tmp_path / "more.toml"), sizes=(1,))
    assert {tuple(row) for row in mixes.sizes} == {row for row in product((0, 1), repeat=3) if row[1:] != (1, 1)}
    assert mixes.unlike == ("fees and more",)


def test_a_base_with_a_strategy_of_its_own() -> None:
    mixes = mixes_of(sets_of(f"{BASE}+camhs", ["ipop"], 2.0), (1,))
    assert [scenario.name for scenario in mixes.scenarios] == [f"{BASE}+camhs", f"{BASE}+camhs+ipop"]
    assert {scenario.years for scenario in mixes.scenarios} == {2.0}
    assert [one.name for one in mixes.strategies] == ["ipop"]
    least = least_costs(mixes, 1, uncertainty=False)
    assert least[0] > 80_000  # the clinician
    assert least[1] - least[0] == pytest.approx(60_000)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["ipopp"], "ipopp: there is no strategy of this name; did you mean ipop?"),
        (["ipop+camhs"], "ipop+camhs: is not one strategy; name each by itself: all mixes are tried"),
        (["ipop", "ipop"], "ipop: is there already; name each strategy once"),
        (["x"] * 9, "strategies: 9 are too many; give at most 8: every set of them is tried"),
    ],
)
def test_strategies_that_cannot_be_mixed_are_refused(names: list[str], message: str) -> None:
    with pytest.raises(BadInput) as caught:
        sets_of(BASE, names, None)
    assert caught.value.faults == (message,)


def test_all_faults_of_the_strategies_are_told_at_once() -> None:
    with pytest.raises(BadInput) as caught:
        sets_of(BASE, ["ipopp", "cahms"], None)
    assert len(caught.value.faults) == 2


def test_no_size_that_fits_and_too_many_mixes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match="coverage is 2"):
        of("out_of_hours", sizes=(3,))
    with pytest.raises(BadInput, match="strategies: none is given"):
        mixes_of(five()[:1], (1,))
    monkeypatch.setattr(module, "MOST_MIXES", 100)
    with pytest.raises(BadInput, match="768 mixes are too many; give fewer strategies or sizes, to make at most 100"):
        mixes_of(five(), (0.5, 1, 2))


# Costs that are known beforehand


def test_staff_and_running_costs_are_known_before_anything_is_run() -> None:
    mixes = of("edge_of_care", "ipop", sizes=(1, 2))
    least = {tuple(row): cost for row, cost in zip(mixes.sizes.tolist(), least_costs(mixes, 1, False), strict=True)}
    # three workers at 68,000 for three years less half of the two months in which they come into post
    workers = 3 * 68_000 * (1 - 30 / 365.25 / 3)
    assert least[1, 0] == pytest.approx(workers, rel=1e-3)
    assert least[2, 0] == pytest.approx(2 * workers, rel=1e-3)
    assert least[0, 1] == pytest.approx(60_000)
    assert least[2, 2] == pytest.approx(2 * workers + 120_000, rel=1e-3)
    assert least[0, 0] == 0


def test_drawn_costs_are_averaged_and_leave_room_for_luck() -> None:
    mixes = of("ipop", sizes=(1,))
    drawn = least_costs(mixes, 1, uncertainty=True)[1]
    costs = [mixes.scenarios[1].draw(1, future).ipop.cost_per_year for future in range(module.FUTURES_FOR_COST)]
    error = np.std(costs) / np.sqrt(len(costs))
    assert drawn == pytest.approx(np.mean(costs) - module.ERRORS_BELOW * error)


def test_what_two_strategies_both_give_is_counted_once(tmp_path: Path) -> None:
    shipped = (Path(__file__).parents[2] / "scenarios" / "strategies" / "ipop.toml").read_text(encoding="utf-8")
    (tmp_path / "panel.toml").write_text(shipped, encoding="utf-8")
    mixes = of("ipop", str(tmp_path / "panel.toml"), sizes=(1,))
    least = least_costs(mixes, 1, uncertainty=False)
    assert max(least) == pytest.approx(60_000)
