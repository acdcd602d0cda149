"""The first day in law: what stood in the long run goes on, so that nothing shows where the run began."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cache
from math import sqrt
from statistics import mean, pstdev
from unittest.mock import patch

from quiet_legal import busy_in_law
from quiet_parameters import CALENDAR, YEAR
from runs_of_model import rows, simulate, small_pool

from sim.foundations.codes import LegalStatus
from sim.model.opening.pool import Pool
from sim.model.pool import making
from sim.model.pool.raking import legal_margins, rake
from sim.model.register.columns import NOBODY
from sim.model.register.register import Register
from sim.scenario.assessor_queue import assessment_work

REPLICATIONS = 16
STANDARD_ERRORS = 4.0


@cache
def pool() -> Pool:
    return small_pool(busy_in_law())


@cache
def balanced() -> Pool:
    """The lives of long runs as often as they were found: as many as entries keep up, so that nothing changes."""
    with patch.multiple(making, BURN_IN_YEARS=10, SNAPSHOTS=8, RETURN_WITHIN=YEAR):
        entries = busy_in_law().demand.entries_per_year
        lives = making.make_pool(busy_in_law(), CALENDAR, 1, entries, long_runs=3)
    assert lives is not None
    weights = (1.0 / lives.snapshots,) * len(lives.clusters)
    return Pool(lives.clusters, weights, lives.returning, lives.empty_households, lives.snapshots, homes=lives.homes)


@cache
def runs() -> tuple[Register, ...]:
    """Two years of a small authority in balance, again and again."""
    return tuple(simulate(busy_in_law(), 2.0, seed=number, pool=balanced()) for number in range(1, REPLICATIONS + 1))


def under_law(register: Register, day: float) -> Counter[LegalStatus]:
    """Children in care on a day by legal status."""
    latest: dict[int, LegalStatus] = {}
    for row in rows(register.legal_statuses):
        if row.since <= day:
            latest[row.episode] = LegalStatus(row.status)
    episodes = register.episodes
    there = [
        number for number, began in enumerate(episodes.began) if began <= day and not episodes.ended[number] <= day
    ]
    assert all(number in latest for number in there), "somebody in care has no legal status"
    return Counter(latest[number] for number in there)


def test_everybody_in_care_has_a_legal_status_every_day() -> None:
    for register in runs()[:4]:
        for day in (0.0, 1.0, 100.0, 365.0, 700.0):
            under_law(register, day)


def test_children_under_interim_orders_are_in_a_case_that_is_not_over() -> None:
    for register in runs()[:4]:
        cases = {row.row: row for row in rows(register.cases)}
        latest = {row.episode: row.case for row in rows(register.case_children)}
        for row in rows(register.legal_statuses):
            if row.status == LegalStatus.INTERIM_CARE_ORDER:
                case = cases[latest[row.episode]]
                assert case.issued <= max(row.since, 0.0)
                assert not case.ended < min(row.since, 0.0)


def test_nobody_at_home_leaves_on_the_first_day_whose_order_could_have_been_discharged_before() -> None:
    for register in runs():
        assert 0.0 not in register.episodes.ended


def test_no_case_is_heard_on_the_first_day_that_is_ready_since_long_before() -> None:
    """Where assessors are far too few, cases lie for years; what is over of them is over on the first day."""
    of = busy_in_law()
    assert of.legal is not None
    few = replace(of, legal=replace(of.legal, connected=replace(of.legal.connected, assessors=1.0)))
    lives = small_pool(few)
    for seed in range(1, 9):
        register = simulate(few, 0.1, seed=seed, pool=lives)
        assert 0.0 not in register.cases.ended
        assert 0.0 not in register.episodes.ended


def test_legal_status_does_not_drift_from_the_first_day_on() -> None:
    for status in (LegalStatus.INTERIM_CARE_ORDER, LegalStatus.CARE_ORDER, LegalStatus.PLACEMENT_ORDER):
        shares = [
            (before[status] / before.total(), after[status] / after.total())
            for before, after in ((under_law(one, 0.0), under_law(one, 2 * YEAR - 1)) for one in runs())
        ]
        drift = [later - first for first, later in shares]
        # the pool is a sample too, of three long runs: twice the error of as many replications as it is worth
        bound = STANDARD_ERRORS * pstdev(drift) * sqrt(1 / REPLICATIONS + 1 / 12)
        assert abs(mean(drift)) < bound, f"{status.name}: {mean(drift):+.3f}"


def test_cases_under_way_last_no_longer_and_no_shorter_than_others() -> None:
    first, later = ([] for _ in range(2))
    for register in runs():
        for row in rows(register.cases):
            if row.heard and 0.0 < row.ended <= YEAR / 2:
                first.append(row.ended - row.issued)
            elif row.heard and row.ended > 1.5 * YEAR:
                later.append(row.ended - row.issued)
    bound = STANDARD_ERRORS * sqrt(pstdev(first) ** 2 / len(first) + pstdev(later) ** 2 / len(later))
    assert len(first) > 60
    assert abs(mean(first) - mean(later)) < bound, f"{mean(first):.1f} and {mean(later):.1f} days"


def test_as_many_wait_for_an_assessor_at_first_as_later() -> None:
    def waiting(register: Register, day: float) -> int:
        return sum(row.asked <= day and not row.begun <= day for row in rows(register.assessments))

    drift = [waiting(one, 1.9 * YEAR) - waiting(one, 0.0) for one in runs()]
    assert abs(mean(drift)) < max(1.0, STANDARD_ERRORS * pstdev(drift) / sqrt(REPLICATIONS))


def test_nobody_takes_an_assessor_on_the_first_day_who_is_at_work_already() -> None:
    """Who waits comes along with who is at work, of other long runs, of whom there may be more than assessors."""
    of, slots, began, waited = busy_in_law(), 3, 0, 0
    assert of.legal is not None
    few = replace(of, legal=replace(of.legal, connected=replace(of.legal.connected, assessors=float(slots))))
    lives = small_pool(few)
    for number in range(1, 11):
        told = rows(simulate(few, 0.01, seed=number, pool=lives).assessments)
        at_work = [row for row in told if row.begun <= 0.0 and not row.done <= 0.0]
        here = sum(row.begun == 0.0 for row in at_work)
        assert not here or len(at_work) <= slots
        began += here
        waited += sum(row.asked <= 0.0 and not row.begun <= 0.0 for row in told)
    assert began > 0, "in none of the runs was anybody free"
    assert waited > 0


def test_assessments_of_other_families_are_under_way_on_the_first_day() -> None:
    """As many as begin in a year, times the years that one takes: they are not of children in care, and not kept."""
    of = busy_in_law()
    assert of.legal is not None
    a_year = 60.0
    more = replace(of, legal=replace(of.legal, connected=replace(of.legal.connected, other_assessments=a_year)))
    assert more.legal is not None
    wanted = REPLICATIONS * a_year * assessment_work(more.legal).mean / YEAR
    found = 0
    for number in range(1, REPLICATIONS + 1):
        register = simulate(more, 0.01, seed=number, pool=balanced())
        others = [row for row in rows(register.assessments) if row.case == NOBODY and row.episode == NOBODY]
        found += sum(row.begun < 0.0 and not row.done <= 0.0 for row in others)
    assert abs(found - wanted) < STANDARD_ERRORS * sqrt(wanted)


def test_no_step_of_the_past_is_in_the_future() -> None:
    for register in runs()[:4]:
        for row in rows(register.case_options):
            assert not row.began < row.possible
            assert not row.done < row.began
        for row in rows(register.assessments):
            assert not row.begun < row.asked
            assert not row.done < row.begun


def test_raking_meets_children_by_legal_status_and_all_else() -> None:
    clusters = pool().clusters
    margins = legal_margins(clusters, (0.0, 0.0, 0.0, 0.0))
    weights = list(pool().weights)
    found = [sum(weights[which] * number for which, number, _ in margin.counts) for margin in margins]
    wanted = [found[0] + 4.0, found[1] + 6.0, found[2] - 10.0, found[3]]
    assert pool().targets is not None
    raked = rake(clusters, pool().targets or (), wanted)
    after = [sum(raked[which] * number for which, number, _ in margin.counts) for margin in margins]
    assert max(abs(here - there) for here, there in zip(after, wanted, strict=True)) < 0.5


def test_a_strategy_added_in_the_run_changes_no_order_and_nobody_who_enters() -> None:
    base = runs()[0]
    fewer = replace(busy_in_law(), legal=replace(busy_in_law().legal, parallel=1.0))
    other = simulate(fewer, 2.0, seed=1, pool=balanced())

    def destined(register: Register) -> dict[tuple[int, int], int]:
        episodes, children = register.episodes, register.children
        return {
            (children.identity[episodes.child[row.episode]], episodes.number[row.episode]): row.destined
            for row in rows(register.case_children)
        }

    here, there = destined(base), destined(other)
    assert {name: here[name] for name in here if name in there} == {name: there[name] for name in here if name in there}
    assert base.families.entered == other.families.entered
