"""How long care proceedings take: a case put together from its options, the assessors' queue and the court's timetable.

From the case management hearing on, the parents are assessed, then or at once the relatives and friends who are put
forward, and adoption is considered where it is an option. Before each of these three that could begin lies an idle
time. In parallel each begins when it can, and the last to end counts; in sequence relatives follow parents, one after
another, and adoption follows when relatives have failed. Whether a child should be placed for adoption is decided on
all of that, and no earlier than some time before the court's own timetable lets it hear the case. After the last comes
final evidence; the final hearing is on the next working day when both that and the court's own timetable are over.

`work_factor` multiplies the assessment of the parents, initial and full assessments of relatives with what is done
again, the papers for adoption, and idle times: nothing that follows a calendar, a queue or the court. How many
relatives are assessed follows what the court will order: who is chosen is approved, and all others fail. Relatives
with whom the child lives already, who need no initial assessment, are not told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sim.fitting.case_mix import CaseMix, CaseOutcome
from sim.fitting.spread_points import POINTS, Draws
from sim.fitting.steps import Array
from sim.parameters.legal.legal import Legal

WEEK = 7.0
WORKING_DAYS = 5.0

VIABILITY_SPREAD = 0.4
ADOPTION_PAPERS_SPREAD = 0.3
"""Of the logarithms: judgement. Neither is a quantity of a scenario."""

NAMED_LATE = (30.0, 140.0)
"""Days of a case between which relatives are named who were not by the case management hearing: judgement."""

MOST_CARERS = 3


@dataclass(frozen=True, slots=True)
class AssessorWait:
    """How long a full assessment of a relative waits for an assessor: nobody, or exponentially."""

    share: float
    """Who wait at all."""
    mean: float
    """Days, of those who wait."""


ORDINARY_WAIT = AssessorWait(share=0.45, mean=14.0 / 0.45)
"""Two weeks in the mean, at which capacity is set: judgement."""


@dataclass(frozen=True, slots=True)
class CaseTimes:
    """Cases of each outcome, with and without adoption considered from the start: points of equal weight."""

    days: Array
    """From issue to final order, by outcome, whether considered, and point."""
    evidence: Array
    """From issue to the last day of final evidence, likewise."""
    adoption_decided: Array
    """From issue to the decision that the child should be placed for adoption, likewise; infinite where none is made.
    """
    full_assessments: Array
    """Of relatives, likewise."""

    def mean(self, mix: CaseMix) -> float:
        """Return the mean of a case in days."""
        return float((self.days.mean(axis=2) * mix.shares).sum())

    def share_within(self, days: float, mix: CaseMix) -> float:
        """Return the share of cases that end within some days."""
        return float(((self.days <= days).mean(axis=2) * mix.shares).sum())

    def quantiles(self, shares: Array, mix: CaseMix) -> Array:
        """Return the days within which these shares of cases end."""
        weights = np.broadcast_to(mix.shares[:, :, None] / self.days.shape[2], self.days.shape).ravel()
        order = np.argsort(self.days, axis=None)
        reached = np.cumsum(weights[order])
        found: Array = self.days.ravel()[order][np.searchsorted(reached, shares * reached[-1]).clip(0, len(order) - 1)]
        return found


@dataclass(frozen=True, slots=True)
class _Carers:
    """The relatives and friends of a case in the order of being named (first axis), at each point."""

    named: Array
    """Day of the case; infinite for who is not there."""
    first_work: Array
    full_work: Array
    """With the wait before it; 0 for who is not viable."""
    guardian: NDArray[np.intp]
    """Which one the court will choose where it chooses one."""

    @property
    def there(self) -> NDArray[np.bool_]:
        return np.isfinite(self.named)


def _carers(legal: Legal, wait: AssessorWait, draw: Draws, *, chosen: bool) -> _Carers:
    """Return who is put forward; where one of them will be chosen there is one, who is viable."""
    numbers = np.cumsum(legal.carers_named.values())[:-1]
    wanted = draw.happens(legal.carers_wanted)
    number = np.searchsorted(numbers, draw.uniform(), side="right") * wanted
    if chosen:
        number = np.maximum(number, 1)
    which = draw.uniform()
    guardian = np.minimum((which * number).astype(np.intp), MOST_CARERS - 1)
    named, first_work, full_work = [], [], []
    for place in range(MOST_CARERS):
        early, late = draw.happens(legal.named_early), draw.uniform()
        day = np.where(early, legal.case_management, NAMED_LATE[0] + (NAMED_LATE[1] - NAMED_LATE[0]) * late)
        named.append(np.where(place < number, day, np.inf))
        first_work.append(legal.work_factor * draw.lognormal(legal.viability_median, VIABILITY_SPREAD))
        viable = draw.happens(legal.viable)
        if chosen:
            viable = viable | (guardian == place)
        waits, queue = draw.happens(wait.share), draw.exponential(wait.mean)
        work = legal.work_factor * draw.lognormal(legal.carer_assessment_median, legal.carer_assessment_spread)
        work = work * (1.0 + legal.redone_work * draw.happens(legal.redone))
        full_work.append(np.where(viable, waits * queue + work, 0.0))
    # the order of being named decides who is assessed first; the work is drawn alike for all
    return _Carers(np.sort(np.stack(named), axis=0), np.stack(first_work), np.stack(full_work), guardian)


@dataclass(frozen=True, slots=True)
class AdoptionDecision:
    """When the agency's decision maker decides about adoption."""

    application: float
    """Days from the decision to the final hearing."""
    wait: Array
    """Until the decision maker's next day."""
    ahead: Array
    """Of their last day before a decision is due."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """When the evidence of cases is ready, and what else of them is drawn."""

    looked_at: Array
    """When all options have been looked at."""
    decision: AdoptionDecision | None
    """Where a child is to be adopted."""
    final_evidence: float
    full_assessments: Array
    court: Array
    """The court's own timetable, of a median of one day."""
    weekday: Array

    def adoption_decided(self, court_median: float) -> Array:
        """Return the day on which adoption is decided: for the plan that is due then; infinite where it is not."""
        if self.decision is None:
            return np.full(POINTS, np.inf)
        due = court_median * self.court - self.decision.application
        decided: Array = np.maximum(self.looked_at + self.decision.wait, due - self.decision.ahead)
        return decided

    def ready(self, court_median: float) -> Array:
        """Return the last day of final evidence."""
        plain: Array = self.looked_at + self.final_evidence
        if self.decision is None:
            return plain
        return np.maximum(plain, self.adoption_decided(court_median) + self.decision.application)

    def heard(self, court_median: float) -> Array:
        """Return the day of the final hearing: when all is ready, but on no Saturday or Sunday."""
        ready = np.maximum(self.ready(court_median), court_median * self.court)
        of_week = (WEEK * self.weekday + ready) % WEEK
        heard: Array = ready + np.where(of_week >= WORKING_DAYS, WEEK - of_week, 0.0)
        return heard


