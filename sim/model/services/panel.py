"""IPOP, the independent placements overview panel: a calendar of meetings, each with room for so many cases.

At a meeting it hears, in this order, (a) requests for a children's home or an agency place, and sends some to look
for an in-house family with support; (b) requests to move after notice, and turns some into a stabilisation plan; (c)
residential placements due for review, from which a child steps down when ready and when a household has room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, PlacementEnd, Route
from sim.model.core.people import Child, Placement, PlacementSearch
from sim.model.engine.life import Wake
from sim.model.engine.slots import every
from sim.model.register.services import PanelDecision
from sim.parameters.panel import PlacementsPanel as PanelParameters

if TYPE_CHECKING:
    from sim.model.lives.world import World

FAMILY_UNTIL = 17.5 * DAYS_PER_YEAR
"""Nobody is moved to a family for the last months before 18."""


@dataclass(slots=True)
class Case:
    """A request on the list for the next meeting."""

    child: Child
    request: PlacementSearch
    needed: float
    move: PlacementEnd | None
    """Why the child would move; `None` for a child about to enter care."""


class PlacementsPanel:
    """The owner of the list of requests, the order of residential reviews, and the meetings."""

    __slots__ = ("_cases", "_reviews", "_world", "parameters")

    def __init__(self, world: World, parameters: PanelParameters) -> None:
        self._world = world
        self.parameters = parameters
        self._cases: dict[int, Case] = {}
        self._reviews: dict[int, tuple[Child, float]] = {}
        every(world.lives, self._working_day(parameters.starts), self._next_meeting, self._meet)

    @property
    def exists(self) -> bool:
        """Whether the panel ever hears a case."""
        return self.parameters.agenda > 0

    def _next_meeting(self, day: float) -> float:
        interval = self.parameters.interval
        number = int((day - self.parameters.starts) // interval) + 1
        following = self._working_day(self.parameters.starts + number * interval)
        return following if following > day else self._working_day(day + 1)

    def _working_day(self, day: float) -> float:
        return float(self._world.calendar.next_working_day(int(-(-day // 1))))

    # --- what comes to the panel

    def asked_for_place(self, child: Child, request: PlacementSearch, needed: float) -> None:
        """List the request for a child who is about to enter care."""
        self._cases[child.identity] = Case(child, request, needed, None)

    def asked_to_move(self, child: Child, placement: Placement, why: PlacementEnd, needed: float) -> None:
        """List the request of a child who is to move."""
        if placement.search is not None and why in (PlacementEnd.DISRUPTED, PlacementEnd.PLANNED):
            self._cases[child.identity] = Case(child, placement.search, needed, why)

    def withdrawn(self, child: Child) -> None:
        """Take a request off the list."""
        self._cases.pop(child.identity, None)

    def placed_in_residential(self, child: Child, since: float) -> None:
        """Put at the end of the list of reviews a residential placement that began on the day `since`."""
        self._reviews[child.identity] = (child, since)

    def left_residential(self, child: Child) -> None:
        """Take a child off the list of reviews."""
        self._reviews.pop(child.identity, None)

    # --- a meeting

    def _meet(self) -> None:
        room = self.parameters.agenda
        cases = list(self._cases.values())
        for case in cases:
            if room < 1:
                return
            if case.child.identity not in self._cases:
                continue  # withdrawn while the panel sat
            if self._hear(case):
                room -= 1
            self._cases.pop(case.child.identity, None)
        now = self._world.lives.now
        for child, reviewed in list(self._reviews.values()):
            if room < 1 or now - reviewed < self.parameters.review_after:
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
        redirected = self._world.chance.happens(self.parameters.redirected, "panel redirects", name, request.occasion)
        if redirected:
            request.redirected = True
            if request.kinds[0].residential:
                request.instead_of = request.kinds[0]
            request.prefer(Kind.IN_HOUSE)
        decision = PanelDecision.REQUEST_REDIRECTED if redirected else PanelDecision.REQUEST_UPHELD
        self._note(case.child, decision)
        return True

    def _is_external(self, request: PlacementSearch) -> bool:
        """Whether the request, as it stands, is for a children's home or an agency."""
        if request.kinds[0] in (Kind.CHILDRENS_HOME, Kind.AGENCY):
            return True
        matching = self._world.matching
        return request.kinds[0] is Kind.IN_HOUSE and matching.household_for(request.children, request.leaving) is None

    def _stabilises(self, case: Case) -> bool:
        """Turn a breakdown into a stabilisation plan, if the panel so decides.

        What the care plan moves on is not to be stabilised: it goes towards permanence.
        """
        if case.move is not PlacementEnd.DISRUPTED:
            return False
        child, placement, now = case.child, case.child.placement, self._world.lives.now
        if placement is None or child.life is None or placement.emergency:
            return False
        if placement.household is not None and placement.household.closing:
            return False
        if not self._world.chance.happens(
            self.parameters.stabilised, "panel stabilises", child.identity, case.request.occasion
        ):
            self._note(child, PanelDecision.MOVE_UPHELD)
            return False
        self._note(child, PanelDecision.MOVE_STABILISED)
        placement.stabilised_until = now + self.parameters.stabilised_weeks * 7
        self._world.lives.wake(child.life, Wake.STABILISED)
        self._world.lives.at(placement.stabilised_until, lambda: self._plan_ends(child, placement))
        return True

    def _plan_ends(self, child: Child, placement: Placement) -> None:
        if child.placement is placement and child.life is not None:
            self._world.lives.wake(child.life, Wake.SUPPORT_CHANGED)

    def _review(self, child: Child) -> None:
        """Review a residential placement: the child steps down when ready and when a household has room."""
        now, placement = self._world.lives.now, child.placement
        del self._reviews[child.identity]
        self._reviews[child.identity] = (child, now)
        if placement is None or child.life is None or not self._could_move(child, placement, now):
            return
        if not self._world.chance.happens(self.parameters.ready, "ready to step down", child.identity, int(now)):
            self._note(child, PanelDecision.REVIEWED_STAYS)
            return
        # a step-down comes with support, so carers agree as if they had the skills
        household = self._world.matching.household_for([child], supported=True)
        if household is None:
            self._note(child, PanelDecision.REVIEWED_NO_HOUSEHOLD)
            return
        self._note(child, PanelDecision.STEPPED_DOWN)
        fostering = self._world.fostering
        assert fostering is not None
        fostering.reserve(household)
        placement.step_down_to = household
        self._world.lives.wake(child.life, Wake.STEP_DOWN)

    def _could_move(self, child: Child, placement: Placement, now: float) -> bool:
        plan = child.plan
        moving_soon = placement.search is not None or placement.step_down_to is not None
        leaving_soon = plan is not None and plan.decided
        detained = child.route is Route.REMAND and placement.kind is Kind.OTHER_RESIDENTIAL
        return not (moving_soon or leaving_soon or detained) and now - child.born < FAMILY_UNTIL

    def _note(self, child: Child, decision: PanelDecision) -> None:
        rows = self._world.register.panel
        rows.day.append(self._world.lives.now)
        rows.child.append(child.row)
        rows.decision.append(decision)
