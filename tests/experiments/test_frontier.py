"""The frontier as a whole: asked for, found on a council of which the truth is known, kept, shown, and as a command."""

from __future__ import annotations

import csv
import json
from copy import deepcopy
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import small_authority as small
from charted_words import faults_of_chart
from known_truth_council import Pretended
from typed_words import options_told

import sim
from sim import cli
from sim.experiments.frontier import information
from sim.experiments.frontier.aim import Against, Yardstick
from sim.experiments.frontier.form import FOLDER, FrontierFile
from sim.experiments.frontier.frontier import Frontier, explored
from sim.experiments.frontier.given import base_of, file_for, strategies_of
from sim.experiments.frontier.knowing import ALL_EFFECTS, EVERYTHING, effects_of, known_numbers, subjects
from sim.experiments.frontier.mixes import sets_of
from sim.experiments.frontier.question import MixQuestion, mix_question
from sim.experiments.frontier.record import Fate
from sim.experiments.running.execution.tasks import Point
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.difference import paired
from sim.foundations.faults import BadInput
from sim.foundations.sums_of_money import pounds
from sim.measures.arrays import Numbers
from sim.reports.chart.chart import ScatterChart
from sim.reports.frontier import pages
from sim.reports.frontier.figures import of_frontier
from sim.reports.frontier.words import gain_for, letters, percent, sum_in_words, thousands
from sim.scenario.defaults import BASE, STRATEGIES
from sim.scenario.files.experiment_file import known_names, read
from sim.scenario.scenario import Scenario

THREE = ("ipop", "out_of_hours", "carer_development")
EFFECTS, COSTS = (-2.6, -0.5, -1.3), (180e3, 120e3, 95e3)


@cache
def scenarios(names: tuple[str, ...] = THREE) -> tuple[Scenario, ...]:
    return tuple(sets_of(BASE, names, 1.0))


def sought(
    replications: int = 32, uncertainty: bool = True, names: tuple[str, ...] = THREE, **said: object
) -> MixQuestion:
    file = file_for(None, {"measures": ("looked_after",), **said})
    return mix_question(file, "", scenarios(names), Settings(replications, uncertainty=uncertainty, processes=1))


@cache
def found(uncertainty: bool = False, **said: object) -> Frontier:
    """What is found in the made-up council; what knowing is worth only roughly, to save seconds."""
    asking = sought(uncertainty=uncertainty, **said)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(information, "SHUFFLES", 20)
        patch.setattr(information, "RESAMPLES", 5)
        return explored(asking, Pretended(asking.mixes, beside=1, effects=EFFECTS, costs=COSTS))


def faults(**said: object) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        sought(**said)
    return caught.value.faults


# What is asked for


@pytest.mark.parametrize(
    ("text", "sum_"),
    [("2m", 2e6), ("£2m", 2e6), ("750k", 750e3), ("1,500,000", 1.5e6), ("£ 1.25 M", 1.25e6), (3, 3.0), (2.5e6, 2.5e6)],
)
def test_sums_of_money_as_people_write_them(text: str | float, sum_: float) -> None:
    assert pounds(text, "budget") == sum_


@pytest.mark.parametrize("text", ["two", "2 million", "-3m", "1,50", "", "2mm", "nan", "1e6"])
def test_what_is_no_sum_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match=r"budget: is .* not a sum of money; write it as 2m, 750k or 1500000"):
        pounds(text, "budget")


def test_all_faults_are_told_at_once() -> None:
    assert faults(budget="lots", worth="x", measure="in_residental", scales=(0.0, 1.0), runs=0) == (
        'budget: is "lots", not a sum of money; write it as 2m, 750k or 1500000',
        'worth: is "x", not a sum of money; write it as 2m, 750k or 1500000',
        'measure "in_residental": is not a known measure; did you mean in_residential?',
        "scales: has 0; give numbers above 0",
        "runs: is 0; give a whole number above 0",
    )


