"""The register's tables of legal process and permanence as numpy columns, each row with what it is about joined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.columns import codes, days, flags, numbers
from sim.model.register.register import Register


@dataclass(frozen=True, slots=True)
class StatusSpells:
    """Legal statuses of children, each until the next or the end of the period of care."""

    episode: Integers
    status: Integers
    since: Numbers
    until: Numbers
    last: Flags
    """Whether it was the last of the period of care, so far."""


@dataclass(frozen=True, slots=True)
class CasesView:
    """Cases before a court."""

    family: Integers
    issued: Numbers
    ended: Numbers
    heard: Flags
    parallel: Flags
    considered: Integers
    planned: Flags
    """Whether its options have been planned, at the case management hearing."""


@dataclass(frozen=True, slots=True)
class CaseChildrenView:
    """Children of cases."""

    case: Integers
    episode: Integers
    issued: Numbers
    case_ended: Numbers
    age_at_issue: Numbers
    destined: Integers
    adoption_considered: Flags
    made: Numbers


@dataclass(frozen=True, slots=True)
class AssessmentsView:
    """Full assessments of relatives and friends."""

    temporary: Flags
    of_case: Flags
    """Whether it is made for a case before a court."""
    approved: Flags
    """What it comes to, once done."""
    asked: Numbers
    begun: Numbers
    done: Numbers
    waited_until: Numbers
    """When an assessor began, or nobody was left for whom it was asked."""


@dataclass(frozen=True, slots=True)
class ApprovalsView:
    """Temporary approvals of relatives and friends."""

    due: Numbers
    ended: Numbers


@dataclass(frozen=True, slots=True)
class PermanenceView:
    """What was planned about each period of care, with the period and the child's birth."""

    episode: Integers
    entered: Numbers
    left: Numbers
    cause: Integers
    born: Numbers
    second_review: Numbers
    decided: Numbers
    contingency: Flags
    adoption_decision: Numbers
    placement_order: Numbers
    matched: Numbers
    placed: Numbers
    early: Numbers
    reversed: Numbers


@dataclass(frozen=True, slots=True)
class MatchesView:
    """Matches for the long term, each until its placement ends."""

    episode: Integers
    since: Numbers
    until: Numbers


@dataclass(frozen=True, slots=True)
class IdleView:
    """Steps that lay idle."""

    step: Integers
    began: Numbers
    ended: Numbers


@dataclass(frozen=True, slots=True)
class BeforeCourtView:
    """Families at risk that came to the legal planning meeting, with when the family's next case was issued."""

    threshold: Numbers
    heard: Numbers
    letter: Numbers
    ended: Numbers
    entered: Numbers
    issued: Numbers


@dataclass(frozen=True, slots=True)
class LegalView:
    """All that measures of legal process and permanence read; nothing in it where that part is absent."""

    statuses: StatusSpells
    cases: CasesView
    children: CaseChildrenView
    assessments: AssessmentsView
    approvals: ApprovalsView
    permanence: PermanenceView
    matches: MatchesView
    idle: IdleView
    before_court: BeforeCourtView


def legal_view_of(register: Register) -> LegalView:
    """Return the columns of the register's tables of legal process."""
    left = days(register.episodes.ended)
    cases = _cases(register)
    return LegalView(
        statuses=_statuses(register, left),
        cases=cases,
        children=_children(register, cases),
        assessments=_assessments(register, cases),
        approvals=ApprovalsView(
            due=numbers(register.temporary_approvals.due), ended=days(register.temporary_approvals.ended)
        ),
        permanence=_permanence(register, left),
        matches=_matches(register),
        idle=IdleView(
            step=codes(register.idle_steps.step),
            began=numbers(register.idle_steps.began),
            ended=days(register.idle_steps.ended),
        ),
        before_court=_before_court(register, cases),
    )


