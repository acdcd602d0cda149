"""IPOP, the independent placements overview panel: a calendar of meetings, each with room for so many cases.

At a meeting it hears, in this order, (a) requests for a children's home or an agency place, and sends some to look
for an in-house family with support; (b) requests to move after notice, and turns some into a stabilisation plan; (c)
residential placements due for review, from which a child steps down when ready and when a household has room.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log
from typing import Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, PlacementEnd, Route
from sim.foundations.hazards import Hazard
from sim.model.core.people import Child, Placement, PlacementSearch, ReservedPlace
from sim.model.core.run import Run
from sim.model.core.service import Service
from sim.model.engine.life import Wake
from sim.model.engine.slots import every
from sim.model.fostering.households import Fostering
from sim.model.placements.carers import Carers
from sim.model.register.services import PanelDecision
from sim.parameters.panel import PlacementsPanel as PanelParameters

FAMILY_UNTIL: Final = 17.5 * DAYS_PER_YEAR
"""Nobody is moved to a family for the last months before 18."""

WEEKS_14: Final = 98.0
WEEKS_52: Final = 364.0


def step_down_hazard(within_14_weeks: float, within_52_weeks: float) -> Hazard:
    """Return the hazard under which these shares of step-down placements break down by 14 and by 52 weeks."""
    early = -log(1.0 - within_14_weeks)
    late = -log(1.0 - within_52_weeks) - early
    per_year = (early / WEEKS_14 * 365.25, max(0.0, late) / (WEEKS_52 - WEEKS_14) * 365.25)
    return Hazard(per_year, (0.0, WEEKS_14))


@dataclass(slots=True)
class Case:
    """A request on the list for the next meeting."""

    child: Child
    request: PlacementSearch
    needed: float
    move: PlacementEnd | None
    """Why the child would move; `None` for a child about to enter care."""


class PlacementsPanel(Service):
    """The owner of the list of requests, the order of residential reviews, and the meetings."""

    __slots__ = ("_carers", "_cases", "_fostering", "_parameters", "_plans", "_reviews", "_run", "_step_down")

    def __init__(self, run: Run, fostering: Fostering, carers: Carers, parameters: PanelParameters) -> None:
        self._run = run
        self._fostering = fostering
        self._carers = carers
        self._parameters = parameters
        self._cases: dict[int, Case] = {}
        self._reviews: dict[int, tuple[Child, float]] = {}
        self._plans: dict[int, float] = {}
        """By child: the day on which the plan that stabilises the present placement ends."""
        self._step_down = step_down_hazard(parameters.breakdown_within_14_weeks, parameters.breakdown_within_52_weeks)
        if self.exists:
            every(run.lives, self._working_day(parameters.starts), self._next_meeting, self._meet)

    @property
    def exists(self) -> bool:
        """Whether a meeting ever hears a case."""
        return self._parameters.agenda > 0

    def _next_meeting(self, day: float) -> float:
        interval = self._parameters.interval
        number = int((day - self._parameters.starts) // interval) + 1
        following = self._working_day(self._parameters.starts + number * interval)
        return following if following > day else self._working_day(day + 1)

    def _working_day(self, day: float) -> float:
        return float(self._run.calendar.next_working_day(int(-(-day // 1))))

    # --- what comes to the panel

    def asked_for_place(self, child: Child, search: PlacementSearch, needed: float) -> None:
        """List the request for a child who is about to enter care."""
        self._cases[child.identity] = Case(child, search, needed, None)

    def gave_notice(self, child: Child, placement: Placement, why: PlacementEnd, needed: float) -> None:
        """List the request of a child who is to move."""
        if placement.search is None or needed <= self._run.lives.now:
            return
        if why in (PlacementEnd.DISRUPTED, PlacementEnd.PLANNED):
            self._cases[child.identity] = Case(child, placement.search, needed, why)

    def withdrew(self, child: Child) -> None:
        """Take a request off the list."""
        self._cases.pop(child.identity, None)

    def placed(self, child: Child, placement: Placement) -> None:
        """Put a residential placement at the end of the list of reviews."""
        if placement.kind.residential:
            self._reviews[child.identity] = (child, placement.began)

    def all_opened(self, children: Sequence[Child]) -> None:
        """Take up the list of reviews, the longest residential placement first."""
        placed = [(child, child.placement) for child in children if child.placement is not None]
        for child, placement in sorted(placed, key=lambda one: one[1].began):
            self.placed(child, placement)

    def left_placement(self, child: Child) -> None:
        """Take a child off the lists."""
        self._cases.pop(child.identity, None)
        self._reviews.pop(child.identity, None)
        self._plans.pop(child.identity, None)

    def hazard(self, child: Child, placement: Placement, now: float, multiplier: float) -> float:
        """Return the multiplier, lower under a plan that stabilises, and where carers were found with support."""
        if now < self._plans.get(child.identity, -inf):
            multiplier *= self._parameters.stabilised_multiplier
        if placement.instead_of is not None:
            multiplier *= self._parameters.redirected_multiplier
        return multiplier

    # --- a meeting

    def _meet(self) -> None:
        room = self._parameters.agenda
        cases = list(self._cases.values())
        for case in cases:
            if room < 1:
                return
            if case.child.identity not in self._cases:
                continue  # withdrawn while the panel sat
            if self._hear(case):
                room -= 1
            self._cases.pop(case.child.identity, None)
        now = self._run.lives.now
        for child, reviewed in list(self._reviews.values()):
            if room < 1 or now - reviewed < self._parameters.review_after:
                return  # the list is in order of the last review: nobody after this one is due
            self._review(child)
            room -= 1

    def _hear(self, case: Case) -> bool:
        """Decide on a request; whether it took up time."""
        if self._stabilises(case):
            return True
        return self._redirects(case) or case.move is not None

    def _redirects(self, case: Case) -> bool:
        """Send a request for a children's home or an agency to look in-house first; whether it was such a request."""
        request = case.request
        if Kind.IN_HOUSE not in request.kinds or not self._is_external(request):
            return False
        name = case.child.identity
        redirected = self._run.chance.happens(
            self._parameters.redirected, decisions.PANEL_REDIRECTS, name, request.occasion
        )
        if redirected:
            request.turn_to(Kind.IN_HOUSE)
        decision = PanelDecision.REQUEST_REDIRECTED if redirected else PanelDecision.REQUEST_UPHELD
        self._note(case.child, decision)
        return True

    def _is_external(self, request: PlacementSearch) -> bool:
        """Whether the request, as it stands, is for a children's home or an agency."""
        if request.kinds[0] in (Kind.CHILDRENS_HOME, Kind.AGENCY):
            return True
        if request.kinds[0] is not Kind.IN_HOUSE:
            return False
        return self._carers.household_for(request.children, request.leaving) is None

    def _stabilises(self, case: Case) -> bool:
        """Turn a breakdown into a stabilisation plan, if the panel so decides.

        What the care plan moves on is not to be stabilised: it goes towards permanence.
        """
        if case.move is not PlacementEnd.DISRUPTED:
            return False
        child, placement, now = case.child, case.child.placement, self._run.lives.now
        if placement is None or child.life is None or placement.emergency:
            return False
        if placement.household is not None and placement.household.closing:
            return False
        if not self._run.chance.happens(
            self._parameters.stabilised, decisions.PANEL_STABILISES, child.identity, case.request.occasion
        ):
            self._note(child, PanelDecision.MOVE_UPHELD)
            return False
        self._note(child, PanelDecision.MOVE_STABILISED)
        self._plans[child.identity] = ends = now + self._parameters.stabilised_weeks * 7
        self._run.lives.wake(child.life, Wake.STABILISED)
        self._run.lives.at(ends, lambda: self._plan_ends(child, placement))
        return True

    def _plan_ends(self, child: Child, placement: Placement) -> None:
        if child.placement is placement and child.life is not None:
            self._run.lives.wake(child.life, Wake.SUPPORT_CHANGED)

    def _review(self, child: Child) -> None:
        """Review a residential placement: the child steps down when ready and when a household has room."""
        now, placement = self._run.lives.now, child.placement
        del self._reviews[child.identity]
        self._reviews[child.identity] = (child, now)
        if placement is None or child.life is None or not self._could_move(child, placement, now):
            return
        if not self._run.chance.happens(self._parameters.ready, decisions.READY_TO_STEP_DOWN, child.identity, int(now)):
            self._note(child, PanelDecision.REVIEWED_STAYS)
            return
        # a step-down comes with support, so carers agree as if they had the skills
        household = self._carers.household_for([child], supported=True)
        if household is None:
            self._note(child, PanelDecision.REVIEWED_NO_HOUSEHOLD)
            return
        self._note(child, PanelDecision.STEPPED_DOWN)
        self._fostering.reserve(household)
        placement.reserved = ReservedPlace(household, self._parameters.transition_weeks * 7, self._step_down)
        self._run.lives.wake(child.life, Wake.STEP_DOWN)

    def _could_move(self, child: Child, placement: Placement, now: float) -> bool:
        plan = child.plan
        moving_soon = placement.search is not None or placement.reserved is not None
        leaving_soon = plan is not None and plan.decided
        detained = child.route is Route.REMAND and placement.kind is Kind.OTHER_RESIDENTIAL
        return not (moving_soon or leaving_soon or detained) and now - child.born < FAMILY_UNTIL

    def _note(self, child: Child, decision: PanelDecision) -> None:
        rows = self._run.register.panel
        rows.day.append(self._run.lives.now)
        rows.child.append(child.row)
        rows.decision.append(decision)
