"""The ledger of hours and the days on which assessments are begun: what is paid first, what waits, what lapses."""

import pytest

from sim.foundations.codes import WorkTask
from sim.model.statutory.begun import Beginnings
from sim.model.statutory.ledger import IN_NEED, Ledger
from sim.parameters.statutory.strategies import AssessmentRecovery


def week(**hours: float) -> list[float]:
    """Hours asked by the name of the task; those for children in need as `in_need`."""
    asked = [0.0] * (IN_NEED + 1)
    for name, number in hours.items():
        asked[IN_NEED if name == "in_need" else WorkTask[name.upper()]] = number
    return asked


def test_a_class_is_paid_in_full_before_the_next_has_anything():
    paid = Ledger().close(10.0, week(move=3.0, visit=4.0, visit_far=4.0, review=5.0, in_need=5.0, health=5.0))
    assert paid == week(move=3.0, visit=3.5, visit_far=3.5)
    paid = Ledger().close(24.0, week(move=3.0, visit=4.0, visit_far=4.0, review=5.0, in_need=5.0, health=6.0))
    assert paid == week(move=3.0, visit=4.0, visit_far=4.0, review=5.0, in_need=5.0, health=3.0)


def test_what_is_not_paid_waits_four_weeks_the_oldest_first_and_then_lapses():
    ledger = Ledger()
    ledger.close(0.0, week(visit=4.0))
    for _ in range(3):
        assert ledger.close(0.0, week()) == week()
    assert ledger.close(3.0, week(visit=2.0)) == week(visit=3.0)
    assert ledger.prompt_visits == 0.0
    assert ledger.close(9.0, week()) == week(visit=2.0)
    lapsed = Ledger()
    lapsed.close(0.0, week(visit=4.0))
    for _ in range(4):
        lapsed.close(0.0, week())
    assert lapsed.close(9.0, week()) == week()


def test_papers_do_not_wait():
    ledger = Ledger()
    ledger.close(0.0, week(health=4.0, education_plan=2.0))
    assert ledger.close(9.0, week()) == week()


def test_visits_of_the_week_are_told_from_those_made_up_for():
    ledger = Ledger()
    ledger.close(1.0, week(visit=4.0))
    assert ledger.prompt_visits == 1.0
    ledger.close(5.0, week(visit=4.0))
    assert ledger.prompt_visits == 2.0


def test_overload_is_of_a_quarter_of_a_year_without_updates():
    ledger = Ledger()
    assert ledger.overload == 0.0
    ledger.close(10.0, week(visit=12.0, update=100.0))
    assert ledger.overload == pytest.approx(0.2)
    ledger.close(10.0, week(visit=8.0))
    assert ledger.overload == 0.0
    for _ in range(13):
        ledger.close(10.0, week(visit=13.0))
    assert ledger.overload == pytest.approx(0.3)
    empty = Ledger()
    empty.close(0.0, week(visit=1.0))
    assert empty.overload == 1.0


def recovery(**changes: float) -> AssessmentRecovery:
    """From day 100, over 50 days, to a mean of 20 days."""
    values = {"starts": 100.0, "ramp": 50.0, "workers": 1.0, "begun_mean": 20.0, **changes}
    return AssessmentRecovery(**values, updates_per_worker=50.0, until_days=500.0, cost_per_worker=0.0)


@pytest.mark.parametrize(("due", "threshold"), [(0.0, 0.5), (0.0, 1.2), (0.0, 9.0), (120.0, 0.3), (140.0, 2.0)])
def test_what_is_overdue_is_begun_when_the_rate_adds_up_to_the_threshold(due: float, threshold: float):
    """The rate of each day, summed."""
    day = Beginnings(200.0, recovery()).day(due, threshold)
    step, passed, when = 0.001, 0.0, due
    while when < day:
        share = min(1.0, max(0.0, (when + step / 2 - 100.0) / 50.0))
        passed += step * (1 / 200.0 + share * (1 / 20.0 - 1 / 200.0))
        when += step
    assert passed == pytest.approx(threshold, abs=2e-3)


def test_without_practice_it_is_begun_when_due():
    assert Beginnings(0.0, None).day(30.0, 2.0) == 30.0
    assert Beginnings(0.0, recovery()).day(120.0, 2.0) == 120.0
    assert Beginnings(200.0, recovery(begun_mean=0.0, ramp=0.0)).day(0.0, 9.0) == 100.0
    assert Beginnings(200.0, None).day(0.0, 1.0) == 200.0
