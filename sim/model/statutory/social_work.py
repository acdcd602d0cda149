"""Social work with children in care: cases, a weekly ledger of hours, updated assessments, changes of worker.

Other services ask for hours through the ground: for reviews, health, education plans, courts. Where one of them is not
in the scenario, nothing of it is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import ceil

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import WorkTask
from sim.model.core.kept import PoolChild
from sim.model.core.people import Child, Placement
from sim.model.core.service import Service, Services
from sim.model.engine.life import Wake
from sim.model.statutory.ground import Rank, StatutoryGround, in_force
from sim.model.statutory.ledger import Ledger
from sim.model.statutory.posts import Posts
from sim.model.statutory.practice import DoneInTime
from sim.model.statutory.social_work_case import SocialWorkCase
from sim.model.statutory.updates import AT_ENTRY, AssessmentUpdates
from sim.model.statutory.visits import Visiting
from sim.parameters.parameters import Parameters
from sim.parameters.statutory.social_work import SocialWork
from sim.parameters.statutory.strategies import AssessmentRecovery, CaseloadTransfer, PermanentStaff

WEEK = 7

UNSETTLED = 90.0
"""Days for which a change of social worker is felt."""

TRANSFER_BITS = 8
"""Which transfer of a period of care it is stands below the number of the period in the names of its chances."""


@dataclass(frozen=True, slots=True)
class SocialWorkStrategies:
    """What a council adds to social work, each None where it is not in force."""

    recovery: AssessmentRecovery | None
    transfer: CaseloadTransfer | None
    permanent: PermanentStaff | None


def strategies_of(parameters: Parameters) -> SocialWorkStrategies:
    """Return those strategies of the parameters that have a capacity."""
    recovery, transfer = parameters.assessment_recovery, parameters.caseload_transfer
    return SocialWorkStrategies(
        recovery=recovery if recovery is not None and recovery.exists else None,
        transfer=transfer if transfer is not None and transfer.exists else None,
        permanent=parameters.permanent_staff,
    )


class SocialWorking(Service):
    """The social workers of children in care, and what is done with their hours."""

    __slots__ = (
        "_cases",
        "_ground",
        "_hours",
        "_ledger",
        "_parameters",
        "_posts",
        "_recovery",
        "_transfer",
        "_updates",
        "_visits",
        "_week_began",
    )

    def __init__(
        self, ground: StatutoryGround, services: Services, parameters: SocialWork, strategies: SocialWorkStrategies
    ) -> None:
        self._ground = ground
        self._parameters = parameters
        self._hours = parameters.hours.values()
        self._recovery = strategies.recovery
        self._transfer = strategies.transfer
        self._cases: dict[int, SocialWorkCase] = {}
        self._visits = Visiting(ground, parameters.long_term_share)
        self._posts = Posts(ground, parameters, strategies.permanent, self._worker_changed)
        self._updates = AssessmentUpdates(ground, services, parameters, strategies.recovery)
        self._ledger = Ledger()
        self._week_began = ceil(ground.run.lives.now)
        weekday = ground.run.calendar.date_of(self._week_began).weekday()
        self._ends_on(self._week_began + WEEK - weekday)

    # --- moments

    def entered_care(self, child: Child) -> None:
        """Take up the case of a child who has come into care."""
        self._ground.ask(WorkTask.ENTRY)
        self._takes_up(child)

    def placed(self, child: Child, placement: Placement) -> None:
        """Move a child, and visit them where they are now."""
        case = self._cases.get(child.identity)
        if case is not None:
            self._ground.ask(WorkTask.MOVE)
            self._visits.begins(case, placement)

    def left_care(self, child: Child) -> None:
        """Close the case of a child who leaves care."""
        case = self._cases.pop(child.identity)
        self._visits.ends(case)
        self._posts.let_go(case)
        self._updates.left(case)

    def opened(self, child: Child, kept: PoolChild) -> None:
        """Take up the case of a child who is in care when the run begins, with the assessments made so far."""
        self._takes_up(child)

    # --- questions

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, with what a change of social worker makes of it for some weeks."""
        if self._parameters.change_multiplier == 1.0:
            return multiplier
        case = self._cases.get(child.identity)
        if case is None or now >= case.unsettled_until:
            return multiplier
        return multiplier * self._parameters.change_multiplier

    def plans_take(self) -> float:
        """Return how many times as long plans take, by the hours asked for beyond those there were."""
        if self._parameters.stretch == 0.0:
            return 1.0
        return 1.0 + self._parameters.stretch * self._ledger.overload

    # --- what clinics ask

    def up_to_date(self, since: int, until: int) -> DoneInTime:
        """Return the children who have been in care for 45 days by a day, and those with an assessment of the year."""
        part = whole = 0
        for case in self._cases.values():
            if case.child.entered <= until - AT_ENTRY:
                whole += 1
                part += self._updates.is_up_to_date(case, until)
        return DoneInTime(part, whole)

    def practice_changed(self, before: float) -> None:
        """Have assessments that wait begun as practice is now."""
        for case in self._cases.values():
            self._updates.practice_changed(case, before)

    # --- a case

    def _takes_up(self, child: Child) -> None:
        placement = child.placement
        assert placement is not None
        case = self._cases[child.identity] = SocialWorkCase(child)
        self._visits.begins(case, placement)
        self._posts.take(case)
        self._updates.came(case)
        self._expect_transfer(case)

    def _expect_transfer(self, case: SocialWorkCase) -> None:
        """Have a case pass from one team to another one day, and from that to a third another day."""
        rate, child = self._parameters.team_transfer, case.child
        if rate <= 0.0:
            return
        occasion = child.episode << TRANSFER_BITS | case.transfers
        case.transfers += 1
        wait = self._ground.run.chance.exponential(decisions.WORKER_TEAM, child.identity, occasion)
        day = self._ground.run.lives.now + wait / rate * DAYS_PER_YEAR
        if day < self._ground.run.lives.horizon:
            act = partial(self._passes_on, case)
            self._ground.diary.enter(ceil(day), Rank.HOURS, child.identity << 2 | 3, act)

    def _passes_on(self, case: SocialWorkCase) -> None:
        if self._cases.get(case.child.identity) is case:
            self._posts.passes_on(case)
            self._expect_transfer(case)

    def _worker_changed(self, case: SocialWorkCase) -> None:
        """Have what a change of worker does to a placement begin now, and end after some weeks, where it does a thing.

        Not before what happens now is over: it may be the child's own life that tells of it.
        """
        if self._parameters.change_multiplier == 1.0:
            return
        lives = self._ground.run.lives
        case.unsettled_until = lives.now + UNSETTLED
        lives.at(lives.now, partial(self._looks_again, case))
        lives.at(case.unsettled_until, partial(self._looks_again, case))

    def _looks_again(self, case: SocialWorkCase) -> None:
        child = case.child
        if self._cases.get(child.identity) is case and child.life is not None and child.looked_after:
            self._ground.run.lives.wake(child.life, Wake.SUPPORT_CHANGED)

    # --- a week

    def _ends_on(self, day: int) -> None:
        """Have the week end that has begun: mostly on the Monday after the Monday on which it did."""
        self._ground.diary.enter(day, Rank.HOURS, -1, self._close_week)

    def _close_week(self) -> None:
        """Pay for what was asked in the week, then for assessments that have been begun; see who leaves and comes."""
        parameters, ground = self._parameters, self._ground
        began, today = self._week_began, ground.today
        days = today - began
        share = days / DAYS_PER_YEAR
        moved = parameters.cin_cases * self._moved(float(began))
        in_need = (parameters.cin_cases - moved) * parameters.cin_hours * parameters.cin_untrained * share
        hours = self._posts.in_post * parameters.hours_per_week * ground.working.between(began - 1, today - 1) / 5.0
        if self._transfer is not None:
            hours -= moved * self._transfer.workers_follow * parameters.cin_hours * parameters.cin_untrained * share
            hours = max(0.0, hours)
        self._visits.ask(days)
        asked = [number * hours_each for number, hours_each in zip(ground.asked, self._hours, strict=True)]
        asked.append(in_need)
        ground.asked[:] = [0.0] * len(WorkTask)
        paid = self._ledger.close(hours, asked)
        recovery = self._recovery_hours(float(began), float(today))
        paid[WorkTask.UPDATE] = self._updates.pay(max(0.0, hours - sum(paid)) + recovery)
        self._write(began, hours, recovery, asked, paid, parameters.cin_cases - moved)
        self._posts.week(days)
        self._week_began = today
        self._ends_on(today + WEEK)

    def _moved(self, day: float) -> float:
        """Return the share of children in need who have gone to other teams."""
        transfer = self._transfer
        return 0.0 if transfer is None else transfer.share * in_force(transfer.starts, transfer.ramp, day)

    def _recovery_hours(self, began: float, today: float) -> float:
        """Return the hours in a week of those who do nothing but bring assessments up to date."""
        recovery = self._recovery
        if recovery is None:
            return 0.0
        middle = (began + today) / 2.0
        if middle >= recovery.starts + recovery.until_days:
            return 0.0
        workers = recovery.workers * in_force(recovery.starts, recovery.ramp, middle)
        updates = workers * recovery.updates_per_worker * (today - began) / DAYS_PER_YEAR
        return updates * self._parameters.hours[WorkTask.UPDATE]

    def _write(
        self, began: int, hours: float, recovery: float, asked: list[float], paid: list[float], cases_in_need: float
    ) -> None:
        rows, posts = self._ground.run.register.work, self._posts
        rows.day.append(float(began))
        rows.hours.append(hours)
        rows.recovery.append(recovery)
        by_task = self._ground.run.register.work_hours
        by_task.task.extend(range(len(asked)))
        by_task.asked.extend(asked)
        by_task.paid.extend(paid)
        rows.prompt_visits.append(self._ledger.prompt_visits)
        rows.workers.append(posts.in_post)
        rows.agency.append(posts.agency_in_post)
        rows.vacant.append(self._parameters.workers - posts.in_post + posts.agency_in_post)
        rows.children.append(self._visits.children)
        rows.cases_in_need.append(cases_in_need)