def test_a_measure_that_is_neither_better_lower_nor_higher_needs_a_word() -> None:
    assert faults(measure="looked_after") == (
        'measure "looked_after": is neither better lower nor higher by itself; '
        "say which is wanted: want lower or higher",
    )
    assert sought(measure="looked_after", want="lower").aim.lower
    assert not sought(measure="looked_after", want="higher").aim.lower
    assert not sought(measure="first_choice_percent").aim.lower
    assert sought().aim.lower


def test_mixes_that_staff_alone_puts_over_the_budget_are_left_out_before_anything_runs() -> None:
    everything, some = sought(), sought(budget="150k")
    assert everything.too_dear == 0
    assert some.too_dear > 0
    assert len(some.mixes) + some.too_dear == len(everything.mixes) == 4 * 4 * 3
    assert some.mixes.points[0] == Point(0)
    tops = some.mixes.sizes.max(axis=0)
    assert tops[0] == 2.0
    assert not any((row == (2, 1, 2)).all() for row in some.mixes.sizes)


def test_a_budget_that_pays_for_nothing_is_refused() -> None:
    (told,) = faults(budget="10k")
    assert told.startswith("budget: is 10,000 a year, which pays for none of the strategies; the cheapest mix costs")


def test_the_shipped_file_is_what_the_command_does_by_itself() -> None:
    assert known_names(FOLDER) == ["courts", "two_million"]
    shipped, usual = read("two_million", FrontierFile, FOLDER), file_for(None, {"budget": "2m"})
    assert strategies_of(shipped) == strategies_of(usual) == STRATEGIES
    assert base_of(shipped) == base_of(usual) == BASE
    for key in ("budget", "measure", "against", "worth", "runs", "scales", "uncertainty"):
        assert getattr(shipped, key) == getattr(usual, key)
    with pytest.raises(BadInput, match="base: names 2; name one base"):
        base_of(file_for(None, {"base": ("a", "b")}))


# What is found


def test_every_mix_is_run_where_there_is_room_and_the_frontier_is_that_of_the_means() -> None:
    one = found()
    assert one.search.runs_in_all == 48 * 32
    assert len(one.standings) == 48
    front, means = {standing.mix for standing in one.on_frontier()}, one.runs.means()
    for mix in range(48):
        measure, strategies, _ = means[next(row for row, each in enumerate(one.standings) if each.mix == mix)]
        # no two mixes of this council give the same, but for the rounding of sums
        beaten = (means[:, 0] < measure - 1e-9) & (means[:, 1] < strategies - 1e-9)
        assert (mix in front) == (not beaten.any())
    costs = [standing.strategies.difference for standing in one.standings]
    assert costs == sorted(costs)
    assert letters(one) == {
        standing.mix: "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n] for n, standing in enumerate(one.on_frontier())
    }


def test_what_a_mix_changes_is_paired_with_doing_nothing() -> None:
    one = found()
    none = one.standings[0]
    assert none.mix == 0
    assert none.measure.unchanged
    row = 17
    assert one.standings[row].measure == paired(one.runs.measure[0], one.runs.measure[row])
    assert one.standings[row].total == paired(one.runs.total[0], one.runs.total[row])
    assert one.standings[row].beside == (one.standings[row].measure,)


def test_probabilities_and_futures_sum_to_one_by_every_yardstick() -> None:
    one = found(worth="100k")
    assert one.asked.aim.yardsticks == (Yardstick.MEASURE, Yardstick.TOTAL_COST, Yardstick.NET_BENEFIT)
    for place in range(3):
        assert sum(standing.probability_best[place] for standing in one.standings) == pytest.approx(1)
        assert sum(standing.futures_best[place] for standing in one.standings) == pytest.approx(1)


def test_the_best_by_each_yardstick_has_the_best_mean() -> None:
    one = found(worth="100k")
    assert one.best(Yardstick.MEASURE).measure.scenario_mean == pytest.approx(one.runs.measure.mean(axis=1).min())
    assert one.best(Yardstick.TOTAL_COST).total.scenario_mean == pytest.approx(one.runs.total.mean(axis=1).min())
    net = one.runs.total.mean(axis=1) + 100_000 * one.runs.measure.mean(axis=1)
    assert one.best(Yardstick.NET_BENEFIT) is one.standings[int(net.argmin())]


