"""What stood in law about children on one day of a long run, read from its register."""

from __future__ import annotations

from math import inf

from sim.foundations.codes import CaseOption, LegalStatus
from sim.model.core.kept import (
    KeptApproval,
    KeptAssessment,
    KeptCase,
    KeptLaw,
    KeptOption,
    KeptPermanence,
)
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register


class LawHistory:
    """The long run's legal tables by what they are about, once for all the days that are looked at."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.statuses = _grouped(register.legal_statuses.episode)
        self.children = _grouped(register.case_children.episode)
        """Rows of the case's children by period of care."""
        self.in_case = _grouped(register.case_children.case)
        self.options = _grouped(register.case_options.case)
        self.assessments = {
            (case, register.assessments.carer[row]): row
            for row, case in enumerate(register.assessments.case)
            if case != NOBODY
        }
        self.approvals = {placement: row for row, placement in enumerate(register.temporary_approvals.placement)}
        self.permanence = {episode: row for row, episode in enumerate(register.permanence.episode)}
        self.matches = dict(zip(register.long_term_matches.placement, register.long_term_matches.day, strict=True))
        """When the child was matched for the long term, by the placement in which they were."""

    def of(self, episode: int, placement: int, day: float) -> KeptLaw | None:
        """Return what stood in law in a period of care whose present placement is this one; None without courts."""
        register = self.register
        if episode not in self.permanence:
            return None
        past = [row for row in self.statuses[episode] if register.legal_statuses.since[row] <= day]
        rows = self.children.get(episode, [])
        child = rows[-1] if rows else None
        made = child is not None and register.case_children.made[child] <= day
        case = None if child is None or made else register.case_children.case[child]
        if case is not None and register.cases.ended[case] <= day:
            case = None  # it ended without an order about this child
        destined = NOBODY if child is None or (case is None and not made) else register.case_children.destined[child]
        return KeptLaw(
            status=LegalStatus(register.legal_statuses.status[past[-1]]),
            since=register.legal_statuses.since[past[-1]] - day,
            after_order=made,
            destined=destined,
            adoption_considered=child is not None and register.case_children.adoption_considered[child],
            case=None if case is None else self._case(case, day),
            approval=self._approval(placement, day),
            permanence=self._permanence(self.permanence[episode], placement, day),
        )

    def _case(self, row: int, day: float) -> KeptCase:
        rows = self.register.cases
        issued = rows.issued[row] <= day
        options = self.options.get(row, [])
        planned = bool(options) and min(self.register.case_options.possible[one] for one in options) <= day
        past = [one for one in options if self.register.case_options.possible[one] <= day]
        return KeptCase(
            row=row,
            ready=rows.ready[row] - day,
            issued=rows.issued[row] - day if issued else inf,
            timetable=rows.timetable[row] - day if issued else inf,
            carers=rows.carers[row] if planned else NOBODY,
            chosen=rows.chosen[row] if planned else NOBODY,
            parallel=rows.parallel[row],
            options=tuple(self._option(row, one, day) for one in past) if planned else (),
            hearing=rows.ended[row] - day if self._evidence_is_there(past, row, day) else inf,
        )

    def _evidence_is_there(self, options: list[int], case: int, day: float) -> bool:
        """Whether everything has been looked at, so that only final evidence and the court's timetable are to come."""
        rows = self.register.cases
        looked_at = all(self.register.case_options.done[one] <= day for one in options)
        complete = len(options) == len(self.options.get(case, []))
        return bool(options) and looked_at and complete and rows.heard[case] and self._adoption_is_decided(case, day)

    def _adoption_is_decided(self, case: int, day: float) -> bool:
        """Whether it has been decided about all children of a case for whom that was to be decided."""
        plans = [self.permanence[self.register.case_children.episode[child]] for child in self.in_case.get(case, [])]
        return not any(self.register.permanence.adoption_decision[plan] > day for plan in plans)

    def _option(self, case: int, row: int, day: float) -> KeptOption:
        rows = self.register.case_options
        began = rows.began[row] <= day
        carer = rows.carer[row]
        assessment = self.assessments.get((case, carer)) if carer != NOBODY else None
        kept = None if assessment is None else self._assessment(assessment, day)
        under_way = began and (kept is None or kept.done < inf)
        return KeptOption(
            option=CaseOption(rows.option[row]),
            carer=carer,
            possible=rows.possible[row] - day,
            began=rows.began[row] - day if began else inf,
            done=_or_never(rows.done[row] - day) if under_way else inf,
            assessment=kept,
        )

    def _assessment(self, row: int, day: float) -> KeptAssessment | None:
        rows = self.register.assessments
        if not rows.asked[row] <= day:
            return None
        begun = rows.begun[row] <= day
        return KeptAssessment(
            asked=rows.asked[row] - day,
            begun=rows.begun[row] - day if begun else inf,
            done=_or_never(rows.done[row] - day) if begun else inf,
            approved=rows.approved[row],
        )

    def _approval(self, placement: int, day: float) -> KeptApproval | None:
        row = self.approvals.get(placement)
        if row is None:
            return None
        rows = self.register.temporary_approvals
        assessment = self._assessment(rows.assessment[row], day)
        if assessment is None:
            return None
        return KeptApproval(
            due=rows.due[row] - day,
            extended=rows.extended[row],
            ended=rows.ended[row] - day if rows.ended[row] <= day else inf,
            assessment=assessment,
        )

    def _permanence(self, row: int, placement: int, day: float) -> KeptPermanence:
        rows = self.register.permanence

        def past(column: list[float]) -> float:
            return column[row] - day if column[row] <= day else inf

        decided = rows.decided[row] <= day
        matched_here = self.matches.get(placement, inf)
        return KeptPermanence(
            second_review=rows.second_review[row] - day,
            decided=past(rows.decided),
            plan=rows.plan[row] if decided else NOBODY,
            contingency=rows.contingency[row],
            adoption_decision=past(rows.adoption_decision),
            placement_order=past(rows.placement_order),
            finding_possible=past(rows.finding_possible),
            finding_began=past(rows.finding_began),
            matched=past(rows.matched),
            placed=past(rows.placed),
            early=past(rows.early),
            long_term_matched=matched_here - day if matched_here <= day else inf,
            discharge_due=_or_never(rows.discharge_due[row] - day),
        )


def _grouped(owners: list[int]) -> dict[int, list[int]]:
    """Return the rows of each owner, in order."""
    groups: dict[int, list[int]] = {}
    for row, owner in enumerate(owners):
        groups.setdefault(owner, []).append(row)
    return groups


def _or_never(day: float) -> float:
    """Return a day, infinite when it did not come."""
    return day if day == day else inf
