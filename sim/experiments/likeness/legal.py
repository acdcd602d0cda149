"""England's legal process: legal status, cases, adoption and guardians, from what was published of a base's year.

They stand beside bases that have a legal process; targets of a base of England, shown only beside an authority's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sim.experiments.likeness.england import FIRST_YEAR
from sim.experiments.likeness.target import Aggregation, LikenessLine, LikenessPart, within, within_share
from sim.foundations.codes import LegalStatus
from sim.measures.adoption import ADOPTED_AFTER, STAGES
from sim.measures.assessments import NOT_FORMER
from sim.measures.legal_status import STATUSES
from sim.published.authorities import ENGLAND
from sim.published.case_times import published_case_times
from sim.published.table import figures, publication

STATUS_TOLERANCE, LENGTH_TOLERANCE, CARERS_TOLERANCE = 1.5, 3.0, 4.0
"""Points."""
WEEKS_TOLERANCE, WITHIN_TOLERANCE = 0.5, 2.0
"""Weeks and points: how long cases take is fitted, so that these lines only tell whether the model does as told."""
STAGE_TOLERANCE = 1.0
"""Months."""
DAYS_TOLERANCE = 0.1
"""Share of the figure."""

LEGAL_STATUS = "looked after by legal status"
PUBLISHED_STATUSES: Mapping[LegalStatus, str] = MappingProxyType(
    {
        LegalStatus.CARE_ORDER: "full care order",
        LegalStatus.INTERIM_CARE_ORDER: "interim care order",
        LegalStatus.PLACEMENT_ORDER: "placement order",
        LegalStatus.ACCOMMODATED: "voluntary agreement (section 20)",
    }
)

CASES_OF_2019 = (33.0, 41.0)
"""Mean weeks and percent within 26 weeks, January to June 2019: those under way on 31 March 2019 ended about then. Of
later years it is the cases that ended in the year, which is what a base of the year can know."""
FAMILY_COURT = "Ministry of Justice, Family Court Statistics Quarterly, England and Wales: care and supervision cases"

PUBLISHED_STAGES = (
    "entry to decision",
    "decision to match",
    "match to placement",
    "entry to placement",
    "placement to adoption",
    "entry to adoption",
)
"""As the tables name them, in the order of `STAGES`."""

WAITED: Mapping[str, tuple[str, float]] = MappingProxyType(
    {
        "entry_to_placed_days_mean": ("Entry to placed (A1)", 457),
        "order_to_match_days_mean": ("Order to match (A2)", 190),
    }
)
"""Days in 2016-17, the last whole year of which both were found, and which agrees with the 15 months of 2018-19. Beside
later years, in which adoption takes longer, they are shown only."""
BROKE_DOWN, LEAST_BROKE_DOWN, MOST_BROKE_DOWN = 2.5, 2.0, 5.0
"""Percent of placements with adopters since 2019 that ended before the order: level, and what other studies allow."""
BROKE_DOWN_SOURCE = "Rennolds, Murphy and Neil, University of East Anglia, 2025"

COMPASS = "Coram-i, Adoption in England: a system under pressure?, October 2018"


def legal_lines(year: int, judged: bool) -> tuple[LikenessLine, ...]:
    """Return the lines of England's legal process in a year, as targets or to be shown only."""
    return (*_statuses(year, judged), *_cases(year, judged), *_adoption(year, judged), *_guardians(year, judged))


def _count(measure: str, year: int, category: str) -> float | None:
    """Return a figure of England; `None` where there is none or it is hidden."""
    found = figures().find(ENGLAND, measure, year, category)
    return None if found is None else found.value


def _statuses(year: int, judged: bool) -> Iterator[LikenessLine]:
    held = _count("looked after", year, "")
    for status, category in PUBLISHED_STATUSES.items():
        count = _count(LEGAL_STATUS, year, category)
        if count is None or not held:
            continue
        share = 100.0 * count / held
        words = STATUSES[status]
        yield LikenessLine(
            f"Legal status: {words}",
            "legal_status",
            words,
            Aggregation.RATIO,
            unit="percent",
            published=f"{share:.1f} (England, 31 March {year})",
            source=publication(LEGAL_STATUS, year),
            against_measure="looked_after",
            group=LikenessPart.LAW,
            judged=judged,
            **within(share, STATUS_TOLERANCE),
        )