AllEvidence: TypeAlias = tuple[tuple[Evidence, Evidence], ...]
"""By `CaseOutcome`, and by whether adoption is considered from the start."""


def case_times(legal: Legal, wait: AssessorWait = ORDINARY_WAIT) -> CaseTimes:
    """Return how long cases take, by outcome and by whether adoption is considered from the start."""
    return timed(all_evidence(legal, wait), legal.court_median)


def all_evidence(legal: Legal, wait: AssessorWait) -> AllEvidence:
    """Return the evidence by outcome, and by whether adoption is considered from the start."""
    return tuple(
        (_evidence(legal, wait, outcome, considered=False), _evidence(legal, wait, outcome, considered=True))
        for outcome in CaseOutcome
    )


def timed(evidence: AllEvidence, court_median: float) -> CaseTimes:
    """Return how long cases take when the court's own timetable has this median."""
    return CaseTimes(
        np.array([[each.heard(court_median) for each in pair] for pair in evidence]),
        np.array([[each.ready(court_median) for each in pair] for pair in evidence]),
        np.array([[each.adoption_decided(court_median) for each in pair] for pair in evidence]),
        np.array([[each.full_assessments for each in pair] for pair in evidence]),
    )


def _evidence(legal: Legal, wait: AssessorWait, outcome: CaseOutcome, *, considered: bool) -> Evidence:
    draw, start, factor = Draws(), legal.case_management, legal.work_factor
    parallel = draw.happens(legal.parallel)
    idle_parents, idle_relatives, idle_adoption = (draw.exponential(factor * legal.idle) for _ in range(3))
    parents = factor * draw.lognormal(legal.parent_assessment_median, legal.parent_assessment_spread)
    parents = start + idle_parents + parents
    chosen = outcome is CaseOutcome.RELATIVES
    carers = _carers(legal, wait, draw, chosen=chosen)
    papers = factor * draw.lognormal(legal.adoption_papers_median, ADOPTION_PAPERS_SPREAD)
    papers = idle_adoption + papers
    next_day = legal.decision_maker_interval * draw.uniform()
    together, full_together = _assessed_together(carers, start, idle_relatives)
    in_turn, full_in_turn = _assessed_in_turn(carers, parents, idle_relatives, chosen=chosen)
    last = np.where(parallel, np.maximum(parents, together), in_turn)
    adopted = outcome is CaseOutcome.ADOPTION
    at_the_end = last + papers if adopted or (considered and not chosen) else last
    looked_at = np.where(parallel, np.maximum(last, start + papers), at_the_end) if considered else at_the_end
    full = np.where(parallel, full_together, full_in_turn)
    court, weekday = draw.lognormal(1.0, legal.court_spread), draw.uniform()
    last_day = legal.decision_maker_interval * draw.uniform()
    decision = AdoptionDecision(legal.placement_application, next_day, last_day)
    return Evidence(looked_at, decision if adopted else None, legal.final_evidence, full, court, weekday)


def _assessed_together(carers: _Carers, start: float, idle: Array) -> tuple[Array, Array]:
    """Return when the last relative's assessment is over, all begun when they can be, and full ones: 0 without any."""
    first = np.maximum(start, carers.named[0]) + idle
    over = np.maximum(first, carers.named) + carers.first_work + carers.full_work
    there = carers.there
    return np.where(there, over, 0.0).max(axis=0), (there & (carers.full_work > 0)).sum(axis=0).astype(np.float64)


def _assessed_in_turn(carers: _Carers, parents: Array, idle: Array, *, chosen: bool) -> tuple[Array, Array]:
    """Return when relatives' assessments after the parents' are over, one after another, and full ones.

    Who is chosen is the last; without anybody it is over with the parents' assessment.
    """
    over, full = parents, np.zeros(POINTS)
    for place in range(MOST_CARERS):
        assessed = carers.there[place]
        if chosen:
            assessed = assessed & (place <= carers.guardian)
        begins = np.maximum(over, carers.named[place]) + (idle if place == 0 else 0.0)
        over = np.where(assessed, begins + carers.first_work[place] + carers.full_work[place], over)
        full = full + (assessed & (carers.full_work[place] > 0))
    return over, full
