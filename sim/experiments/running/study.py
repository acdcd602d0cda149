"""A study: scenarios that are run at points, each a scenario with some of its numbers set, all on the same luck.

Replication 7 has the same luck at every point of every scenario, on any number of processes, alone or among a thousand.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from traceback import format_exc

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.running.execution.tasks import Batch, Failure, Made, Point, Task
from sim.experiments.running.pool_columns import pool_file
from sim.experiments.running.progress import Stage, Tell, TellSteps, tell_nobody
from sim.experiments.statistics.sample import measured
from sim.fitting.reference import reference_entries
from sim.foundations.cache import kept
from sim.foundations.calendar import Calendar
from sim.foundations.chance import Chance
from sim.foundations.faults import BadInput
from sim.foundations.first_day import FirstDay
from sim.foundations.private import untold
from sim.measures import measure
from sim.measures.catalogue import MEASURES
from sim.measures.series import monthly_view
from sim.measures.value import Value
from sim.measures.view import view_of
from sim.measures.yearly import measure_view
from sim.model.model import simulate
from sim.model.opening.pool import Pool
from sim.model.pool.making import in_balance, make_pool, with_very_children, work_of
from sim.model.register.register import Register
from sim.parameters.parameters import Parameters
from sim.scenario.files import limits
from sim.scenario.levers import Setting, changed, laid
from sim.scenario.quantities.quantity import Quantity
from sim.scenario.quantities.timing import told
from sim.scenario.scenario import Scenario

LOGGER = logging.getLogger(__name__)

OPENING = "opening."
"""Begins the paths of quantities that take effect through the opening cohort alone."""

MOST_OPENINGS = 50
"""Different opening cohorts in one study: each takes seconds to make, and megabytes."""

RegisterReader = Callable[[Register, Calendar, Parameters], tuple[Sequence[Value], Sequence[Value]]]
"""How a replication is read: its measures, and its series over time. Sent to other processes, so picklable."""

OpeningKey = tuple[int, tuple[Setting, ...]]
"""A scenario, and what is set of its opening."""


def usual(register: Register, calendar: Calendar, parameters: Parameters) -> tuple[Sequence[Value], Sequence[Value]]:
    """Read every measure of the catalogue, and the monthly values."""
    view = view_of(register, calendar, parameters)
    return measure_view(view), monthly_view(view)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Reads a few measures alone."""

    wanted: tuple[MeasureChoice, ...]

    def __call__(
        self, register: Register, calendar: Calendar, parameters: Parameters
    ) -> tuple[Sequence[Value], Sequence[Value]]:
        """Read the measures that are wanted, without their values on earlier dates."""
        ids = {one.measure for one in self.wanted}
        values = measure(register, calendar, parameters, [one for one in MEASURES if one.id in ids])
        last = max(value.date for value in values)
        return [value for value in values if value.date == last], ()


