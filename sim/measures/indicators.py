"""The measures of children and their placements: functions from the view to values.

A function that takes `at` counts at those moments; one that takes `spans` counts what happened in them.
What each means, and whose definition it is, stands in `catalogue.py`.
"""

from __future__ import annotations

from math import inf

import numpy as np

from sim.foundations.calendar import AGE_BAND_STARTS, DAYS_PER_YEAR
from sim.foundations.codes import Kind, LeavingCause, Location, PlacementEnd, Sex, readable
from sim.measures.counting import (
    a_year_before,
    average_number,
    number_at,
    number_at_by,
    number_in,
    number_in_by,
    overlap,
    percent,
    present,
    ratio,
    total,
    total_by,
)
from sim.measures.value import Flags, Floats, Integers, Parts, Spans
from sim.measures.view import Stays, View
from sim.model.core.people import UNREGISTERED
from sim.model.register.columns import NOBODY
from sim.parameters.tables import DURATION_BAND_STARTS

AGES = ("age: under 1", "age: 1 to 4", "age: 5 to 9", "age: 10 to 15", "age: 16 and over")
KINDS = tuple(readable(kind) for kind in Kind)
EMERGENCY_PLACES = "emergency places"
WHERE_PLACED = (*KINDS, EMERGENCY_PLACES)
"""Kinds of placement, with emergency places as a kind of their own."""
UNREGISTERED_PLACES = "unregistered"
UNMET = ("without the skills needed", "another kind than sought", "apart from a sibling in care")
CAUSES = tuple(readable(cause) for cause in LeavingCause)
REASONS = tuple(readable(why) for why in PlacementEnd)
TIMES_IN_PLACEMENT = (
    "time in placement: under 2 weeks",
    "time in placement: 2 to 8 weeks",
    "time in placement: 8 to 26 weeks",
    "time in placement: 26 to 52 weeks",
    "time in placement: 2nd year",
    "time in placement: 3rd year",
    "time in placement: 3 to 5 years",
    "time in placement: over 5 years",
)
RESIDENTIAL = tuple(kind.residential for kind in Kind)
SEARCHED = tuple(kind not in (Kind.WITH_PARENTS, Kind.ADOPTION) for kind in Kind)
"""Kinds that are found by a search; the others follow from a decision about the child."""
PROVIDED = tuple(kind not in (Kind.CONNECTED, Kind.WITH_PARENTS, Kind.ADOPTION) for kind in Kind)
"""Kinds of which the council provides or buys places: not with the child's own people, nor with adopters."""

AGE_STARTS = (-inf, *(years * DAYS_PER_YEAR for years in AGE_BAND_STARTS[1:]))
"""Days of age at which each band of `AGES` starts."""
SIXTEEN = 16 * DAYS_PER_YEAR
TWO_YEARS = 2 * DAYS_PER_YEAR
TWO_AND_A_HALF_YEARS = 2.5 * DAYS_PER_YEAR


def ages(age: Floats) -> Integers:
    """Return the index in `AGES` of each age in days."""
    return np.searchsorted(np.array(AGE_STARTS), age, "right") - 1


# Who is looked after, and where


def looked_after(view: View, at: Floats) -> Parts:
    """Children looked after at each moment, in all and by age."""
    periods = view.periods
    yield "", number_at(periods.began, periods.ended, at)
    here = present(periods.began, periods.ended, at)
    age = at[:, None] - periods.born
    older = [total(here & (age >= start)) for start in AGE_STARTS]
    for band, number, next_number in zip(AGES, older, [*older[1:], np.zeros(len(at))], strict=True):
        yield band, number - next_number


def looked_after_on_average(view: View, spans: Spans) -> Parts:
    """Children looked after on any day of each span, in all and by age."""
    periods = view.periods
    yield "", average_number(periods.began, periods.ended, spans)
    for band, start, end in zip(AGES, AGE_STARTS, (*AGE_STARTS[1:], inf), strict=True):
        began = np.maximum(periods.began, periods.born + start)
        ended = np.minimum(periods.ended, periods.born + end)
        yield band, average_number(began, ended, spans)


def by_sex(view: View, at: Floats) -> Parts:
    """Children looked after at each moment, by sex."""
    for sex in Sex:
        these = view.periods.sex == sex
        yield readable(sex), number_at(view.periods.began[these], view.periods.ended[these], at)


def by_sex_on_average(view: View, spans: Spans) -> Parts:
    """Children looked after on any day of each span, by sex."""
    for sex in Sex:
        these = view.periods.sex == sex
        yield readable(sex), average_number(view.periods.began[these], view.periods.ended[these], spans)


