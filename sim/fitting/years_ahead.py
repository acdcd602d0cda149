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
from numpy.typing import NDArray

from sim.fitting.cohorts import GRID, STEPS_A_YEAR, raked
from sim.fitting.coming_back import evenly, from_home
from sim.fitting.entrants import of_demand
from sim.fitting.hazard_law import HOME, by_hazard, cause_shares_by_age, decided_by_hazard
from sim.fitting.passing_on import share_taken
from sim.fitting.reference import reference_entries
from sim.fitting.stationary import Courses, entrants_by_age
from sim.fitting.steps import QUADRATURE, Array, age_bands, delays_over_steps
from sim.foundations.calendar import ADULT, AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import Kind, LeavingCause, Route
from sim.parameters.leaving import Leaving
from sim.parameters.outlook import UnaccompaniedOutlook
from sim.parameters.parameters import Parameters
from sim.parameters.tables import DURATION_BAND_STARTS, ByFinancialYear

YEARS = 3
STEPS = YEARS * STEPS_A_YEAR
UNBORN = round(YEARS * DAYS_PER_YEAR / GRID.cell)
"""Cells of those born after the first day, before the cells of age on it."""

BIRTHS = UNBORN + len(GRID.ages)
LONG = int(np.ceil(DURATION_BAND_STARTS[-1] / GRID.step))
"""Steps in care after which the hazard no longer changes: who has been there longer is counted here."""

TIMES = LONG + 1
PREPARED = STEPS
"""Steps of preparation after which the chance of being ready no longer changes: few prepare for so long."""

AWAY = 17 * STEPS_A_YEAR
"""Steps before the first day in which children left who may still come back."""

