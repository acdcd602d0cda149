"""Proceedings, told in the order in which a case lives through them: issue, options, evidence, hearing, orders.

All options are looked at beside one another, or relatives only when the parents have been assessed and adoption only
when relatives have failed. The final hearing is the later of the evidence and the court's own timetable. Which order is
made was drawn when the case began; the options only say how long it takes to get there, and what work that is.

A case may have been issued before the children came into care: what is over by now is over, and nothing waits for it.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import CaseOption, CourtOrder, IdleStep, Route
from sim.foundations.distributions import lognormal
from sim.model.engine.life import Story, Wake
from sim.model.legal.assessors import AssessmentRequest
from sim.model.legal.case_rows import enter_option
from sim.model.legal.standing import CourtCase
from sim.model.legal.waiting import CareTask, Steps, Together, Waiting, until

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.legal.approvals import TemporaryApproval
    from sim.model.legal.court import Court


def proceedings(court: Court, case: CourtCase, task: CareTask) -> Story:
    """Follow a case from the children's entry into care to the court's final orders, or on from where it stands."""
    if case.timetable == inf:
        yield from _comes_to_issue(court, case, task)
        court.issue(case)
    if case.hearing == inf:
        yield from _evidence(court, case, task)
    yield from until(court.run.lives, case.hearing)
    court.make_orders(case)


def _comes_to_issue(court: Court, case: CourtCase, task: CareTask) -> Waiting:
    """Wait until proceedings are issued: for section 20, after the council's legal planning meeting."""
    yield from until(court.run.lives, case.issued)
    if case.standings[0].child.route is Route.VOLUNTARY:
        case.issued = yield from court.planning.heard(task, case.family, urgent=False)


def _evidence(court: Court, case: CourtCase, task: CareTask) -> Waiting:
    """Look at all options, from the case management hearing on, until the final hearing can be fixed."""
    begins = case.issued + court.legal.case_management
    yield from until(court.run.lives, begins)
    if not case.planned:
        court.plan_options(case)
    if case.parallel:
        looked_at = yield from _beside_one_another(court, case, task, begins)
    else:
        looked_at = yield from _one_after_another(court, case, task, begins)
    yield from until(court.run.lives, looked_at)  # what is left to be done goes by who is in care then
    if court.adoption_comes_late(case):
        looked_at = yield from _adoption(court, case, looked_at, task)
    evidence = looked_at + court.legal.final_evidence
    if case.destined_for(CourtOrder.PLACEMENT):
        decided = yield from _decision_on_adoption(court, case, looked_at)
        evidence = max(evidence, decided + court.legal.placement_application)
    court.fix_hearing(case, evidence)


def _beside_one_another(court: Court, case: CourtCase, task: CareTask, since: float) -> Steps:
    """Look at the parents, all relatives and friends, and adoption, at once."""
    options = Together(court.run.lives, task, since)
    case.options = options
    options.begin(partial(_parents, court, case, since))
    for which in range(case.carers):
        options.begin(partial(_carer, court, case, which, since))
    if any(standing.adoption_considered for standing in case.standings):
        options.begin(partial(_adoption, court, case, since))
    return (yield from options.all_done())


def _one_after_another(court: Court, case: CourtCase, task: CareTask, since: float) -> Steps:
    """Look at the parents, then at one relative or friend after another, the one who is chosen last."""
    looked_at = yield from _parents(court, case, since, task)
    for which in court.carers_in_turn(case):
        looked_at = yield from _carer(court, case, which, looked_at, task)
    return looked_at


def _parents(court: Court, case: CourtCase, since: float, task: CareTask) -> Steps:
    """Assess the parents."""
    u = court.run.chance.uniform(decisions.PARENT_ASSESSMENT, case.name)
    legal = court.legal
    work = legal.work_factor * lognormal(u, legal.parent_assessment_median, legal.parent_assessment_spread)
    row, done = yield from _work(court, case, task, CaseOption.PARENTS, IdleStep.PARENTS, since, work)
    return court.option_will_be_done(task, row, done)


