"""Assessors of relatives and friends: one queue for proceedings, temporary approvals and families not in the model."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.distributions import lognormal
from sim.model.core.kept import KeptAssessment
from sim.model.engine.arrivals import arrivals
from sim.model.engine.life import Story, Wake
from sim.model.engine.slots import Slots
from sim.model.legal.waiting import CareTask, LeftCareError, Waiting, until, until_woken
from sim.model.register.columns import NOBODY, OPEN

if TYPE_CHECKING:
    from collections.abc import Generator

    from sim.model.core.run import Run
    from sim.parameters.legal.legal import Legal
    from sim.parameters.legal.strategies import ConnectedCarersTeam

LIVES_WITH_CARERS: Final = 0
BEFORE_A_COURT: Final = 1
"""Priorities: carers with whom a child lives already go first."""

OTHER_FAMILIES: Final = 1 << 47
"""Marks the names of assessments for families that are not in the model."""

BEFORE_THE_FIRST_DAY: Final = 1 << 46
"""Marks those of them that began before it."""

LOOKED_BACK: Final = 365.0
"""Days before the first within which an assessment that is under way on it has begun."""


@dataclass(frozen=True, slots=True)
class AssessmentRequest:
    """A full assessment that is asked for."""

    name: int
    """Names its draws, with `which`."""
    which: int = 0
    case: int = NOBODY
    """Row of the case, if it is made for one."""
    carer: int = NOBODY
    """Which relative or friend of the case."""
    episode: int = NOBODY
    """Row of the period of care of the child who lives with the carers already, if one does."""
    share: float = 1.0
    """Of a whole assessment's work: less where the carers are known from another."""
    approved: bool = True
    """What it will find."""

    @property
    def temporary(self) -> bool:
        """Whether it is about carers approved for a time only, with whom a child lives."""
        return self.episode != NOBODY and self.case == NOBODY


