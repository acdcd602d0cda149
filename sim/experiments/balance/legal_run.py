"""What a long run keeps up of the legal process: statuses, cases, orders, adoption, guardians and assessors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sim.foundations.calendar import DAYS_PER_YEAR
from sim.foundations.codes import Route
from sim.measures.adoption import (
    STAGES,
    adopted_by_time_in_care,
    adoption_stages,
    entry_to_placed,
    order_to_match,
    placed_within_12_months_of_decision,
)
from sim.measures.arrays import Numbers
from sim.measures.assessments import NOT_FORMER, assessment_wait, assessments_waiting_on_average, guardianship_by_carer
from sim.measures.court import proceedings_weeks_mean, within_26_weeks
from sim.measures.legal_status import STATUSES, legal_status_on_average
from sim.measures.permanence import at_home_on_care_order, long_term_matched
from sim.measures.value import Parts, spans
from sim.measures.view import View

ASKED, WORKED = "full assessments a year", "days of a full assessment"


@dataclass(frozen=True, slots=True)
class LegalFigure:
    """One number that a long run gives."""

    title: str
    value: float


def legal_figures(view: View, since: float, until: float) -> Iterator[LegalFigure]:
    """Yield what the years from `since` to `until` give, none without a legal process."""
    if not view.parameters.legal_process:
        return
    whole = spans(np.array([since]), np.array([until]))
    held = dict(legal_status_on_average(view, whole))
    children = sum(float(number[0]) for number in held.values())
    for words in STATUSES.values():
        yield LegalFigure(f"percent {words}", 100.0 * float(held[words][0]) / children)
    yield LegalFigure("weeks of a case", _only(proceedings_weeks_mean(view, whole)))
    yield LegalFigure("percent within 26 weeks", _only(within_26_weeks(view, whole)))
    in_court = view.legal.children
    made = (in_court.made >= since) & (in_court.made < until)
    yield LegalFigure("final orders a year", made.sum() / (until - since) * DAYS_PER_YEAR)
    route = np.array(view.register.episodes.route)[in_court.episode]
    issued = (in_court.issued >= since) & (in_court.issued < until)
    yield LegalFigure("percent under section 20 at issue", 100.0 * float((route[issued] == Route.VOLUNTARY).mean()))
    stages = dict(adoption_stages(view, whole))
    for stage in STAGES:
        yield LegalFigure(f"months from {stage}", float(stages[stage][0]))
    yield LegalFigure("percent placed within 12 months", _only(placed_within_12_months_of_decision(view, whole)))
    yield LegalFigure("days from entry to placed (A1)", _only(entry_to_placed(view, whole)))
    yield LegalFigure("days from order to match (A2)", _only(order_to_match(view, whole)))
    for years, share in adopted_by_time_in_care(view, whole):
        yield LegalFigure(f"percent adopted after {years}", float(share[0]))
    carers = dict(guardianship_by_carer(view, whole))
    fostered = 1.0 - float(carers[NOT_FORMER][0]) / max(1.0, float(carers[""][0]))
    yield LegalFigure("percent of guardians who fostered", 100.0 * fostered)
    yield LegalFigure("days until an assessor is free", _only(assessment_wait(view, whole)))
    yield LegalFigure("assessments that wait", _only(assessments_waiting_on_average(view, whole)))
    assessed = view.legal.assessments
    asked = (assessed.asked >= since) & (assessed.asked < until)
    yield LegalFigure(ASKED, float(asked.sum()) / (until - since) * DAYS_PER_YEAR)
    over = asked & np.isfinite(assessed.done) & np.isfinite(assessed.begun)
    worked = assessed.done[over] - assessed.begun[over]
    yield LegalFigure(WORKED, float(worked.mean()) if len(worked) else 0.0)
    moments = np.arange(since, until, DAYS_PER_YEAR / 4)
    yield LegalFigure("percent at home under an order", 100.0 * _mean(at_home_on_care_order(view, moments)) / children)
    yield LegalFigure("percent matched for the long term", _mean(long_term_matched(view, moments)))


def _only(parts: Parts) -> float:
    """Return the number in all of one span."""
    return float(dict(parts)[""][0])


def _mean(parts: Parts) -> float:
    values: Numbers = dict(parts)[""]
    return float(np.nanmean(values))