def _adoption(court: Court, case: CourtCase, since: float, task: CareTask) -> Steps:
    """Prepare the papers on adoption; with them, who would foster a child and may adopt them can be found already."""
    known = case.known(CaseOption.ADOPTION)
    seen_before = known is not None and known.done <= court.run.lives.now
    work = court.legal.work_factor * court.legal.adoption_papers_median
    row, done = yield from _work(court, case, task, CaseOption.ADOPTION, IdleStep.ADOPTION, since, work)
    yield from until(court.run.lives, done)
    court.option_done(case, row, done)
    if not seen_before:
        court.adoption_looked_at(case)
    return done


def _decision_on_adoption(court: Court, case: CourtCase, looked_at: float) -> Steps:
    """Have the agency's decision maker decide on adoption, on one of their days.

    They decide on the whole evidence, about parents and relatives too, and for the final plan that the court has asked
    for: the later it can hear the case, the later is that due.
    """
    in_time = court.decision_maker_before(case.timetable - court.legal.placement_application)
    day = max(court.decision_maker(looked_at), in_time)
    yield from until(court.run.lives, day)
    court.adoption_decided(case, day)
    return day


def _work(
    court: Court, case: CourtCase, task: CareTask, option: CaseOption, step: IdleStep, since: float, work: float
) -> Generator[float, Wake | None, tuple[int, float]]:
    """Let an option lie idle, then look at it for so many days of work; go on from where it stood on the first day.

    Return its row, and the day on which it is done: that may be yet to come.
    """
    known, lives = case.known(option), court.run.lives
    row = enter_option(court.run, case, option, since if known is None else known.possible)
    if known is None:
        began = yield from _idle(court, case, task, step, 0, since)
    elif known.began < inf:
        began = known.began
    else:
        began = yield from _idle(court, case, task, step, 0, lives.now)
    court.option_begins(case, task, row, began)
    return row, known.done if known is not None and known.done < inf else began + work


def _carer(court: Court, case: CourtCase, which: int, since: float, task: CareTask) -> Steps:
    """Assess one relative or friend, once named: first whether they can be thought of, then in full."""
    known, lives = case.known(CaseOption.RELATIVES, which), court.run.lives
    if which == 0:
        yield from until(lives, since)  # whether a child lives with them then
    named = known.possible if known is not None else max(since, court.named(case, which))
    yield from until(lives, named)
    row = enter_option(court.run, case, CaseOption.RELATIVES, named, which)
    court.option_begins(case, task, row, named)
    if known is not None and known.done < inf and known.done <= lives.now:
        return court.option_done(case, row, known.done)
    approval = court.approval(case, which)
    if approval is not None:
        done = yield from _known_carer(court, case, which, approval, named, task)
        return court.option_done(case, row, done)
    seen = named + court.legal.work_factor * court.legal.viability_median
    first_look = lives.now < seen or known is None
    if first_look and not court.viable(case, which):
        return court.option_will_be_done(task, row, seen)
    yield from until(lives, seen)
    begun = None if known is None else known.assessment
    began = lives.now
    if begun is None:
        began = yield from _idle(court, case, task, IdleStep.RELATIVES, which, seen if known is None else lives.now)
        yield from until(lives, began)
    request = AssessmentRequest(
        case.carer_name(which), case=case.row, carer=which, approved=court.approved(case, which)
    )
    done = yield from court.assessors.assess(task, request, began, begun)
    return court.option_done(case, row, done)


def _known_carer(
    court: Court, case: CourtCase, which: int, approval: TemporaryApproval, since: float, task: CareTask
) -> Steps:
    """Assess as guardian a carer with whom a child lives: often with the approval as carer, else for that much more."""
    done = yield from approval.decided(task)
    looked_at = max(since, done)
    if court.unified(case):
        return looked_at
    known = case.known(CaseOption.RELATIVES, which)
    request = AssessmentRequest(
        case.carer_name(which),
        case=case.row,
        carer=which,
        episode=approval.episode,
        share=court.legal.redone_work,
        approved=court.approved(case, which),
    )
    begun = None if known is None else known.assessment
    return (yield from court.assessors.assess(task, request, looked_at, begun))


def _idle(court: Court, case: CourtCase, task: CareTask, step: IdleStep, which: int, since: float) -> Steps:
    """Let an option lie idle that could begin."""
    mean = court.legal.work_factor * court.legal.idle
    return court.idle.taken(task, step, case.family, case.number << 3 | which, mean, since)
