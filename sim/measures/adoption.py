"""The measures of adoption: how long children take to come to live with adopters.

Times are of children adopted in the year, as those of the adoption scorecards are (there over three years).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Kind, LeavingCause
from sim.measures.arrays import Flags, Numbers
from sim.measures.averages import days_between, mean_in, percent_in
from sim.measures.children import AGES, ages
from sim.measures.counting import percent, total
from sim.measures.declaration import DFE, Better, rate
from sim.measures.legal_view import PermanenceView
from sim.measures.value import Parts, Spans
from sim.measures.view import View

SCORECARDS: Final = "Department for Education, adoption scorecards"

MONTH: Final = DAYS_PER_YEAR / 12
FOURTEEN_MONTHS: Final = 14 * MONTH


def _adopted(rows: PermanenceView) -> Numbers:
    """Return the day on which each child was adopted; infinite for those who were not."""
    return np.where(rows.cause == LeavingCause.ADOPTED, rows.left, np.inf)


def _moved_in(view: View) -> Numbers:
    """Return when each child came to live with the adopters: as a foster child at first, if they then stayed there."""
    rows, stays = view.legal.permanence, view.stays
    began, ended = np.full(len(view.periods.child), -np.inf), np.full(len(view.periods.child), np.inf)
    with_adopters = np.flatnonzero(stays.kind == Kind.ADOPTION)
    last = with_adopters[np.argsort(stays.began[with_adopters], kind="stable")]
    began[stays.episode[last]], ended[stays.episode[last]] = stays.began[last], stays.ended[last]
    stayed = (began[rows.episode] <= rows.early) & (ended[rows.episode] >= np.minimum(rows.placed, rows.left))
    return np.minimum(rows.placed, np.where(stayed, rows.early, np.inf))


def entry_to_placed(view: View, spans: Spans) -> Parts:
    """Mean days from entry to living with the adopters, of children adopted in each span."""
    rows = view.legal.permanence
    yield "", mean_in(_adopted(rows), days_between(rows.entered, rows.placed), spans)


ENTRY_TO_PLACED_DAYS_MEAN = rate(
    "entry_to_placed_days_mean",
    "Mean time from entering care to being placed with adopters (A1)",
    "days",
    Better.LOWER,
    "Mean days from entering care to being placed with the adoptive family, of children adopted in the year. The "
    "threshold was 426 days.",
    f"{SCORECARDS}: A1, there as an average of three years.",
    "Placed with adopters less entry; mean of children adopted.",
    entry_to_placed,
)


def entry_to_placed_adjusted(view: View, spans: Spans) -> Parts:
    """Mean days from entry to living with the later adopters, as foster carers at first or not."""
    rows = view.legal.permanence
    yield "", mean_in(_adopted(rows), days_between(rows.entered, _moved_in(view)), spans)


ENTRY_TO_PLACED_DAYS_MEAN_ADJUSTED = rate(
    "entry_to_placed_days_mean_adjusted",
    "Mean time from entering care to moving in with the adopters (A10)",
    "days",
    Better.LOWER,
    "As `entry_to_placed_days_mean`, but for a child whom the adopters fostered first (early permanence) until the "
    "child moved in with them. Read it beside `order_to_match_days_mean`, which can grow when court cases are shorter, "
    "since less of the search for a family then lies before the order.",
    f"{SCORECARDS}: A10, adjusted for adoptions by foster carers, there as an average of three years.",
    "Moved in with those who adopted less entry; mean of children adopted.",
    entry_to_placed_adjusted,
)


def order_to_match(view: View, spans: Spans) -> Parts:
    """Mean days from the placement order to the match, of children adopted in each span."""
    rows = view.legal.permanence
    waited = np.maximum(0.0, days_between(rows.placement_order, rows.matched))
    yield "", mean_in(_adopted(rows), np.where(np.isfinite(rows.placed), waited, np.inf), spans)


ORDER_TO_MATCH_DAYS_MEAN = rate(
    "order_to_match_days_mean",
    "Mean time from the placement order to the match (A2)",
    "days",
    Better.LOWER,
    "Mean days from the court's permission to place the child for adoption to the council's decision on a match with a "
    "family, of children adopted in the year; 0 where the match came first. Children without a placement order, and "
    "those who were not placed before they were adopted, are left out. The threshold was 121 days.",
    f"{SCORECARDS}: A2, there as an average of three years.",
    "Match less placement order, at least 0; mean of children adopted.",
    order_to_match,
)


def placed_within_14_months(view: View, spans: Spans) -> Parts:
    """Percentage of children adopted, or on the way to it, who wait less than 14 months for their family."""
    rows = view.legal.permanence
    close = spans.until[:, None]
    adopted = _adopted(rows)
    in_span = (adopted >= spans.since[:, None]) & (adopted < close)
    on_the_way = (rows.adoption_decision < close) & (np.minimum(rows.left, rows.reversed) >= close)
    waited = np.minimum(_moved_in(view), close) - rows.entered
    counted = in_span | on_the_way
    yield "", percent(total(counted & (waited < FOURTEEN_MONTHS)), total(counted))


PLACED_WITHIN_14_MONTHS_PERCENT = rate(
    "placed_within_14_months_percent",
    "Children who wait less than 14 months for their adoptive family (A3)",
    "percent",
    Better.HIGHER,
    "Of children adopted in the year, and of those for whom adoption had been decided at its close and neither made "
    "nor given up, those who moved in with their family within 14 months of entering care, or had not been in care for "
    "so long.",
    f"{SCORECARDS}: A3, there over three years. How the scorecard counts children who still wait and have been in care "
    "for less than 14 months was not found: here they have not waited too long.",
    "Children with less than 14 months from entry to moving in, or to the close, over children.",
    placed_within_14_months,
)

STAGES: Final = (
    "entry to decision",
    "decision to match",
    "match to placed",
    "entry to placed",
    "placed to adopted",
    "entry to adopted",
)


def adoption_stages(view: View, spans: Spans) -> Parts:
    """Mean months of each stage, of children adopted in each span, in all and by age at entry."""
    rows = view.legal.permanence
    adopted = _adopted(rows)
    lengths = (
        days_between(rows.entered, rows.adoption_decision),
        days_between(rows.adoption_decision, rows.matched),
        days_between(rows.matched, rows.placed),
        days_between(rows.entered, rows.placed),
        days_between(rows.placed, adopted),
        days_between(rows.entered, adopted),
    )
    for stage, length in zip(STAGES, lengths, strict=True):
        yield stage, mean_in(adopted, length / MONTH, spans)
        for age, these in _by_age(rows):
            yield f"{stage}; {age}", mean_in(adopted[these], length[these] / MONTH, spans)


def _by_age(rows: PermanenceView) -> Iterator[tuple[str, Flags]]:
    """Yield the age bands in which children are adopted, and which children entered care in them."""
    band = ages(rows.entered - rows.born)
    for index, age in enumerate(AGES[:-1]):
        yield age, band == index


ADOPTION_STAGE_MONTHS = rate(
    "adoption_stage_months",
    "Stages of adoption",
    "months",
    Better.LOWER,
    "Mean months between the steps to adoption, of children adopted in the year: entering care, the decision that the "
    "child should be placed for adoption, the match with a family, being placed with it, the adoption order.",
    f"{DFE}: average time between different stages of the adoption process, by age at start.",
    "Days between the two steps over 30.44; mean of children adopted for whom both are known.",
    adoption_stages,
    categories="by stage, and by stage and age when entering care",
)


def placed_within_12_months_of_decision(view: View, spans: Spans) -> Parts:
    """Percentage of children adopted in each span who were placed within a year of the decision."""
    rows = view.legal.permanence
    took = days_between(rows.adoption_decision, rows.placed)
    known = np.isfinite(took)
    yield "", percent_in(_adopted(rows)[known], took[known] <= DAYS_PER_YEAR, spans)


PLACED_WITHIN_12_MONTHS_OF_DECISION_PERCENT = rate(
    "placed_within_12_months_of_decision_percent",
    "Adopted children placed within 12 months of the decision",
    "percent",
    Better.HIGHER,
    "Of children adopted in the year, those placed with their adoptive family within 12 months of the decision that "
    "they should be placed for adoption.",
    f"{DFE}: children adopted, by time between the decision and being placed.",
    "Children with 365.25 days or less from decision to being placed over children adopted with both.",
    placed_within_12_months_of_decision,
)


ADOPTED_AFTER: Final = ("under 1 year", "1 to 2 years", "2 to 3 years", "3 years and over")
"""In care, as published."""


def adopted_by_time_in_care(view: View, spans: Spans) -> Parts:
    """Percentage of children adopted in each span, by how long they had been in care."""
    rows = view.legal.permanence
    adopted = _adopted(rows)
    here = np.isfinite(adopted)
    years = np.minimum((adopted - rows.entered)[here] // DAYS_PER_YEAR, len(ADOPTED_AFTER) - 1)
    for band, words in enumerate(ADOPTED_AFTER):
        yield words, percent_in(adopted[here], years == band, spans)


ADOPTED_BY_TIME_IN_CARE_PERCENT = rate(
    "adopted_by_time_in_care_percent",
    "Children adopted, by how long they were in care",
    "percent",
    Better.NEITHER,
    "Of children adopted in the year, those who had been looked after for so long.",
    f"{DFE}: children adopted, by duration of the final period of care.",
    "Children of each length of care over children adopted.",
    adopted_by_time_in_care,
    categories=", ".join(f"'{words}'" for words in ADOPTED_AFTER),
)
