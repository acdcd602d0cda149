"""Plans of permanence: when it is decided where a child is to grow up, and whether another plan stands behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import CourtOrder, Kind, LeavingCause, PermanencePlan
from sim.model.core.kept import KeptPermanence
from sim.model.engine.life import Story
from sim.model.legal.permanence_rows import enter, enter_kept, note_plan, undecided
from sim.model.legal.standing import LegalStanding
from sim.model.legal.waiting import CareTask, until
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
        self._begin(standing)

    def opened(self, standing: LegalStanding, kept: KeptPermanence) -> None:
        """Enter what was planned about a child in care on the first day."""
        enter_kept(self._run, standing, kept)

    def goes_on(self, standing: LegalStanding) -> None:
        """Let the reviews of a child in care on the first day go on."""
        if undecided(self._run, standing):
            self._begin(standing)

    def _second_review(self, standing: LegalStanding) -> float:
        """Return the day of the second review; where a service holds reviews, it has yet to come."""
        if self._run.parameters.reviews is not None:
            return OPEN
        return standing.child.entered + self._legal.permanence.second_review

    def reviewed(self, standing: LegalStanding, number: int) -> None:
        """Decide, or not, at a review that a service has held: from the second in the period of care on."""
        rows, row = self._run.register.permanence, standing.permanence_row
        if number == SECOND:
            rows.second_review[row] = self._run.lives.now
            rows.contingency[row] = _has_another(standing)
        if number >= SECOND and undecided(self._run, standing):
            self._review(standing, min(number - SECOND, MOST_REVIEWS))

    def _begin(self, standing: LegalStanding) -> None:
        if self._run.parameters.reviews is not None:
            return  # it will be told of reviews
        task = CareTask()
        standing.tasks.append(task)
        task.begin(self._run.lives, self._reviews(standing))

    def _reviews(self, standing: LegalStanding) -> Story:
        """Review the child's plan until one is decided, at a review or by a court."""
        lives, rows = self._run.lives, self._run.register.permanence
        second = day = rows.second_review[standing.permanence_row]
        number = 0
        while undecided(self._run, standing):
            if day >= lives.now:
                yield from until(lives, day)
                if day == second:
                    rows.contingency[standing.permanence_row] = _has_another(standing)
                self._review(standing, number)
            number += 1
            day = second + number * BETWEEN_REVIEWS

    def _review(self, standing: LegalStanding, number: int) -> None:
        """Decide on a plan for good, or leave it to a later review."""
        child = standing.child
        plan = self._plan(standing)
        if plan is None or not undecided(self._run, standing):
            return
        name = child.episode << REVIEW_BITS | number
        if self._run.chance.happens(self._decided(), decisions.PERMANENCE_DECIDED, child.identity, name):
            note_plan(self._run, standing, plan)
            if plan is PermanencePlan.ADOPTION:
                self._adoption.permanence_decided(standing)

    def _decided(self) -> float:
        strategy = self._strategy
        if strategy is not None and self._run.lives.now >= strategy.starts:
            return strategy.decided_by_second_review
        return self._legal.permanence.decided_by_second_review

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


def _has_another(standing: LegalStanding) -> bool:
    """Whether a child's case has begun to look at a second option, or plans to look at several at once."""
    case = standing.case
    if case is None:
        return False
    return case.begun > 1 or (case.options is not None and len(case.options.tasks) > 1)
