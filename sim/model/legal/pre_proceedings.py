"""What the council does with a family before it applies to court: its legal planning, and work under a letter.

The days of warning that a family is given are read as what they are made of: the threshold for court is thought to be
reached, the case waits for the next legal planning meeting, a letter calls the parents to a meeting, and work goes on
with review points, at each of which the case may lie idle, until the council applies. As the calendar of meetings and
the idle times are without a strategy they make up the warning as it was drawn. A wait that becomes shorter, or longer,
moves everything after it by as many days, to the children's entry; the work takes as long as it did.
"""

from __future__ import annotations

from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.codes import IdleStep, Route
from sim.model.demand.at_risk import move_crisis
from sim.model.legal import rules
from sim.model.legal.planning_meeting import next_meeting
from sim.model.legal.standing import NUMBER_BITS
from sim.model.legal.waiting import CareTask, until
from sim.model.register.columns import OPEN

if TYPE_CHECKING:
    from sim.model.core.people import Family
    from sim.model.engine.life import Story
    from sim.model.legal.idle import IdleLags
    from sim.model.legal.planning_meeting import LegalPlanningMeeting
    from sim.model.lives.world import World
    from sim.parameters.legal.legal import Legal
    from sim.parameters.legal.strategies import WeeklyLegalPlanning


class FamilyBeforeCourt:
    """A family whose case is brought to the legal planning meeting before the children come into care, if they do."""

    __slots__ = ("application", "crisis", "family", "heard", "later", "letter", "row", "task", "threshold")

    def __init__(
        self, family: Family, threshold: float, heard: float, letter: bool, application: float, row: int
    ) -> None:
        self.family = family
        self.threshold = threshold
        """When it is thought that the threshold for court is reached: the case is brought to the meeting."""
        self.heard = heard
        """The meeting that hears it without a strategy."""
        self.letter = letter
        """Whether a letter before proceedings goes out; else the case is urgent."""
        self.application = application
        """Without a strategy: when the council applies to court, or the children come into care before it does."""
        self.crisis = family.crisis
        """Without a strategy."""
        self.later = 0.0
        """Days by which everything comes later than without a strategy, so far; below 0 earlier."""
        self.row = row
        self.task = CareTask()