def _statuses(register: Register, left: Numbers) -> StatusSpells:
    rows = register.legal_statuses
    episode, since = codes(rows.episode), numbers(rows.since)
    in_order = np.argsort(episode, kind="stable")
    last_in_order = np.append(np.diff(episode[in_order]) != 0, True)[: len(episode)]
    until, last = left[episode], np.empty(len(episode), dtype=np.bool_)
    follows = in_order[1:][~last_in_order[:-1]]
    until[in_order[:-1][~last_in_order[:-1]]] = since[follows]
    last[in_order] = last_in_order
    return StatusSpells(episode, codes(rows.status), since, until, last)


def _cases(register: Register) -> CasesView:
    rows = register.cases
    planned = np.zeros(len(rows.family), dtype=np.bool_)
    planned[codes(register.case_options.case)] = True
    return CasesView(
        family=codes(rows.family),
        issued=days(rows.issued),
        ended=days(rows.ended),
        heard=flags(rows.heard),
        parallel=flags(rows.parallel),
        considered=codes(rows.considered),
        planned=planned,
    )


def _children(register: Register, cases: CasesView) -> CaseChildrenView:
    rows = register.case_children
    case, episode = codes(rows.case), codes(rows.episode)
    born = numbers(register.children.born)[codes(register.episodes.child)[episode]]
    return CaseChildrenView(
        case=case,
        episode=episode,
        issued=cases.issued[case],
        case_ended=cases.ended[case],
        age_at_issue=cases.issued[case] - born,
        destined=codes(rows.destined),
        adoption_considered=flags(rows.adoption_considered),
        made=days(rows.made),
    )


def _assessments(register: Register, cases: CasesView) -> AssessmentsView:
    rows, approvals = register.assessments, register.temporary_approvals
    begun, case = days(rows.begun), codes(rows.case)
    over = np.full(len(begun), np.inf)
    assessed = codes(approvals.assessment)
    over[assessed[assessed >= 0]] = days(approvals.ended)[assessed >= 0]  # others were decided before the first day
    over[case >= 0] = cases.ended[case[case >= 0]]
    return AssessmentsView(
        temporary=flags(rows.temporary),
        of_case=case >= 0,
        approved=flags(rows.approved),
        asked=numbers(rows.asked),
        begun=begun,
        done=days(rows.done),
        waited_until=np.minimum(begun, over),
    )


def _permanence(register: Register, left: Numbers) -> PermanenceView:
    rows, episodes = register.permanence, register.episodes
    episode = codes(rows.episode)
    return PermanenceView(
        episode=episode,
        entered=numbers(episodes.began)[episode],
        left=left[episode],
        cause=codes(episodes.cause)[episode],
        born=numbers(register.children.born)[codes(episodes.child)[episode]],
        second_review=days(rows.second_review),
        decided=days(rows.decided),
        contingency=flags(rows.contingency),
        adoption_decision=days(rows.adoption_decision),
        placement_order=days(rows.placement_order),
        matched=days(rows.matched),
        placed=days(rows.placed),
        early=days(rows.early),
        reversed=days(rows.reversed),
    )


def _matches(register: Register) -> MatchesView:
    rows, placements = register.long_term_matches, register.placements
    placement = codes(rows.placement)
    return MatchesView(
        episode=codes(placements.episode)[placement],
        since=numbers(rows.day),
        until=days(placements.ended)[placement],
    )


def _before_court(register: Register, cases: CasesView) -> BeforeCourtView:
    rows = register.before_court
    threshold = numbers(rows.threshold)
    return BeforeCourtView(
        threshold=threshold,
        heard=days(rows.heard),
        letter=days(rows.letter),
        ended=days(rows.ended),
        entered=days(rows.entered),
        issued=_next_case(codes(rows.family), threshold, cases),
    )


def _next_case(family: Integers, since: Numbers, cases: CasesView) -> Numbers:
    """Return when the first case of each family was issued that was not issued before a day; infinite without one."""
    result = np.full(len(family), np.inf)
    in_order = np.lexsort((cases.issued, cases.family))
    of, issued = cases.family[in_order], cases.issued[in_order]
    for row, (who, day) in enumerate(zip(family.tolist(), since.tolist(), strict=True)):
        first, last = np.searchsorted(of, (who, who + 1))
        place = first + np.searchsorted(issued[first:last], day)
        if place < last:
            result[row] = issued[place]
    return result
