"""Lives: they sleep until their time, are woken with a cause, and a stale alarm does nothing."""

from __future__ import annotations

from sim.model.engine.life import NEVER, Life, Lives, Wake


def sleeper(lives: Lives, log: list, *times: float):
    for when in times:
        woken = yield when
        log.append((lives.now, woken))


def test_a_life_wakes_at_its_times_with_no_cause():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, 10.0, 30.0))
    lives.run()
    assert log == [(10.0, None), (30.0, None)]
    assert life.over


def test_a_life_that_is_woken_gets_the_cause_at_once():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, 50.0))
    lives.at(20.0, lambda: lives.wake(life, Wake.SUPPORT_CHANGED))
    lives.run()
    assert log == [(20.0, Wake.SUPPORT_CHANGED)]


def test_the_alarm_of_a_sleep_cut_short_does_not_ring_in_the_next():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, 50.0, 80.0))
    lives.at(20.0, lambda: lives.wake(life, Wake.SUPPORT_CHANGED))
    lives.at(60.0, lambda: log.append("between"))
    lives.run()
    assert log == [(20.0, Wake.SUPPORT_CHANGED), "between", (80.0, None)]


def test_nor_does_it_ring_in_a_sleep_beyond_the_horizon():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, 50.0, 200.0))
    lives.at(20.0, lambda: lives.wake(life, Wake.SUPPORT_CHANGED))
    lives.run()
    assert log == [(20.0, Wake.SUPPORT_CHANGED)]
    assert not life.over


def test_two_wakes_at_one_time_are_two_wakes():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, 50.0, 50.0, 60.0))
    for cause in (Wake.SUPPORT_CHANGED, Wake.STEP_DOWN):
        lives.at(20.0, lambda cause=cause: lives.wake(life, cause))
    lives.run()
    assert log == [(20.0, Wake.SUPPORT_CHANGED), (20.0, Wake.STEP_DOWN), (60.0, None)]


def test_a_life_that_is_over_stays_so():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, 10.0))
    lives.at(20.0, lambda: lives.wake(life, Wake.LEFT))
    lives.run()
    assert log == [(10.0, None)]


def test_a_life_that_never_wakes_can_be_woken():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, NEVER))
    lives.at(20.0, lambda: lives.wake(life, Wake.SLOT_GRANTED))
    lives.run()
    assert log == [(20.0, Wake.SLOT_GRANTED)]


def test_a_time_that_is_past_is_now():
    lives, log = Lives(100.0), []
    lives.at(40.0, lambda: lives.begin(sleeper(lives, log, 10.0)))
    lives.at(30.0, lambda: lives.at(5.0, lambda: log.append((lives.now, "late"))))
    lives.run()
    assert log == [(30.0, "late"), (40.0, None)]


def test_nothing_happens_on_or_after_the_horizon():
    lives, log = Lives(100.0), []
    lives.begin(sleeper(lives, log, 99.0, 100.0))
    lives.at(100.0, lambda: log.append("past"))
    lives.run()
    assert log == [(99.0, None)]
    assert lives.now == 100.0
    assert lives.events == 1  # what lies past the horizon is not even an event


def test_a_resumed_life_is_known_to_others_in_its_first_step():
    lives, known = Lives(100.0), {}

    def introduces_itself():
        assert not known["life"].over
        yield 10.0

    known["life"] = Life(introduces_itself())
    lives.resume(known["life"])
    assert not known["life"].over
    lives.run()
    assert known["life"].over


def test_lives_at_one_time_act_in_the_order_in_which_they_lay_down():
    lives, order = Lives(100.0), []

    def named(name: str):
        yield 10.0
        order.append(name)

    for name in "abc":
        lives.begin(named(name))
    lives.run()
    assert order == ["a", "b", "c"]


def test_a_day_that_has_moved_wakes_who_waits_for_it_or_for_a_later_one_only():
    lives, log = Lives(100.0), []
    life = lives.begin(sleeper(lives, log, 50.0, 200.0, 60.0))
    lives.at(10.0, lambda: lives.moved(life, 70.0, 55.0, Wake.PLAN_CHANGED))  # both later than what is waited for
    lives.at(20.0, lambda: lives.moved(life, 40.0, 40.0, Wake.PLAN_CHANGED))  # not moved
    lives.at(30.0, lambda: lives.moved(life, 50.0, 80.0, Wake.PLAN_CHANGED))  # was waited for
    lives.at(40.0, lambda: lives.moved(life, 300.0, 90.0, Wake.PLAN_CHANGED))  # comes before what lies after the run
    lives.run()
    assert log == [(30.0, Wake.PLAN_CHANGED), (40.0, Wake.PLAN_CHANGED), (60.0, None)]