class PreProceedings:
    """Follows the families that come, or may come, to court, from the threshold to the application."""

    __slots__ = ("_families", "_idle", "_legal", "_meeting", "_strategy", "_world", "acts")

    def __init__(
        self,
        world: World,
        legal: Legal,
        idle: IdleLags,
        meeting: LegalPlanningMeeting,
        strategy: WeeklyLegalPlanning | None,
        tracked: bool,
    ) -> None:
        """`tracked`: a meeting may take up what lies idle before court."""
        self._world = world
        self._legal = legal
        self._idle = idle
        self._meeting = meeting
        self._strategy = strategy
        self.acts = strategy is not None or tracked
        """Whether families may be heard, or come into care, on other days than is usual."""
        self._families: dict[int, FamilyBeforeCourt] = {}
        """By identity, until their children enter care."""

    def foreseen(self, family: Family) -> None:
        """Enter what becomes of a family that is to come to court, where no strategy changes what is usual."""
        found = self._on_the_way_to_court(family)
        if found is not None:
            self._families[family.identity] = found
            self._usual_course(found)

    def referred(self, family: Family) -> None:
        """Follow a family that has become known, if it is to come to court."""
        if not self.acts:
            return  # foreseen already
        found = self._on_the_way_to_court(family)
        if found is not None:
            self._families[family.identity] = found
            # not at once, even where it is due: the family's own story is being told
            self._world.lives.at(max(self._world.lives.now, found.threshold), partial(self._begin, found))

    def _begin(self, found: FamilyBeforeCourt) -> None:
        found.task.begin(self._world.lives, self._story(found))

    def entry_ratio(self, family: Family) -> float:
        """Return what a meeting that is held more often makes of the risk of entering of a family that it has heard."""
        strategy, found = self._strategy, self._families.get(family.identity)
        if strategy is None or found is None:
            return 1.0
        heard = self._world.register.before_court.heard[found.row]
        return strategy.entry_risk_ratio if heard >= strategy.starts else 1.0

    def family_enters(self, family: Family) -> None:
        """Note that the children of a family come into care."""
        found = self._families.get(family.identity)
        if found is not None:
            self._world.register.before_court.entered[found.row] = self._world.lives.now

    def foreseen_entry(self, family: int) -> float:
        """Return the day on which children who come into care now would have come without a strategy.

        What is decided by how old they are goes by that day, so that no strategy changes who comes before a court, or
        the order that it makes.
        """
        found = self._families.pop(family, None)  # who comes back comes on no other day
        return self._world.lives.now + (0.0 if found is None else found.crisis - found.family.crisis)

    # --- what the warning is made of

    def _on_the_way_to_court(self, family: Family) -> FamilyBeforeCourt | None:
        """Return how a family comes to court without a strategy; none if it does not, or not by way of the meeting."""
        planning, chance = self._legal.planning, self._world.chance
        case = family.identity << NUMBER_BITS | 1
        if not rules.comes_to_court(self._legal, chance, family.route, family.births, case, family.crisis):
            return None
        urgent = chance.happens(planning.urgent, decisions.URGENT_BEFORE_COURT, family.identity)
        if family.route is Route.VOLUNTARY and urgent:
            return None  # accommodated before anybody thought of court
        application = family.crisis - self._days_before_entry(family, case)
        most = planning.interval if urgent else planning.interval + planning.letter + 7 * planning.work_weeks
        threshold = max(family.referred, application - most)
        heard = next_meeting(threshold, planning.interval)
        if heard >= application:
            return None  # the council could not wait for the meeting
        letter = not urgent and heard + planning.letter < application
        return FamilyBeforeCourt(family, threshold, heard, letter, application, self._enter(family, threshold))

    def _days_before_entry(self, family: Family, case: int) -> float:
        """Return how long before the children's entry the council applies to court, if they enter."""
        chance, legal = self._world.chance, self._legal
        if family.luck >= self._world.parameters.demand.entry_probability:
            return 0.0  # at the crisis it is seen that there is no need to
        days = rules.days_to_issue(legal, chance, family.route, case)
        return max(0.0, -days)

    def _enter(self, family: Family, threshold: float) -> int:
        rows = self._world.register.before_court
        rows.family.append(family.identity)
        rows.threshold.append(threshold)
        rows.heard.append(OPEN)
        rows.letter.append(OPEN)
        rows.ended.append(OPEN)
        rows.earlier.append(0.0)
        rows.entered.append(OPEN)
        return len(rows.family) - 1

    # --- what becomes of it

    def _usual_course(self, found: FamilyBeforeCourt) -> None:
        """Enter the days that will come as they would without a strategy: those that lie in the run."""
        planning, rows, row = self._legal.planning, self._world.register.before_court, found.row
        since, horizon, identity = self._world.lives.now, self._world.lives.horizon, found.family.identity
        if found.heard < horizon:
            rows.heard[row] = found.heard
            if found.heard >= since:
                self._meeting.enter(found.heard, identity)
        day = found.heard + planning.letter
        if found.letter and day < horizon:
            rows.letter[row] = day
            for review in count():
                day += planning.review_interval
                left = found.application - day
                if left <= 0.0 or day >= horizon:
                    break
                day = self._idle.passes(IdleStep.PRE_PROCEEDINGS, identity, review, planning.idle, day, left)
        if found.application < horizon:
            rows.ended[row] = found.application

    def _story(self, found: FamilyBeforeCourt) -> Story:
        """Bring a family's case to the meeting, and work with the family until the council applies to court."""
        lives, planning, rows, row = (
            self._world.lives,
            self._legal.planning,
            self._world.register.before_court,
            found.row,
        )
        day = found.heard
        if day >= lives.now:
            identity, foreseen = found.family.identity, partial(self._put_off, found)
            day = yield from self._meeting.heard(
                found.task, identity, not found.letter, since=found.threshold, foreseen=foreseen
            )
            rows.heard[row] = day
            self._shift(found, day - found.heard)
        rows.heard[row] = day
        if found.letter:
            day += planning.letter
            yield from until(lives, day)
            rows.letter[row] = day
            for review in count():
                day += planning.review_interval
                left = found.application + found.later - day
                if left <= 0.0:
                    break
                yield from until(lives, day)
                length = self._idle.length(IdleStep.PRE_PROCEEDINGS, found.family.identity, review, planning.idle)
                usual = day + min(left, length)
                day = yield from self._idle.lies(
                    found.task, IdleStep.PRE_PROCEEDINGS, found.family.identity, review, planning.idle, day, left
                )
                self._shift(found, found.later + (day - usual))
        yield from until(lives, found.application + found.later)
        rows.ended[row] = found.application + found.later

    def _put_off(self, found: FamilyBeforeCourt, meeting: float) -> None:
        """See that the case will be heard by a meeting that is later than it would be without a strategy."""
        if meeting > found.heard:
            self._shift(found, meeting - found.heard)

    def _shift(self, found: FamilyBeforeCourt, later: float) -> None:
        """Have everything that is to come happen by so many days later than without a strategy."""
        if later == found.later:
            return
        found.later = later
        move_crisis(self._world, found.family, found.crisis + later)
        self._world.register.before_court.earlier[found.row] = found.crisis - found.family.crisis
