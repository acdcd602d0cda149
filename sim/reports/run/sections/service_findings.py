"""What the numbers of statutory services say, in sentences: where it holds up, what each strategy brings and keeps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np

from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.statutory_headlines import (
    HEALTH,
    LIFE_STORY,
    REVIEWS,
    SCHOOL,
    SOCIAL_WORK,
    acting_on,
    statutory_headlines,
)
from sim.experiments.running.results import Outcome
from sim.experiments.statistics.difference import paired
from sim.foundations.calendar import in_words
from sim.measures.health import HOME_CLINIC, HOST_AREA
from sim.measures.health_delays import CAUSES, LATE_WHEN_ASKED, NEVER, NOT_BROUGHT
from sim.measures.reviews import OF_REVIEWS
from sim.measures.work_hours import THERE_WERE
from sim.reports.run.figures.health_figures import shares
from sim.reports.run.figures.means import mean
from sim.reports.run.figures.school_figures import pupils_moved
from sim.reports.run.sections.service_words import at_end, called, combined, of_each, whole_run
from sim.reports.shared.words import beside_sum, listed

HALF: Final = 0.5
"""Of the largest gain: what keeps less of it at the end has faded."""

LITTLE: Final = 0.1
"""Of what there is without a strategy: a smaller change is called little."""

LEAST_YEARS: Final = 5
"""Years of replications below which nothing is said of those with as many children an officer."""


def of_service(comparison: Comparison, service: str) -> list[str]:
    """Return what the numbers say of a service, the most telling first."""
    found = list(_SAYS[service](comparison))
    return [f"{sentence[:1].upper()}{sentence[1:]}" for sentence in found]


def of_all(comparison: Comparison) -> list[str]:
    """Return what the numbers say of every service of the base; in a comparison, of those that strategies act on."""
    services = [one.service for one in statutory_headlines(comparison)]
    told = [one for one in services if not comparison.strategies or acting_on(comparison, one)]
    return [sentence for service in told for sentence in of_service(comparison, service)]


# --- health

LATE: Final[Mapping[str, str]] = MappingProxyType(
    {
        LATE_WHEN_ASKED: "are late already when health is asked",
        HOST_AREA: "wait too long in the area where the child lives",
        HOME_CLINIC: "wait too long for the council's own clinic",
        NOT_BROUGHT: "were not brought to an appointment in time",
        NEVER: "refused or were never brought",
    }
)
"""What became of those not in time."""

IN_TIME: Final = "iha_in_timescale_percent"


def _of_health(comparison: Comparison) -> Iterator[str]:
    base = comparison.base
    in_time, *late = shares(base)
    if np.isnan(in_time):
        return
    parts = sorted(zip(late, CAUSES, strict=True), reverse=True)
    said = [f"{share:.0f}% {LATE[cause]}" for share, cause in parts if share >= HALF]
    yield (
        f"of initial health assessments that fall due, {in_time:.0f}% are made within 20 working days"
        f"{'; ' if said else ''}{listed(said)}."
    )
    acting = acting_on(comparison, HEALTH)
    if not acting:
        return
    yield f"Made within 20 working days: {of_each(comparison, acting, whole_run(IN_TIME), '%')}."
    for together, alone in combined(comparison, acting):
        yield _together(comparison, together, alone)


def _together(comparison: Comparison, together: Outcome, alone: Sequence[Outcome]) -> str:
    """Return whether strategies bring more together than the sum of what each brings, of assessments in time."""
    base, *singles = (whole_run(IN_TIME)(one) for one in (comparison.base, *alone))
    both = whole_run(IN_TIME)(together)
    each = [paired(base, one, comparison.confidence) for one in singles]
    summed = np.sum([one - base for one in singles], axis=0)
    extra = paired(summed, both - base, comparison.confidence)
    total = paired(base, both, comparison.confidence)
    names = [f"{called(comparison, one)} {one_of.difference:+.0f}" for one, one_of in zip(alone, each, strict=True)]
    said = f"alone, {listed(names)} points; together {total.difference:+.0f}, {beside_sum(extra, extra.difference > 0)}"
    best = max(one.scenario_mean for one in each)
    if best < 50 <= total.scenario_mean:
        return f"No single one brings half of them in time, together they do: {said}."
    if total.scenario_mean < 50:
        return f"Even together they bring fewer than half of them in time: {said}."
    return f"One of them alone brings half of them in time: {said}."


# --- reviews

BINS: Final = ((0.0, 60.0, "up to 60"), (60.0, 70.0, "60 to 70"), (70.0, np.inf, "more than 70"))
"""Children for each officer."""


def _of_reviews(comparison: Comparison) -> Iterator[str]:
    curve = [part for part in (_at_caseload(comparison, *one) for one in BINS) if part]
    if curve:
        yield f"by children for each reviewing officer at the end of a year: {'; '.join(curve)}."
    acting = acting_on(comparison, REVIEWS)
    if acting:
        checks = whole_run("midway_checks_percent")
        yield f"Cases looked at between reviews: {of_each(comparison, acting, checks, '%')}."


def _at_caseload(comparison: Comparison, least: float, most: float, words: str) -> str:
    """Return how reviews go in the years of all replications in which officers have so many children."""
    kinds = (("children_per_reviewing_officer", ""), ("reviews_in_timescale_percent", OF_REVIEWS))
    found = []
    for outcome in (comparison.base, *acting_on(comparison, REVIEWS)):
        sample = outcome.measures
        for when in sample.dates("midway_checks_percent"):
            found.append([*(sample.of(*kind, when) for kind in kinds), sample.of("midway_checks_percent", "", when)])
    if not found:
        return ""
    table = np.concatenate(found, axis=1)
    here = table[:, (table[0] > least) & (table[0] <= most) & ~np.isnan(table).any(axis=0)]
    if here.shape[1] < LEAST_YEARS:
        return ""
    return (
        f"with {words}, {here[1].mean():.0f}% of reviews in time and {here[2].mean():.0f}% of cases looked at between"
    )


# --- social work

OUT_OF_DATE: Final = "assessments_out_of_date"


def _of_social_work(comparison: Comparison) -> Iterator[str]:
    base = comparison.base
    asked, there = mean(base, "social_work_hours_asked"), mean(base, "social_work_hours_asked", THERE_WERE)
    if there > 0:
        yield f"what falls due asks for {100 * asked / there:.0f}% of the hours that social workers have."
    dates = base.series.dates(OUT_OF_DATE)
    if len(dates) < 2:
        return
    path = base.series.path(OUT_OF_DATE).mean(axis=1)
    yield (
        f"without an assessment of the last year: {path[0]:.0f} children on {in_words(dates[0])}, {path[-1]:.0f} on "
        f"{in_words(dates[-1])}."
    )
    acting = acting_on(comparison, SOCIAL_WORK)
    held = {one.scenario.name: _course(comparison, one) for one in acting}
    for one in acting:
        yield held[one.scenario.name][1]
    for together, alone in combined(comparison, acting):
        if held[together.scenario.name][0] and not any(held[one.scenario.name][0] for one in alone):
            names = listed([called(comparison, one) for one in alone])
            yield f"{'Neither' if len(alone) == 2 else 'None'} of {names} holds it alone; together they do."


def _course(comparison: Comparison, outcome: Outcome) -> tuple[bool, str]:
    """Return whether a strategy brings assessments up to date and keeps them so, and the course of it in words."""
    dates = comparison.base.series.dates(OUT_OF_DATE)
    without = comparison.base.series.path(OUT_OF_DATE).mean(axis=1)
    path = outcome.series.path(OUT_OF_DATE).mean(axis=1)
    gain = without - path
    most = int(gain.argmax())
    name, end = called(comparison, outcome), f"{path[-1]:.0f} at the end"
    if gain[most] <= LITTLE * without[most]:
        return False, f"{name}: changes little, {end}."
    low = f"down to {path[most]:.0f} on {in_words(dates[most])}, where it would be {without[most]:.0f}"
    if gain[-1] < HALF * gain[most]:
        return False, f"{name}: {low}; the gain fades, {end}."
    return True, f"{name}: {low}; most of the gain stays, {end}."


# --- school and life-story work


def _of_school(comparison: Comparison) -> Iterator[str]:
    tied = mean(comparison.base, "school_moves_with_placement_percent")
    if not np.isnan(tied):
        yield f"of changes of school in the middle of a year, {tied:.0f}% come with a change of placement."
    acting = acting_on(comparison, SCHOOL)
    if acting:
        yield f"Pupils who changed school in mid-year, in a year: {of_each(comparison, acting, pupils_moved, '%', 1)}."


def _of_life_story(comparison: Comparison) -> Iterator[str]:
    books = at_end("life_story_books_percent")
    acting = acting_on(comparison, LIFE_STORY)
    if acting:
        yield f"With a life-story book at the end, of children due one: {of_each(comparison, acting, books, '%')}."


_SAYS: Final[Mapping[str, Callable[[Comparison], Iterator[str]]]] = MappingProxyType(
    {
        HEALTH: _of_health,
        REVIEWS: _of_reviews,
        SOCIAL_WORK: _of_social_work,
        SCHOOL: _of_school,
        LIFE_STORY: _of_life_story,
    }
)
