"""The measures of reviews: held in time, thin, looked at in between, challenged; and children an officer."""

from __future__ import annotations

import numpy as np

from sim.measures.arrays import Flags, Integers, Numbers
from sim.measures.averages import median_in, percent_in
from sim.measures.columns import codes, days, flags, numbers
from sim.measures.counting import a_year_before, number_at, number_in, percent
from sim.measures.declaration import NATIONAL_INDICATORS, OWN, Better, count, rate, stock
from sim.measures.spending import Spending, years_in_force
from sim.measures.value import Parts, Share, Spans
from sim.measures.view import View

REGULATIONS = "Care Planning, Placement and Case Review (England) Regulations 2010, regulation 33"
OF_REVIEWS = "of reviews"

FOUR_WEEKS = 28.0


def _due(view: View) -> tuple[Numbers, Numbers, Integers]:
    """Return when reviews were due and held, and of which period of care, of children still in care on the due day."""
    reviews = view.register.reviews
    due, held, episode = numbers(reviews.due), days(reviews.held), codes(reviews.episode)
    asked = (np.minimum(view.periods.ended[episode], held) >= due) | np.isfinite(held)
    return due[asked], np.floor(held[asked]), episode[asked]


def _due_in_year(view: View, due: Numbers, moment: float) -> Flags:
    result: Flags = (due < moment) & (due >= a_year_before(view.calendar, moment)) & (due >= view.since)
    return result


def children_reviewed_in_time(view: View, at: Numbers) -> Share:
    """Return the children in care four weeks or more at each moment, and of them those without a late review."""
    due, held, episode = _due(view)
    periods = view.periods
    part, whole = np.zeros(len(at)), np.zeros(len(at))
    for index, moment in enumerate(at.tolist()):
        late = _due_in_year(view, due, moment) & ((held > due) | (held >= moment))
        here = (periods.began <= moment - FOUR_WEEKS) & (periods.ended >= moment) & (periods.began < moment)
        children = np.flatnonzero(here)
        part[index] = len(children) - np.sum(np.isin(children, np.unique(episode[late])))
        whole[index] = len(children)
    return Share(part, whole)


def reviews_in_time(view: View, at: Numbers) -> Share:
    """Return the reviews due in the year to each moment, and of them those held in time."""
    due, held, _ = _due(view)
    in_year = [_due_in_year(view, due, moment) for moment in at.tolist()]
    in_time = held <= due
    return Share(
        np.array([float(np.sum(in_time & these)) for these in in_year]),
        np.array([float(np.sum(these)) for these in in_year]),
    )


def reviews_in_timescale(view: View, at: Numbers) -> Parts:
    """Percentage of children in care four weeks or more at each moment with all reviews of the year in time."""
    yield "", children_reviewed_in_time(view, at).percent
    yield OF_REVIEWS, reviews_in_time(view, at).percent


REVIEWS_IN_TIMESCALE_PERCENT = stock(
    "reviews_in_timescale_percent",
    "Children whose reviews of the year were all in time",
    "percent",
    Better.HIGHER,
    "Of children looked after at the date for four weeks or more, those all of whose reviews due in the year to it "
    "were held by the day they were due: the first within 20 working days of coming into care, the second within three "
    "months of it, later ones within six months. It counts children, and is stricter than the share of reviews, which "
    "stands beside. A day after the start of the run is meant: earlier reviews are not known.",
    f"{NATIONAL_INDICATORS}, NI 66 (not verified); {REGULATIONS}.",
    "Children without a late review in the year over children; reviews in time over reviews due.",
    reviews_in_timescale,
    categories=f"'{OF_REVIEWS}'",
)


def _held(view: View) -> tuple[Numbers, Flags]:
    """Return the days of all reviews, and which have been held."""
    held = days(view.register.reviews.held)
    return held, np.isfinite(held)


def reviews_held(view: View, spans: Spans) -> Parts:
    """Reviews held in each span."""
    held, done = _held(view)
    yield "", number_in(held[done], spans)


REVIEWS_HELD = count(
    "reviews_held",
    "Reviews held",
    "reviews",
    Better.NEITHER,
    "Reviews of care plans of children looked after that were held in the year.",
    OWN,
    "Reviews held in the year.",
    reviews_held,
)


def _percent_of_held(view: View, spans: Spans, which: Flags, among: Flags | None = None) -> Numbers:
    held, done = _held(view)
    counted = done if among is None else done & among
    return percent_in(held[counted], which[counted], spans)


def reviews_thin(view: View, spans: Spans) -> Parts:
    """Percentage of reviews held in each span for which there was too little time."""
    yield "", _percent_of_held(view, spans, flags(view.register.reviews.thin))


REVIEWS_THIN_PERCENT = rate(
    "reviews_thin_percent",
    "Reviews held with too little time",
    "percent",
    Better.LOWER,
    "Of reviews held, those for which the officer had fewer hours than a review takes.",
    OWN,
    "Thin reviews over reviews held.",
    reviews_thin,
)


def looked_at_between(view: View, spans: Spans) -> Share:
    """Return the later reviews held in each span, and of them those before which an officer had looked at the case."""
    held, done = _held(view)
    later = done & (codes(view.register.reviews.number) > 1)
    looked = later & np.isfinite(days(view.register.reviews.midway))
    return Share(number_in(held[looked], spans), number_in(held[later], spans))