def _cases(year: int, judged: bool) -> Iterator[LikenessLine]:
    (weeks, percent), of, source = CASES_OF_2019, "England and Wales, 2019", FAMILY_COURT
    if year > FIRST_YEAR:
        told = published_case_times().get(year)
        if told is None:
            return
        weeks, percent = told.mean_weeks, 100.0 * told.within_26_weeks
        of, source = f"year to 31 March {year}", told.publication
    for measure, title, unit, value, tolerance in (
        ("proceedings_weeks_mean", "Length of care proceedings", "weeks", weeks, WEEKS_TOLERANCE),
        ("proceedings_within_26_weeks_percent", "Ended within 26 weeks", "percent", percent, WITHIN_TOLERANCE),
    ):
        yield LikenessLine(
            title,
            measure,
            "",
            Aggregation.WHOLE_RUN,
            unit=unit,
            published=f"{value:g} ({of})",
            source=source,
            group=LikenessPart.LAW,
            judged=judged,
            **within(value, tolerance),
        )


def _adoption(year: int, judged: bool) -> Iterator[LikenessLine]:
    for stage, words in zip(STAGES, PUBLISHED_STAGES, strict=True):
        measure = f"months from {words} of the adopted, by age at entry"
        months = _count(measure, year, "all")
        if months is not None:
            yield LikenessLine(
                f"Adopted: {stage}",
                "adoption_stage_months",
                stage,
                Aggregation.WHOLE_RUN,
                unit="months",
                published=f"{months:.0f} (England, year to 31 March {year})",
                source=publication(measure, year),
                group=LikenessPart.LAW,
                judged=judged,
                **within(months, STAGE_TOLERANCE),
            )
    soon = "adopted, placed within 12 months of decision, by age at entry"
    yield from _share_of_adopted(year, judged, "placed within 12 months of the decision", SOON, "", (soon, "all"))
    for category in ADOPTED_AFTER:
        published = ("adopted by time in care", category)
        yield from _share_of_adopted(year, judged, f"after {category}", LENGTHS, category, published)
    for name, (title, days) in WAITED.items():
        yield LikenessLine(
            title,
            name,
            "",
            Aggregation.WHOLE_RUN,
            unit="days",
            published=f"{days:.0f} (England, April to December 2017)",
            source=COMPASS,
            group=LikenessPart.LAW,
            relative=True,
            judged=judged and year == FIRST_YEAR,
            **within_share(days, DAYS_TOLERANCE),
        )
    yield LikenessLine(
        "Placements with adopters that broke down",
        "adoptive_placements_disrupted_percent",
        "",
        Aggregation.WHOLE_RUN,
        low=LEAST_BROKE_DOWN,
        high=MOST_BROKE_DOWN,
        figure=BROKE_DOWN,
        unit="percent",
        published=f"about {BROKE_DOWN} (England, placements since 2019)",
        source=BROKE_DOWN_SOURCE,
        group=LikenessPart.LAW,
        judged=judged,
    )


SOON, LENGTHS = "placed_within_12_months_of_decision_percent", "adopted_by_time_in_care_percent"


def _share_of_adopted(
    year: int, judged: bool, title: str, measure: str, category: str, published: tuple[str, str]
) -> Iterator[LikenessLine]:
    part, whole = _count(published[0], year, published[1]), _count("adopted", year, "")
    if part is None or not whole:
        return
    share = 100.0 * part / whole
    yield LikenessLine(
        f"Adopted: {title}",
        measure,
        category,
        Aggregation.WHOLE_RUN,
        unit="percent",
        published=f"{share:.1f} (England, year to 31 March {year})",
        source=publication(published[0], year),
        group=LikenessPart.LAW,
        judged=judged,
        **within(share, LENGTH_TOLERANCE),
    )


def _guardians(year: int, judged: bool) -> Iterator[LikenessLine]:
    measure, carer = "special guardianship by carer", "other carer"
    whole = _count("special guardianship orders", year, "")
    others = [_count(measure, year, f"{carer}, {who}") or 0.0 for who in ("other", "relative or friend")]
    if not whole or not sum(others):
        return
    share = 100.0 * sum(others) / whole
    yield LikenessLine(
        "Special guardians who had not fostered the child",
        "guardianship_by_carer",
        NOT_FORMER,
        Aggregation.RATIO,
        unit="percent",
        published=f"{share:.1f} (England, year to 31 March {year})",
        source=publication(measure, year),
        against_measure="guardianship_by_carer",
        group=LikenessPart.LAW,
        judged=judged,
        **within(share, CARERS_TOLERANCE),
    )
