"""The lines of statutory services: health and questionnaires, changes of school and of social worker, caseloads.

They stand beside bases that have these services. A figure by which something of the case study's layer was set is no
test of it, and its line says so; of other councils the lines are shown only.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import isnan, sqrt

from sim.experiments.likeness.council_figures import CouncilFigures
from sim.experiments.likeness.target import Aggregation, Ends, LikenessLine, LikenessPart, within
from sim.experiments.statistics.figure_origin import FigureOrigin
from sim.parameters.parameters import Parameters
from sim.published.health_of_children import PUBLICATION, published_health
from sim.published.table import publication

SURE = 1.96
"""Standard errors of a published share that its line allows."""

CHANGED_TOLERANCE = 5.0
"""Points, by judgement: the figure is of 140 authorities, and each has its own."""
CASES_TOLERANCE = 1.0
"""Cases for each worker, by judgement."""

STABILITY_INDEX = "Children's Commissioner for England, Stability Index"
CHANGED, CHANGED_TWICE = 60.0, 27.0
"""Percent of children with another social worker in the year, and two or more times ("just over a quarter")."""
MISSED_A_TERM = (400, 4_300)
"""Children who missed a whole term, of those who changed school in the middle of a year: 2016-17."""
WITH_PLACEMENT = (40.0, 50.0)
""""Just under half" of changes of school come with a change of placement."""

SCHOOL_YEARS = range(2018, 2025)
"""To 31 March, to all of which together the case study's changes of school are fitted; 2020 was not published."""

USED_OF_HEALTH, USED_OF_WORKERS = 2018, 2019
"""The years of the figures by which the case study's layer was set; the workforce of 30 September before."""


def statutory_lines(council: CouncilFigures, parameters: Parameters) -> Iterator[LikenessLine]:
    """Yield the lines of those services that a base has."""
    if parameters.health_assessments is not None:
        yield from _health(council)
    if parameters.virtual_school is not None:
        yield from _school(council)
    if parameters.social_work is not None:
        yield from _social_work(council)


def _of_a_count(part: float, whole: float) -> Ends:
    """Return the range that chance leaves around a share, in percent."""
    share = part / whole
    return within(100 * share, 100 * SURE * sqrt(share * (1 - share) / whole))


def _named(title: str, council: CouncilFigures, origin: FigureOrigin) -> str:
    """Return a title that says of the case study how its figure came in; of others nothing is known of that."""
    return f"{title} ({origin})" if council.case_study else title


def _health(council: CouncilFigures) -> Iterator[LikenessLine]:
    for year in range(council.first, council.last + 1):
        found = published_health().get((council.code, year))
        if found is None:
            continue
        used = council.case_study and year <= USED_OF_HEALTH
        for title, measure, part, whole, origin in (
            (
                "With a health assessment in the year",
                "health_assessment_in_year_percent",
                found.assessed,
                found.looked_after,
                FigureOrigin.FITTED,
            ),
            (
                "With a strengths and difficulties questionnaire in the year",
                "sdq_completed_percent",
                found.questionnaires,
                found.of_school_age,
                FigureOrigin.PUT_IN,
            ),
        ):
            yield LikenessLine(
                _named(f"{title}, 31 March {year}", council, origin if used else FigureOrigin.FREE),
                measure,
                "",
                Aggregation.ON_A_DAY,
                unit="percent",
                published=f"{part:,.0f} of {whole:,.0f} (31 March {year})",
                source=f"{PUBLICATION}, {year}",
                group=LikenessPart.SERVICES,
                judged=council.case_study,
                when=date(year, 3, 31),
                **_of_a_count(part, whole),
            )


def _school(council: CouncilFigures) -> Iterator[LikenessLine]:
    years = SCHOOL_YEARS if council.case_study else range(council.first, council.last + 1)
    counts = {
        year: (council.value("moved school", year), council.value("moved school", year, "denominator"))
        for year in years
    }
    known = {year: pair for year, pair in counts.items() if not any(map(isnan, pair))}
    if known:
        moved, pupils = (sum(numbers) for numbers in zip(*known.values(), strict=True))
        told = ", ".join(f"{part:,.0f} of {whole:,.0f} ({year})" for year, (part, whole) in known.items())
        yield LikenessLine(
            _named("Pupils who changed school in the middle of a year", council, FigureOrigin.FITTED),
            "school_moves_percent",
            "",
            Aggregation.AFTER_A_YEAR,
            unit="percent",
            published=f"{told}, years to 31 March, taken together",
            source=publication("moved school", max(known)),
            group=LikenessPart.SERVICES,
            judged=council.case_study,
            **_of_a_count(moved, pupils),
        )
    low, high = WITH_PLACEMENT
    yield LikenessLine(
        _named("Changes of school that came with a change of placement", council, FigureOrigin.FITTED),
        "school_moves_with_placement_percent",
        "",
        Aggregation.WHOLE_RUN,
        low,
        high,
        "percent",
        "just under half (England)",
        f"{STABILITY_INDEX} 2017",
        group=LikenessPart.SERVICES,
        judged=council.case_study,
    )
    missed, changed = MISSED_A_TERM
    yield LikenessLine(
        _named("Changes of school for which a whole term was missed", council, FigureOrigin.FREE),
        "whole_term_missed_percent",
        "",
        Aggregation.WHOLE_RUN,
        unit="percent",
        published=f"{missed:,} of {changed:,} (England, 2016-17)",
        source=f"{STABILITY_INDEX} 2018",
        group=LikenessPart.SERVICES,
        judged=council.case_study,
        **_of_a_count(missed, changed),
    )


def _social_work(council: CouncilFigures) -> Iterator[LikenessLine]:
    for title, measure, figure in (
        ("With another social worker in the year", "changed_social_worker_percent", CHANGED),
        ("With two or more changes of social worker", "two_or_more_social_worker_changes_percent", CHANGED_TWICE),
    ):
        yield LikenessLine(
            _named(title, council, FigureOrigin.FITTED),
            measure,
            "",
            Aggregation.AFTER_A_YEAR,
            unit="percent",
            published=f"{figure:.0f} (140 authorities, 2017-18)",
            source=f"{STABILITY_INDEX} 2019",
            group=LikenessPart.SERVICES,
            judged=council.case_study,
            **within(figure, CHANGED_TOLERANCE),
        )
    for year in range(council.first, council.last + 1):
        cases = council.value("social workers' caseload", year)
        if isnan(cases) or (council.case_study and year < USED_OF_WORKERS):
            continue
        used = council.case_study and year <= USED_OF_WORKERS
        yield LikenessLine(
            _named(
                f"Cases for each social worker, 30 September {year - 1}",
                council,
                FigureOrigin.PUT_IN if used else FigureOrigin.FREE,
            ),
            "caseload_mean",
            "",
            Aggregation.ON_A_DAY,
            unit="cases",
            published=f"{cases:.1f} (30 September {year - 1}, all teams); the model on the 31 March after",
            source=publication("social workers' caseload", year),
            group=LikenessPart.SERVICES,
            judged=council.case_study,
            when=date(year, 3, 31),
            **within(cases, CASES_TOLERANCE),
        )