def test_those_over_the_budget_as_it_turns_out_do_not_stay() -> None:
    one = found(budget="300k")
    assert all(standing.strategies.scenario_mean <= 300_000 for standing in one.standings)
    assert Fate.OVER_BUDGET in one.search.fates
    assert max(standing.strategies.scenario_mean for standing in one.standings) > 250_000


def test_runs_are_counted_once_and_no_more_than_was_told() -> None:
    asking = sought(budget="250k", names=THREE[1:])
    measures = Pretended(asking.mixes, beside=1, effects=EFFECTS[1:], costs=COSTS[1:])
    one = explored(asking, measures)
    assert len(measures.asked) == one.runs_in_all <= asking.most_runs


def test_the_choice_is_between_the_best_without_and_with_each_strategy_and_what_is_likely() -> None:
    one = found(True, budget="250k")
    assert one.choices[0] == 0
    assert len(one.choices) == len(set(one.choices)) == 10
    main = max(one.standings, key=lambda standing: standing.probability_best[-1]).mix
    sizes = one.asked.mixes.sizes
    for column in range(3):
        beside = sizes[main].copy()
        beside[column] = 0 if beside[column] else 1
        number = one.asked.mixes.numbers().get(tuple(beside))
        if number is not None and one.search.changes[number, 1] <= 250_000:
            assert number in one.choices
    assert all(one.search.changes[mix, 1] <= 250_000 for mix in one.choices)
    assert {max(one.standings, key=lambda standing: standing.probability_best[0]).mix, main} <= set(one.choices)


def test_without_drawn_inputs_nothing_is_said_of_knowing_them() -> None:
    one = found()
    assert one.known == ()
    assert one.runs_in_all == 48 * 32
    assert any("Inputs were not drawn" in said for said in pages.page(one).caveats)


# What knowing is worth


def test_what_was_not_asked_for_is_told_without_a_word_to_type() -> None:
    one = deepcopy(found(True))
    one.search.fates[-1] = Fate.CROWDED_OUT
    said = " ".join(pages.page(one).caveats)
    assert "Ask for more runs to keep more of them." in said
    assert "To have it counted, say what it is worth." in said
    assert options_told(said) == []


def test_the_effects_of_strategies_are_those_that_are_drawn_and_are_no_price_time_or_size() -> None:
    base, ipop = scenarios()[0], scenarios()[1]
    assert set(effects_of(base, ipop)) == {
        "ipop.redirected",
        "ipop.stabilised",
        "ipop.stabilised_multiplier",
        "ipop.ready",
        "ipop.redirected_multiplier",
        "ipop.breakdown_within_14_weeks",
        "ipop.breakdown_within_52_weeks",
    }
    about = subjects(sought().mixes)
    assert about[0].title == ALL_EFFECTS
    assert [one.strategy for one in about[1:4]] == [one.title for one in sought().mixes.strategies]
    assert set(about[0].paths) == {one.paths[0] for one in about[4:]}
    judged = {one.paths[0]: one.judged for one in about[4:]}
    assert judged["ipop.redirected"]
    assert not judged["carer_development.hazard_multiplier"]


def test_what_is_known_is_what_was_drawn() -> None:
    known = known_numbers(sought().mixes, ["ipop.redirected", "out_of_hours.hazard_multiplier"], seed=5, futures=4)
    for scenario in scenarios():
        if scenario.parameters.ipop is not None:
            drawn = [scenario.draw(5, future).ipop.redirected for future in range(4)]
            assert known["ipop.redirected"].tolist() == drawn


class HangsOn:
    """A panel that pays when more requests are redirected than is thought, and is dear at twice its size."""

    def __init__(self, asking: MixQuestion) -> None:
        self.mixes = asking.mixes
        self.redirected = known_numbers(asking.mixes, ["ipop.redirected"], asking.settings.seed, 600)["ipop.redirected"]

    def values(self, points: list[Point], replications: range) -> Numbers:
        rows = [self.mixes.points.index(point) for point in points]
        size = self.mixes.sizes[rows, 0][:, None]
        luck = np.array([np.random.default_rng([9, one]).normal(size=2) for one in replications])
        gain = 1e5 * (self.redirected[list(replications)] - 0.5)
        total = 1e7 + 1e6 * luck[:, 0] - size * (gain + 2e4 * luck[:, 1]) + 6e4 * (size == 2)
        measure = 30 - size + 0 * total
        return np.stack([measure, 6e4 * size + 0 * total, total, measure], axis=1)


