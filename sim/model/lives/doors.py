"""Doors between kinds of placement: ways that open without a search, to parents, kin, a sibling, hospital or custody.

Each door has a unit-exponential threshold drawn once for a placement, under a hazard by time in care, age and time in
the placement; the first to open ends the placement, if nothing else does before. Parents and kin take the siblings in
care together. Nobody takes a door once leaving care is decided: what is prepared goes on.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from math import inf, prod
from typing import TYPE_CHECKING, Final

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.chance import Decision
from sim.foundations.codes import Kind, PlacementEnd, Route
from sim.foundations.hazards import Clock, Hazard, time_to_product
from sim.model.core.people import Child, Placement, PlannedMoves
from sim.model.core.service import Services
from sim.model.placements.policy import TEN
from sim.parameters.doors import Doors as DoorParameters
from sim.parameters.tables import DURATION_BAND_STARTS

if TYPE_CHECKING:
    from sim.model.core.run import Run


AGE_STARTS: Final = tuple(years * DAYS_PER_YEAR for years in AGE_BAND_STARTS)


FOUND: Final[tuple[Kind, ...]] = (Kind.IN_HOUSE, Kind.AGENCY, Kind.CHILDRENS_HOME, Kind.OTHER_RESIDENTIAL)
"""Kinds that every door leads away from."""


FROM: Final[dict[PlacementEnd, tuple[Kind, ...]]] = {
    PlacementEnd.TO_PARENTS: (*FOUND, Kind.CONNECTED),
    PlacementEnd.TO_CONNECTED: (*FOUND, Kind.WITH_PARENTS),
    PlacementEnd.TO_OTHER_RESIDENTIAL: (
        Kind.IN_HOUSE,
        Kind.AGENCY,
        Kind.CHILDRENS_HOME,
        Kind.CONNECTED,
        Kind.SUPPORTED,
    ),
    PlacementEnd.TO_SECURE: (Kind.IN_HOUSE, Kind.AGENCY, Kind.CHILDRENS_HOME, Kind.CONNECTED, Kind.SUPPORTED),
    PlacementEnd.TO_SIBLING: (Kind.IN_HOUSE, Kind.AGENCY, Kind.CONNECTED),
    PlacementEnd.TO_SUPPORTED: (Kind.IN_HOUSE, Kind.CONNECTED, Kind.AGENCY, Kind.CHILDRENS_HOME),
}
"""Kinds of placement that each door leads away from."""


TOGETHER: Final[tuple[PlacementEnd, ...]] = (PlacementEnd.TO_PARENTS, PlacementEnd.TO_CONNECTED)
"""Doors that all siblings in care who may go through them take together."""


LEADS_TO: Final[dict[PlacementEnd, Kind]] = {
    PlacementEnd.TO_PARENTS: Kind.WITH_PARENTS,
    PlacementEnd.TO_CONNECTED: Kind.CONNECTED,
    PlacementEnd.TO_OTHER_RESIDENTIAL: Kind.OTHER_RESIDENTIAL,
    PlacementEnd.TO_SECURE: Kind.SECURE,
}
"""The kind behind each door that needs nobody to say yes."""


TURN_BITS: Final = 16
"""How often a sibling's home has been asked stands above the placement's number in the name of the draw."""


NO_FAMILY: Final[tuple[Route, ...]] = (Route.REMAND, Route.UNACCOMPANIED)
"""Routes by which a child has no family here to be placed with, or is detained."""


IN_CARE: Final = 0
AGE: Final = 1
IN_PLACEMENT: Final = 2
"""The times that multiply the rates of doors."""


class Door:
    """One door: what it is called in chance, its rate a year and the clocks that multiply it."""

    __slots__ = ("clocks", "decision", "for_need", "from_age", "most", "per_year", "takes_siblings", "times", "to")

    def __init__(
        self,
        to: PlacementEnd,
        decision: Decision,
        per_year: float,
        clocks: tuple[Clock, ...] = (),
        times: tuple[int, ...] = (),
        from_age: float = 0.0,
    ) -> None:
        self.to = to
        self.decision = decision
        self.per_year = per_year
        self.clocks = clocks
        self.times = times
        """By which time each clock runs."""
        self.from_age = from_age
        """In days: shut before."""
        self.takes_siblings = to in TOGETHER
        """All who may go through it together, to a family that there must be."""
        self.for_need = to is PlacementEnd.TO_SECURE
        """Only for a child with a behaviour need."""
        self.most = per_year * prod(one.highest[0] for one in clocks) / DAYS_PER_YEAR
        """The highest rate a day that it can have."""


class Doors:
    """Says when the doors of a placement open, and who goes through them together."""

    __slots__ = ("_by_time", "_from", "_moves_by_time", "_planned_moves", "_run", "_services", "_sibling", "_supported")

    def __init__(
        self, run: Run, markets: Container[Kind], parameters: DoorParameters | None, services: Services
    ) -> None:
        self._run = run
        self._services = services
        stability = run.parameters.stability
        self._planned_moves = stability.planned_moves.values()
        self._by_time = (_by_time(stability.planned_by_time_in_placement.values()),)
        self._moves_by_time = Hazard(stability.planned_by_time_in_placement.values(), DURATION_BAND_STARTS)
        """The same, to see how much of a threshold has been used up."""
        fading = _by_time(parameters.by_time_in_placement.values()) if parameters is not None else Clock((0.0,), (1.0,))
        self._supported = Door(
            PlacementEnd.TO_SUPPORTED,
            decisions.TO_SUPPORTED,
            stability.moves_to_supported if Kind.SUPPORTED in markets else 0.0,
            (Clock((0.0, AGE_STARTS[-1]), (0.0, 1.0)), fading),
            (AGE, IN_PLACEMENT),
            from_age=AGE_STARTS[-1],
        )
        self._from: tuple[tuple[Door, ...], ...] = ((),) * len(Kind)
        self._sibling: Door | None = None
        if parameters is None:
            return
        self._sibling = Door(PlacementEnd.TO_SIBLING, decisions.DOOR_TO_SIBLING, parameters.to_sibling)
        ways = (
            Door(
                PlacementEnd.TO_PARENTS,
                decisions.DOOR_TO_PARENTS,
                parameters.to_parents,
                (_by_time(parameters.to_parents_by_time_in_care.values()), fading),
                (IN_CARE, IN_PLACEMENT),
            ),
            Door(
                PlacementEnd.TO_CONNECTED,
                decisions.DOOR_TO_CONNECTED_PERSONS,
                parameters.to_connected if run.parameters.connected_persons is not None else 0.0,
                (
                    _by_time(parameters.to_connected_by_time_in_care.values()),
                    _by_age(parameters.to_connected_by_age.values()),
                ),
                (IN_CARE, AGE),
            ),
            Door(
                PlacementEnd.TO_OTHER_RESIDENTIAL,
                decisions.DOOR_TO_OTHER_RESIDENTIAL,
                parameters.to_other_residential if Kind.OTHER_RESIDENTIAL in markets else 0.0,
                (_by_age(parameters.to_other_residential_by_age.values()), fading),
                (AGE, IN_PLACEMENT),
            ),
            Door(
                PlacementEnd.TO_SECURE,
                decisions.DOOR_TO_SECURE,
                parameters.to_secure if Kind.SECURE in markets else 0.0,
                (Clock((0.0, TEN), (0.0, 1.0)), fading),
                (AGE, IN_PLACEMENT),
                from_age=TEN,
            ),
        )
        self._from = tuple(tuple(way for way in ways if way.per_year > 0.0 and kind in FROM[way.to]) for kind in Kind)

    def start(self, child: Child, placement: Placement) -> None:
        """Set when the first door of `placement` opens for `child`, and when others are to be looked for."""
        placement.door, placement.door_to = inf, None
        placement.to_supported = inf
        if placement.kind in FROM[PlacementEnd.TO_SUPPORTED]:
            placement.to_supported = max(self._opens(self._supported, child, placement), child.sixteen)
        if child.plan is None or child.plan.decided:
            return
        for way in self._from[placement.kind]:
            opens = self._opens(way, child, placement)
            if opens < placement.door:
                placement.door, placement.door_to = opens, way.to
        self.seek_sibling(child, placement)

    def plan_move(self, child: Child, placement: Placement, group: int, going_on: bool = False) -> None:
        """Set when the care plan moves on the `group` who live here together, and when notice of it is given before.

        One that has been `going_on` without notice will not move before the days of notice are over.
        """
        stability, now = self._run.parameters.stability, self._run.lives.now
        rate = self._planned_moves[placement.kind] / group
        since = now + stability.planned_notice if going_on else now
        placement.planned_end = placement.planned_move = inf
        if rate > 0.0 and since < min(child.adult, self._run.lives.horizon + stability.planned_notice):
            threshold = self._run.chance.exponential(decisions.PLANNED_MOVE, child.identity, placement.occasion)
            placement.moves = PlannedMoves(threshold, rate, self._services.planned_moves(child), since)
            self._time_move(child, placement, placement.moves)

    def retime_move(self, child: Child, placement: Placement) -> None:
        """Time the planned move anew under what services make of its rate now; what has been used up is kept.

        One of which notice has been given goes on.
        """
        moves, now = placement.moves, self._run.lives.now
        if moves is None or placement.noticed or placement.planned_end < now:
            return
        multiplier = self._services.planned_moves(child)
        if multiplier == moves.multiplier:
            return
        since = max(now, moves.timed)
        used = self._moves_by_time.exposure(moves.timed - placement.began, 0.0, since - moves.timed)
        moves.left = max(0.0, moves.left - moves.rate * moves.multiplier * used)
        moves.multiplier, moves.timed = multiplier, since
        self._time_move(child, placement, moves)

    def _time_move(self, child: Child, placement: Placement, moves: PlannedMoves) -> None:
        notice = self._run.parameters.stability.planned_notice
        until = min(child.adult, self._run.lives.horizon + notice)
        elapsed = [moves.timed - placement.began]
        rate = moves.rate * moves.multiplier
        days = time_to_product(moves.left, rate, self._by_time, elapsed, until - moves.timed) if rate > 0.0 else inf
        placement.planned_end = moves.timed + days
        placement.planned_move = max(self._run.lives.now, placement.planned_end - notice)

    def seek_sibling(self, child: Child, placement: Placement) -> None:
        """Set when a place is looked for, for the first time or again, in the home of a sibling who lives apart."""
        placement.to_sibling = inf
        if self._sibling is not None and placement.split and placement.kind in FROM[PlacementEnd.TO_SIBLING]:
            placement.to_sibling = self._opens(self._sibling, child, placement, placement.sibling_turn)
            placement.sibling_turn += 1

    def _opens(self, way: Door, child: Child, placement: Placement, turn: int = 0) -> float:
        """Return the day on which a door opens, infinite when it does not before 18 or the end of the run."""
        lives = self._run.lives
        now, last = lives.now, child.adult if child.adult < lives.horizon else lives.horizon
        if child.born + way.from_age >= last or (way.for_need and not child.behaviour):
            return inf
        if way.takes_siblings and child.route in NO_FAMILY:
            return inf
        which = placement.occasion | turn << TURN_BITS
        threshold = self._run.chance.exponential(way.decision, child.identity, which)
        if threshold > way.most * (last - now):
            return inf  # as for most doors
        times = (now - child.entered, now - child.born, now - placement.began)
        group = 1 + len(together(child, way.to)) if way.takes_siblings else 1
        elapsed = [times[one] for one in way.times]
        return now + time_to_product(threshold, way.per_year / group, way.clocks, elapsed, last - now)


def together(child: Child, door: PlacementEnd) -> list[Child]:
    """Return the siblings in care who go through a door with `child`: parents and kin take them all."""
    return [sibling for sibling in child.siblings if _may_go_along(sibling, door)]


def _may_go_along(sibling: Child, door: PlacementEnd) -> bool:
    here, plan = sibling.placement, sibling.plan
    if here is None or plan is None or plan.decided:
        return False
    return here.kind in FROM[door] and sibling.route not in NO_FAMILY


def _by_time(multipliers: Sequence[float]) -> Clock:
    return Clock(DURATION_BAND_STARTS, multipliers)


def _by_age(multipliers: Sequence[float]) -> Clock:
    return Clock(AGE_STARTS, multipliers)
