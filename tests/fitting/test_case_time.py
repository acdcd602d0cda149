"""Time in proceedings: against sums, maxima, cases played one by one, and the years' published numbers."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest
from scipy.special import ndtr

from sim.fitting.case_mix import CaseMix, CaseOutcome, case_mix
from sim.fitting.case_solved import solved
from sim.fitting.case_time import ORDINARY_WAIT, AssessorWait, case_times
from sim.parameters.legal.legal import Legal
from sim.parameters.tables import ByAge, ByCarersNamed
from sim.published.case_times import PublishedCaseTime, published_case_times
from sim.scenario.scenario import load

NO_WAIT = AssessorWait(share=0.0, mean=0.0)
AGES = np.array([0.30, 0.22, 0.20, 0.23, 0.05])
NOBODY, ONE = ByCarersNamed(1.0, 0.0, 0.0, 0.0), ByCarersNamed(0.0, 1.0, 0.0, 0.0)
INSTANT = 1e-6


@pytest.fixture(scope="module")
def legal() -> Legal:
    """Return England's legal process."""
    found = load("england", "legal_process").parameters.legal
    assert found is not None
    return found


def simple(legal: Legal, parallel: float) -> Legal:
    """Return cases in which the one relative is named at once, always viable, never waited for, and nothing lies."""
    return replace(
        legal,
        parallel=parallel,
        idle=0.0,
        carers_wanted=1.0,
        carers_named=ONE,
        named_early=1.0,
        viable=1.0,
        viability_median=INSTANT,
        redone=0.0,
        court_median=INSTANT,
        work_factor=1.0,
    )


def lognormal_mean(median: float, spread: float) -> float:
    """Return the mean of a lognormal time."""
    return median * exp(spread**2 / 2)


def test_in_sequence_means_add(legal: Legal) -> None:
    cases = case_times(simple(legal, parallel=0.0), NO_WAIT)
    parents = lognormal_mean(legal.parent_assessment_median, legal.parent_assessment_spread)
    relatives = lognormal_mean(legal.carer_assessment_median, legal.carer_assessment_spread)
    papers = lognormal_mean(legal.adoption_papers_median, 0.3)
    ends = legal.case_management + legal.final_evidence
    plain = cases.evidence[CaseOutcome.OTHER, 0].mean()
    assert plain == pytest.approx(ends + parents + relatives, rel=2e-3)
    assert cases.evidence[CaseOutcome.OTHER, 1].mean() == pytest.approx(plain + papers, rel=2e-3)
    decided = plain + papers - legal.final_evidence + legal.decision_maker_interval / 2
    adopted = cases.evidence[CaseOutcome.ADOPTION, 0].mean()
    assert adopted == pytest.approx(decided + legal.placement_application, rel=2e-3)
    assert cases.evidence[CaseOutcome.RELATIVES, 1].mean() == pytest.approx(plain, rel=2e-3)


def test_idle_time_lies_before_each_option_and_not_before_each_relative(legal: Legal) -> None:
    three = ByCarersNamed(0.0, 0.0, 0.0, 1.0)
    idle, work = 60.0, 0.01
    short = replace(simple(legal, parallel=0.0), carers_named=three, carer_assessment_median=work)
    cases = case_times(replace(short, parent_assessment_median=work, idle=idle), NO_WAIT)
    ends = legal.case_management + legal.final_evidence
    assert cases.evidence[CaseOutcome.OTHER, 0].mean() == pytest.approx(ends + 2 * idle, rel=5e-3)
    three_options = cases.evidence[CaseOutcome.OTHER, 1].mean() - cases.evidence[CaseOutcome.OTHER, 0].mean()
    papers = lognormal_mean(legal.adoption_papers_median, 0.3)
    assert three_options == pytest.approx(idle + papers, rel=1e-2)


def test_in_parallel_the_last_to_end_counts(legal: Legal) -> None:
    cases = case_times(simple(legal, parallel=1.0), NO_WAIT)
    days = np.arange(0.0, 2000.0, 0.05) + 0.025

    def by(day: float, median: float, spread: float) -> float:
        return ndtr(np.log(day / median) / spread)

    both = by(days, legal.parent_assessment_median, legal.parent_assessment_spread)
    both = both * by(days, legal.carer_assessment_median, legal.carer_assessment_spread)
    ends = legal.case_management + legal.final_evidence
    assert cases.evidence[CaseOutcome.OTHER, 0].mean() == pytest.approx(ends + (1 - both).sum() * 0.05, rel=2e-3)
    longest = legal.case_management + (1 - both * by(days, legal.adoption_papers_median, 0.3)).sum() * 0.05
    longest += legal.decision_maker_interval / 2 + legal.placement_application  # decided when all is there, applied for
    assert cases.evidence[CaseOutcome.ADOPTION, 1].mean() == pytest.approx(longest, rel=2e-3)


