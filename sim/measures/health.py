"""The measures of health: initial assessments in time, review assessments, questionnaires, needs, costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import numpy as np

from sim.foundations.codes import Route
from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.averages import median_in, percent_in
from sim.measures.columns import codes, days, flags, numbers
from sim.measures.counting import a_year_before, number_at, number_in, percent
from sim.measures.declaration import OWN, Better, count, rate, stock
from sim.measures.spending import Spending, paid_events, years_in_force
from sim.measures.value import Parts, Share, Spans
from sim.measures.view import View

REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 7 with regulation 33"
OC2 = "Department for Education, Outcomes for children looked after (OC2 return)"

OF_THOSE_DONE, HOME_CLINIC, HOST_AREA = "of those done", "own clinic", "host area"
ROUTES: Final = tuple(route.name.lower().replace("_", " ") for route in Route)

TOLD_WITHIN: Final = 5
"""Working days."""


@dataclass(frozen=True, slots=True)
class InitialRows:
    """Initial assessments of children still looked after on the day they fell due, with what became of them."""

    began: Numbers
    """The period of care."""
    due: Numbers
    asked: Numbers
    done: Numbers
    host: Flags
    never: Flags
    """Refused, or not brought to every appointment that is booked."""
    first_missed: Numbers
    """The day of the first appointment to which the child was not brought."""
    route: Integers

    @property
    def in_time(self) -> Flags:
        """Whether each was made by its due day."""
        result: Flags = self.done <= self.due
        return result


def initial_rows(view: View, still_looked_after: bool = True) -> InitialRows:
    """Return the initial assessments, by default of children still looked after on the due day."""
    rows = view.register.health
    which = flags(rows.initial)
    episode, due = codes(rows.episode), numbers(rows.due)
    if still_looked_after:
        which &= view.periods.ended[episode] >= due
    done = days(rows.done)
    routes = codes(view.register.episodes.route)
    never = flags(rows.refused) | ((codes(rows.missed) >= 4) & np.isinf(done))
    return InitialRows(
        began=view.periods.began[episode][which],
        due=due[which],
        asked=days(rows.asked)[which],
        done=done[which],
        host=flags(rows.host)[which],
        never=never[which],
        first_missed=days(rows.first_missed)[which],
        route=routes[episode][which],
    )


def initial_in_time(view: View, spans: Spans) -> Share:
    """Return the initial assessments made in time, of those due in each span."""
    rows = initial_rows(view)
    return Share(number_in(rows.due[rows.in_time], spans), number_in(rows.due, spans))


def in_timescale(view: View, spans: Spans) -> Parts:
    """Percentage of initial assessments made in time, of those due in each span, and of those done in it."""
    rows = initial_rows(view)
    yield "", initial_in_time(view, spans).percent
    made = initial_rows(view, still_looked_after=False)
    known = np.isfinite(made.done)
    yield OF_THOSE_DONE, percent_in(made.done[known], made.in_time[known], spans)
    for category, here in ((HOME_CLINIC, ~rows.host), (HOST_AREA, rows.host)):
        yield category, percent_in(rows.due[here], rows.in_time[here], spans)
    for route, category in zip(Route, ROUTES, strict=True):
        here = rows.route == route
        yield category, percent_in(rows.due[here], rows.in_time[here], spans)


IHA_IN_TIMESCALE_PERCENT = rate(
    "iha_in_timescale_percent",
    "Initial health assessments within 20 working days",
    "percent",
    Better.HIGHER,
    "Of children still looked after on the 20th working day after coming into care, that day in the year, those whose "
    "initial health assessment was made by the close of it. Authorities count differently: 'of those done' is of "
    "assessments made in the year, which leaves out children who are still waiting, or never seen. Children assessed "
    "less than three months before have none, nor have children remanded to detention, whose health its staff arrange "
    "for (regulation 47C and schedule 2A; that no assessment is due besides is not verified).",
    f"{REGULATIONS}; {OWN}: no national figure.",
    "Made by the due day, over due; 'of those done', over made in the year.",
    in_timescale,
    categories=f"'{OF_THOSE_DONE}', '{HOME_CLINIC}', '{HOST_AREA}', by route into care",
)


def working_days(view: View, since: Numbers, until: Numbers) -> Numbers:
    """Return the working days from the day after each of `since` to that of `until`; infinite where it has not come."""
    known = np.isfinite(since) & np.isfinite(until)
    first, last = (
        np.array([view.calendar.date_of(day) + timedelta(days=1) for day in some[known].tolist()], "datetime64[D]")
        for some in (since, until)
    )
    taken = np.full(len(since), np.inf)
    taken[known] = np.busday_count(first, last, holidays=sorted(view.calendar.bank_holidays))
    return taken


def wait_days(view: View, spans: Spans) -> Parts:
    """Median days from coming into care to an initial assessment made in each span."""
    rows = initial_rows(view, still_looked_after=False)
    known = np.isfinite(rows.done)
    yield "", median_in(rows.done[known], (rows.done - rows.began)[known], spans)


IHA_WAIT_DAYS_MEDIAN = rate(
    "iha_wait_days_median",
    "Days to the initial health assessment, median",
    "days",
    Better.LOWER,
    "From coming into care to the initial health assessment, of those made in the year.",
    OWN,
    "Median of days from the start of the period of care to the assessment.",
    wait_days,
)


def not_done(view: View, at: Numbers) -> Parts:
    """Children looked after at each moment whose initial assessment is overdue."""
    rows = view.register.health
    which = flags(rows.initial) & ~flags(rows.refused)
    until = np.minimum(days(rows.done), view.periods.ended[codes(rows.episode)])
    overdue = numbers(rows.due) + 1.0  # in time until the close of the due day
    which &= until > overdue
    yield "", number_at(overdue[which], until[which], at)


IHA_NOT_DONE = stock(
    "iha_not_done",
    "Children whose initial health assessment is overdue",
    "children",
    Better.LOWER,
    "Children looked after whose initial health assessment was due before the date and has not been made; those who "
    "refuse it are left out.",
    OWN,
    "Due, not made, child looked after.",
    not_done,
)


def told_in_5_days(view: View, spans: Spans) -> Parts:
    """Percentage of children who came into care in each span of whom health was told within five working days."""
    rows = initial_rows(view, still_looked_after=False)
    took = working_days(view, rows.began, rows.asked)
    yield "", percent_in(rows.began, took <= TOLD_WITHIN, spans)


HEALTH_TOLD_IN_5_DAYS_PERCENT = rate(
    "health_told_in_5_days_percent",
    "Children of whom health was told within 5 working days",
    "percent",
    Better.HIGHER,
    "Of children who came into care in the year and are to have an initial health assessment, those whose request, "
    "with consent, health had within five working days.",
    f"{OWN}; Thurrock reports it (82% in 2021).",
    "Asked by the fifth working day after coming into care, over children who came into care.",
    told_in_5_days,
)


ONE_FOR_ALL, TWO_UNDER_FIVE = "", "two under five"


def assessed_in_year(view: View, at: Numbers, under_five: int = 1) -> Share:
    """Return the children with a health assessment in the year to each moment, of those looked after for all of it.

    Of children under five so many are asked for.
    """
    rows, periods = view.register.health, view.periods
    done, episode = days(rows.done), codes(rows.episode)
    part, whole = np.zeros(len(at)), np.zeros(len(at))
    for index, moment in enumerate(at.tolist()):
        since = a_year_before(view.calendar, moment)
        here = (periods.began < since) & (periods.ended >= moment)
        made = np.bincount(episode[(done >= since) & (done < moment)], minlength=len(periods.began))[here]
        asked = np.where(_age(view, periods.born[here], moment) < 5, under_five, 1)
        part[index], whole[index] = np.sum(made >= asked), np.sum(here)
    return Share(part, whole)


def in_year(view: View, at: Numbers) -> Parts:
    """Percentage of children looked after for a year at each moment who had a health assessment in it."""
    yield ONE_FOR_ALL, assessed_in_year(view, at).percent
    yield TWO_UNDER_FIVE, assessed_in_year(view, at, under_five=2).percent


HEALTH_ASSESSMENT_IN_YEAR_PERCENT = stock(
    "health_assessment_in_year_percent",
    "Children with a health assessment in the year",
    "percent",
    Better.HIGHER,
    "Of children looked after at the date for a year or more without a break, those with a health assessment in the "
    "year to it, initial or review. Whether the return asks for two of children under five is not verified: 'two "
    "under five' counts so.",
    OC2,
    "With an assessment in the year, over looked after for the year.",
    in_year,
    categories=f"'{TWO_UNDER_FIVE}'",
)


def with_questionnaire(view: View, at: Numbers) -> Share:
    """Return the children of 5 to 16 looked after for a year at each moment, and of them those with a questionnaire."""
    rows, periods = view.register.questionnaires, view.periods
    done, child = days(rows.done), codes(rows.child)
    part, whole = np.zeros(len(at)), np.zeros(len(at))
    for index, moment in enumerate(at.tolist()):
        since = a_year_before(view.calendar, moment)
        age = _age(view, periods.born, moment)
        here = (periods.began < since) & (periods.ended >= moment) & (age >= 5) & (age < 17)
        part[index] = np.sum(np.isin(periods.child[here], child[(done >= since) & (done < moment)]))
        whole[index] = np.sum(here)
    return Share(part, whole)


def questionnaires(view: View, at: Numbers) -> Parts:
    """Percentage of children of 5 to 16 looked after for a year at each moment with a questionnaire in it."""
    yield "", with_questionnaire(view, at).percent


SDQ_COMPLETED_PERCENT = stock(
    "sdq_completed_percent",
    "Children with a strengths and difficulties questionnaire in the year",
    "percent",
    Better.HIGHER,
    "Of children aged 5 to 16 looked after at the date for a year or more without a break, those of whom a strengths "
    "and difficulties questionnaire was completed in the year to it.",
    OC2,
    "With a questionnaire in the year, over looked after for the year.",
    questionnaires,
)


def _age(view: View, born: Numbers, moment: float) -> Integers:
    """Return ages in whole years at a moment."""
    when = view.calendar.date_of(moment - 1)
    ages = []
    for day in born.tolist():
        birth = view.calendar.date_of(day)
        ages.append(when.year - birth.year - ((when.month, when.day) < (birth.month, birth.day)))
    return np.array(ages, dtype=np.int64)


def unrecognised(view: View, at: Numbers) -> Parts:
    """Children looked after at each moment with a behaviour or mental-health need that is not known."""
    rows, periods = view.register.unknown_needs, view.periods
    episode = codes(rows.episode)
    need = days(view.register.children.behaviour_since)[periods.child[episode]]
    began = np.maximum(periods.began[episode], need)
    until = np.minimum(days(rows.recognised), periods.ended[episode])
    which = until > began
    yield "", number_at(began[which], until[which], at)


NEEDS_UNRECOGNISED = stock(
    "needs_unrecognised",
    "Children with a need that is not known",
    "children",
    Better.LOWER,
    "Children looked after with a behaviour or mental-health need that those who look for placements do not know of: "
    "no health assessment, questionnaire or updated assessment has recognised it. A place is then sought as if they "
    "had none, at the price of such a place: where needs are not known placements cost less, which is no saving.",
    f"{OWN}; the model's own: nobody could count them.",
    "In care, need there, not recognised.",
    unrecognised,
)


def clinic_used(view: View, spans: Spans) -> Parts:
    """Percentage of places in the council's own clinics in each span to which a child was booked."""
    rows = view.register.clinics
    day = numbers(rows.day)
    yield "", percent(number_in(day, spans, numbers(rows.used)), number_in(day, spans, numbers(rows.slots)))


