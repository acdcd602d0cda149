"""The measures of social work: cases, hours, visits, changes of social worker, posts and agency workers."""

from __future__ import annotations

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import WorkerChange, WorkTask
from sim.measures.arrays import Integers, Numbers
from sim.measures.columns import codes, numbers
from sim.measures.counting import a_year_before, number_in, percent, ratio
from sim.measures.declaration import OWN, Better, count, rate, stock
from sim.measures.shared_time import shared_time
from sim.measures.spending import Spending, paid_days, paid_events, years_in_force
from sim.measures.value import Parts, Share, Spans
from sim.measures.view import View

WORKFORCE = "Department for Education, Children's social work workforce"
STABILITY_INDEX = "Children's Commissioner for England, Stability Index"

WEEK = 7.0
MONTHS = 12.0


def _weeks(view: View, spans: Spans, values: Numbers) -> Numbers:
    """Return the sum of what weeks have, of those that begin in each span."""
    return number_in(numbers(view.register.work.day), spans, values)


def hours_by_task(column: list[float]) -> Numbers:
    """Return the hours of each week (row) by task, and of children in need (columns)."""
    return numbers(column).reshape(-1, len(WorkTask) + 1)


def _at(view: View, at: Numbers, values: Numbers) -> Numbers:
    """Return what the last week that began before each moment has; not a number before the first."""
    last = np.searchsorted(numbers(view.register.work.day), at, "left") - 1
    return np.where(last >= 0, values[np.maximum(last, 0)] if len(values) else np.nan, np.nan)


def _on_average(view: View, spans: Spans, part: Numbers, whole: Numbers) -> Numbers:
    return ratio(_weeks(view, spans, part), _weeks(view, spans, whole))


def _posts(view: View) -> tuple[Numbers, Numbers, Numbers]:
    """Return the whole-time workers in post, agency workers, and posts without an employee, of each week."""
    work = view.register.work
    return numbers(work.workers), numbers(work.agency), numbers(work.vacant)


def _cases(view: View) -> Numbers:
    work = view.register.work
    return numbers(work.children) + numbers(work.cases_in_need)


def cases_to_workers(view: View, at: Numbers) -> Share:
    """Return the cases, and the workers in post, at each moment."""
    return Share(_at(view, at, _cases(view)), _at(view, at, _posts(view)[0]))


def caseload(view: View, at: Numbers) -> Parts:
    """Cases for each worker in post, at each moment."""
    yield "", ratio(*cases_to_workers(view, at))


def caseload_on_average(view: View, spans: Spans) -> Parts:
    """Cases for each worker in post, over each span."""
    yield "", _on_average(view, spans, _cases(view), _posts(view)[0])


CASELOAD_MEAN = stock(
    "caseload_mean",
    "Cases for each social worker of children in care",
    "cases",
    Better.LOWER,
    "Children looked after and children in need whose cases the same teams hold, for each whole-time social worker in "
    "post, agency workers among them.",
    f"{WORKFORCE}: average caseload, there of all teams of a council.",
    "Children looked after and in need over whole-time workers in post, in the week of the date.",
    caseload,
    caseload_on_average,
)


def cases_in_need(view: View, at: Numbers) -> Parts:
    """Children in need whose cases the teams of children in care hold, at each moment."""
    yield "", _at(view, at, numbers(view.register.work.cases_in_need))


CHILDREN_IN_NEED_HELD = stock(
    "children_in_need_held",
    "Children in need with the teams of children in care",
    "cases",
    Better.LOWER,
    "Cases of children in need and of unborn babies that the teams of children in care hold: given by the scenario, "
    "less those that a strategy passes on.",
    f"{OWN}; Ofsted, monitoring visit to Tower Hamlets, August 2018, counts them.",
    "Cases in the week of the date.",
    cases_in_need,
)


def hours_used(view: View, spans: Spans) -> Parts:
    """Percentage of social workers' hours that what is asked for took in each span."""
    work = view.register.work
    paid = hours_by_task(view.register.work_hours.paid).sum(axis=1)
    yield "", percent(_weeks(view, spans, paid), _weeks(view, spans, numbers(work.hours) + numbers(work.recovery)))


SOCIAL_WORK_HOURS_USED_PERCENT = rate(
    "social_work_hours_used_percent",
    "Social workers' hours that are spoken for",
    "percent",
    Better.NEITHER,
    "Of the hours of social workers in post, those that visits, moves, reviews, papers, children in need and updated "
    "assessments took. What is left is for direct work with children. Reviews, health and school are counted where the "
    "scenario has them.",
    OWN,
    "Hours spent on what was asked over hours there were.",
    hours_used,
)


