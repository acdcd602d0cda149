"""The results of a requirement: the answer, what was tried, every future, the sufficiency statement and the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite, nan

import numpy as np

from sim.experiments.require.answer import RequiredCapacity
from sim.experiments.require.requirement import CapacityFound, Requirement
from sim.experiments.statistics.difference import interval
from sim.reports.require import figures as require_figures
from sim.reports.require import words as require_words
from sim.reports.require.words import label, percent
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells, cell
from sim.reports.shared.words import in_table, unit_in_words
from sim.reports.sufficiency import pages as sufficiency
from sim.reports.sufficiency import words as sufficiency_words
from sim.reports.sufficiency.figures import of_statement

ANSWER = (
    *("scenario", "standard", "probability", "lever", "unit", "present", "outcome", "way"),
    *("capacity", "low", "high", "confidence", "best", "best_share", "reachable", "levels_off", "replications"),
)
TRIED = (
    *("scenario", "lever", "capacity", "replications", "met", "share", "share_low", "share_high", "share_fitted"),
    *("measure", "mean", "mean_low", "mean_high", "unit"),
)
BESIDE = ("scenario", "lever", "capacity", "measure", "mean", "unit")
FUTURES = ("scenario", "lever", "capacity", "replication", "measure", "value", "unit")

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Required:
    """What was asked for, for the manifest."""

    standard: str
    probability: float
    lever: str
    low: float
    high: float
    step: float
    failed_replications: int


def results(requirement: Requirement) -> KeptResults:
    """Return what is kept of a requirement."""
    asked = requirement.asked
    reach = asked.capacities[0]
    required = Required(
        asked.standard.text,
        asked.probability,
        asked.levers[0].path,
        reach.at(reach.first),
        reach.at(max(found.answer.tried.numbers[-1] for found in requirement.found)),
        reach.step,
        len(requirement.failures),
    )
    return KeptResults(page(requirement), contents(requirement), (required,))


def contents(requirement: Requirement) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    return {
        "requirement.csv": answers(requirement),
        "tried.csv": tried(requirement),
        "beside.csv": beside(requirement),
        "futures.csv.gz": futures(requirement),
        "sufficiency.csv": sufficiency.rows(found.statement for found in requirement.found),
    }


def page(requirement: Requirement) -> Page:
    """Return what the page of a requirement says: its answer, then the sufficiency statement of the base."""
    statement = requirement.found[0].statement
    below = sufficiency.page(statement)
    return Page(
        title=requirement.asked.title,
        scope=require_words.scope(requirement),
        findings=[*require_words.findings(requirement), *below.findings],
        caveats=[*require_words.caveats(requirement), *sufficiency_words.of_counting(statement)],
        tables=[*(table(found, requirement) for found in requirement.found), *below.tables],
        drawings=[
            ChartDrawing(one) for one in (*require_figures.of_requirement(requirement), *of_statement(statement))
        ],
    )


def table(found: CapacityFound, requirement: Requirement) -> PageTable:
    """Return the capacities tried, for people."""
    answer, measure = found.answer, requirement.asked.standard.wanted
    beside_it = requirement.asked.beside
    columns = (
        Column(found.lever.title.rpartition(": ")[2].capitalize(), unit_in_words(found.lever.unit.name)),
        Column("Meets it", "of futures"),
        Column("95% interval"),
        Column(measure.title, unit_in_words(measure.unit)),
        *(Column(one.title, unit_in_words(one.unit)) for one in beside_it),
    )
    rows = [
        (
            f"{round(answer.capacities.at(number), 9):,g}",
            percent(answer.tried.shares[place]),
            " to ".join(percent(end) for end in answer.tried.intervals[place]),
            in_table(answer.tried.means[place], measure.unit),
            *(in_table(found.beside[place, which], one.unit) for which, one in enumerate(beside_it)),
        )
        for place, number in enumerate(answer.tried.numbers)
    ]
    title = f"What was tried{f': {label(found, requirement)}' if len(requirement.found) > 1 else ''}"
    return PageTable(title, "Means of the futures, all with the same luck at every capacity.", columns, rows)


def answers(requirement: Requirement) -> Iterator[Cells]:
    """Yield the header and the answer in each scenario."""
    yield ANSWER
    for found in requirement.found:
        answer = found.answer
        yield (
            found.scenario.name,
            answer.standard.text,
            cell(answer.probability),
            found.lever.path,
            found.lever.unit.name,
            _finite(found.lever.value),
            answer.outcome.value,
            answer.way.value,
            *(_finite(value) for value in (answer.capacity, answer.low, answer.high)),
            cell(CONFIDENCE),
            cell(answer.capacities.at(answer.best)),
            cell(answer.tried.shares[answer.place(answer.best)]),
            *(_finite(value) for value in (answer.reachable, answer.levels_off)),
            answer.tried.values.shape[1],
        )


def tried(requirement: Requirement) -> Iterator[Cells]:
    """Yield the header and, for each capacity tried, the share of futures and the mean of the standard's measure."""
    yield TRIED
    for found in requirement.found:
        answer = found.answer
        measure = answer.standard.wanted
        fitted = answer.fitted
        for place, number in enumerate(answer.tried.numbers):
            values = answer.tried.values[place]
            low, high, _ = interval(values[~np.isnan(values)])
            yield (
                *_place(found, answer, number),
                int(answer.tried.of[place]),
                int(answer.tried.met[place]),
                *(cell(one) for one in (answer.tried.shares[place], *answer.tried.intervals[place], fitted[place])),
                measure.text,
                *(cell(one) for one in (answer.tried.means[place], low, high)),
                measure.unit,
            )


def beside(requirement: Requirement) -> Iterator[Cells]:
    """Yield the header and, for each capacity tried, the mean of each measure told beside."""
    yield BESIDE
    for found in requirement.found:
        for place, number in enumerate(found.answer.tried.numbers):
            for which, one in enumerate(requirement.asked.beside):
                yield *_place(found, found.answer, number), one.text, cell(found.beside[place, which]), one.unit


def futures(requirement: Requirement) -> Iterator[Cells]:
    """Yield the header and the standard's measure in every future at every capacity tried."""
    yield FUTURES
    for found in requirement.found:
        measure = found.answer.standard.wanted
        for place, number in enumerate(found.answer.tried.numbers):
            for replication, value in enumerate(found.answer.tried.values[place].tolist()):
                yield *_place(found, found.answer, number), replication, measure.text, cell(value), measure.unit


def _place(found: CapacityFound, answer: RequiredCapacity, number: int) -> tuple[str, str, str]:
    return found.scenario.name, found.lever.path, cell(answer.capacities.at(number))


def _finite(value: float) -> str:
    """Return a number as a cell; one without end is an empty one."""
    return cell(value if isfinite(value) else nan)
