"""The hours of social workers by task: worked by hand."""

from __future__ import annotations

import pytest
from handmade_registers import CALENDAR, MARCH_2019, day, parameters, plain, register, value

from sim.foundations.codes import WorkTask
from sim.measures import measure
from sim.measures.work_hours import TASKS
from sim.model.register.register import Register
from sim.parameters.statutory.social_work import SocialWork


def week(r: Register, when: float, asked: dict[int, float], paid: dict[int, float], hours: float = 50.0) -> None:
    """Add a week in which hours were asked and paid by task (and of children in need, after the last task)."""
    work, table = r.work, r.work_hours
    for task in range(len(WorkTask) + 1):
        table.task.append(task)
        table.asked.append(asked.get(task, 0.0))
        table.paid.append(paid.get(task, 0.0))
    work.day.append(when)
    work.hours.append(hours)
    work.recovery.append(8.0)
    for column in (work.prompt_visits, work.workers, work.agency, work.vacant, work.cases_in_need):
        column.append(0.0)
    work.children.append(0)


def test_hours_are_summed_by_task_over_the_weeks_that_begin_in_the_year() -> None:
    r = register()
    visit, far, need = WorkTask.VISIT, WorkTask.VISIT_FAR, len(WorkTask)
    week(r, day(2018, 3, 26), {visit: 100.0}, {visit: 100.0})  # in the year before
    week(r, day(2018, 4, 2), {visit: 4.0, far: 7.0, need: 2.0}, {visit: 4.0, far: 3.0, need: 2.0})
    week(r, day(2018, 4, 9), {WorkTask.UPDATE: 14.0}, {far: 4.0, WorkTask.UPDATE: 10.0})
    values = measure(r, CALENDAR, parameters(social_work=plain(SocialWork)))

    def of(name: str, category: str) -> float:
        return value(values, f"social_work_hours_{name}", category, MARCH_2019)

    assert (of("asked", "visits"), of("done", "visits")) == (11.0, 11.0)
    assert (of("asked", "updated assessments"), of("done", "updated assessments")) == (14.0, 10.0)
    assert of("asked", "children in need") == 2.0
    assert (of("asked", ""), of("done", "")) == (27.0, 23.0)
    assert of("asked", "there were") == 116.0
    assert value(values, "social_work_hours_used_percent", when=MARCH_2019) == pytest.approx(100 * 23 / 116)


def test_every_task_has_its_hours_once() -> None:
    columns = [column for _, those in TASKS for column in those]
    assert sorted(columns) == list(range(len(WorkTask) + 1))