def where_placed(spells: Stays) -> Integers:
    """Return the index in `WHERE_PLACED` of each."""
    return np.where(spells.emergency, len(KINDS), spells.kind)


def in_placement(view: View, at: Floats) -> Parts:
    """Children in placement at each moment, in all and by kind, emergency places one of them."""
    spells = view.spells
    by_kind = number_at_by(where_placed(spells), len(WHERE_PLACED), spells.began, spells.ended, at)
    yield "", by_kind.sum(axis=0)
    yield from zip(WHERE_PLACED, by_kind, strict=True)


def in_placement_on_average(view: View, spans: Spans) -> Parts:
    """Children in placement on any day of each span, in all and by kind, emergency places one of them."""
    child_days = overlap(view.spells.began, view.spells.ended, spans)
    yield "", total(child_days) / spans.days
    by_kind = total_by(where_placed(view.spells), len(WHERE_PLACED), child_days)
    yield from zip(WHERE_PLACED, by_kind / spans.days, strict=True)


def in_placement_recorded(view: View, at: Floats) -> Parts:
    """Children in placement at each moment, in all and by the kind that the return records."""
    by_kind = number_at_by(view.stays.kind, len(KINDS), view.stays.began, view.stays.ended, at)
    yield "", by_kind.sum(axis=0)
    yield from zip(KINDS, by_kind, strict=True)


def in_placement_recorded_on_average(view: View, spans: Spans) -> Parts:
    """Children in placement on any day of each span, in all and by the kind that the return records."""
    child_days = overlap(view.stays.began, view.stays.ended, spans)
    yield "", total(child_days) / spans.days
    yield from zip(KINDS, total_by(view.stays.kind, len(KINDS), child_days) / spans.days, strict=True)


def in_residential(view: View, at: Floats) -> Parts:
    """Children in residential placements at each moment."""
    residential = np.array(RESIDENTIAL)[view.stays.kind]
    yield "", number_at(view.stays.began[residential], view.stays.ended[residential], at)


def in_residential_on_average(view: View, spans: Spans) -> Parts:
    """Children in residential placements on any day of each span."""
    residential = np.array(RESIDENTIAL)[view.stays.kind]
    yield "", average_number(view.stays.began[residential], view.stays.ended[residential], spans)


def _where(view: View, location: Location, at: Floats) -> Parts:
    there = view.stays.location == location
    part = number_at(view.stays.began[there], view.stays.ended[there], at)
    yield "", percent(part, number_at(view.stays.began, view.stays.ended, at))


def _where_on_average(view: View, location: Location, spans: Spans) -> Parts:
    child_days = overlap(view.stays.began, view.stays.ended, spans)
    yield "", percent(total(child_days[:, view.stays.location == location]), total(child_days))


def inside_borough(view: View, at: Floats) -> Parts:
    """Percentage of children placed inside the borough."""
    return _where(view, Location.INSIDE, at)


def inside_borough_on_average(view: View, spans: Spans) -> Parts:
    """Percentage of child-days spent inside the borough."""
    return _where_on_average(view, Location.INSIDE, spans)


def over_20_miles(view: View, at: Floats) -> Parts:
    """Percentage of children placed over 20 miles from home."""
    return _where(view, Location.FAR, at)


def over_20_miles_on_average(view: View, spans: Spans) -> Parts:
    """Percentage of child-days spent over 20 miles from home."""
    return _where_on_average(view, Location.FAR, spans)


# Coming into care and leaving it


def _once_a_year(view: View, child: Integers, day: Floats, *, last: bool) -> Flags:
    """Whether each row is the first (or the last) of its child in a year to 31 March."""
    first_of_april = [march + 1.0 for march, _ in view.calendar.ends_of_year(view.since - 1, view.until)]
    year = np.searchsorted(np.array(first_of_april), day, "right")
    order = np.lexsort((day, year, child))
    another = (np.diff(child[order]) != 0) | (np.diff(year[order]) != 0)
    counted = np.ones(len(day), dtype=np.bool_)
    counted[order[:-1] if last else order[1:]] = another
    return counted


def starts(view: View, spans: Spans) -> Parts:
    """Children who started to be looked after, each once a year, in all and by age; and every start."""
    came = view.periods.began >= view.since
    began, child = view.periods.began[came], view.periods.child[came]
    counted = _once_a_year(view, child, began, last=False)
    age = ages((began - view.periods.born[came])[counted])
    by_age = number_in_by(age, len(AGES), began[counted], spans)
    yield "", by_age.sum(axis=0)
    yield from zip(AGES, by_age, strict=True)
    yield "every start", number_in(began, spans)