def test_the_effect_on_which_the_choice_hangs_is_found_and_its_worth_is_right() -> None:
    asking = sought(replications=128, names=("ipop",), scales=(1.0, 2.0))
    measures = HangsOn(asking)
    one = explored(asking, measures)
    by_cost = {each.subject.paths: each.information for each in one.known if each.yardstick is Yardstick.TOTAL_COST}
    gain = 1e5 * (measures.redirected[: asking.futures] - 0.5)
    choices = np.array([0 * gain, gain, 2 * gain - 6e4])
    truth = choices.max(axis=0).mean() - choices.mean(axis=1).max()
    assert by_cost["ipop.redirected",].value == pytest.approx(truth, rel=0.1)
    assert by_cost["ipop.redirected",].told
    others = [each for paths, each in by_cost.items() if len(paths) == 1 and paths != ("ipop.redirected",)]
    assert sum(each.told for each in others) <= 1
    everything = next(each for each in one.known if each.subject.title == EVERYTHING)
    assert everything.information.value >= 0


# Kept and shown


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from time import monotonic

    from sim.reports.shared import page
    from sim.reports.shared.origin import Origin

    into, one = tmp_path_factory.mktemp("frontier") / "out", found(True, budget="400k", worth="50k")
    run = page.record("frontier", one.asked.scenarios, one.asked.settings)
    page.keep(pages.results(one), into, Origin(("run.py", "frontier"), 1, monotonic()), run)
    return into


def test_the_tables_hold_every_mix_and_how_those_that_stayed_stand(kept: Path) -> None:
    one = found(True, budget="400k", worth="50k")
    mixes = rows(kept / "mixes.csv")
    assert len(mixes) == len(one.asked.mixes)
    assert mixes[0]["title"] == "None of the strategies"
    assert {row["fate"] for row in mixes} <= {str(fate) for fate in Fate}
    standings = rows(kept / "frontier.csv")
    assert [row["letter"] for row in standings if row["on_frontier"] == "True"] == list(letters(one).values())
    for yardstick in ("measure", "total_cost", "net_benefit"):
        assert sum(float(row[f"probability_best_{yardstick}"]) for row in standings) == pytest.approx(1)
    assert float(standings[3]["cost_strategies difference"]) == pytest.approx(one.standings[3].strategies.difference)
    known = rows(kept / "value_of_information.csv")
    assert {row["yardstick"] for row in known} == {"measure", "total cost", "net benefit"}
    assert all(float(row["value"]) >= 0 for row in known)