def test_without_work_the_court_decides_and_without_the_court_the_work(legal: Legal) -> None:
    no_work = replace(legal, work_factor=0.0, case_management=0.0, final_evidence=0.0, carers_wanted=0.0)
    plain = case_times(no_work, NO_WAIT).days[CaseOutcome.OTHER, 0]
    weekend = 2 / 7 * 1.0  # two days in seven, a day early in the mean
    assert plain.mean() == pytest.approx(lognormal_mean(legal.court_median, legal.court_spread) + weekend, rel=4e-3)
    no_court = case_times(replace(legal, court_median=INSTANT))
    put_off = no_court.days - no_court.evidence
    assert put_off.min() == 0.0
    assert put_off.max() < 2.0
    assert put_off.mean() == pytest.approx(weekend, abs=0.02)


def test_adoption_not_considered_comes_last_even_in_parallel(legal: Legal) -> None:
    cases = case_times(replace(legal, parallel=1.0))
    late, early = cases.adoption_decided[CaseOutcome.ADOPTION]
    assert (late > cases.evidence[CaseOutcome.OTHER, 0] - legal.final_evidence).all()
    # papers and idle time no more than end later: a decision also waits for relatives, for the court and for its day
    assert early.mean() + 20 < late.mean() < early.mean() + legal.adoption_papers_median + legal.idle
    assert np.isinf(cases.adoption_decided[CaseOutcome.RELATIVES, 0]).all()
    assert np.isinf(cases.adoption_decided[CaseOutcome.OTHER, 0]).all()


def test_a_decision_on_adoption_follows_the_evidence_and_the_court(legal: Legal) -> None:
    ahead = legal.placement_application
    quick = case_times(replace(legal, court_median=INSTANT))
    decided = quick.adoption_decided[CaseOutcome.ADOPTION]
    assert quick.evidence[CaseOutcome.ADOPTION] == pytest.approx(decided + ahead)
    slow = [case_times(replace(legal, court_spread=0.0, court_median=days)) for days in (2000.0, 2091.0)]
    for case in slow:  # the court's own timetable alone says when: the decision maker's days and weekends aside
        before = case.days[CaseOutcome.ADOPTION] - case.adoption_decided[CaseOutcome.ADOPTION]
        assert before.mean() == pytest.approx(ahead + legal.decision_maker_interval / 2 + 2 / 7, abs=0.05)
    first, later = (case.adoption_decided[CaseOutcome.ADOPTION] for case in slow)
    assert later - first == pytest.approx(91.0)


def test_cases_are_those_played_one_by_one(legal: Legal) -> None:
    chance = np.random.default_rng(5)
    number = 6000
    for outcome in CaseOutcome:
        for considered in (False, True):
            played = np.array([one_case(legal, chance, outcome, considered=considered) for _ in range(number)])
            found = case_times(legal)
            for place, times in enumerate((found.days, found.full_assessments)):
                error = played[:, place].std() / number**0.5
                assert abs(times[outcome, int(considered)].mean() - played[:, place].mean()) < 3.5 * error
            error = (0.25 / number) ** 0.5
            within = (found.days[outcome, int(considered)] <= 182).mean()
            assert abs(within - (played[:, 0] <= 182).mean()) < 3.5 * error


def one_case(
    legal: Legal, chance: np.random.Generator, outcome: CaseOutcome, *, considered: bool
) -> tuple[float, float]:
    """Return the days and the full assessments of one case, step by step."""

    def lognormal(median: float, spread: float) -> float:
        return median * exp(spread * chance.standard_normal())

    def idle() -> float:
        return chance.exponential(legal.idle * factor)

    factor, start = legal.work_factor, legal.case_management
    number = 0
    if chance.random() < legal.carers_wanted:
        number = int(chance.choice(4, p=legal.carers_named.values()))
    chosen = outcome is CaseOutcome.RELATIVES
    number = max(number, int(chosen))
    guardian = int(chance.integers(number)) if number else -1
    named = sorted(start if chance.random() < legal.named_early else chance.uniform(30, 140) for _ in range(number))
    work, full = [], []
    for place in range(number):
        days = factor * lognormal(legal.viability_median, 0.4)
        further = chance.random() < legal.viable or (chosen and place == guardian)
        if further:
            days += chance.exponential(ORDINARY_WAIT.mean) if chance.random() < ORDINARY_WAIT.share else 0.0
            again = 1 + legal.redone_work if chance.random() < legal.redone else 1.0
            days += factor * again * lognormal(legal.carer_assessment_median, legal.carer_assessment_spread)
        work.append(days)
        full.append(int(further))
    parents = start + idle() + factor * lognormal(legal.parent_assessment_median, legal.parent_assessment_spread)
    before_relatives, before_adoption = idle(), idle()
    papers = factor * lognormal(legal.adoption_papers_median, 0.3) + before_adoption
    if chance.random() < legal.parallel:
        over = parents
        if number:
            begins = max(start, named[0]) + before_relatives
            over = max(over, *(max(begins, day) + days for day, days in zip(named, work, strict=True)))
        done = sum(full)
        if considered:
            over = max(over, start + papers)
        elif outcome is CaseOutcome.ADOPTION:
            over += papers
    else:
        over, done = parents, 0
        for place in range(number):
            if chosen and place > guardian:
                break
            over = max(over, named[place]) + (before_relatives if place == 0 else 0.0) + work[place]
            done += full[place]
        if outcome is CaseOutcome.ADOPTION or (considered and not chosen):
            over += papers
    court = lognormal(legal.court_median, legal.court_spread)
    if outcome is CaseOutcome.ADOPTION:
        plain = over + legal.final_evidence
        over += chance.uniform(0, legal.decision_maker_interval)
        due = court - legal.placement_application - chance.uniform(0, legal.decision_maker_interval)
        over = max(plain, max(over, due) + legal.placement_application) - legal.final_evidence
    ready = max(over + legal.final_evidence, court)
    weekday = chance.uniform(0, 7)
    late = (weekday + ready) % 7
    return ready + (7 - late if late >= 5 else 0.0), float(done)