def ceases(view: View, spans: Spans) -> Parts:
    """Children who ceased to be looked after, each once a year, in all and by cause; and every cease."""
    left = (view.periods.ended >= view.since) & (view.periods.ended < view.until)
    ended, child = view.periods.ended[left], view.periods.child[left]
    counted = _once_a_year(view, child, ended, last=True)
    cause = view.periods.cause[left][counted]
    by_cause = number_in_by(cause, len(CAUSES), ended[counted], spans)
    yield "", by_cause.sum(axis=0)
    yield from zip(CAUSES, by_cause, strict=True)
    yield "every cease", number_in(ended, spans)


def reentries(view: View, spans: Spans) -> Parts:
    """Starts of a second or later period of being looked after."""
    yield "", number_in(view.periods.began[view.periods.number > 1], spans)


def mean_stay(view: View, spans: Spans) -> Parts:
    """Mean years of the periods of being looked after that ended in each span."""
    left = view.periods.ended < view.until
    ended = view.periods.ended[left]
    years = (ended - view.periods.began[left]) / DAYS_PER_YEAR
    yield "", ratio(number_in(ended, spans, years), number_in(ended, spans))


# Stability


def three_or_more_placements(view: View, at: Floats) -> Parts:
    """Percentage of children looked after at each moment with three or more placements in the year to it."""
    periods, stays = view.periods, view.stays
    values = np.full(len(at), np.nan)
    for index, moment in enumerate(at.tolist()):
        a_year_ago = a_year_before(view.calendar, moment)
        in_year = (stays.began < moment) & (stays.ended >= a_year_ago) & (stays.ended > stays.began)
        placements = np.bincount(stays.child[in_year], minlength=len(view.born))
        children = periods.child[(periods.began < moment) & (periods.ended >= moment)]
        if len(children):
            values[index] = 100.0 * np.mean(placements[children] >= 3)
    yield "", values


def long_term_stability(view: View, at: Floats) -> Parts:
    """Percentage of under 16s looked after for 2.5 years who have been settled for 2, at each moment."""
    stays = view.stays
    settled_since = np.minimum(stays.began, _began_before_adoption(view))
    long = stays.care_began + TWO_AND_A_HALF_YEARS
    born = view.born[stays.child]
    moment = at[:, None]
    here = present(stays.began, stays.ended, at)
    here &= (long <= moment) & (moment - born < SIXTEEN)
    settled = here & (settled_since + TWO_YEARS <= moment)
    yield "", percent(total(settled), total(here))


def _began_before_adoption(view: View) -> Floats:
    """Return when the placement before each placement for adoption began; never for other kinds."""
    stays = view.stays
    result = np.full(len(stays.began), inf)
    for_adoption = np.isin(stays.episode, stays.episode[stays.kind == Kind.ADOPTION]).nonzero()[0]
    order = for_adoption[np.lexsort((stays.began[for_adoption], stays.episode[for_adoption]))]
    earlier, later = order[:-1], order[1:]
    follows = (stays.kind[later] == Kind.ADOPTION) & (stays.episode[earlier] == stays.episode[later])
    result[later[follows]] = stays.began[earlier[follows]]
    return result


def moves(view: View, spans: Spans) -> Parts:
    """Moves from one placement to another, in all and by why."""
    moved = view.stays.why > PlacementEnd.LEFT_CARE
    by_reason = number_in_by(view.stays.why[moved], len(REASONS), view.stays.ended[moved], spans)
    yield "", by_reason.sum(axis=0)
    yield from list(zip(REASONS, by_reason, strict=True))[PlacementEnd.LEFT_CARE + 1 :]


def disruptions(view: View, spans: Spans) -> Parts:
    """Placements that disrupted, in all and by kind."""
    disrupted = view.stays.why == PlacementEnd.DISRUPTED
    by_kind = number_in_by(view.stays.kind[disrupted], len(KINDS), view.stays.ended[disrupted], spans)
    yield "", by_kind.sum(axis=0)
    yield from zip(KINDS, by_kind, strict=True)


def disruption_rate(view: View, spans: Spans) -> Parts:
    """Disruptions per child-year in placement, in all and by time in placement."""
    return rate_by_time_in_placement(view, view.stays.why == PlacementEnd.DISRUPTED, spans)


