"""Statutory services of a base that nobody publishes: teams by the number of children, and judged practice."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from sim.bases.entries import Entry, entry
from sim.bases.serviced_council import JUDGED, LAYER_OF, ServicedCouncil, looked_after
from sim.published.table import publication
from sim.scenario.files.sized_services import week_of_clinics
from sim.scenario.scenario import load

CASELOAD = "social workers' caseload"

CHILDREN_AN_OFFICER = 60.0
FEWEST_AN_OFFICER, MOST_AN_OFFICER = 50.0, 70.0
"""The IRO Handbook's range, and what the layer has."""

TOLD, TOLD_RANGE = 6.0, (2.5, 14.0)
"""Working days until health is told, of a council of which nothing is known: a judgement."""

BEGUN, BEGUN_RANGE = 180.0, (30.0, 1120.0)
"""Days that an out-of-date assessment lies before it is begun, likewise; the longest is Tower Hamlets'."""

GOOD_INSIDE, GOOD_RANGE = 0.85, (0.75, 0.97)
"""Pupils at good or outstanding schools in the council's area, likewise."""

ROOM = 1.5
"""Times the layer's appointments for each child, of a council of whose clinic nothing is known.

A judgement, so that about half of initial health assessments are in time: Tower Hamlets' clinic was full.
"""

LAYER_CASELOAD = 16.1
"""Cases for each worker in post from which the layer's number of workers is made."""


def judged_services(council: ServicedCouncil) -> Iterator[Entry]:
    """Yield teams by the number of children, and what stands in for what the letter says of Tower Hamlets alone."""
    yield from _sized(council)
    if not council.own_letter:
        yield from _instead_of_the_letter(council)


def _workers(council: ServicedCouncil) -> Entry:
    """Return the social workers by the council's own caseload; by that of the layer where none is published yet."""
    path = "social_work.workers"
    cases, year, whose = council.latest(CASELOAD)
    if isnan(cases):
        workers = council.number(path) * council.size
        told = "as many for each child as in the layer, for caseloads were published from 30 September 2016 on"
    else:
        in_need = council.number("social_work.cin_cases")
        # posts that stand empty while workers change hold no cases: as many for each worker as in the layer
        empty = council.number(path) * LAYER_CASELOAD / (looked_after(load(LAYER_OF)) + in_need)
        workers = (council.children + (in_need if council.own_letter else 0.0)) / cases * empty
        told = (
            f"{council.children:.0f} children at {cases:.1f} cases for each worker in post "
            f"({publication(CASELOAD, year)}, 30 September {year - 1}, {whose}, all teams for children), "
            "with posts that stand empty in handovers"
        )
    return entry(
        path,
        workers,
        "Social workers of children in care",
        "judgement",
        f"{JUDGED}: {told}",
        council.when,
        low=0.85 * workers,
        high=1.15 * workers,
        distribution="triangular",
    )


def _sized(council: ServicedCouncil) -> Iterator[Entry]:
    layer, when = council.layer, council.when
    yield _workers(council)
    reviewed = max(1.0, council.children)  # where none is looked after, whoever comes is reviewed all the same
    yield entry(
        "reviews.officers",
        reviewed / CHILDREN_AN_OFFICER,
        "Independent reviewing officers",
        "judgement",
        f"{JUDGED}: {CHILDREN_AN_OFFICER:.0f} children each, of the {FEWEST_AN_OFFICER:.0f} to "
        f"{MOST_AN_OFFICER:.0f} of the IRO Handbook (2010)",
        when,
        low=reviewed / MOST_AN_OFFICER,
        high=reviewed / FEWEST_AN_OFFICER,
        distribution="triangular",
    )
    for path, title in (
        ("virtual_school.officers", "Officers of the virtual school"),
        ("life_story.workers", "Life-story workers"),
    ):
        usual = layer[path]
        assert usual.low is not None
        assert usual.high is not None
        yield entry(
            path,
            council.number(path) * council.size,
            title,
            "judgement",
            f"{JUDGED}: as many for each child as in the layer",
            when,
            low=usual.low * council.size,
            high=usual.high * council.size,
            distribution=usual.distribution,
        )
    room = 1.0 if council.own_letter else ROOM
    week = week_of_clinics(room * council.number("health_assessments.slots_per_clinic") * council.seen)
    source = (
        f"{JUDGED}: {room:g} times as many appointments as in the layer for each child who comes into care and lives "
        "in the council's area or near it, rounded up"
    )
    for path, title, value in (
        ("health_assessments.clinics_per_week", "Health clinics", week.clinics),
        ("health_assessments.slots_per_clinic", "Appointments in a health clinic", week.places),
    ):
        yield entry(path, value, title, "judgement", source, when)


def _instead_of_the_letter(council: ServicedCouncil) -> Iterator[Entry]:
    in_need = council.number("social_work.cin_cases") * council.size
    low, high = TOLD_RANGE
    yield entry(
        "health_assessments.notification_median",
        TOLD,
        "Days until health is told",
        "judgement",
        f"{JUDGED}: no national figure of initial health assessments in time exists. First readings elsewhere run "
        "from 22 to 65% with a median of 40, from those in trouble mostly. Put your own in its place",
        council.when,
        low=low,
        high=high,
        distribution="lognormal",
    )
    yield entry(
        "social_work.cin_cases",
        0.0,
        "Children in need with these teams",
        "judgement",
        f"{JUDGED}: whether teams of children in care hold children in need as well is not published, and none is "
        f"taken; for as many children as here the letter's 53 of Tower Hamlets would be {in_need:.0f}",
        council.when,
        note="Put your own in its place: without it the strategy caseload_transfer changes nothing",
    )
    low, high = BEGUN_RANGE
    yield entry(
        "social_work.begun_mean",
        BEGUN,
        "Days until an update is begun",
        "judgement",
        f"{JUDGED}: assessments that are out of date are not published; the longest that was found is fitted to Tower "
        "Hamlets in 2018, where over half of children were without one",
        council.when,
        low=low,
        high=high,
        distribution="lognormal",
    )
    low, high = GOOD_RANGE
    yield entry(
        "virtual_school.good_inside",
        GOOD_INSIDE,
        "Good schools in the area",
        "judgement",
        f"{JUDGED}: as outside the area. Stability Index 2019: about 1 in 5 looked-after children in schools that are "
        "not good (2017-18)",
        council.when,
        low=low,
        high=high,
        distribution="beta",
    )