class Assessors:
    """The assessors of the council: the one owner of their queue."""

    __slots__ = ("_legal", "_line_stands", "_run", "_slots", "_strategy")

    def __init__(self, run: Run, legal: Legal, strategy: ConnectedCarersTeam | None) -> None:
        self._run = run
        self._legal = legal
        self._strategy = strategy
        self._line_stands = False
        """Whether all who ask wait, for those who were at work on the first day have yet to be told of."""
        connected, now = legal.connected, run.lives.now
        self._slots: Slots | None = None
        if connected.assessors < inf:
            self._slots = Slots(run.lives, connected.assessors * connected.cases_per_assessor, now, 0.0)
            if strategy is not None:
                self._slots.add(strategy.assessors_added * connected.cases_per_assessor, strategy.starts)

    def begin(self) -> None:
        """Let other families' assessments come, which take assessors as any do."""
        if self._slots is not None and self._legal.connected.other_assessments > 0.0:
            self._run.lives.begin(self._other_families())

    def opens(self) -> None:
        """Have all who ask wait in line from now on, until it is known who has an assessor on the first day."""
        self._line_stands = True

    def all_opened(self) -> None:
        """Go on with other families' assessments that are under way; then let the line move."""
        self._line_stands = False
        if self._slots is None:
            return
        run, yearly = self._run, self._legal.connected.other_assessments
        chance, stream = run.chance, decisions.OTHER_ASSESSMENTS_BEFORE_THE_FIRST_DAY
        for number, ago in arrivals(chance, stream, lambda _: yearly, yearly, 0.0, LOOKED_BACK):
            task, since = CareTask(), run.lives.now - ago
            request = AssessmentRequest(OTHER_FAMILIES | BEFORE_THE_FIRST_DAY | number)
            task.begin(run.lives, self._other(task, request, KeptAssessment(since, since, inf, request.approved)))
        self._slots.serve()

    def _other_families(self) -> Story:
        run, yearly = self._run, self._legal.connected.other_assessments
        for number, day in arrivals(
            run.chance, decisions.OTHER_ASSESSMENTS, lambda _: yearly, yearly, run.lives.now, run.lives.horizon
        ):
            if day > run.lives.now:
                yield day
            task = CareTask()
            task.begin(run.lives, self._other(task, AssessmentRequest(OTHER_FAMILIES | number)))

    def _other(self, task: CareTask, request: AssessmentRequest, known: KeptAssessment | None = None) -> Story:
        yield from self.assess(task, request, self._run.lives.now, known)

    def unified(self) -> float:
        """Return the share of carers with whom a child lives for whom one assessment serves both purposes."""
        team = self._strategy
        in_force = team is not None and self._run.lives.now >= team.starts
        return team.unified if team is not None and in_force else self._legal.connected.unified

    def waiting(self) -> int:
        """How many assessments wait for an assessor."""
        return self._slots.waiting() if self._slots is not None else 0

    def assess(
        self, task: CareTask, request: AssessmentRequest, since: float, known: KeptAssessment | None = None
    ) -> Generator[float, Wake | None, float]:
        """Wait for an assessor, and for the work to be done; return the day on which it is.

        One asked for `since` a day before now found an assessor at once: what of its work is not over is left to do.
        One that was `known` on the first day goes on: it has its assessor already, or waits with what came before.
        Raises LeftCareError when nobody is left in care about whom it is.
        """
        run, rows = self._run, self._run.register.assessments
        row = self._enter(request, since if known is None else known.asked)
        work = self._work(request, row)
        begun = since if known is None else known.begun
        done = begun + work if known is None or known.done == inf else known.done
        if done <= run.lives.now:
            rows.begun[row], rows.done[row] = begun, done
            return done
        before = begun < run.lives.now
        if before and known is not None:
            self._hold()
        else:
            left = done - run.lives.now if before else work
            yield from self._assessor(task, request)
            done = run.lives.now + left
        rows.begun[row] = begun if before else run.lives.now
        try:
            yield from until(run.lives, done)
        except LeftCareError:
            self._free()
            raise
        self._free()
        rows.done[row] = run.lives.now
        return run.lives.now

    def _assessor(self, task: CareTask, request: AssessmentRequest) -> Waiting:
        """Wait until an assessor is free."""
        if self._slots is not None and (self._line_stands or not self._slots.take()):
            self._slots.wait(task.life, LIVES_WITH_CARERS if request.episode != NOBODY else BEFORE_A_COURT)
            yield from until_woken(Wake.SLOT_GRANTED)

    def _hold(self) -> None:
        """Keep the assessor who was at work on the first day."""
        if self._slots is not None:
            self._slots.hold()

    def _free(self) -> None:
        if self._slots is not None:
            self._slots.give_back()

    def _enter(self, request: AssessmentRequest, since: float) -> int:
        rows = self._run.register.assessments
        row = len(rows.asked)
        rows.case.append(request.case)
        rows.carer.append(request.carer)
        rows.episode.append(request.episode)
        rows.temporary.append(request.temporary)
        rows.asked.append(since)
        rows.begun.append(OPEN)
        rows.done.append(OPEN)
        rows.redone.append(False)
        rows.approved.append(request.approved)
        return row

    def _work(self, request: AssessmentRequest, row: int) -> float:
        """Return the days of work, with that done again, under the team in force when it is asked for."""
        legal, chance, strategy = self._legal, self._run.chance, self._strategy
        in_force = strategy is not None and self._run.lives.now >= strategy.starts
        redone = strategy.redone if strategy is not None and in_force else legal.redone
        u = chance.uniform(decisions.CARER_ASSESSMENT, request.name, request.which)
        work = legal.work_factor * lognormal(u, legal.carer_assessment_median, legal.carer_assessment_spread)
        if strategy is not None and in_force:
            work *= strategy.work
        again = chance.happens(redone, decisions.ASSESSMENT_REDONE, request.name, request.which)
        self._run.register.assessments.redone[row] = again
        return request.share * work * (1.0 + legal.redone_work if again else 1.0)