IHA_CLINIC_USED_PERCENT = rate(
    "iha_clinic_used_percent",
    "Places in the health clinic that were used",
    "percent",
    Better.NEITHER,
    "Of places in the council's own clinics that were held, those to which a child was booked, brought or not. A "
    "place given back less than two working days before is not used.",
    OWN,
    "Places booked over places of clinics held.",
    clinic_used,
)


def cost_health(view: View, spans: Spans) -> Parts:
    """Pounds that the NHS pays in each span for initial assessments, in all and by where."""
    parameters, more, rows = view.parameters.health_assessments, view.parameters.health_clinic, view.register
    if parameters is None:
        return
    held = numbers(rows.clinics.slots) > 0
    day, extra = numbers(rows.clinics.day), numbers(rows.clinics.extra)
    clinics = paid_events(view, day[held], spans) * parameters.cost_per_clinic
    if more is not None:
        clinics = clinics + paid_events(view, day, spans, extra) * more.cost_per_slot
    made = flags(rows.health.initial) & flags(rows.health.host)
    hosts = paid_events(view, days(rows.health.done)[made], spans) * parameters.cost_per_host_assessment
    yield "", clinics + hosts
    yield HOME_CLINIC, clinics
    yield HOST_AREA, hosts


def assessments_cost(view: View, spans: Spans) -> Numbers:
    """Return the pounds that the NHS pays in each span for initial assessments."""
    return next((numbers for _, numbers in cost_health(view, spans)), np.zeros(len(spans.since)))


COST_HEALTH = count(
    "cost_health",
    "Cost of initial health assessments to the NHS",
    "GBP",
    Better.LOWER,
    "What the NHS pays for clinics, places added to them, and assessments in other areas. It is no part of the "
    "council's total cost.",
    f"{OWN}; prices and their sources are in the scenario.",
    "Clinics held, places that a strategy adds, and assessments made in host areas, each times its cost.",
    cost_health,
    categories=f"'{HOME_CLINIC}', '{HOST_AREA}'",
)


def pathway_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what the coordinators of the health assessment pathway cost the council in each span."""
    pathway = view.parameters.health_pathway
    if pathway is None:
        return None
    years = years_in_force(view, pathway.starts, pathway.ramp, spans)
    return pathway.coordinators * pathway.cost_per_coordinator * years


SPENDING = Spending("health assessment pathway", pathway_cost)