def test_published_years_are_met_by_the_courts_time_and_the_work(legal: Legal) -> None:
    mix = case_mix(legal, AGES)
    factors = []
    for year, published in published_case_times().items():
        found = solved(legal, mix, published)
        assert found.met
        assert found.times.mean(mix) / 7 == pytest.approx(published.mean_weeks, abs=0.05)
        assert found.times.share_within(182.0, mix) == pytest.approx(published.within_26_weeks, abs=0.003)
        factors.append(found.legal.work_factor)
        assert published.publication, year
    assert factors[:3] == sorted(factors[:3])  # the mean grows, and with it the part that is work


def test_what_cannot_be_met_is_marked(legal: Legal) -> None:
    mix = case_mix(legal, AGES)
    too_even = solved(legal, mix, PublishedCaseTime(30.0, 0.95))
    assert not too_even.met
    assert too_even.times.mean(mix) / 7 == pytest.approx(30.0, abs=0.05)
    assert not solved(replace(legal, final_evidence=300.0), mix, PublishedCaseTime(30.0, 0.5)).met


def test_uncertain_work_never_moves_the_published_length(legal: Legal) -> None:
    mix, published = case_mix(legal, AGES), PublishedCaseTime(30.0, 0.5)
    for changed in (
        replace(legal, idle=35.0),
        replace(legal, carer_assessment_median=98.0, parallel=0.25),
        replace(legal, viable=0.65),
    ):
        found = solved(changed, case_mix(changed, AGES), published)
        assert found.met
        assert found.times.mean(mix) / 7 == pytest.approx(30.0, abs=0.05)


def test_more_in_parallel_is_sooner_and_takes_no_fewer_assessments(legal: Legal) -> None:
    mix = case_mix(legal, AGES)
    means, assessments = [], []
    for share in (0.0, 0.3, 0.5, 0.85, 1.0):
        cases = case_times(replace(legal, parallel=share))
        means.append(cases.mean(mix))
        assessments.append(float((cases.full_assessments.mean(axis=2) * mix.shares).sum()))
    assert means == sorted(means, reverse=True)
    assert assessments == sorted(assessments)
    assert assessments[-1] > assessments[0]


def test_quantiles_are_of_the_mix(legal: Legal) -> None:
    mix = case_mix(legal, AGES)
    cases = case_times(legal)
    for share in (0.1, 0.5, 0.9):
        day = float(cases.quantiles(np.array([share]), mix)[0])
        assert cases.share_within(day, mix) == pytest.approx(share, abs=1e-3)
    only = CaseMix(np.array([[0.0, 0.0], [0.0, 0.0], [1.0, 0.0]]))
    assert cases.quantiles(np.array([0.5]), only)[0] == pytest.approx(
        np.median(cases.days[CaseOutcome.OTHER, 0]), rel=1e-3
    )


def test_mix_follows_ages_and_orders(legal: Legal) -> None:
    never = replace(legal, adoption_considered=ByAge(0, 0, 0, 0, 0))
    mix = case_mix(never, np.array([0.0, 0.0, 0.0, 0.0, 1.0]))
    orders = legal.orders_from_16
    assert mix.shares.sum() == pytest.approx(1.0)
    assert mix.shares[:, 1].sum() == 0.0
    assert mix.shares[CaseOutcome.RELATIVES, 0] == pytest.approx(
        orders.special_guardianship + orders.child_arrangements
    )
    assert mix.shares[CaseOutcome.ADOPTION, 0] == pytest.approx(orders.placement)