def test_the_page_and_the_manifest_say_what_was_sought(kept: Path) -> None:
    page = (kept / "report.html").read_text(encoding="utf-8")
    for words in ("Strategies may cost £400,000 a year", "each unit worth £50,000 a year", "Noise floor", "(mix "):
        assert words in page
    manifest = json.loads((kept / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["budget"] == 400_000
    assert manifest["measure"] == "in_residential"
    assert set(manifest["sha256"]) == {"mixes.csv", "frontier.csv", "value_of_information.csv"}
    assert {path.name for path in kept.glob("*.png")} == {"cost_against_measure.png", "value_of_information.png"}


def test_the_page_says_what_is_best_and_how_sure_that_is() -> None:
    one = found(worth="100k")
    first, second, third, *_ = pages.page(one).findings
    best = one.best(Yardstick.MEASURE)
    assert first.startswith("By the measure alone, ")
    assert f"(mix {letters(one)[best.mix]})" in first
    assert percent(best.probability_best[0]) in first
    assert second.startswith("By total cost alone, ")
    assert third.startswith("By what the change is worth less what it costs in all, ")


@pytest.mark.parametrize("against", ["strategies", "total"])
@pytest.mark.parametrize("uncertainty", [False, True])
def test_figures_name_every_mix_of_the_frontier_and_can_be_read(against: str, uncertainty: bool) -> None:
    one = found(uncertainty, against=against)
    figures = of_frontier(one)
    assert [figure.name for figure in figures] == ["cost_against_measure", "value_of_information"][: len(figures)]
    assert len(figures) == (2 if one.known else 1)
    assert [fault for figure in figures for fault in faults_of_chart(figure)] == []
    assert "nan" not in repr([figure.chart for figure in figures])
    chart = figures[0].chart
    assert isinstance(chart, ScatterChart)
    for panel in chart.panels:
        assert {point.words for point in panel.clouds[-1].points} == set(letters(one).values())


def test_the_gain_of_a_step_is_what_each_further_100_000_brings() -> None:
    one = found()
    before, after = one.on_frontier()[1:3]
    gain = (after.measure.difference - before.measure.difference) / (
        (after.strategies.difference - before.strategies.difference) / 1e5
    )
    assert gain_for(one, after) == f"{gain:.2f}".replace("-", "−")
    assert gain_for(one, one.on_frontier()[0]) is None


def test_a_frontier_against_total_cost_says_so() -> None:
    one = found(against="total")
    assert one.asked.aim.against is Against.TOTAL
    assert any("on the frontier against total cost" in said for said in pages.page(one).findings)


@pytest.mark.parametrize(
    ("value", "words"), [(235_400, "£235,000"), (1_234_567, "£1.23m"), (-999_600, "−£1m"), (300, "£0"), (0, "£0")]
)
def test_sums_in_sentences(value: float, words: str) -> None:
    assert sum_in_words(value) == words


def test_numbers_in_tables() -> None:
    assert thousands(-1_204_400, sign=True) == "−1,204"
    assert thousands(88_000, sign=True) == "+88"
    assert thousands(400, sign=True) == "0"
    assert [percent(share) for share in (0, 0.004, 0.31, 0.995, 1)] == ["none", "under 1%", "31%", "over 99%", "100%"]


# The command and the call


def test_the_command_keeps_the_same_results_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    base = small.file(tmp_path, years=0.3)
    words = ["frontier", str(base), "ipop", "carer_development", "--scales", "1", "--replications", "6"]
    words += ["--central", "--processes", "1", "--budget", "1m"]
    for name in ("one", "other"):
        assert cli.main([*words, "--out", str(tmp_path / name)]) == 0, capsys.readouterr().err
    assert "The frontier" in capsys.readouterr().out
    for table in ("mixes.csv", "frontier.csv"):
        assert (tmp_path / "one" / table).read_bytes() == (tmp_path / "other" / table).read_bytes()
    assert len(rows(tmp_path / "one" / "mixes.csv")) == 4
    assert not (tmp_path / "one" / "value_of_information.csv").exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--budget", "lots"], 'budget: is "lots", not a sum of money'),
        (["--scales", "a,b"], '--scales: is "a,b"; give numbers with commas, such as 0.5,1,2'),
        (["--runs", "many", "--scales", "x"], '--runs: is "many"; give a whole number, such as 6000'),
        (["--central", "--uncertainty"], "--central: keeps inputs at their central values"),
        (["--file", "two_millions"], "two_millions: there is no such file; did you mean two_million?"),
        (["--runs", "700"], "runs: 700 are too few to choose among 768 mixes"),
        (["nowhere"], "nowhere: there is no base of this name"),
    ],
)
def test_what_the_command_refuses(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.experiments.running.study.opening_pool", lambda *_: None)
    assert cli.main(["frontier", *words, "--processes", "1"]) == 2
    assert message in capsys.readouterr().err


def test_the_call_from_python(tmp_path: Path) -> None:
    base = small.file(tmp_path, years=0.3)
    one = sim.frontier(
        base=str(base), strategies=["ipop"], scales=[1], replications=4, processes=1, uncertainty=False, budget="1m"
    )
    assert len(one.standings) == 2
    assert one.asked.mixes.title(one.standings[1].mix) == "Placements overview panel (IPOP)"
    assert one.asked.aim.budget == 1_000_000
