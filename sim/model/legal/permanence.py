"""Plans of permanence: when it is decided where a child is to grow up, and whether another plan stands behind it."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import CourtOrder, Kind, LeavingCause, PermanencePlan
from sim.model.core.kept import KeptPermanence
from sim.model.core.people import Child
from sim.model.legal.permanence_rows import enter, enter_kept, note_plan, undecided
from sim.model.legal.standing import LegalStanding
from sim.model.register.columns import OPEN

if TYPE_CHECKING:
    from sim.model.core.run import Run
    from sim.model.legal.adoption import Adoption
    from sim.parameters.legal.legal import Legal
    from sim.parameters.legal.strategies import EarlierFamilyFinding

BETWEEN_REVIEWS: Final = DAYS_PER_YEAR / 2
"""Days from the second review to the third, and so on."""

REVIEW_BITS: Final = 6
"""The number of a review has so many bits in the name of the draw whether permanence is decided at it."""

MOST_REVIEWS: Final = (1 << REVIEW_BITS) - 1

SECOND: Final = 2
"""The review at which permanence should be decided."""

BEFORE_THE_COURT: Final = {
    CourtOrder.SPECIAL_GUARDIANSHIP: PermanencePlan.GUARDIANSHIP,
    CourtOrder.CHILD_ARRANGEMENTS: PermanencePlan.GUARDIANSHIP,
    CourtOrder.HOME: PermanencePlan.HOME,
    CourtOrder.CARE_AT_HOME: PermanencePlan.HOME,
    CourtOrder.PLACEMENT: PermanencePlan.ADOPTION,
    CourtOrder.CARE: PermanencePlan.FOSTERING,
}
"""What the council plans for a child about whom a court is to decide."""

WHILE_LEAVING: Final = {
    LeavingCause.HOME_PLANNED: PermanencePlan.HOME,
    LeavingCause.HOME_UNPLANNED: PermanencePlan.HOME,
    LeavingCause.RELATIVES: PermanencePlan.GUARDIANSHIP,
    LeavingCause.SPECIAL_GUARDIANSHIP: PermanencePlan.GUARDIANSHIP,
    LeavingCause.CHILD_ARRANGEMENTS: PermanencePlan.GUARDIANSHIP,
    LeavingCause.ADOPTED: PermanencePlan.ADOPTION,
}
"""What the council plans for a child who is preparing to leave care."""


class PermanencePlans:
    """Keeps what is planned for each child in care, and has it decided at the second review or a later one."""

    __slots__ = ("_adoption", "_legal", "_run", "_strategy")

    def __init__(self, run: Run, legal: Legal, adoption: Adoption, strategy: EarlierFamilyFinding | None) -> None:
        self._run = run
        self._legal = legal
        self._adoption = adoption
        self._strategy = strategy

    def entered_care(self, standing: LegalStanding) -> None:
        """Enter a period of care."""
        enter(self._run, standing, self._second_review(standing))

    def opened(self, standing: LegalStanding, kept: KeptPermanence) -> None:
        """Enter what was planned about a child in care on the first day."""
        enter_kept(self._run, standing, kept)

    def reviews(self, standing: LegalStanding) -> None:
        """Have a child's plan reviewed until one is decided, if none is: once it is known who comes before a court."""
        if self._run.parameters.reviews is not None or not undecided(self._run, standing):
            return  # a service that holds reviews tells of them
        rows, now = self._run.register.permanence, self._run.lives.now
        second = rows.second_review[standing.permanence_row]
        self._await(standing, max(0, ceil((now - second) / BETWEEN_REVIEWS)))

    def _second_review(self, standing: LegalStanding) -> float:
        """Return the day of the second review; where a service holds reviews, it has yet to come."""
        if self._run.parameters.reviews is not None:
            return OPEN
        return standing.child.entered + self._legal.permanence.second_review

    def reviewed(self, standing: LegalStanding, number: int) -> None:
        """Decide, or not, at a review that a service has held: from the second in the period of care on."""
        rows, row, now = self._run.register.permanence, standing.permanence_row, self._run.lives.now
        if number == SECOND:
            rows.second_review[row] = now
            rows.contingency[row] = _has_another(standing, now)
        later = min(number - SECOND, MOST_REVIEWS)
        if number >= SECOND and undecided(self._run, standing) and self._is_decided(standing.child, later, now):
            self._decide(standing)

    def _await(self, standing: LegalStanding, number: int) -> None:
        """Have the next review held at which something may come of it, of this number or a later one.

        Whether a plan is decided at a review is known by name; who is before a court may have another plan beside it.
        """
        second = self._run.register.permanence.second_review[standing.permanence_row]
        last = min(standing.child.adult, self._run.lives.horizon)
        while (day := second + number * BETWEEN_REVIEWS) < last:
            decided = self._is_decided(standing.child, number, day)
            if decided or (number == 0 and standing.case is not None):
                self._run.lives.at(day, partial(self._review, standing, number, decided))
                return
            number += 1

    def _is_decided(self, child: Child, number: int, day: float) -> bool:
        """Whether a plan is decided at a review on a day, if there is one to decide on."""
        strategy, share = self._strategy, self._legal.permanence.decided_by_second_review
        if strategy is not None and day >= strategy.starts:
            share = strategy.decided_by_second_review
        name = child.episode << REVIEW_BITS | number
        return self._run.chance.happens(share, decisions.PERMANENCE_DECIDED, child.identity, name)

    def _review(self, standing: LegalStanding, number: int, decided: bool) -> None:
        """Hold a review: decide on a plan for good, or leave it to a later one."""
        if standing.over:
            return
        run = self._run
        if number == 0:
            run.register.permanence.contingency[standing.permanence_row] = _has_another(standing, run.lives.now)
        if undecided(run, standing) and not (decided and self._decide(standing)):
            self._await(standing, number + 1)

    def _decide(self, standing: LegalStanding) -> bool:
        """Decide on a plan for good, if there is one; whether that is done."""
        plan = self._plan(standing)
        if plan is None:
            return False
        note_plan(self._run, standing, plan)
        if plan is PermanencePlan.ADOPTION:
            self._adoption.permanence_decided(standing)
        return True

    def _plan(self, standing: LegalStanding) -> PermanencePlan | None:
        """Return what the council would decide on today; nothing where it has yet to think of it."""
        leaving, placement = standing.child.plan, standing.child.placement
        if leaving is not None and leaving.decided and leaving.cause in WHILE_LEAVING:
            return WHILE_LEAVING[leaving.cause]
        if standing.destined is CourtOrder.PLACEMENT:
            day = self._run.register.permanence.adoption_decision[standing.permanence_row]
            return PermanencePlan.ADOPTION if standing.adoption_considered or day == day else None
        if standing.destined is not None:
            return BEFORE_THE_COURT[standing.destined]
        at_home = placement is not None and placement.kind is Kind.WITH_PARENTS
        return PermanencePlan.HOME if at_home else PermanencePlan.FOSTERING


def _has_another(standing: LegalStanding, now: float) -> bool:
    """Whether a child's case has begun to look at a second option, or plans to look at several at once."""
    case = standing.case
    if case is None:
        return False
    return sum(day <= now for day in case.begun) > 1 or (case.options is not None and len(case.options.tasks) > 1)