def direct_work(view: View, spans: Spans) -> Parts:
    """Hours a month left for direct work with each child, in each span."""
    work = view.register.work
    left = numbers(work.hours) + numbers(work.recovery) - hours_by_task(view.register.work_hours.paid).sum(axis=1)
    child_years = numbers(work.children) * WEEK / DAYS_PER_YEAR
    yield "", _on_average(view, spans, left, child_years) / MONTHS


DIRECT_WORK_HOURS = rate(
    "direct_work_hours",
    "Hours a month left for direct work with each child",
    "hours a month each",
    Better.HIGHER,
    "What is left of social workers' hours when all that was asked for is done, for each child looked after.",
    OWN,
    "Hours not spent on what was asked, over children looked after and months.",
    direct_work,
)


def hours_of_visits_in_time(view: View, spans: Spans) -> Share:
    """Return the hours of visits due in each span, and of them those that were made in time."""
    work, parameters = view.register.work, view.parameters.social_work
    asked = hours_by_task(view.register.work_hours.asked)[:, [WorkTask.VISIT, WorkTask.VISIT_FAR]].sum(axis=1)
    kept = 1.0 if parameters is None else parameters.visit_kept
    return Share(kept * _weeks(view, spans, numbers(work.prompt_visits)), _weeks(view, spans, asked))


def visits_in_time(view: View, spans: Spans) -> Parts:
    """Percentage of visits due in each span that were made in time."""
    yield "", hours_of_visits_in_time(view, spans).percent


VISITS_IN_TIME_PERCENT = rate(
    "visits_in_time_percent",
    "Visits of the social worker in time",
    "percent",
    Better.HIGHER,
    "Of visits that were due, by how long the child has been in the placement, those for which there were hours in the "
    "week and that were not put off otherwise.",
    "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 28.",
    "Hours of visits due in the week that were there in it over hours of visits due, times the share of such visits "
    "that are kept.",
    visits_in_time,
)


def worker_changes(view: View, spans: Spans) -> Parts:
    """Changes of social worker in each span, in all and by why."""
    changes = view.register.worker_changes
    day, why = numbers(changes.day), codes(changes.why)
    yield "", number_in(day, spans)
    for category, reason in (("passed to another team", WorkerChange.TEAM), ("the worker left", WorkerChange.LEFT)):
        yield category, number_in(day[why == reason], spans)


SOCIAL_WORKER_CHANGES = count(
    "social_worker_changes",
    "Changes of social worker",
    "changes",
    Better.LOWER,
    "Times that a child looked after had another social worker.",
    OWN,
    "Changes in the year.",
    worker_changes,
    categories="'passed to another team', 'the worker left'",
)


def _changed(view: View, at: Numbers, least: int) -> Parts:
    """Percentage of children in care at each moment with so many changes of social worker in the year to it."""
    changes, periods = view.register.worker_changes, view.periods
    child: Integers = codes(changes.child)
    day = numbers(changes.day)
    values = np.full(len(at), np.nan)
    for index, moment in enumerate(at.tolist()):
        here = periods.child[(periods.began < moment) & (periods.ended >= moment)]
        in_year = (day < moment) & (day >= a_year_before(view.calendar, moment))
        number = np.bincount(child[in_year], minlength=len(view.born))
        if len(here):
            values[index] = 100.0 * np.mean(number[here] >= least)
    yield "", values


def changed_worker(view: View, at: Numbers) -> Parts:
    """Percentage of children in care at each moment who had another social worker in the year to it."""
    yield from _changed(view, at, 1)


def changed_worker_twice(view: View, at: Numbers) -> Parts:
    """Percentage of children in care at each moment who had another social worker twice or more in the year to it."""
    yield from _changed(view, at, 2)


CHANGED_SOCIAL_WORKER_PERCENT = stock(
    "changed_social_worker_percent",
    "Children with another social worker in the year",
    "percent",
    Better.LOWER,
    "Of children looked after at the date, those whose social worker changed in the year to it. A run knows of no "
    "change before its first day.",
    f"{STABILITY_INDEX} 2019: 60% in 140 authorities, 2017-18.",
    "Children with a change in the year over children looked after.",
    changed_worker,
)

