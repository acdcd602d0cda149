"""What stands in law: about one child in a period of care, and about the siblings who share a case before a court."""

from __future__ import annotations

from math import inf
from typing import Final

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import CaseOption, CourtOrder, LeavingCause, LegalStatus, Route
from sim.model.core.kept import KeptCase, KeptOption
from sim.model.core.people import Child
from sim.model.engine.life import Lives
from sim.model.legal.waiting import CareTask, Together
from sim.model.register.columns import NOBODY

STATUS_AT_ENTRY: Final = (
    LegalStatus.ACCOMMODATED,
    LegalStatus.INTERIM_CARE_ORDER,
    LegalStatus.POLICE_PROTECTION,
    LegalStatus.EMERGENCY_PROTECTION,
    LegalStatus.ON_REMAND,
    LegalStatus.ACCOMMODATED,
)
"""By `Route`: an unaccompanied child is accommodated under section 20."""

LEAVES_BY: Final = {
    CourtOrder.SPECIAL_GUARDIANSHIP: LeavingCause.SPECIAL_GUARDIANSHIP,
    CourtOrder.CHILD_ARRANGEMENTS: LeavingCause.CHILD_ARRANGEMENTS,
    CourtOrder.HOME: LeavingCause.HOME_PLANNED,
}
"""Orders at which a child leaves care, and the cause."""

NEVER_BEFORE_A_COURT: Final[tuple[Route, ...]] = (Route.REMAND, Route.UNACCOMPANIED)

SEVENTEEN: Final = 17 * DAYS_PER_YEAR
"""Days of age from which no care order can be made: Children Act 1989, section 31(3)."""

CARER_BITS: Final = 3
"""Which relative or friend it is stands below the case in the name of a draw."""

NUMBER_BITS: Final = 8
"""The number of a period of care, or of a family's case, has so many bits in the name of a draw."""


class LegalStanding:
    """What stands in law about one child in the present period of care."""

    __slots__ = (
        "adoption_considered",
        "after_order",
        "case",
        "child",
        "destined",
        "early",
        "guardian_is_carer",
        "other_ways",
        "over",
        "permanence_row",
        "row_in_case",
        "status",
        "tasks",
    )

    def __init__(self, child: Child, now: float) -> None:
        self.child = child
        self.status = STATUS_AT_ENTRY[child.route]
        if self.status is LegalStatus.INTERIM_CARE_ORDER and now - child.born >= SEVENTEEN:
            self.status = LegalStatus.ACCOMMODATED
        self.case: CourtCase | None = None
        """The case that is, or will be, before a court; none once it is over."""
        self.destined: CourtOrder | None = None
        """The order that the court will make, if the child is in care at the final hearing."""
        self.adoption_considered = False
        """From the start of the case."""
        self.early = False
        """The child lives with carers who may adopt them, before it is known whether they will."""
        self.guardian_is_carer = False
        """The child is to live with the special guardian before the order."""
        self.other_ways = 1.0
        """What multiplies the rate of leaving by other ways than the court's order."""
        self.after_order = False
        """A court has made its final order."""
        self.over = False
        """The period of care has ended."""
        self.row_in_case = NOBODY
        self.permanence_row = NOBODY
        self.tasks: list[CareTask] = []
        """What is being done about this child's permanence: stopped when the child leaves care."""


class CourtCase:
    """A case of children who came into care together, from their entry to the final hearing."""

    __slots__ = (
        "began",
        "begun",
        "carers",
        "chosen",
        "evidence",
        "family",
        "hearing",
        "issued",
        "kept",
        "name",
        "number",
        "options",
        "parallel",
        "planned",
        "row",
        "standings",
        "task",
        "timetable",
    )

    def __init__(self, family: int, number: int, began: float, standings: list[LegalStanding]) -> None:
        self.family = family
        self.number = number
        """1 for the family's first case."""
        self.name = family << NUMBER_BITS | number
        """Names the draws of this case: the family and which of its cases it is."""
        self.began = began
        self.standings = standings
        """Of the children who are still in care and have not been decided to leave by other ways."""
        self.issued = inf
        """When proceedings are issued: before the children's entry, for some who come by an interim care order."""
        self.timetable = inf
        """When the court's own timetable lets it hear the case for the last time."""
        self.evidence = inf
        self.hearing = inf
        self.kept: KeptCase | None = None
        """As it stood on the first day, if it began before."""
        self.planned = False
        """At the case management hearing."""
        self.parallel = False
        self.begun: list[float] = []
        """The days on which options begin to be looked at, as far as they are foreseen."""
        self.carers = 0
        """How many relatives and friends are named."""
        self.chosen = NOBODY
        """Which of them becomes guardian, if one does."""
        self.row = NOBODY
        self.task = CareTask()
        self.options: Together | None = None
        """What is looked at beside one another."""

    @property
    def over(self) -> bool:
        """Whether nobody is left about whom the court could decide."""
        return not self.standings

    def known(self, option: CaseOption, carer: int = NOBODY) -> KeptOption | None:
        """Return how an option stood on the first day, if the case was looking at it by then."""
        if self.kept is not None:
            for one in self.kept.options:
                if one.option is option and one.carer == carer:
                    return one
        return None

    def carer_name(self, which: int) -> int:
        """Return what names the draws about one of the relatives and friends."""
        return self.name << CARER_BITS | which

    def stop(self, lives: Lives) -> None:
        """Let everything that is being done for the case end: nobody is left in care."""
        if self.options is not None:
            for task in self.options.tasks:
                task.stop(lives)
        self.task.stop(lives)

    def destined_for(self, *orders: CourtOrder) -> bool:
        """Whether one of the children is destined for one of these orders."""
        return any(standing.destined in orders for standing in self.standings)
