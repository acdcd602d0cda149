"""Experiments as commands: what is done is kept as it lands, so that any of them can be stopped and resumed."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.beforehand import in_words, seconds_a_run
from sim.commands.ending import CommandEnding
from sim.commands.paper import write_paper_asked
from sim.commands.plan import CommandPlan, planned, say_where
from sim.commands.request import BAR, CommandLine, say
from sim.commands.stages_shown import stages_shown
from sim.experiments.running.progress import Stage
from sim.experiments.running.progress_lines import RunState
from sim.foundations.called import called
from sim.foundations.where import told_here

if TYPE_CHECKING:
    from sim.experiments.experiment import AnswerType, Experiment, FormType, QuestionType
    from sim.experiments.running.study import RegisterReader
    from sim.foundations.faults import Faults
    from sim.reports.shared.kept_runs import KeptRuns
    from sim.reports.shared.page import KeptResults
    from sim.scenario.files.experiment_file import ExperimentHeading


def run_experiment(
    request: CommandLine,
    experiment: Experiment[FormType, QuestionType, AnswerType],
    form: FormType | None,
    name: str,
    faults: Faults,
    results: Callable[[AnswerType], KeptResults],
    *,
    tables_shown: int | None = None,
    shorter: str = "Shorter: fewer --replications.",
    then: Callable[[AnswerType], None] | None = None,
) -> int:
    """Run what a form asks, keep and show what came of it, and return the exit code: the one frame of experiments.

    `faults` are those of the command's words and its file, the latter called `name`, of which the form is what could be
    read. Of the results' tables the first `tables_shown` are shown, all when None; `shorter` says what would make it
    shorter, where it is said beforehand how long it takes; `then` is done last. Raises BadInput with every fault of
    words, file, settings, scenarios and folder, before anything runs.
    """
    from sim.experiments.running.failures import failures_in_words
    from sim.reports.shared import page

    request, plan, question = plan_question(request, experiment, form, name, faults)
    command, settings = request.typed[0], plan.settings
    with (
        kept_runs(request, plan, experiment.reader(question.wanted)) as kept,
        stages_shown(request, "Running replications.") as tell,
        experiment.laboratory(question, kept, tell) as laboratory,
    ):
        if experiment.most_runs is not None and not request.only_report:
            seconds = 0.0 if settings.cluster else seconds_a_run(laboratory.study)
            resumed = bool(request.options.resume)
            say(in_words(experiment.most_runs(question), seconds, settings, shorter, resumed=resumed))
        answer = experiment.answer(question, laboratory)
        tell(Stage.WRITING, 0, 1)
        found = results(answer)
        run = page.record(experiment.name, question.scenarios, settings)
        page.keep(found, plan.into, request.origin(settings.processes_used), run)
        tell(Stage.WRITING, 1, 1)
        if not laboratory.failures:
            kept.finish()
    page.show(replace(found.page, tables=found.page.tables[:tables_shown]))
    if laboratory.failures:
        failed = failures_in_words(laboratory.study, laboratory.failures)
        again = told_here(
            f"To try them again: {called()} {command} --resume {plan.into}", "Resume tries them again, and no others."
        )
        return CommandEnding(RunState.FAILED, (failed, again)).told(request.in_lines)
    if then is not None:
        then(answer)
    write_paper_asked(request.options, plan.into)
    return say_where(plan, request)


def plan_question(
    request: CommandLine,
    experiment: Experiment[FormType, QuestionType, AnswerType],
    form: FormType | None,
    name: str,
    faults: Faults,
) -> tuple[CommandLine, CommandPlan, QuestionType]:
    """Return the request as its form fills it, what is to be done, and the sound question.

    Raises BadInput with the faults so far and every other.
    """
    from sim.experiments.running.settings import Settings
    from sim.foundations.faults import BadInput

    if form is None:
        raise BadInput(faults)
    filled_in = form  # for the functions below, which are sure that there is one
    request = filled(request, filled_in, experiment.replications)
    plan = question = None
    with faults.gather():
        plan = planned(request, lambda years: experiment.scenarios(filled_in, years), f"{request.typed[0]}-")
    with faults.gather():  # where there is no plan, of the scenarios as they are: so that all faults are told at once
        scenarios = plan.scenarios if plan else experiment.scenarios(filled_in, None)
        settings = plan.settings if plan else Settings(uncertainty=request.options.uncertainty)
        question = experiment.question(filled_in, name, scenarios, settings)
    if faults or plan is None or question is None:
        raise BadInput(faults)
    return request, plan, question


def filled(request: CommandLine, form: ExperimentHeading, replications: int) -> CommandLine:
    """Return the request with what its form says in place of options that were not given.

    `replications` are as many as are made when neither says how many.
    """
    options = argparse.Namespace(**vars(request.options))
    for name, usual in (("replications", replications), ("seed", None), ("years", None)):
        said = getattr(form, name)
        said = usual if said is None else said
        if name == "years" and options.until is not None:
            continue
        if getattr(options, name) is None and said is not None:
            setattr(options, name, f"{said:g}" if isinstance(said, float) else str(said))
    options.uncertainty = options.uncertainty or form.uncertainty
    return replace(request, options=options)


@contextmanager
def kept_runs(request: CommandLine, plan: CommandPlan, reading: RegisterReader) -> Iterator[KeptRuns]:
    """Give what keeps the runs of the plan in its folder; whatever stops the work, it is told how to go on."""
    from sim.reports.shared import kept_runs as pages

    digest = pages.digest_of(
        plan.scenarios, plan.settings.seed, plan.settings.uncertainty, reading, plan.settings.turns
    )
    if request.options.resume:
        kept = pages.resume(plan.into, digest, complete=request.only_report)
    else:
        kept = pages.begin(plan.into, request.typed, digest)
    try:
        yield kept
    except BaseException as stop:
        if kept.landed and not request.only_report:
            by_command = f"What is done is kept; go on with: {called()} {request.typed[0]} --resume {plan.into}"
            stop.add_note(told_here(by_command, "What is done is kept: Resume goes on from there."))
        raise
    finally:
        kept.release()


MACHINES = ("processes", "cluster", "tls_ca_file", "tls_cert", "tls_key", "trust_this_machine")
"""Options that may differ when an experiment goes on: where it is done changes nothing in its results."""


def resumed(request: CommandLine, parser: argparse.ArgumentParser) -> CommandLine:
    """Return the request as it was begun, when it asks to go on with kept runs; otherwise the request itself.

    Raises BadInput when there is nothing to go on with, or more is asked than where to do it.
    """
    from sim.foundations.faults import BadInput

    options = request.options
    if not getattr(options, "resume", None) or not hasattr(options, "cluster"):
        return request
    from sim.reports.shared.kept_runs import begun

    command, into = request.typed[0], Path(options.resume)
    words = begun(into).words
    if words[0] != command:
        raise BadInput([f"{into}: {words[0]} was begun in it; go on with {called()} {words[0]} --resume {into}"])
    plain = parser.parse_args([command, "--resume", options.resume])
    may = (*MACHINES, "progress")
    changed = [name for name, value in vars(options).items() if name not in may and value != getattr(plain, name)]
    if changed:
        named = ", ".join(f"--{name.replace('_', '-')}" for name in changed)
        raise BadInput([f"--resume: leave out {named}: it goes on as it was begun"])
    as_begun = parser.parse_args(list(words))
    if any(getattr(options, name) is not None for name in MACHINES):  # so that it can also go on without its cluster
        for name in MACHINES:
            setattr(as_begun, name, getattr(options, name))
    as_begun.resume, as_begun.progress = options.resume, getattr(options, "progress", BAR)
    return replace(request, options=as_begun, typed=words)
