"""Proceedings, told in the order in which a case lives through them: issue, options, evidence, hearing, orders.

All options are looked at beside one another, or relatives only when the parents have been assessed and adoption only
when relatives have failed. The final hearing is the later of the evidence and the court's own timetable. Which order is
made was drawn when the case began; the options only say how long it takes to get there, and what work that is.

A case may have been issued before the children came into care: what is over by now is over, and nothing waits for it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import CaseOption, IdleStep, Route
from sim.foundations.distributions import lognormal
from sim.model.engine.life import Story
from sim.model.legal.assessors import AssessmentRequest
from sim.model.legal.standing import Case
from sim.model.legal.waiting import Steps, Task, Together, Waiting, until

if TYPE_CHECKING:
    from sim.model.legal.approvals import TemporaryApproval
    from sim.model.legal.court import Court


def proceedings(court: Court, case: Case, task: Task) -> Story:
    """Follow a case from the children's entry into care to the court's final orders."""
    lives, legal = court.run.lives, court.legal
    yield from _comes_to_issue(court, case, task)
    court.issue(case)
    begins = case.issued + legal.case_management
    yield from until(lives, begins)
    court.plan_options(case)
    if case.parallel:
        looked_at = yield from _beside_one_another(court, case, task, begins)
    else:
        looked_at = yield from _one_after_another(court, case, task, begins)
    if court.adoption_comes_late(case):
        looked_at = yield from _adoption(court, case, looked_at, task)
    court.fix_hearing(case, looked_at + legal.final_evidence)
    yield from until(lives, case.hearing)
    court.make_orders(case)


def _comes_to_issue(court: Court, case: Case, task: Task) -> Waiting:
    """Wait until proceedings are issued: for section 20, after the council's legal planning meeting."""
    if case.issued > court.run.lives.now:
        yield from until(court.run.lives, case.issued)
        if case.standings[0].child.route is Route.VOLUNTARY:
            case.issued = yield from court.planning.heard(task, case.family, urgent=False)


def _beside_one_another(court: Court, case: Case, task: Task, since: float) -> Steps:
    """Look at the parents, all relatives and friends, and adoption, at once."""
    options = Together(court.run.lives, task, since)
    case.options = options
    options.begin(partial(_parents, court, case, since))
    for which in range(case.carers):
        options.begin(partial(_carer, court, case, which, since))
    if any(standing.adoption_considered for standing in case.standings):
        options.begin(partial(_adoption, court, case, since))
    return (yield from options.all_done())


def _one_after_another(court: Court, case: Case, task: Task, since: float) -> Steps:
    """Look at the parents, then at one relative or friend after another, the one who is chosen last."""
    looked_at = yield from _parents(court, case, since, task)
    for which in court.carers_in_turn(case):
        looked_at = yield from _carer(court, case, which, looked_at, task)
    return looked_at


def _parents(court: Court, case: Case, since: float, task: Task) -> Steps:
    """Assess the parents."""
    row = court.option(case, CaseOption.PARENTS, since)
    began = yield from _idle(court, case, task, IdleStep.PARENTS, 0, since)
    court.option_begins(case, row, began)
    u = court.run.chance.uniform(decisions.PARENT_ASSESSMENT, case.name)
    legal = court.legal
    work = legal.work_factor * lognormal(u, legal.parent_assessment_median, legal.parent_assessment_spread)
    yield from until(court.run.lives, began + work)
    return court.option_done(case, row, began + work)


def _carer(court: Court, case: Case, which: int, since: float, task: Task) -> Steps:
    """Assess one relative or friend, once named: first whether they can be thought of, then in full."""
    lives = court.run.lives
    named = max(since, court.named(case, which))
    yield from until(lives, named)
    row = court.option(case, CaseOption.RELATIVES, named, which)
    approval = court.approval(case, which)
    if approval is not None:
        court.option_begins(case, row, named)
        return court.option_done(case, row, (yield from _known_carer(court, case, which, approval, named, task)))
    court.option_begins(case, row, named)
    seen = named + court.legal.work_factor * court.legal.viability_median
    yield from until(lives, seen)
    if not court.viable(case, which):
        return court.option_done(case, row, seen)
    began = yield from _idle(court, case, task, IdleStep.RELATIVES, which, seen)
    request = AssessmentRequest(case.carer_name(which), case=case.row, approved=court.approved(case, which))
    return court.option_done(case, row, (yield from court.assessors.assess(task, request, began)))


def _known_carer(court: Court, case: Case, which: int, approval: TemporaryApproval, since: float, task: Task) -> Steps:
    """Assess as guardian a carer with whom a child lives: often with the approval as carer, else for that much more."""
    done = yield from approval.decided(task)
    looked_at = max(since, done)
    if court.unified(case):
        return looked_at
    legal = court.legal
    request = AssessmentRequest(
        case.carer_name(which),
        case=case.row,
        episode=approval.episode,
        share=legal.redone_work,
        approved=court.approved(case, which),
    )
    return (yield from court.assessors.assess(task, request, looked_at))


def _adoption(court: Court, case: Case, since: float, task: Task) -> Steps:
    """Prepare the papers on adoption, and have the agency's decision maker decide on one of their days."""
    row = court.option(case, CaseOption.ADOPTION, since)
    began = yield from _idle(court, case, task, IdleStep.ADOPTION, 0, since)
    court.option_begins(case, row, began)
    legal = court.legal
    decided = court.decision_maker(began + legal.work_factor * legal.adoption_papers_median)
    yield from until(court.run.lives, decided)
    court.adoption_decided(case, decided)
    return court.option_done(case, row, decided)


def _idle(court: Court, case: Case, task: Task, step: IdleStep, which: int, since: float) -> Steps:
    """Let an option lie idle that could begin."""
    mean = court.legal.work_factor * court.legal.idle
    return court.idle.lies(task, step, case.family, case.number << 3 | which, mean, since)
