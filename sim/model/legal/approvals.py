"""Temporary approvals: relatives and friends with whom a child lives are assessed as foster carers (regulation 24).

The assessment waits for an assessor with all others. Approved carers go on; where they are refused the placement ends,
after notice. Who is not assessed by the day that approval is due stays with the child, and is counted.
"""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import Kind
from sim.model.core.kept import KeptApproval
from sim.model.core.people import Child, Placement
from sim.model.engine.life import Story, Wake
from sim.model.legal.assessors import AssessmentRequest, Assessors
from sim.model.legal.waiting import CareTask, Steps, until_woken
from sim.model.register.columns import NOBODY, OPEN

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.parameters.legal.legal import Legal


class TemporaryApproval:
    """The approval, for a time, of one home of relatives or friends."""

    __slots__ = ("children", "done", "due", "episode", "kept", "row", "task", "waiting")

    def __init__(self, episode: int, row: int) -> None:
        self.episode = episode
        """Row of the period of care of the child who came first."""
        self.row = row
        self.due = inf
        """The day on which approval was due at first, once the register has it that this will be put off."""
        self.kept: KeptApproval | None = None
        """As it stood on the first day, if it began before."""
        self.task = CareTask()
        self.children: list[Child] = []
        """Who live there now."""
        self.done = inf
        """The day on which it was decided whether the carers are approved."""
        self.waiting: list[CareTask] = []
        """Who waits for that."""

    def decided(self, task: CareTask) -> Steps:
        """Wait until it is decided, or the placement has ended; return the day."""
        if self.done == inf:
            self.waiting.append(task)
            yield from until_woken(Wake.STEP_DONE)
        return self.done


class CarerApprovals:
    """The homes of relatives and friends in which children live, until their carers are approved or refused."""

    __slots__ = ("_assessors", "_homes", "_known", "_legal", "_run")

    def __init__(self, run: Run, legal: Legal, assessors: Assessors) -> None:
        self._run = run
        self._legal = legal
        self._assessors = assessors
        self._homes: dict[int, TemporaryApproval] = {}
        """By the number of the home."""
        self._known: set[int] = set()
        """Children who move to carers who have been assessed already."""

    def known(self, child: Child) -> None:
        """The carers to whom `child` is about to move have been assessed."""
        self._known.add(child.identity)

    def placed(self, child: Child, placement: Placement) -> None:
        """A placement of `child` has begun."""
        if placement.kind is not Kind.CONNECTED:
            return
        if child.identity in self._known:
            self._known.remove(child.identity)
            return
        approval = self._homes.get(placement.home)
        if approval is None:
            approval = TemporaryApproval(child.episode_row, self._enter(placement))
            self._homes[placement.home] = approval
            approval.children.append(child)
            approval.task.begin(self._run.lives, self._approved(child, placement, approval))
        else:
            approval.children.append(child)

    def resume(self, child: Child, placement: Placement, kept: KeptApproval | None) -> None:
        """`child` lives with relatives or friends on the first day: their approval goes on from where it stood."""
        if placement.kind is not Kind.CONNECTED or kept is None:
            return
        approval = self._homes.get(placement.home)
        if approval is None:
            approval = TemporaryApproval(child.episode_row, self._enter(placement))
            self._homes[placement.home] = approval
            extension = self._legal.connected.extension
            extended = kept.extended and kept.due - extension <= 0.0
            rows = self._run.register.temporary_approvals
            rows.due[approval.row] = kept.due if extended else kept.due - extension * kept.extended
            rows.extended[approval.row] = extended
            approval.kept = kept
        approval.children.append(child)

    def all_resumed(self) -> None:
        """Let the assessments go on, and those that wait do so in the order in which they were asked for."""
        homes = [(home.kept, home) for home in self._homes.values() if home.kept is not None]
        for kept, approval in sorted(homes, key=lambda one: (one[0].assessment.asked, one[1].row)):
            if kept.ended < inf:
                self._close(approval, kept.assessment.approved, kept.ended)
            else:
                child = approval.children[0]
                assert child.placement is not None
                approval.task.begin(self._run.lives, self._approved(child, child.placement, approval))

    def left(self, child: Child, placement: Placement) -> None:
        """`child` has left a placement: the last to go ends an assessment that is under way."""
        approval = self._homes.get(placement.home)
        if approval is None or child not in approval.children:
            return
        approval.children.remove(child)
        if not approval.children:
            del self._homes[placement.home]
            if approval.done == inf:
                self._close(approval, approved=False)
                approval.task.stop(self._run.lives)

    def of(self, child: Child) -> TemporaryApproval | None:
        """Return the approval of the relatives or friends with whom `child` lives, if they do."""
        return None if child.placement is None else self._homes.get(child.placement.home)

    def _enter(self, placement: Placement) -> int:
        rows = self._run.register.temporary_approvals
        rows.placement.append(placement.row)
        rows.assessment.append(NOBODY)
        rows.due.append(self._run.lives.now + self._legal.connected.temporary)
        rows.extended.append(False)
        rows.ended.append(OPEN)
        rows.approved.append(False)
        return len(rows.placement) - 1

    def _approved(self, child: Child, placement: Placement, approval: TemporaryApproval) -> Story:
        """Assess the carers; refuse some of them."""
        chance, now = self._run.chance, self._run.lives.now
        refused = chance.happens(
            self._legal.connected.not_approved, decisions.REFUSED_AS_CARERS, child.identity, placement.occasion
        )
        request = AssessmentRequest(child.identity, placement.occasion, episode=child.episode_row, approved=not refused)
        rows = self._run.register.temporary_approvals
        if not rows.extended[approval.row]:
            self._will_be_extended(approval)
        rows.assessment[approval.row] = len(self._run.register.assessments.asked)
        begun = None if approval.kept is None else approval.kept.assessment
        yield from self._assessors.assess(approval.task, request, now, begun)
        self._close(approval, approved=not refused)
        if refused:
            for there in list(approval.children):
                if there.life is not None:
                    self._run.lives.wake(there.life, Wake.NOT_APPROVED)

    def _will_be_extended(self, approval: TemporaryApproval) -> None:
        """Put the day off once on which approval is due: taken back if it is decided before that day."""
        rows, row = self._run.register.temporary_approvals, approval.row
        if rows.due[row] < self._run.lives.horizon:
            approval.due, rows.extended[row] = rows.due[row], True
            rows.due[row] += self._legal.connected.extension

    def _close(self, approval: TemporaryApproval, approved: bool, day: float | None = None) -> None:
        """Say that it has been decided now, or on a `day` before the start, whether the carers are approved."""
        rows, lives = self._run.register.temporary_approvals, self._run.lives
        approval.done = lives.now if day is None else day
        rows.ended[approval.row] = approval.done
        if approval.done < approval.due < inf:
            rows.due[approval.row], rows.extended[approval.row] = approval.due, False
        rows.approved[approval.row] = approved
        for task in approval.waiting:  # not at once: the child who leaves may be about to be moved by what follows
            lives.at(lives.now, partial(lives.wake, task.life, Wake.STEP_DONE))
