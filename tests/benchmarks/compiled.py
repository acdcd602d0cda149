"""Compiled: how many times as fast the compiled model is as the plain one, and as the naive style."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.case import STRATEGIES, Case, every_strategy
from tests.benchmarks.naive import GOAL as GOAL_NAIVE_PLAIN
from tests.benchmarks.naive import RUNS
from tests.benchmarks.sections import Ratio, Section, ratio
from tests.compiled_installation import ROOT, compile_into, has_compiler
from tests.model_process import Done, ModelProcess

TITLE = "The compiled model"

GOAL, GOAL_MEASURED, GOAL_NAIVE = 2.7, 2.4, 8.0
"""Times as fast as plain a replication, the same with measures, and as the naive style."""

HERE = Path(__file__).parent
GUESTS = (HERE / "reduced.py", HERE / "reduced_own.py")
"""The reduced model as this project writes it, compiled with the model that it uses."""

NAIVE = ("tests.benchmarks.reduced_naive", "NaiveAuthority")
OWN = ("tests.benchmarks.reduced_own", "OwnAuthority")
OWN_COMPILED = ("sim.model.reduced_own", "OwnAuthority")


def compiled(case: Case) -> Section:
    """Compile the model into a folder of its own, and have both do the same work in turn."""
    if not has_compiler():
        return Section(TITLE, ("No C compiler was found here, so nothing was compiled.",))
    rounds = 4 if case.quick else 15
    with TemporaryDirectory() as folder:
        installation = Path(folder) / "installation"
        compile_into(installation, Path(folder) / "project", GUESTS)
        sentence = beside_naive(Path(folder), installation, rounds)
        rows = tuple(replications(Path(folder), installation, rounds))
    return Section(
        TITLE,
        (
            "Milliseconds of the processor for a replication of 3 years, opening cohort included, by the plain model"
            f" and by the one compiled from the same source, which took turns in {rounds} rounds; then for a"
            " replication with all its measures and monthly values, which are worked out by the same plain code in"
            f" both. The goals are {GOAL:g} and {GOAL_MEASURED:g} times as fast.",
            sentence,
        ),
        (
            "",
            "plain",
            "compiled",
            "times as fast",
            f"{GOAL:g} reached",
            "plain, measured",
            "compiled, measured",
            "times as fast, measured",
            f"{GOAL_MEASURED:g} reached",
        ),
        rows,
    )


def replications(folder: Path, installation: Path, rounds: int) -> list[tuple[str, ...]]:
    """Return a row for the base, for each strategy and for those together that can be."""
    plain, quick = ModelProcess(ROOT, folder / "plain"), ModelProcess(installation, folder / "compiled")
    rows = []
    for strategies in every_strategy():
        slow: list[Done] = []
        fast: list[Done] = []
        for number in range(rounds + 1):  # the first prepares, and is left out
            turns = [(plain, slow), (quick, fast)]
            for model, done in turns if number % 2 else reversed(turns):
                done.append(model.replication(strategies, number))
        rows.append((named(strategies), *cells(slow[1:], fast[1:])))
    plain.stop()
    quick.stop()
    return rows


def named(strategies: tuple[str, ...]) -> str:
    """Return the strategies in words."""
    if strategies == STRATEGIES:
        return "all five strategies"
    return ", ".join(strategies).replace("_", " ") or "the base"


def cells(slow: Sequence[Done], fast: Sequence[Done]) -> list[str]:
    """Return what stands in a row: without measures, and with them."""
    found = []
    for measured, goal in ((False, GOAL), (True, GOAL_MEASURED)):
        times = [[one.seconds + measured * one.measuring for one in done] for done in (slow, fast)]
        faster = ratio(*times)
        found += [*(f"{1000 * median(each):.0f}" for each in times), str(faster), verdict(faster, goal)]
    return found


def verdict(faster: Ratio, goal: float) -> str:
    """Say whether a goal is reached."""
    return "yes" if faster.middle >= goal else "NO"


def beside_naive(folder: Path, installation: Path, rounds: int) -> str:
    """Say how many times as long the naive style takes on the reduced model as this project's, plain and compiled."""
    plain, quick = ModelProcess(ROOT, folder / "plain"), ModelProcess(installation, folder / "compiled")
    ways = ((plain, NAIVE), (plain, OWN), (quick, OWN_COMPILED))
    seconds: list[list[float]] = [[] for _ in ways]
    same = True
    for number in range(rounds):
        done = {}
        for turn in range(len(ways)):
            which = (number + turn) % len(ways)
            model, way = ways[which]
            done[which] = model.reduced(*way, number * RUNS, RUNS)
            seconds[which].append(done[which].seconds)
        same = same and done[1].columns == done[2].columns
    plain.stop()
    quick.stop()
    beside_compiled, beside_plain = ratio(seconds[0], seconds[2]), ratio(seconds[0], seconds[1])
    return (
        f"On the reduced model the naive style takes {beside_compiled} times as long as this project's style compiled"
        f" ({reached(beside_compiled, GOAL_NAIVE)}), and {beside_plain} times as long as the same run plain"
        f" ({reached(beside_plain, GOAL_NAIVE_PLAIN)}); plain and compiled come to"
        f" {'the same in every column' if same else 'DIFFERENT columns'}."
    )


def reached(slower: Ratio, goal: float) -> str:
    """Say in words whether a goal is reached."""
    return f"the goal of {goal:g} is {'reached' if slower.middle >= goal else 'NOT reached'}"
