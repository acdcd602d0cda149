"""A small social work service in which everything is certain and takes as long as written, for tests by hand."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from quiet_parameters import only
from runs_of_model import rows

from sim.foundations.codes import WorkTask
from sim.model.register.register import Register
from sim.parameters.statutory.social_work import SocialWork
from sim.parameters.statutory.strategies import AssessmentRecovery, CaseloadTransfer, PermanentStaff
from sim.parameters.tables import ByTask


def social_work(**changes: Any) -> SocialWork:
    """Two employees who never leave; everybody is assessed at entry, and only assessments take hours: ten each.

    An update is begun as soon as it is due.
    """
    work = SocialWork(
        workers=2.0,
        hours_per_week=25.0,
        cin_cases=0.0,
        cin_hours=52.0,
        hours=only(ByTask, update=10.0),
        long_term_share=0.5,
        visit_kept=1.0,
        cin_untrained=1.0,
        update_after=365.0,
        entry_assessed=1.0,
        begun_mean=0.0,
        vacancy=0.0,
        agency=0.0,
        turnover=0.0,
        agency_leaves=0.0,
        handover=15.0,
        team_transfer=0.0,
        stretch=0.0,
        change_multiplier=1.0,
        assessment_recognises=1.0,
        cost_per_worker=60_000.0,
        agency_premium=1.5,
    )
    return replace(work, **changes)


def assessment_recovery(**changes: Any) -> AssessmentRecovery:
    """One worker from the start for half a year, and every overdue assessment begun at once."""
    recovery = AssessmentRecovery(
        starts=0.0,
        ramp=0.0,
        workers=1.0,
        updates_per_worker=52.0,
        begun_mean=0.0,
        until_days=182.0,
        cost_per_worker=60_000.0,
    )
    return replace(recovery, **changes)


def caseload_transfer(**changes: Any) -> CaseloadTransfer:
    """All children in need go at once; their hours stay."""
    transfer = CaseloadTransfer(starts=0.0, ramp=0.0, share=1.0, workers_follow=0.0, cost_per_case=3_000.0)
    return replace(transfer, **changes)


def permanent_staff(**changes: Any) -> PermanentStaff:
    """Employees in every agency worker's post when it falls empty."""
    staff = PermanentStaff(starts=0.0, ramp=0.0, hires=100.0, agency=0.0, turnover=0.0, cost_per_hire=9_000.0)
    return replace(staff, **changes)


def by_week(register: Register) -> list[SimpleNamespace]:
    """Return each week of the register, with the hours asked and paid in it by task and of children in need."""
    hours, tasks = register.work_hours, len(WorkTask) + 1
    parts = [slice(number * tasks, (number + 1) * tasks) for number in range(len(register.work.day))]
    return [
        SimpleNamespace(**row._asdict(), asked=hours.asked[part], paid=hours.paid[part])
        for row, part in zip(rows(register.work), parts, strict=True)
    ]