TWO_OR_MORE_SOCIAL_WORKER_CHANGES_PERCENT = stock(
    "two_or_more_social_worker_changes_percent",
    "Children with two or more changes of social worker in the year",
    "percent",
    Better.LOWER,
    "Of children looked after at the date, those whose social worker changed twice or more in the year to it. A run "
    "knows of no change before its first day.",
    f"{STABILITY_INDEX} 2019: just over a quarter in 140 authorities, 2017-18.",
    "Children with two or more changes in the year over children looked after.",
    changed_worker_twice,
)


def vacancy(view: View, at: Numbers) -> Parts:
    """Percentage of posts without an employee at each moment."""
    workers, agency, vacant = _posts(view)
    yield "", percent(_at(view, at, vacant), _at(view, at, vacant + workers - agency))


VACANCY_PERCENT = stock(
    "social_worker_vacancy_percent",
    "Social workers' posts without an employee",
    "percent",
    Better.LOWER,
    "Of posts of social workers of children in care, those without an employee, whether or not an agency worker is in "
    "them.",
    f"{WORKFORCE}: vacancy rate, there of all teams of a council.",
    "Vacant posts over vacant posts and employees, whole-time.",
    vacancy,
)


def agency_of_workers(view: View, at: Numbers) -> Share:
    """Return the agency workers, of all workers in post, at each moment."""
    workers, agency, _ = _posts(view)
    return Share(_at(view, at, agency), _at(view, at, workers))


def agency_workers(view: View, at: Numbers) -> Parts:
    """Percentage of workers in post at each moment who are agency workers."""
    yield "", agency_of_workers(view, at).percent


AGENCY_PERCENT = stock(
    "agency_social_workers_percent",
    "Social workers from agencies",
    "percent",
    Better.LOWER,
    "Of social workers of children in care in post, those from agencies.",
    f"{WORKFORCE}: agency worker rate, there of all teams of a council.",
    "Agency workers over agency workers and employees, whole-time.",
    agency_workers,
)


# --- money


def base_cost(view: View, spans: Spans) -> Numbers:
    """Return what social workers in post cost in each span, agency workers the dearer."""
    parameters = view.parameters.social_work
    if parameters is None:
        return np.zeros(len(spans.since))
    covered = parameters.workers * (1.0 - max(0.0, parameters.vacancy - parameters.agency))
    agency = min(parameters.workers * parameters.agency, covered)
    paid = covered + agency * (parameters.agency_premium - 1.0)
    return paid * parameters.cost_per_worker * years_in_force(view, 0.0, 0.0, spans)


def recovery_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what the workers cost who bring assessments up to date, until they leave."""
    recovery = view.parameters.assessment_recovery
    if recovery is None or view.parameters.social_work is None:
        return None
    years = years_in_force(view, recovery.starts, recovery.ramp, spans)
    gone = recovery.starts + recovery.until_days
    left = years_in_force(view, gone, 0.0, spans)
    if recovery.until_days < recovery.ramp:  # they leave before all of them have come
        full = recovery.starts + recovery.ramp
        grown = years_in_force(view, gone, full - gone, spans)
        reached = recovery.until_days / recovery.ramp
        left = reached * left + (1.0 - reached) * grown
    return recovery.workers * recovery.cost_per_worker * (years - left)


def transfer_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what cases cost in the teams to which they go, as far as their hours have not come with them."""
    transfer, work = view.parameters.caseload_transfer, view.parameters.social_work
    if transfer is None or work is None:
        return None
    cases = work.cin_cases * transfer.share * (1.0 - transfer.workers_follow)
    return cases * transfer.cost_per_case * years_in_force(view, transfer.starts, transfer.ramp, spans)


def permanent_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what hires cost, less what employees cost less than the agency workers whose posts they fill."""
    work = view.parameters.social_work
    if view.parameters.permanent_staff is None or work is None:
        return None
    hires = view.register.hires
    day, size = numbers(hires.day), numbers(hires.size)
    hiring = view.parameters.permanent_staff.cost_per_hire * paid_events(view, day, spans, size)
    shared = shared_time(day, np.full(len(day), np.inf), spans)
    saved = shared.in_each(paid_days(view, shared) * size[shared.spell]) / DAYS_PER_YEAR
    return hiring - saved * work.cost_per_worker * (work.agency_premium - 1.0)


SPENDING = (
    Spending("recovery of assessments", recovery_cost),
    Spending("children in need to other teams", transfer_cost),
    Spending("permanent social workers", permanent_cost),
)
