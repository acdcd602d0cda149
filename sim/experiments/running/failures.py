"""Replications that failed, told in words: which, why, and how to run one alone."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.running.execution.tasks import Failure
from sim.experiments.running.study import Study, opening_inputs
from sim.foundations.called import called, in_shell
from sim.foundations.where import told_here
from sim.scenario import ensemble as ensembles


class RunError(Exception):
    """Some replications failed while the others went on; says which, and how each can be run alone."""


MOST_TOLD = 5
"""Failures that a message tells of one by one."""


def failures_in_words(study: Study, failures: Sequence[Failure]) -> str:
    """Return which replications failed and why, and how to run each alone."""
    lines = [f"{len(failures):,} replications failed; the others are done."]
    for one in failures[:MOST_TOLD]:
        reason = one.error.splitlines()[0] if one.error else "no reason is known"
        by_command = told_here(f"\n  To run it alone: {alone(study, one)}", "")
        lines.append(f"- {where(study, one)}: {reason}{by_command}")
    if len(failures) > MOST_TOLD:
        lines.append(f"- and {len(failures) - MOST_TOLD:,} more")
    return "\n".join(lines)


def where(study: Study, failure: Failure) -> str:
    """Return which replication failed, in words."""
    settings = "".join(f", {path} = {number:.12g}" for path, number in failure.point.settings)
    name = study.scenarios[failure.point.scenario].name
    return f"{name}{settings}, seed {study.seed}, replication {failure.replication}"


def alone(study: Study, failure: Failure) -> str:
    """Return the command that runs the replication alone and tells the whole error."""
    scenario = study.scenarios[failure.point.scenario]
    words = [
        scenario.asked or scenario.name,
        failure.replication,
        "--seed",
        study.seed,
        "--years",
        repr(scenario.years),
    ]
    if scenario.growth:
        words.append(f"--growth={100 * scenario.growth!r}%")
    if scenario.first_day is not None:
        words.extend(("--private", scenario.first_day.path))
    for path, number in failure.point.settings:
        words.extend(("--set", f"{path}={number!r}"))
    if study.uncertainty:
        words.extend(
            (
                "--uncertainty",
                *(("--turns", study.turns) if study.turns > 1 else ()),
                *ensembles.words_for(scenario.base, scenario.ensemble),
            )
        )
    first = next(one for one in study.scenarios if one.base == scenario.base)
    if opening_inputs(first.parameters) != opening_inputs(scenario.parameters):
        words.extend(("--opening-of", first.asked or first.name))
    return f"{called()} replicate {in_shell([*map(str, words)])}"
