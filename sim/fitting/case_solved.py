"""The court's own timetable and the factor of work, solved so that cases take as long as was published of a year.

How much of the time is the court's and how much the council's cannot be told from how long cases take; so neither is
drawn, and both are solved anew for every draw of the times that make up a case.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import brentq

from sim.fitting.case_mix import CaseMix
from sim.fitting.case_time import (
    ORDINARY_WAIT,
    WEEK,
    AllEvidence,
    AssessorWait,
    CaseTimes,
    all_evidence,
    case_times,
    timed,
)
from sim.parameters.legal.legal import Legal
from sim.published.case_times import PublishedCaseTime

FACTORS = (0.1, 4.0)
"""Of work, between which a solution is looked for."""

SHORTEST, LONGEST = 0.01, 20.0
"""Limits of the court's median: days, and times the mean of a case."""

WEEKS_26 = 182.0
NEAR_ENOUGH = 0.003
"""Of the share within 26 weeks."""


@dataclass(frozen=True, slots=True)
class SolvedCase:
    """The court's own timetable and the factor of work at which cases take as long as published."""

    legal: Legal
    """With `court_median` and `work_factor` in it."""
    met: bool
    """Whether both published numbers are met; else the mean is, and the share within 26 weeks as nearly as can be."""
    times: CaseTimes


def solved(legal: Legal, mix: CaseMix, published: PublishedCaseTime, wait: AssessorWait = ORDINARY_WAIT) -> SolvedCase:
    """Return parameters by which cases take as long as published in the mean, and as many within 26 weeks.

    The more of the time is the council's work, the less it spreads, and the fewer cases end early or late. Where no
    factor meets the share, the nearest stands; it is never so large that the evidence alone takes longer.
    """

    def at(factor: float) -> tuple[float, float]:
        """Return the court's median that meets the mean with this factor, and by how much the share is missed."""
        evidence = all_evidence(replace(legal, work_factor=factor), wait)
        median = _court_median(evidence, mix, published)
        return median, timed(evidence, median).share_within(WEEKS_26, mix) - published.within_26_weeks

    def too_long(factor: float) -> float:
        evidence = all_evidence(replace(legal, work_factor=factor), wait)
        return timed(evidence, SHORTEST).mean(mix) - WEEK * published.mean_weeks

    least, most = FACTORS
    if too_long(least) >= 0.0:
        factor = least
    else:
        if too_long(most) > 0.0:
            most = float(brentq(too_long, least, most, xtol=1e-3))
        ends = at(least)[1], at(most)[1]
        if ends[0] * ends[1] < 0.0:
            factor = float(brentq(lambda factor: at(factor)[1], least, most, xtol=1e-4))
        else:
            factor = least if abs(ends[0]) < abs(ends[1]) else most
    median, missed = at(factor)
    found = replace(legal, court_median=median, work_factor=factor)
    return SolvedCase(found, abs(missed) < NEAR_ENOUGH and median > SHORTEST, case_times(found, wait))


def _court_median(evidence: AllEvidence, mix: CaseMix, published: PublishedCaseTime) -> float:
    """Return the court's median at which cases take as long as published in the mean; the shortest if all do longer."""
    wanted = WEEK * published.mean_weeks

    def longer(log_median: float) -> float:
        return timed(evidence, float(np.exp(log_median))).mean(mix) - wanted

    low, high = np.log(SHORTEST), np.log(LONGEST * wanted)
    return SHORTEST if longer(low) >= 0.0 else float(np.exp(brentq(longer, low, high, xtol=1e-5)))
