"""Rows of the register on cases before a court, their children and what they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.foundations.codes import CaseOption
from sim.model.legal.standing import CourtCase, LegalStanding
from sim.model.register.columns import NOBODY, OPEN

if TYPE_CHECKING:
    from sim.model.core.run import Run


def enter_case(run: Run, case: CourtCase) -> None:
    """Enter a case that comes before a court."""
    rows = run.register.cases
    case.row = len(rows.family)
    rows.family.append(case.family)
    rows.number.append(case.number)
    rows.began.append(min(case.began, case.issued))
    rows.ready.append(case.issued)
    rows.issued.append(OPEN)
    rows.carers.append(NOBODY)
    rows.chosen.append(NOBODY)
    rows.parallel.append(False)
    rows.considered.append(0)
    rows.timetable.append(OPEN)
    rows.evidence.append(OPEN)
    rows.ended.append(OPEN)
    rows.heard.append(False)


def enter_child(run: Run, case: CourtCase, standing: LegalStanding) -> None:
    """Enter a child of a case."""
    rows = run.register.case_children
    standing.row_in_case = len(rows.case)
    assert standing.destined is not None
    rows.case.append(case.row)
    rows.episode.append(standing.child.episode_row)
    rows.destined.append(standing.destined)
    rows.adoption_considered.append(False)
    rows.made.append(OPEN)


def note_options(run: Run, case: CourtCase) -> None:
    """Enter which options a case is going to look at, and whether together."""
    rows = run.register.cases
    rows.parallel[case.row], rows.carers[case.row], rows.chosen[case.row] = case.parallel, case.carers, case.chosen


def enter_option(run: Run, case: CourtCase, option: CaseOption, possible: float, carer: int = NOBODY) -> int:
    """Enter an option that could begin on a day; return its row."""
    rows = run.register.case_options
    rows.case.append(case.row)
    rows.option.append(option)
    rows.carer.append(carer)
    rows.possible.append(possible)
    rows.began.append(OPEN)
    rows.done.append(OPEN)
    rows.chosen.append(carer != NOBODY and carer == case.chosen)
    return len(rows.case) - 1


def end_case(run: Run, case: CourtCase, heard: bool) -> None:
    """Enter that a case has ended now, by a final hearing or since nobody is left in care."""
    run.register.cases.ended[case.row] = run.lives.now
    run.register.cases.heard[case.row] = heard
