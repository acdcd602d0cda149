"""A small authority that nobody is looked after by at the start, so that a run takes a fraction of a second."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from sim.experiments.comparison.comparison import Comparison, compared, laid_over
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Outcome, Results
from sim.experiments.running.settings import Settings
from sim.experiments.statistics.sample import NumberKey, Sample
from sim.scenario.scenario import Scenario, load

ROOT = Path(__file__).resolve().parents[1]


def without_opening(scenario: Scenario) -> Scenario:
    """The same scenario with nobody in care at the start, and so without the seconds that an opening cohort takes."""
    return replace(scenario, parameters=replace(scenario.parameters, opening=None))


@cache
def base(years: float = 1.5) -> Scenario:
    return without_opening(load("tower_hamlets_2018").with_years(years))


@cache
def three(years: float = 1.5) -> tuple[Scenario, ...]:
    """A base, one strategy, and all five together."""
    everything = "edge_of_care+ipop+camhs+out_of_hours+carer_development"
    return tuple(without_opening(scenario) for scenario in laid_over("tower_hamlets_2018", ["ipop", everything], years))


@cache
def comparison(replications: int = 4) -> Comparison:
    return compared(run_all(three(), Settings(replications, processes=1)))


def file(folder: Path, years: float = 0.8) -> Path:
    """A scenario file of the small authority, for the command line."""
    text = (ROOT / "scenarios" / "england.toml").read_text(encoding="utf-8")
    text = re.sub(r"^\[opening\.[^[]*", "", text, flags=re.MULTILINE)
    text = re.sub(r"^years = .*$", f"years = {years}", text, count=1, flags=re.MULTILINE)
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


def results_of(*values: np.ndarray, scenario: Scenario | None = None) -> Results:
    """Results in which each scenario has one measure, looked after on 31 March 2019, with these values."""
    key = NumberKey("looked_after", "", date(2019, 3, 31))
    sample = [Sample({key: 0}, np.array([one], dtype=float)) for one in values]
    chosen = scenario or base()
    outcomes = tuple(Outcome(replace(chosen, name=f"scenario {number}"), one, one) for number, one in enumerate(sample))
    return Results(outcomes, 1, len(values[0]), False)