PLANNED, ADOPTED = 0, 1
DELAYED = (LeavingCause.HOME_PLANNED, LeavingCause.ADOPTED)
FROM_HOME, FROM_GUARDIANS = 0, 1


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
        self._law = _Law(leaving)
        before = self._entrants * (reference_entries(parameters) / demand.entries_per_year)
        again = courses.reentrants(before)
        everyone = before + again
        self._again = np.array(courses.started_again(everyone)) / max(float(again.sum()), 1e-9)
        self.opening = _opening(parameters, courses, everyone, self._law)
        self._stream = stream
        self._alone = entrants_by_age(np.array(demand.unaccompanied_age_shares.values()), GRID)
        if stream is not None:
            self._entrants = self._entrants.copy()
            self._entrants[Route.UNACCOMPANIED] = 0.0

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
        came = ceased = returned = alone = 0.0
        for step in range(start.step, start.step + STEPS_A_YEAR):
            back = start.coming_back[step] + law.back(left, step)
            new = shifted(self._entrants * (entries / STEPS_A_YEAR), -(step + 0.5)) + back
            if self._stream is not None:
                there = float(undecided[Route.UNACCOMPANIED].sum() + preparing[:, Route.UNACCOMPANIED].sum())
                arriving = self._stream.arrivals.values()[start.step // STEPS_A_YEAR] * arrivals / STEPS_A_YEAR
                taken = shifted(self._alone * (arriving * share_taken(self._stream, there)), -(step + 0.5))
                new[Route.UNACCOMPANIED] += taken
                alone += float(taken.sum())
            stronger = level[:, None] * law.strength[step]
            stay = np.exp(-stronger[:, :, None] * law.steps)
            stay_new = np.exp(-stronger[:, :, None] * law.first).mean(axis=2)
            stayed = undecided * stay
            decided = undecided.sum(axis=2) - stayed.sum(axis=2) + new * (1.0 - stay_new)
            undecided[:, :, 1:] = stayed[:, :, :-1]
            undecided[:, :, LONG] += stayed[:, :, LONG]
            undecided[:, :, 0] = new * stay_new
            by_cause = decided * law.causes[step][:, None, :]
            delayed = by_cause[list(DELAYED)]
            prepared = preparing * law.goes_on
            out = preparing.sum(axis=3) - prepared.sum(axis=3) + delayed * (1.0 - law.waiting[:, 0, None, None])
            preparing[..., 1:] = prepared[..., :-1]
            preparing[..., -1] += prepared[..., -1]
            preparing[..., 0] = delayed * law.waiting[:, 0, None, None]
            at_once = by_cause.sum(axis=0) - delayed.sum(axis=0)
            staying = law.minors[step + 1]
            here = undecided.sum(axis=2) + preparing.sum(axis=(0, 3))
            undecided *= staying[:, None]
            preparing *= staying[:, None]
            left[FROM_HOME, step] = out[PLANNED] + by_cause[LeavingCause.HOME_UNPLANNED]
            left[FROM_GUARDIANS, step] = by_cause[LeavingCause.SPECIAL_GUARDIANSHIP]
            came += float(new.sum())
            returned += float(back.sum())
            ceased += float(out.sum() + at_once.sum() + (here * (1.0 - staying)).sum())
        end = Present(start.step + STEPS_A_YEAR, undecided, preparing, left, start.coming_back)
        twice = self._again * returned
        return end, YearAhead(end.looked_after, float(came - twice[0]), float(ceased - twice[1]), alone)

    def years(self, entries: Sequence[float], leaving: Sequence[float]) -> tuple[YearAhead, ...]:
        """Return what each year comes to at these levels."""
        present, found = self.opening, []
        for level_of_entries, level_of_leaving in zip(entries, leaving, strict=True):
            present, year = self.year(present, level_of_entries, level_of_leaving)
            found.append(year)
        return tuple(found)


class _Law:
    """The law of leaving and coming back over the steps after the first day, by step, route and cell of birth."""

    def __init__(self, leaving: Leaving) -> None:
        edges = np.arange(TIMES + 1) * GRID.step
        # at the edges of steps, the mean over children who are somewhere within the step before
        within = _cumulative(leaving, edges[:, None] + QUADRATURE * GRID.step).mean(axis=1)
        self.steps = np.diff(within)
        self.first = _cumulative(leaving, QUADRATURE * GRID.step)
        low = (np.arange(BIRTHS) - UNBORN) * GRID.cell
        day = (np.arange(STEPS) + 0.5)[:, None] * GRID.step
        bands = _bands(low + day)
        routes = np.array(leaving.route_multiplier.values())
        self.strength = routes[None, :, None] * (bands @ np.array(leaving.age_multiplier.values()))[:, None, :]
        shares = cause_shares_by_age(leaving)
        self.causes = np.moveaxis(bands @ shares, 2, 1)
        until = np.clip((ADULT - low - np.arange(STEPS + 1)[:, None] * GRID.step) / GRID.cell, 0.0, 1.0)
        self.minors = np.ones((STEPS + 1, BIRTHS))
        self.minors[1:] = np.divide(until[1:], until[:-1], out=np.zeros_like(until[1:]), where=until[:-1] > 0)
        self.minors_now = until
        self.waiting = np.stack(
            [
                _waiting(leaving.planned_return_median, leaving.planned_return_spread),
                _waiting(leaving.adoption_median, leaving.adoption_spread),
            ]
        )
        now, later = self.waiting[:, :-1], self.waiting[:, 1:]
        self.goes_on = np.divide(later, now, out=np.zeros_like(later), where=now > 1e-12)[:, None, None, :]
        """The share of those who prepare who still do a step later."""
        days = np.arange(AWAY + STEPS + 2)[:, None] * GRID.step + QUADRATURE * GRID.step
        ways = (from_home(leaving), evenly(leaving.guardianship_return_within_5_years))
        back = np.stack([way(days).mean(axis=1) for way in ways])
        self._after = np.diff(back, axis=1)
        """The share who come back so many steps after the one in which they left, and in it with the next."""
        self._after[:, 0] += back[:, 0]

    def back(self, left: Array, step: int) -> Array:
        """Return who comes back in a step, of those who left in the steps before it."""
        shares = self._after[:, :step][:, ::-1]
        until = self.minors_now
        still = np.divide(until[step], until[:step], out=np.zeros_like(until[:step]), where=until[:step] > 0)
        found: Array = np.einsum("ws,wsrb,sb->rb", shares, left[:, :step], still)
        return found

    def returns(self, gone: Array) -> Array:
        """Return who comes back in each step (s, r, b) of those who left before the first day.

        `gone` is who left in a step then, by where to, route and cell of age at leaving.
        """
        found = np.zeros((STEPS, len(Route), BIRTHS))
        for before in range(1, AWAY + 1):
            then = np.stack([shifted(place, before - 0.5) for place in gone])
            found += np.einsum("ws,wrb->srb", self._after[:, before - 1 : before - 1 + STEPS], then)
        return found * self.minors_now[1:, None, :]


def shifted(by_age: Array, steps: float) -> Array:
    """Return children by cell of birth (last axis) who were of an age, by cell, some steps before the first day.

    After it when `steps` is negative.
    """
    cells = UNBORN + steps * GRID.step / GRID.cell
    whole = int(np.floor(cells))
    part = cells - whole
    found = np.zeros((*by_age.shape[:-1], BIRTHS))
    for first, share in ((whole, 1.0 - part), (whole + 1, part)):
        if 0 <= first < BIRTHS and share > 0:
            number = min(by_age.shape[-1], BIRTHS - first)
            found[..., first : first + number] += share * by_age[..., :number]
    return found


def _cumulative(leaving: Leaving, days: Array) -> Array:
    """Return the hazard by time in care, integrated from entering care on."""
    rates, starts = np.array(leaving.hazard_by_time_in_care.values()) / DAYS_PER_YEAR, np.array(DURATION_BAND_STARTS)
    integral = np.concatenate([[0.0], np.cumsum(rates[:-1] * np.diff(starts))])
    band = np.searchsorted(starts, days, side="right") - 1
    found: Array = integral[band] + rates[band] * (days - starts[band])
    return found


def _bands(low: NDArray[np.floating]) -> Array:
    """Return the shares of a cell of birth that are in each age band (last axis), by its lowest age in days."""
    starts = np.array(AGE_BAND_STARTS) * DAYS_PER_YEAR
    ends = np.append(starts[1:], np.inf)
    starts[0] = -np.inf  # who is not yet born weighs nothing
    top = low + GRID.cell
    inside = np.clip(np.minimum(top[..., None], ends) - np.maximum(low[..., None], starts), 0.0, None)
    found: Array = inside / GRID.cell
    return found


def _waiting(median: float, spread: float) -> Array:
    """Return the share who still prepare at the end of the step in which they decided, and of each later one."""
    still = 1.0 - np.cumsum(delays_over_steps(median, spread, GRID))[: PREPARED + 1]
    return np.clip(still, 0.0, 1.0)


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


def _opening(parameters: Parameters, courses: Courses, everyone: Array, law: _Law) -> Present:
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
    bands = _bands((np.arange(BIRTHS) - UNBORN) * GRID.cell)
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
