"""Balance with a legal process: what the law leaves of other ways to leave, and what long runs turn of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from handmade_legal_registers import case, child_of_case, row, with_legal
from handmade_registers import CALENDAR, YEAR, child, episode, placement, register
from quiet_legal import legal
from quiet_parameters import changed, quiet

from sim.experiments.balance.ends import EndsOfPlacements
from sim.experiments.balance.knobs import turned
from sim.experiments.balance.legal_run import LegalFigure, legal_figures
from sim.experiments.balance.long_run import LongRun, _exposure, mean_of
from sim.experiments.balance.national_goals import goals_of_2019
from sim.experiments.balance.national_legal import ORDER_TABLES, TURNS, fit_legal_process
from sim.experiments.balance.stretches import stretches
from sim.foundations.codes import CourtOrder, Kind, LeavingCause, LegalStatus
from sim.measures.view import view_of
from sim.parameters.legal.residual import ResidualLeaving
from sim.parameters.parameters import Parameters

PENDING, AFTER = 0.2, 0.3


def in_law() -> Parameters:
    given = with_legal()
    assert given.legal is not None
    residual: ResidualLeaving = replace(given.legal.residual, pending_multiplier=PENDING, after_order_multiplier=AFTER)
    return replace(given, legal=replace(given.legal, residual=residual))


def test_a_stay_is_parted_by_what_the_law_leaves_of_other_ways() -> None:
    r = register()
    outside, care, adopted, home = (episode(r, child(r), 0.0) for _ in range(4))
    for of in (outside, care, adopted):
        placement(r, of, 0.0, kind=Kind.AGENCY)
    placement(r, home, 0.0, 300.0, kind=Kind.WITH_PARENTS)
    placement(r, home, 300.0, kind=Kind.AGENCY)
    for of, order in (
        (care, CourtOrder.CARE),
        (adopted, CourtOrder.PLACEMENT),
        (home, CourtOrder.CARE_AT_HOME),
    ):
        child_of_case(r, case(r, 0.0, 200.0), of, order, made=200.0)
    for of in (outside, care, adopted, home):
        row(r.legal_statuses, episode=of, status=LegalStatus.ACCOMMODATED, since=0.0)
    for of, status in ((care, "CARE_ORDER"), (adopted, "PLACEMENT_ORDER"), (home, "CARE_ORDER")):
        row(r.legal_statuses, episode=of, status=LegalStatus.INTERIM_CARE_ORDER, since=50.0)
        row(r.legal_statuses, episode=of, status=LegalStatus[status], since=200.0)
    view = view_of(r, CALENDAR, in_law())
    found = stretches(view)

    def of(which: int) -> list[tuple[float, float, float]]:
        here = view.stays.episode[found.stay] == which
        return sorted(zip(found.began[here], found.ended[here], found.other_ways[here], strict=True))

    assert [weight for *_, weight in of(outside)] == [1.0]
    assert [(began, weight) for began, _, weight in of(care)] == [(0.0, PENDING), (50.0, PENDING), (200.0, AFTER)]
    assert [(began, weight) for began, _, weight in of(adopted)] == [(0.0, PENDING), (50.0, PENDING), (200.0, 0.0)]
    assert of(home)[:3] == [(0.0, 50.0, PENDING), (50.0, 200.0, PENDING), (200.0, 300.0, 0.0)]
    assert of(home)[3][0::2] == (300.0, AFTER)

    years = _exposure(view, 0.0, YEAR).sum(axis=(1, 2, 3)) * YEAR
    assert years[Kind.WITH_PARENTS] == pytest.approx(200 * PENDING)
    rest = YEAR - 200
    assert years[Kind.AGENCY] == pytest.approx(YEAR + 400 * PENDING + rest * AFTER + (YEAR - 300) * AFTER)


def test_without_a_legal_process_every_stay_is_one_whole_stretch() -> None:
    r = register()
    of = episode(r, child(r), 0.0)
    placement(r, of, 0.0, 100.0)
    placement(r, of, 100.0)
    view = view_of(r, CALENDAR, quiet())
    found = stretches(view)
    assert found.stay.tolist() == [0, 1]
    assert found.began.tolist() == [0.0, 100.0]
    assert found.other_ways.tolist() == [1.0, 1.0]
    assert list(legal_figures(view, 0.0, YEAR)) == []


GOALS = goals_of_2019().legal


def run_of(causes: np.ndarray, stability: float = GOALS.settled, **figures: float) -> LongRun:
    nothing = np.zeros(1)
    usual = {turn.figure: turn.published(GOALS) for turn in TURNS} | figures
    return LongRun(
        *[nothing] * 5, causes, nothing, nothing, stability, 10.0, 40.0, 60.0, 0.4, EndsOfPlacements(*[nothing] * 7),
        tuple(LegalFigure(title, value) for title, value in usual.items()),
    )  # fmt: skip


PUBLISHED = np.array(goals_of_2019().causes)


def test_what_comes_out_as_published_is_turned_by_nothing() -> None:
    before = changed(quiet(), legal=None) if quiet().legal else quiet()
    assert fit_legal_process(before, goals_of_2019(), run_of(PUBLISHED), 1.0) is before
    before = replace(before, legal=legal())
    found = fit_legal_process(before, goals_of_2019(), run_of(PUBLISHED), 1.0)
    assert found.legal is not None
    assert before.legal is not None
    for table in ORDER_TABLES:
        assert getattr(found.legal, table).values() == pytest.approx(getattr(before.legal, table).values())
    assert found.legal.adoption == before.legal.adoption
    assert found.legal.permanence == before.legal.permanence


def test_orders_by_which_too_many_leave_are_made_more_seldom_and_shares_stay_whole() -> None:
    before = replace(quiet(), legal=legal())
    causes = PUBLISHED.copy()
    causes[LeavingCause.SPECIAL_GUARDIANSHIP] *= 1.3
    found = fit_legal_process(before, goals_of_2019(), run_of(causes), 1.0)
    assert before.legal is not None
    assert found.legal is not None
    for table in ORDER_TABLES:
        now, then = getattr(found.legal, table), getattr(before.legal, table)
        assert sum(now.values()) == pytest.approx(sum(then.values()))
        if 0.0 < then.special_guardianship < 1.0:
            assert now.special_guardianship < then.special_guardianship


def test_slow_family_finding_and_restless_matches_are_turned_down() -> None:
    before = replace(quiet(), legal=legal())
    slow = {"months from decision to match": 12.0}
    found = fit_legal_process(before, goals_of_2019(), run_of(PUBLISHED, GOALS.settled - 4.0, **slow), 1.0)
    assert before.legal is not None
    assert found.legal is not None
    then, now = before.legal.adoption, found.legal.adoption
    assert now.finding_median == pytest.approx(then.finding_median * 8 / 12)
    assert now.order_median == then.order_median
    assert found.legal.permanence.moves_multiplier < before.legal.permanence.moves_multiplier


def test_the_mean_of_long_runs_is_of_their_legal_figures_too() -> None:
    first, second = (run_of(PUBLISHED, **{"weeks of a case": weeks}) for weeks in (30.0, 34.0))
    titles = {figure.title: figure.value for figure in mean_of([first, second]).legal}
    assert titles["weeks of a case"] == 32.0


def test_a_number_deep_in_the_parameters_is_turned() -> None:
    before = replace(quiet(), legal=legal())
    assert before.legal is not None
    found = turned(before, "legal.adoption.finding_median", 1.5, 1.0)
    assert found.legal is not None
    assert found.legal.adoption.finding_median == pytest.approx(1.5 * before.legal.adoption.finding_median)
    assert found.legal.connected == before.legal.connected
