"""The measures of matching: whether the place found is what was sought, in time and with brothers and sisters."""

from __future__ import annotations

import numpy as np

from sim.foundations.codes import Kind
from sim.measures.arrays import Numbers
from sim.measures.counting import number_in, percent, ratio
from sim.measures.declaration import OWN, Better, count, rate, stock
from sim.measures.shared_time import shared_time
from sim.measures.value import (
    Parts,
    Spans,
)
from sim.measures.view import View
from sim.model.core.people import UNREGISTERED
from sim.model.register.columns import NOBODY

UNREGISTERED_PLACES = "unregistered"
UNMET = ("without the skills needed", "another kind than sought", "apart from a sibling in care")
SEARCHED = tuple(kind not in (Kind.WITH_PARENTS, Kind.ADOPTION) for kind in Kind)
"""Kinds that are found by a search; the others follow from a decision about the child."""
PROVIDED = tuple(kind not in (Kind.CONNECTED, Kind.WITH_PARENTS, Kind.ADOPTION) for kind in Kind)
"""Kinds of which the council provides or buys places: not with the child's own people, nor with adopters."""
LOOKED_FOR = "all but those with relatives or friends, with parents or for adoption"
"""Whom `PROVIDED` leaves out, in words."""


def first_choice(view: View, spans: Spans) -> Parts:
    """Percentage of the placements begun that were of the kind first sought, without a wait in an emergency place."""
    first = number_in(view.stays.began[view.stays.first_choice], spans)
    yield "", percent(first, number_in(view.stays.began, spans))


FIRST_CHOICE_PERCENT = rate(
    "first_choice_percent",
    "Placements of the kind first sought",
    "percent",
    Better.HIGHER,
    "Of placements begun in the year, those of the kind that was the first choice for the child and that the child "
    "had not to wait for in an emergency place. An emergency place that becomes the home is not one either.",
    OWN,
    "First-choice placements begun in the year over placements begun in it.",
    first_choice,
)


def emergency_placements(view: View, spans: Spans) -> Parts:
    """Placements begun because nothing had been found by the time a place was needed, and those not registered."""
    stays = view.stays
    yield "", number_in(stays.began[stays.emergency], spans)
    yield UNREGISTERED_PLACES, number_in(stays.began[stays.emergency & (stays.kind == UNREGISTERED)], spans)


EMERGENCY_PLACEMENTS = count(
    "emergency_placements",
    "Emergency placements",
    "placements",
    Better.LOWER,
    "Placements made because nothing had been found by the time a place was needed.",
    OWN,
    "Placements begun in the year that were emergency places.",
    emergency_placements,
    categories="'unregistered', of these: no registered place took a child for whom residential care was sought",
    headline=True,
)


def unplanned_placements(view: View, spans: Spans) -> Parts:
    """Percentage of the placements begun for which a place was looked for that began in an emergency place."""
    stays = view.stays
    looked_for = np.array(PROVIDED)[stays.kind]
    yield (
        "",
        percent(number_in(stays.began[looked_for & stays.emergency], spans), number_in(stays.began[looked_for], spans)),
    )


UNPLANNED_PLACEMENT_PERCENT = rate(
    "unplanned_placement_percent",
    "Placements that began in an emergency place",
    "percent",
    Better.LOWER,
    f"Of placements begun in the year for which a place was looked for ({LOOKED_FOR}), those that began in an "
    "emergency place because nothing had been found by the time one was needed.",
    OWN,
    "Emergency places begun in the year over placements begun in it, of those looked for.",
    unplanned_placements,
    headline=True,
)


def days_in_emergency_places(view: View, spans: Spans) -> Parts:
    """Child-days in emergency places, in all and in those not registered."""
    spells = view.spells
    for where, these in (
        ("", spells.emergency),
        (UNREGISTERED_PLACES, spells.emergency & (spells.kind == UNREGISTERED)),
    ):
        yield where, shared_time(spells.began[these], spells.ended[these], spans).in_each()


DAYS_IN_EMERGENCY_PLACES = count(
    "days_in_emergency_places",
    "Days in emergency places",
    "child-days",
    Better.LOWER,
    "Days that children spent in emergency places before a place was found for them, or theirs became the home "
    "that was looked for.",
    OWN,
    "Child-days of the year in emergency places.",
    days_in_emergency_places,
    categories="'unregistered', of these",
    headline=True,
)


def needs_unmet(view: View, spans: Spans) -> Parts:
    """Percentage of the placements begun for which a place was looked for that lack what was sought, and which part."""
    stays = view.stays
    looked_for = np.array(PROVIDED)[stays.kind]
    lacks = (~stays.matched, stays.kind != stays.sought, stays.split)
    everyone = number_in(stays.began[looked_for], spans)
    for category, unmet in (("", np.logical_or.reduce(lacks)), *zip(UNMET, lacks, strict=True)):
        yield category, percent(number_in(stays.began[looked_for & unmet], spans), everyone)


NEEDS_UNMET_PERCENT = rate(
    "needs_unmet_percent",
    "Placements without what the child needed",
    "percent",
    Better.LOWER,
    f"Of placements begun in the year for which a place was looked for ({LOOKED_FOR}), those that lack a skill "
    "which the child's needs ask for, are of another kind than was first sought, or are apart from a brother or "
    "sister in care.",
    OWN,
    "Placements begun in the year that lack any of the three over placements begun in it, of those looked for.",
    needs_unmet,
    categories="by what is lacking; one placement may lack several",
    headline=True,
)


def search_days(view: View, spans: Spans) -> Parts:
    """Mean days searched for the placements begun that were found by a search."""
    stays = view.stays
    found = np.array(SEARCHED)[stays.kind] & ~stays.emergency & np.isfinite(stays.days_searched)
    began, searched = stays.began[found], stays.days_searched[found]
    yield "", ratio(number_in(began, spans, searched), number_in(began, spans))


SEARCH_DAYS_MEAN = rate(
    "search_days_mean",
    "Mean days searched for a placement",
    "days",
    Better.LOWER,
    "Mean days from the request to the placement, of placements begun in the year that a search "
    "found: emergency places, and placements with parents or for adoption, are left out.",
    OWN,
    "Sum of days searched over the number of such placements.",
    search_days,
)


def siblings_split(view: View, at: Numbers) -> Parts:
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


SIBLINGS_SPLIT_PERCENT = stock(
    "siblings_split_percent",
    "Children placed apart from a sibling",
    "percent",
    Better.LOWER,
    "Of children in placement at the date who have a brother or sister also in care, those who "
    "live apart from at least one of them.",
    f"{OWN}; Ofsted counts sibling groups placed apart in foster care only.",
    "Siblings live apart if their kinds of placement or in-house households differ, together if "
    "they share an in-house household, and otherwise as the register said when any of them was "
    "placed.",
    siblings_split,
)
