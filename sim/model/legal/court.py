"""The court, and what the council does before it: the one owner of every case, from the children's entry to its end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import age_band
from sim.foundations.codes import CourtOrder, LegalStatus
from sim.model.core.kept import KeptCase
from sim.model.engine.life import Story
from sim.model.legal import rules
from sim.model.legal.case_rows import end_case, enter_case, enter_child, note_options
from sim.model.legal.standing import SEVENTEEN, CourtCase, LegalStanding
from sim.model.legal.waiting import CareTask, LeftCareError
from sim.model.register.columns import NOBODY

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.legal.approvals import CarerApprovals, TemporaryApproval
    from sim.model.legal.assessors import Assessors
    from sim.model.legal.idle import IdleLags
    from sim.model.legal.orders import Orders
    from sim.model.legal.planning_meeting import LegalPlanningMeeting
    from sim.model.legal.practice import CourtPractice
    from sim.parameters.legal.legal import Legal

WITH_RELATIVES: Final[tuple[CourtOrder, ...]] = (CourtOrder.SPECIAL_GUARDIANSHIP, CourtOrder.CHILD_ARRANGEMENTS)
"""Orders for which a relative or friend must have been found."""

WITHOUT_RELATIVES: Final[tuple[CourtOrder, ...]] = (CourtOrder.CARE, CourtOrder.CARE_AT_HOME)
"""Orders before which adoption has been looked at, where it was considered."""

LOOKED_AT_TOGETHER: Final = 28.0
"""Days after the case management hearing within which options count as looked at together."""


class Court:
    """Keeps the cases; asks by name what becomes of them."""

    __slots__ = (
        "_follow",
        "_numbers",
        "_opened",
        "_order_shares",
        "approvals",
        "assessors",
        "idle",
        "legal",
        "orders",
        "planning",
        "practice",
        "run",
    )

    def __init__(
        self,
        run: Run,
        legal: Legal,
        idle: IdleLags,
        assessors: Assessors,
        approvals: CarerApprovals,
        planning: LegalPlanningMeeting,
        practice: CourtPractice,
        orders: Orders,
        follow: Callable[[Court, CourtCase, CareTask], Story],
    ) -> None:
        self.run = run
        self.legal = legal
        self.idle = idle
        self.assessors = assessors
        self.approvals = approvals
        self.planning = planning
        self.practice = practice
        self.orders = orders
        self._follow = follow
        """Tells how a case goes on: `proceedings`, which know the court."""
        self._numbers: dict[int, int] = {}
        """How many cases each family has had."""
        self._opened: dict[tuple[int, int], CourtCase] = {}
        """Cases of the first day, by family and row of the long run."""
        self._order_shares = rules.order_shares_by_age(legal)

    # --- a case

    def comes(self, standings: list[LegalStanding], foreseen: float) -> None:
        """Take up the case of children who have just come into care together, if they come to court.

        What is decided by their age at entry goes by the day on which they were `foreseen` to come.
        """
        legal, chance, now = self.legal, self.run.chance, self.run.lives.now
        family = standings[0].child.family
        number = self._numbers[family] = self._numbers.get(family, 0) + 1
        first, births = standings[0].child, [standing.child.born for standing in standings]
        case = CourtCase(family, number, now, [one for one in standings if foreseen - one.child.born < SEVENTEEN])
        if not rules.comes_to_court(legal, chance, first.route, births, case.name, foreseen):
            return
        case.issued = now + rules.days_to_issue(legal, chance, first.route, case.name)
        enter_case(self.run, case)
        odds = self.practice.placement_odds(now)
        for standing in case.standings:
            standing.case, child = case, standing.child
            by_age = self._order_shares[age_band(foreseen - child.born)]
            shares = rules.with_odds(by_age, CourtOrder.PLACEMENT, odds)
            standing.destined = rules.order(legal, chance, child, first, case.name, shares)
            standing.other_ways = legal.residual.pending_multiplier
            enter_child(self.run, case, standing)
        if case.issued + legal.case_management > now:
            self._begin(case)
        else:  # not at once: what was done before the children came may move them, and they have yet to settle in
            self.run.lives.at(now, partial(self._begin, case))

    def _begin(self, case: CourtCase) -> None:
        if not case.over:
            case.task.begin(self.run.lives, self._follow(self, case, case.task))

    def opened(self, standing: LegalStanding, kept: KeptCase) -> None:
        """Take up the case of a child in care on the first day, with siblings of the same case."""
        child = standing.child
        case = self._opened.get((child.family, kept.row))
        if case is None:
            number = self._numbers[child.family] = self._numbers.get(child.family, 0) + 1
            case = CourtCase(child.family, number, child.entered, [])
            case.kept = kept
            case.issued = kept.ready if kept.issued == inf else kept.issued
            case.timetable, case.hearing = kept.timetable, kept.hearing
            self._opened[child.family, kept.row] = case
            enter_case(self.run, case)
            rows = self.run.register.cases
            rows.ready[case.row] = kept.ready
            if kept.issued < inf:
                rows.issued[case.row], rows.timetable[case.row] = kept.issued, kept.timetable
            if kept.carers != NOBODY:
                case.planned, case.parallel = True, kept.parallel
                case.carers, case.chosen = kept.carers, kept.chosen
                note_options(self.run, case)
        case.standings.append(standing)
        standing.case = case
        enter_child(self.run, case, standing)
        self.run.register.case_children.adoption_considered[standing.row_in_case] = standing.adoption_considered

    def all_opened(self) -> None:
        """Let the cases go on, those whose assessments have waited longest first."""
        for case in sorted(self._opened.values(), key=lambda one: (_asked(one), one.row)):
            self._begin(case)

    def issue(self, case: CourtCase) -> None:
        """Issue proceedings: the children are under interim orders, but for those who are too old by now.

        Raises LeftCareError when all are.
        """
        run = self.run
        case.timetable = case.issued + rules.timetable(self.legal, run.chance, case.name)
        rows = run.register.cases
        rows.issued[case.row], rows.timetable[case.row] = case.issued, case.timetable
        for standing in list(case.standings):
            if run.lives.now - standing.child.born >= SEVENTEEN:
                case.standings.remove(standing)
                standing.case = None
                self.orders.without_order(standing)
            else:
                self.orders.effects.note_status(standing, LegalStatus.INTERIM_CARE_ORDER)
        if case.over:
            end_case(self.run, case, heard=False)
            raise LeftCareError

    def leaves(self, standing: LegalStanding) -> None:
        """Take a child out of the case; with the last it ends."""
        case = standing.case
        if case is None:
            return
        case.standings.remove(standing)
        standing.case = None
        if case.over:
            end_case(self.run, case, heard=False)
            case.stop(self.run.lives)
            case.begun = [day for day in case.begun if day <= self.run.lives.now]
            self._count_considered(case)

    def fix_hearing(self, case: CourtCase, evidence: float) -> None:
        """Fix the final hearing: the first working day when all evidence is in and the court's timetable has room.

        It is not today: of a case that goes on from before the run, with other numbers, the day may have passed.
        """
        self.run.register.cases.evidence[case.row] = evidence
        tomorrow = floor(self.run.lives.now) + 1
        day = max(ceil(max(evidence, case.timetable)), tomorrow)
        case.hearing = float(self.run.calendar.next_working_day(day))

    def make_orders(self, case: CourtCase) -> None:
        """Make the final orders; who is to leave by another way already needs none."""
        end_case(self.run, case, heard=True)
        for standing in list(case.standings):
            case.standings.remove(standing)
            standing.case = None
            plan = standing.child.plan
            if plan is not None and not plan.decided:
                self.run.register.case_children.made[standing.row_in_case] = self.run.lives.now
                self.orders.make(standing)
            else:
                self.orders.without_order(standing)
                self.orders.effects.note_status(standing, LegalStatus.ACCOMMODATED)

    # --- its options

    def plan_options(self, case: CourtCase) -> None:
        """Say, at the case management hearing, which options there are and whether they are looked at together."""
        legal, chance, now = self.legal, self.run.chance, case.issued + self.legal.case_management
        case.parallel = chance.happens(self.practice.parallel(now), decisions.PLANNED_IN_PARALLEL, case.name)
        case.planned = True
        case.carers = rules.carers_named(legal, chance, case.name)
        known = self._with_carers(case)
        if case.carers == 0 and (known is not None or case.destined_for(*WITH_RELATIVES)):
            case.carers = 1
        if case.destined_for(*WITH_RELATIVES):
            u = chance.uniform(decisions.WHICH_CARER, case.name)
            case.chosen = 0 if known is not None else floor(u * case.carers)
        note_options(self.run, case)
        for standing in case.standings:
            child = standing.child
            share = self.practice.adoption_considered(age_band(case.issued - child.born), now)
            standing.adoption_considered = chance.happens(
                share, decisions.ADOPTION_CONSIDERED, child.identity, case.number
            )
            considered = self.run.register.case_children.adoption_considered
            considered[standing.row_in_case] = standing.adoption_considered

    def carers_in_turn(self, case: CourtCase) -> list[int]:
        """Return the relatives and friends in the order in which they are assessed one after another."""
        return sorted(range(case.carers), key=lambda which: (which == case.chosen, which))

    def named(self, case: CourtCase, which: int) -> float:
        """Return the day on which a relative or friend is named; one with whom a child lives is known before."""
        if which == 0 and self._with_carers(case) is not None:
            return case.issued
        early = self.practice.named_early(case.issued)
        name = case.carer_name(which)
        return case.issued + rules.days_to_naming(early, self.run.chance, name, self.legal.case_management)

    def viable(self, case: CourtCase, which: int) -> bool:
        """Whether a relative or friend can be thought of, after a first look."""
        return which == case.chosen or self.run.chance.happens(
            self.legal.viable, decisions.CARER_VIABLE, case.carer_name(which)
        )

    def approved(self, case: CourtCase, which: int) -> bool:
        """Whether a relative or friend is found fit; the court need not choose them."""
        return which == case.chosen or self.run.chance.happens(
            self.legal.approved, decisions.CARER_APPROVED, case.carer_name(which)
        )

    def unified(self, case: CourtCase) -> bool:
        """Whether one assessment of carers with whom a child lives serves for fostering and for guardianship."""
        return self.run.chance.happens(self.assessors.unified(), decisions.ONE_ASSESSMENT, case.name)

    def approval(self, case: CourtCase, which: int) -> TemporaryApproval | None:
        """Return the temporary approval of a relative or friend with whom a child of the case lives."""
        return self._with_carers(case) if which == 0 else None

    def _with_carers(self, case: CourtCase) -> TemporaryApproval | None:
        for standing in case.standings:
            found = self.approvals.of(standing.child)
            if found is not None:
                return found
        return None

    def decision_maker(self, day: float) -> float:
        """Return the next day on which the agency's decision maker decides about adoption."""
        interval = self.legal.decision_maker_interval
        return interval * ceil(day / interval)

    def decision_maker_before(self, day: float) -> float:
        """Return the last such day up to a day."""
        interval = self.legal.decision_maker_interval
        return interval * floor(day / interval)

    def adoption_comes_late(self, case: CourtCase) -> bool:
        """Whether adoption is looked at after all other options: it is what is left, or was not thought of before."""
        if case.parallel:
            return any(one.destined is CourtOrder.PLACEMENT and not one.adoption_considered for one in case.standings)
        considered = any(standing.adoption_considered for standing in case.standings)
        return case.destined_for(CourtOrder.PLACEMENT) or (considered and case.destined_for(*WITHOUT_RELATIVES))

    def adoption_looked_at(self, case: CourtCase) -> None:
        """There are papers on adoption about the children of a case, for some of whom the court will agree."""
        self.orders.adoption.looked_at(list(case.standings))

    def adoption_decided(self, case: CourtCase, day: float) -> None:
        """The agency's decision maker has decided about the children of a case."""
        self.orders.adoption.decided(list(case.standings), day)

    # --- its options are looked at

    def option_begins(self, case: CourtCase, task: CareTask, row: int, began: float) -> None:
        """Note on which day, perhaps yet to come, somebody begins to look at an option."""
        task.foresees(self.run.lives, self.run.register.case_options.began, row, began)
        if began < self.run.lives.horizon:
            case.begun.append(began)
        self._count_considered(case)

    def _count_considered(self, case: CourtCase) -> None:
        """Count the options that were looked at together."""
        last = case.issued + self.legal.case_management + LOOKED_AT_TOGETHER
        self.run.register.cases.considered[case.row] = sum(day <= last for day in case.begun)

    def option_will_be_done(self, task: CareTask, row: int, done: float) -> float:
        """Note on which day, perhaps yet to come, an option has been looked at of which nothing comes by itself."""
        task.foresees(self.run.lives, self.run.register.case_options.done, row, done)
        return done

    def option_done(self, case: CourtCase, row: int, done: float) -> float:
        """Note that an option has been looked at; a child may go to live with a guardian who is found."""
        self.run.register.case_options.done[row] = done
        if self.run.register.case_options.chosen[row]:
            for standing in list(case.standings):
                if standing.destined is CourtOrder.SPECIAL_GUARDIANSHIP:
                    self.orders.guardian_found(standing)
        return done


def _asked(case: CourtCase) -> float:
    """Return the earliest day on which an assessment was asked for that still waits on the first day."""
    assert case.kept is not None
    waiting = [one.assessment for one in case.kept.options if one.assessment is not None]
    return min((one.asked for one in waiting if one.begun == inf), default=inf)