def midway_checks(view: View, spans: Spans) -> Parts:
    """Percentage of later reviews held in each span before which an officer had looked at the case."""
    yield "", looked_at_between(view, spans).percent


MIDWAY_CHECKS_PERCENT = rate(
    "midway_checks_percent",
    "Cases that an officer looked at between two reviews",
    "percent",
    Better.HIGHER,
    "Of reviews held, the first of a period of care left out, those before which the officer looked at the case about "
    "half way since the last one. One that was brought forward because of a move, and held before half way, counts as "
    "not looked at: so it stays below 100 however many officers there are.",
    f"{OWN}; National Children's Bureau, The role of independent reviewing officers in England (2014): 49% of officers "
    "were always or often able to.",
    "Reviews after such a look over reviews.",
    midway_checks,
)


def decisions_outstanding(view: View, spans: Spans) -> Parts:
    """Percentage of later reviews held in each span at which what the last one decided had not been done."""
    reviews = view.register.reviews
    yield "", _percent_of_held(view, spans, flags(reviews.outstanding), codes(reviews.number) > 1)


DECISIONS_OUTSTANDING_PERCENT = rate(
    "decisions_outstanding_percent",
    "Reviews that found decisions not carried out",
    "percent",
    Better.LOWER,
    "Of reviews held, the first of a period of care left out, those at which what the last one decided was not done.",
    OWN,
    "Such reviews over reviews.",
    decisions_outstanding,
)


def challenges(view: View, spans: Spans) -> Parts:
    """Challenges by officers in each span."""
    held, done = _held(view)
    made = done & flags(view.register.reviews.challenged)
    yield "", number_in(held[made], spans)


REVIEWING_CHALLENGES = count(
    "reviewing_challenges",
    "Challenges by independent reviewing officers",
    "challenges",
    Better.NEITHER,
    "Reviews at which the officer challenged that decisions of the last one had not been carried out.",
    OWN,
    "Reviews with a challenge in the year.",
    challenges,
)


def moves_reviewed_before(view: View, spans: Spans) -> Parts:
    """Percentage of planned moves of which notice was given in each span that were reviewed before."""
    moves = view.register.move_reviews
    yield "", percent_in(numbers(moves.noticed), flags(moves.before), spans)


MOVES_REVIEWED_BEFORE_PERCENT = rate(
    "moves_reviewed_before_percent",
    "Planned moves reviewed before they happened",
    "percent",
    Better.HIGHER,
    "Of planned moves of which notice was given, those whose review was held by the day of the move.",
    f"{OWN}; the same regulations, regulation 14.",
    "Moves reviewed before over planned moves.",
    moves_reviewed_before,
)


def children_per_officer(view: View, at: Numbers) -> Parts:
    """Children looked after for each officer at each moment."""
    periods, reviews, more = view.periods, view.parameters.reviews, view.parameters.more_reviewing
    officers = np.full(len(at), reviews.officers if reviews is not None else np.nan)
    if more is not None:
        share = (at - more.starts) / more.ramp if more.ramp > 0 else (at >= more.starts).astype(np.float64)
        officers = officers + more.officers * np.clip(share, 0.0, 1.0)
    yield "", percent(number_at(periods.began, periods.ended, at), officers) / 100.0


CHILDREN_PER_REVIEWING_OFFICER = stock(
    "children_per_reviewing_officer",
    "Children for each independent reviewing officer",
    "children",
    Better.NEITHER,
    "Children looked after at the date over whole-time officers in post.",
    f"{OWN}; Department for Children, Schools and Families, IRO Handbook (2010): 50 to 70.",
    "Children looked after over officers.",
    children_per_officer,
)


def second_review(view: View, spans: Spans) -> Parts:
    """Median days from coming into care to the second review, of those held in each span."""
    reviews = view.register.reviews
    held, done = _held(view)
    which = done & (codes(reviews.number) == 2)
    began = view.periods.began[codes(reviews.episode)[which]]
    yield "", median_in(held[which], held[which] - began, spans)


SECOND_REVIEW_DAYS_MEDIAN = rate(
    "second_review_days_median",
    "From coming into care to the second review",
    "days",
    Better.LOWER,
    "Half of second reviews held in the year came so many days after the child came into care, or sooner. It is the "
    "review at which a plan for permanence is to be made.",
    f"{OWN}; the same regulations.",
    "Day of the second review less day of coming into care; median.",
    second_review,
)


def more_reviewing_cost(view: View, spans: Spans) -> Numbers | None:
    """Return what more officers cost in each span."""
    more, reviews = view.parameters.more_reviewing, view.parameters.reviews
    if more is None or reviews is None:
        return None
    return more.officers * reviews.cost_per_officer * years_in_force(view, more.starts, more.ramp, spans)


SPENDING = Spending("more independent reviewing officers", more_reviewing_cost)


def base_cost(view: View, spans: Spans) -> Numbers:
    """Return what the officers cost in each span."""
    reviews = view.parameters.reviews
    if reviews is None:
        return np.zeros(len(spans.since))
    return reviews.officers * reviews.cost_per_officer * years_in_force(view, 0.0, 0.0, spans)
