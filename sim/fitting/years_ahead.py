"""Children looked after, starting and ceasing in each financial year after the first day, as the model has them.

The law of leaving is a base's own: the hazard of the decision by time in care, age and route, the causes by age, what
is prepared, the 18th birthday, coming back. Children are followed as shares and not one by one, in steps of four weeks,
by when they were born; those of the first day are the population that the reference entries keep up, raked to the
ages, the unaccompanied children and the children placed for adoption of that day. Each year has a level of entries, and
one of leaving, which is not of unaccompanied children and not of 18th birthdays. Where unaccompanied children are a
stream of their own, so many arrive as it says, whatever the level, and some are passed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from sim.fitting.cohorts import GRID, STEPS_A_YEAR, raked
from sim.fitting.courses import Courses
from sim.fitting.entrants import of_demand
from sim.fitting.hazard_law import HOME, by_hazard, cause_shares_by_age, decided_by_hazard
from sim.fitting.passing_on import share_taken
from sim.fitting.reference import reference_entries
from sim.fitting.stationary import started_again
from sim.fitting.steps import Array, age_bands, entrants_by_age
from sim.fitting.years_ahead_law import (
    ADOPTED,
    BIRTHS,
    DELAYED,
    FROM_GUARDIANS,
    FROM_HOME,
    LONG,
    PLANNED,
    PREPARED,
    STEPS,
    TIMES,
    UNBORN,
    YearsAheadLaw,
    bands_of_births,
    shifted,
)
from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, LeavingCause, Route
from sim.parameters.outlook import UnaccompaniedOutlook
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByFinancialYear


@dataclass(frozen=True, slots=True)
class Present:
    """Children in care on a day, and those who left since the first day, by route (r) and cell of birth (b)."""

    step: int
    """Steps since the first day."""
    undecided: Array
    """By r, b and steps in care."""
    preparing: Array
    """By what is prepared (return home, adoption), r, b and steps since the decision."""
    left: Array
    """By where they went (home, guardians), step, r and b."""
    coming_back: Array
    """Who comes back in each step, of those who had left before the first day, by step, r and b."""

    @property
    def by_birth(self) -> Array:
        """Children in care by r and b."""
        found: Array = self.undecided.sum(axis=2) + self.preparing.sum(axis=(0, 3))
        return found

    @property
    def looked_after(self) -> float:
        """Children in care."""
        return float(self.undecided.sum() + self.preparing.sum())

    @property
    def unaccompanied(self) -> float:
        """Unaccompanied children among them."""
        return float(self.undecided[Route.UNACCOMPANIED].sum() + self.preparing[:, Route.UNACCOMPANIED].sum())


@dataclass(frozen=True, slots=True)
class YearAhead:
    """What one financial year comes to; a child who starts or ceases twice in it is counted once."""

    looked_after: float
    """At its end."""
    started: float
    ceased: float
    unaccompanied_started: float
    """Of a stream of their own; none where they are not."""


class YearsAhead:
    """Follows the children of a base, and those who come, year by year from its first day."""

    def __init__(self, parameters: Parameters, stream: UnaccompaniedOutlook | None = None) -> None:
        """Take a base with an opening; its own yearly levels, outlook and legal process are left out of account.

        Unaccompanied children come as the `stream` says; without one, by their share of routes.
        """
        parameters = replace(parameters, legal=None)
        leaving, demand = parameters.leaving, parameters.demand
        courses = Courses(by_hazard(leaving, GRID), GRID, 0.0)
        self._entrants = of_demand(demand, GRID)
        self._law = YearsAheadLaw(leaving)
        before = self._entrants * (reference_entries(parameters) / demand.entries_per_year)
        again = courses.reentrants(before)
        everyone = before + again
        self._stream = stream
        if stream is not None:
            self._entrants = self._entrants.copy()
            self._entrants[Route.UNACCOMPANIED] = 0.0
        alone = entrants_by_age(np.array(demand.unaccompanied_age_shares.values()), GRID)
        steps = np.arange(STEPS) + 0.5
        self._alone = np.stack([shifted(alone / STEPS_A_YEAR, -step) for step in steps])
        """Who arrives in each step, of a stream of one unaccompanied child a year."""
        self._coming = np.stack([shifted(self._entrants / STEPS_A_YEAR, -step) for step in steps])
        """Who comes for the first time in each step, at a level of 1."""
        self._again = np.array(started_again(courses, everyone)) / max(float(again.sum()), 1e-9)
        self.opening = _opening(parameters, courses, everyone, self._law)

    @property
    def entrants(self) -> float:
        """Children who come for the first time in a year, at a level of 1, but for a stream of their own."""
        return float(self._entrants.sum())

    @property
    def stream(self) -> UnaccompaniedOutlook | None:
        """Unaccompanied children as a stream of their own; None where they are not."""
        return self._stream

    def with_arrivals(self, arrivals: Sequence[float]) -> YearsAhead:
        """Return the same children with so many unaccompanied ones arriving in each year."""
        assert self._stream is not None
        found = copy(self)
        found._stream = replace(self._stream, arrivals=ByFinancialYear(*arrivals))
        return found

    def year(self, start: Present, entries: float, leaving: float, arrivals: float = 1.0) -> tuple[Present, YearAhead]:
        """Return who is there a year on, and what the year came to, at a level of entries and one of leaving.

        `arrivals` multiplies those of the stream of unaccompanied children.
        """
        law, level = self._law, np.full(len(Route), leaving)
        level[Route.UNACCOMPANIED] = 1.0
        undecided, preparing, left = start.undecided.copy(), start.preparing.copy(), start.left.copy()
        undecided_now, preparing_now = undecided.sum(axis=2), preparing.sum(axis=3)
        coming = self._coming * entries
        came, returned, ceased = (np.zeros_like(undecided_now) for _ in range(3))
        alone = 0.0
        for step in range(start.step, start.step + STEPS_A_YEAR):
            back = start.coming_back[step] + law.back(left, step)
            new = coming[step] + back
            if self._stream is not None:
                there = float(undecided_now[Route.UNACCOMPANIED].sum() + preparing_now[:, Route.UNACCOMPANIED].sum())
                arriving = self._stream.arrivals.values()[start.step // STEPS_A_YEAR] * arrivals
                taken = self._alone[step] * (arriving * share_taken(self._stream, there))
                new[Route.UNACCOMPANIED] += taken
                alone += float(taken.sum())
            stronger = (level[:, None] * law.strength[step])[:, :, None]
            undecided *= np.exp(-stronger * law.hazards)[:, :, law.hazard_at]
            stayed = undecided.sum(axis=2)
            new_stayed = new * np.exp(-stronger * law.first).mean(axis=2)
            decided = undecided_now - stayed + new - new_stayed
            by_cause = decided * law.causes[step][:, None, :]
            delayed = by_cause[list(DELAYED)]
            begun = delayed * law.waiting[:, 0, None, None]
            preparing *= law.goes_on
            prepared = preparing.sum(axis=3)
            out = preparing_now - prepared + delayed - begun
            staying = law.minors[step + 1]
            here = stayed + new_stayed + (prepared + begun).sum(axis=0)
            undecided = _a_step_on(undecided, new_stayed) * staying[:, None]
            preparing = _a_step_on(preparing, begun) * staying[:, None]
            undecided_now, preparing_now = (stayed + new_stayed) * staying, (prepared + begun) * staying
            left[FROM_HOME, step] = out[PLANNED] + by_cause[LeavingCause.HOME_UNPLANNED]
            left[FROM_GUARDIANS, step] = by_cause[LeavingCause.SPECIAL_GUARDIANSHIP]
            came += new
            returned += back
            ceased += out.sum(axis=0) + by_cause.sum(axis=0) - delayed.sum(axis=0) + here * (1.0 - staying)
        end = Present(start.step + STEPS_A_YEAR, undecided, preparing, left, start.coming_back)
        again = self._again * returned.sum()
        started, left_care = float(came.sum() - again[0]), float(ceased.sum() - again[1])
        return end, YearAhead(end.looked_after, started, left_care, alone)

    def years(
        self,
        entries: Sequence[float],
        leaving: Sequence[float],
        start: Present | None = None,
        arrivals: Sequence[float] | None = None,
    ) -> tuple[YearAhead, ...]:
        """Return what each year comes to at these levels, from the first day or the start of a later year on.

        `arrivals` multiply those of the stream of unaccompanied children.
        """
        present, found = start or self.opening, []
        for more, faster, alone in zip(entries, leaving, arrivals or [1.0] * len(entries), strict=True):
            present, year = self.year(present, more, faster, alone)
            found.append(year)
        return tuple(found)


def _a_step_on(children: Array, new: Array) -> Array:
    """Return children by steps of time (last axis) a step later: the last is of all from there on, the first is new."""
    later = np.empty_like(children)
    later[..., 1:] = children[..., :-1]
    later[..., -1] += children[..., -1]
    later[..., 0] = new
    return later


def _gone(courses: Courses, everyone: Array) -> Array:
    """Return who leaves in a step, by where to (home, guardians), route and cell of age at leaving."""
    causes = (list(HOME), [LeavingCause.SPECIAL_GUARDIANSHIP])
    leaving = np.stack([courses.by_cause[which].sum(axis=0) for which in causes]) * everyone[:, :, None]
    return _by_age(leaving, courses) / STEPS_A_YEAR


def _by_age(events: Array, courses: Courses) -> Array:
    """Return events by age at entry and step in care (last axes) by cell of age then."""
    found = np.zeros((*events.shape[:-2], len(GRID.ages)))
    for step, middle in enumerate(courses.middle):
        found += _grown(events[..., step], middle / GRID.cell)
    return found


def _grown(by_age: Array, cells: float) -> Array:
    """Return children by cell of age (last axis) some cells older; who is 18 by then is left out."""
    whole = int(cells)
    part, number = cells - whole, by_age.shape[-1]
    found = np.zeros_like(by_age)
    found[..., whole:] += (1.0 - part) * by_age[..., : number - whole]
    if whole + 1 < number:
        found[..., whole + 1 :] += part * by_age[..., : number - whole - 1]
    return found


def _opening(parameters: Parameters, courses: Courses, everyone: Array, law: YearsAheadLaw) -> Present:
    """Return the children of the first day: those whom `everyone` a year keeps in care, raked to the count."""
    opening = parameters.opening
    assert opening is not None
    years = GRID.step / DAYS_PER_YEAR
    here = everyone * years
    undecided = np.zeros((len(Route), BIRTHS, TIMES))
    all_decided = decided_by_hazard(parameters.leaving, GRID)
    before = 1.0 - np.cumsum(all_decided, axis=2) + all_decided / 2
    for step, middle in enumerate(courses.middle):
        found = _grown(here * before[:, :, step], middle / GRID.cell)
        undecided[:, UNBORN:, min(step, LONG)] += found
    shares = cause_shares_by_age(parameters.leaving)
    band = age_bands(GRID)
    chosen = np.stack([all_decided * shares[:, cause][band] for cause in DELAYED]) * everyone[:, :, None] * years
    decided = _by_age(chosen, courses)
    preparing = np.zeros((2, len(Route), BIRTHS, PREPARED))
    for step in range(PREPARED):
        old = _grown(decided, (step + 0.5) * GRID.step / GRID.cell)
        preparing[:, :, UNBORN:, step] = old * law.waiting[:, None, step, None]
    number, alone = float(round(opening.looked_after)), float(round(opening.unaccompanied))
    alone, adopted = min(alone, 0.95 * number), float(opening.kinds[Kind.ADOPTION])
    adopted = min(adopted * number / max(sum(opening.kinds.values()), 1e-9), 0.5 * (number - alone))
    bands = bands_of_births((np.arange(BIRTHS) - UNBORN) * GRID.cell)
    others = [route for route in Route if route is not Route.UNACCOMPANIED]
    by_birth = np.stack(
        [
            undecided[others].sum(axis=(0, 2)) + preparing[PLANNED, others].sum(axis=(0, 2)),
            preparing[ADOPTED, others].sum(axis=(0, 2)),
            undecided[Route.UNACCOMPANIED].sum(axis=1) + preparing[:, Route.UNACCOMPANIED].sum(axis=(0, 2)),
        ]
    )
    wanted = np.array([number - alone - adopted, adopted, alone])
    factors = raked(by_birth @ bands, wanted, np.array(opening.age_shares.values()) * number)
    plain, for_adoption, unaccompanied = factors @ bands.T
    undecided[others] *= plain[:, None]
    undecided[Route.UNACCOMPANIED] *= unaccompanied[:, None]
    preparing[PLANNED, others] *= plain[:, None]
    preparing[ADOPTED, others] *= for_adoption[:, None]
    preparing[:, Route.UNACCOMPANIED] *= unaccompanied[:, None]
    nobody = np.zeros((2, STEPS, len(Route), BIRTHS))
    return Present(0, undecided, preparing, nobody, law.returns(_gone(courses, everyone)))