def rate_by_time_in_placement(view: View, counted: Flags, spans: Spans) -> Parts:
    """Ends of placements that are `counted`, per child-year in placement, in all and by time in placement."""
    stays = view.stays
    ended = stays.ended[counted]
    child_years = total(overlap(stays.began, stays.ended, spans)) / DAYS_PER_YEAR
    yield "", ratio(number_in(ended, spans), child_years)
    # An end at the very end of a band belongs to that band, whose child-days it closes.
    lasted = ended - stays.began[counted]
    band = np.maximum(np.searchsorted(np.array(DURATION_BAND_STARTS), lasted, "left") - 1, 0)
    by_band = number_in_by(band, len(TIMES_IN_PLACEMENT), ended, spans)
    ends = (*DURATION_BAND_STARTS[1:], inf)
    for category, number, start, end in zip(TIMES_IN_PLACEMENT, by_band, DURATION_BAND_STARTS, ends, strict=True):
        in_band = overlap(stays.began + start, np.minimum(stays.ended, stays.began + end), spans)
        yield category, ratio(number, total(in_band) / DAYS_PER_YEAR)


# Matching


def first_choice(view: View, spans: Spans) -> Parts:
    """Percentage of the placements begun that were of the kind first sought, without a wait in an emergency place."""
    first = number_in(view.stays.began[view.stays.first_choice], spans)
    yield "", percent(first, number_in(view.stays.began, spans))


def emergency_placements(view: View, spans: Spans) -> Parts:
    """Placements begun because nothing had been found by the time a place was needed, and those not registered."""
    stays = view.stays
    yield "", number_in(stays.began[stays.emergency], spans)
    yield UNREGISTERED_PLACES, number_in(stays.began[stays.emergency & (stays.kind == UNREGISTERED)], spans)


def unplanned_placements(view: View, spans: Spans) -> Parts:
    """Percentage of the placements begun for which a place was looked for that began in an emergency place."""
    stays = view.stays
    looked_for = np.array(PROVIDED)[stays.kind]
    yield (
        "",
        percent(number_in(stays.began[looked_for & stays.emergency], spans), number_in(stays.began[looked_for], spans)),
    )


def days_in_emergency_places(view: View, spans: Spans) -> Parts:
    """Child-days in emergency places, in all and in those not registered."""
    spells = view.spells
    child_days = overlap(spells.began, spells.ended, spans)
    yield "", total(child_days[:, spells.emergency])
    yield UNREGISTERED_PLACES, total(child_days[:, spells.emergency & (spells.kind == UNREGISTERED)])


def needs_unmet(view: View, spans: Spans) -> Parts:
    """Percentage of the placements begun for which a place was looked for that lack what was sought, and which part."""
    stays = view.stays
    looked_for = np.array(PROVIDED)[stays.kind]
    lacks = (~stays.matched, stays.kind != stays.sought, stays.split)
    everyone = number_in(stays.began[looked_for], spans)
    for category, unmet in (("", np.logical_or.reduce(lacks)), *zip(UNMET, lacks, strict=True)):
        yield category, percent(number_in(stays.began[looked_for & unmet], spans), everyone)


def search_days(view: View, spans: Spans) -> Parts:
    """Mean days searched for the placements begun that were found by a search."""
    stays = view.stays
    found = np.array(SEARCHED)[stays.kind] & ~stays.emergency & np.isfinite(stays.days_searched)
    began, searched = stays.began[found], stays.days_searched[found]
    yield "", ratio(number_in(began, spans, searched), number_in(began, spans))


def siblings_split(view: View, at: Floats) -> Parts:
    """Percentage of children with a sibling also in care who live apart from one, at each moment."""
    stays = view.stays
    family = view.family[stays.child]
    values = np.full(len(at), np.nan)
    for index, moment in enumerate(at.tolist()):
        here = (stays.began < moment) & (stays.ended >= moment) & (family != NOBODY)
        _, of_family, size = np.unique(family[here], return_inverse=True, return_counts=True)
        siblings = size > 1
        if not siblings.any():
            continue
        household, home = stays.household[here], stays.home[here]
        lives_in = np.where(household == NOBODY, -1 - home, household)
        lowest = np.full(len(size), np.iinfo(np.int64).max)
        highest = np.full(len(size), np.iinfo(np.int64).min)
        np.minimum.at(lowest, of_family, lives_in)
        np.maximum.at(highest, of_family, lives_in)
        apart = lowest != highest
        values[index] = 100.0 * size[apart & siblings].sum() / size[siblings].sum()
    yield "", values