@dataclass(frozen=True, slots=True)
class Study:
    """All that a worker needs to make any replication at any point of the scenarios."""

    scenarios: tuple[Scenario, ...]
    calendars: tuple[Calendar, ...]
    pools: Mapping[OpeningKey, Pool | None]
    seed: int
    uncertainty: bool
    reading: RegisterReader = usual
    turns: int = 1
    """Replications, one after another, that share a draw of the inputs."""
    lucks: tuple[str, ...] = ()
    """Whose luck each scenario has beside what they have in common; none where all share all their luck."""

    def perform(self, task: Task) -> Batch:
        """Return what each replication of the task gave; one that fails does not stop the others."""
        return tuple(self._attempt(task.point, replication) for replication in task.replications)

    def replicate(self, point: Point, replication: int) -> Made:
        """Return what one replication at a point gives; where it opens with real children, no error tells of them."""
        with untold() if self.scenarios[point.scenario].first_day else nullcontext():
            register, parameters = self.lived(point, replication)
            measures, series = self.reading(register, self.calendars[point.scenario], parameters)
            return Made(measured(measures), measured(series))

    def lived(self, point: Point, replication: int) -> tuple[Register, Parameters]:
        """Return what happened in one replication at a point, and what the model was told."""
        parameters = self.parameters(point, replication)
        pool = self.pools[point.scenario, _of_opening(point)]
        years = self.scenarios[point.scenario].years
        chance = self.chance(point, replication)
        return simulate(parameters, self.calendars[point.scenario], chance, years, pool), parameters

    def chance(self, point: Point, replication: int) -> Chance:
        """Return the luck of one replication at a point."""
        return Chance(self.seed, replication, self.lucks[point.scenario] if self.lucks else "")

    def parameters(self, point: Point, replication: int) -> Parameters:
        """Return what the model is told in one replication at a point: what is set is spared from draws."""
        scenario = self.scenarios[point.scenario]
        if not point.settings:
            return scenario.draw(self.seed, self.draw_of(replication)) if self.uncertainty else scenario.parameters
        if self.uncertainty:
            # Not laid over the scenario, which would refuse what only draws can mend: a pair that crosses.
            return _drawn_around(scenario, changed(scenario, point.settings)).draw(self.seed, self.draw_of(replication))
        quantities = {**scenario.quantities, **changed(scenario, point.settings)}
        values = {path: quantity.value for path, quantity in quantities.items()}
        limits.mend_draw(values)
        return told(quantities, values, scenario.horizon)

    def draw_of(self, replication: int) -> int:
        """Return which draw of the inputs a replication has."""
        return replication // self.turns

    def _attempt(self, point: Point, replication: int) -> Made | Failure:
        try:
            return self.replicate(point, replication)
        except Exception as error:
            reason = "; ".join(error.faults) if isinstance(error, BadInput) else f"{type(error).__name__}: {error}"
            return Failure(point, replication, f"{reason}\n{format_exc()}")


def study(
    scenarios: Sequence[Scenario],
    seed: int,
    uncertainty: bool,
    reading: RegisterReader = usual,
    points: Iterable[Point] = (),
    lucks: Sequence[str] = (),
    turns: int = 1,
    tell: Tell | None = None,
    pools: Mapping[OpeningKey, Pool | None] | None = None,
) -> Study:
    """Return the study of the scenarios, with the opening cohort of each base made, or read from the last time.

    All scenarios of one base whose children leave care alike open with the cohort of the first of them, and so do
    all points, but for those of `points` that set something of the opening. `lucks` say whose luck each scenario has,
    where they are of several councils; `turns` how many replications share a draw of the inputs. `tell` is told how far
    the opening cohorts are; `pools` are those of all `openings`, where they have been made elsewhere. Raises BadInput
    for too many points that set something of the opening.
    """
    calendars = tuple(scenario.calendar() for scenario in scenarios)
    wanted = openings(scenarios, points)
    made = pools if pools is not None else _pools(wanted.scenarios, calendars, seed, tell or tell_nobody)
    opened = {key: made[opener] for key, opener in wanted.openers.items()}
    return Study(tuple(scenarios), calendars, opened, seed, uncertainty, reading, turns, tuple(lucks))


@dataclass(frozen=True, slots=True)
class Openings:
    """Which opening cohorts a study takes."""

    openers: Mapping[OpeningKey, OpeningKey]
    """By whose cohort each scenario opens, and each with something of the opening set."""
    scenarios: Mapping[OpeningKey, Scenario]
    """Those that tell of each cohort that is to be made."""


def openings(scenarios: Sequence[Scenario], points: Iterable[Point] = ()) -> Openings:
    """Return which opening cohorts scenarios take, and the points among `points` that set something of the opening.

    Raises BadInput for too many of those.
    """
    firsts: dict[tuple[str, float], int] = {}
    for number, scenario in enumerate(scenarios):
        firsts.setdefault(_opens_alike(scenario), number)
    wanted = dict.fromkeys((point.scenario, _of_opening(point)) for point in points)
    first = [firsts[_opens_alike(scenario)] for scenario in scenarios]
    opened = {(first[number], settings) for number, settings in wanted if settings}
    if len(opened) > MOST_OPENINGS:
        problem = f"{len(opened):,} different opening cohorts would have to be made"
        raise BadInput([f"{OPENING}*: {problem}; set at most {MOST_OPENINGS} values of the opening"])
    every = dict.fromkeys([*((number, ()) for number in range(len(scenarios))), *wanted])
    openers = {(number, settings): (first[number], settings) for number, settings in every}
    return Openings(openers, {key: laid(scenarios[key[0]], key[1]) for key in dict.fromkeys(openers.values())})


def _pools(
    wanted: Mapping[OpeningKey, Scenario], calendars: Sequence[Calendar], seed: int, tell: Tell
) -> dict[OpeningKey, Pool | None]:
    """Return the pool of each opening, telling how far all of them are, those that were kept among them."""
    work = {
        key: work_of(one.parameters.opening.looked_after) if one.parameters.opening else 0
        for key, one in wanted.items()
    }
    found, done, in_all = {}, 0, sum(work.values())
    for key, opening in wanted.items():
        tell(Stage.OPENING, done, in_all)
        beyond = _beyond(done, in_all, tell)
        found[key] = opening_pool(opening.parameters, calendars[key[0]], seed, beyond, opening.first_day)
        done += work[key]
    tell(Stage.OPENING, in_all, in_all)
    return found


def _beyond(before: int, in_all: int, tell: Tell) -> TellSteps:
    """Return what tells the making of one pool as a part of the making of all, so much of which was done before."""
    return lambda done, _of_this_one: tell(Stage.OPENING, before + done, in_all)


def opening_pool(
    parameters: Parameters,
    calendar: Calendar,
    seed: int,
    tell: TellSteps = lambda _done, _in_all: None,
    first_day: FirstDay | None = None,
) -> Pool | None:
    """Return the opening pool for the inputs, made once and kept on disk by their digest; `None` to open with nobody.

    With a `first_day`, its samples have the very children of that, who are in nothing that is kept.

    What of the published first day cannot be made is told, once for each pool asked for; `tell` is told how far the
    making is. Raises BadInput where too little of it can.
    """
    if parameters.opening is None:
        return None
    inputs = (opening_inputs(parameters), opening_days(parameters, calendar), seed)
    entries = reference_entries(parameters)
    pool = kept("opening-pool", inputs, pool_file(), lambda: make_pool(parameters, calendar, seed, entries, hears=tell))
    if pool is not None and first_day is not None:
        with untold():
            return with_very_children(pool, first_day)
    for words in pool.told if pool is not None else ():
        LOGGER.warning(words)
    return pool


def opening_inputs(parameters: Parameters) -> object:
    """Return what decides the opening cohort: not how many enter care afterwards."""
    return parameters.opening and (in_balance(parameters, entries=1.0), parameters.opening)


def opening_days(parameters: Parameters, calendar: Calendar) -> object:
    """Return what of the calendar decides the opening cohort: the start and, as courts sit on them, working days.

    A calendar knows the bank holidays of its own years: where courts decide, a run of other years opens otherwise.
    """
    return calendar.start, sorted(calendar.bank_holidays) if parameters.legal_process else []


def _drawn_around(scenario: Scenario, found: Mapping[str, Quantity]) -> Scenario:
    """Return the scenario from which the rest is drawn, with these quantities in place of its own."""
    spared = scenario.ensemble and scenario.ensemble.sparing(frozenset(found))
    return replace(scenario, quantities={**scenario.quantities, **found}, ensemble=spared)


def _opens_alike(scenario: Scenario) -> tuple[str, float]:
    """Return what scenarios share that open with one cohort: their base, and how leaving follows the placement."""
    return scenario.base, scenario.parameters.leaving.by_kind.strength


def _of_opening(point: Point) -> tuple[Setting, ...]:
    """Return what a point sets of the opening."""
    return tuple(setting for setting in point.settings if setting.path.startswith(OPENING))
