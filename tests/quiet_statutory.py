"""Small statutory services: life-story work for tests by hand, and all services at once, in which much happens."""

from __future__ import annotations

from typing import Any

from quiet_health import busy_health, health_clinic, health_pathway
from quiet_parameters import YEAR, every
from quiet_reviews import more_reviewing, reviews
from quiet_school import all_moves, school_reach, virtual_school
from quiet_social_work import assessment_recovery, caseload_transfer, permanent_staff, social_work

from sim.parameters.statutory.life_story import LifeStory
from sim.parameters.statutory.strategies import MoreLifeStory
from sim.parameters.tables import ByTask


def life_story(**changes: Any) -> LifeStory:
    """One worker who makes a book a week, of children who have been taken not to go home for 100 days."""
    values: dict[str, Any] = {
        "workers": 1.0,
        "books_per_worker": YEAR / 7,
        "due_after": 100.0,
        "has_at_start": 0.0,
        "hazard_multiplier": 1.0,
        "cost_per_worker": 40_000.0,
        **changes,
    }
    return LifeStory(**values)


def more_life_story(**changes: Any) -> MoreLifeStory:
    """Another worker, at once."""
    values: dict[str, Any] = {"starts": 0.0, "ramp": 0.0, "workers": 1.0, **changes}
    return MoreLifeStory(**values)


def busy_services() -> dict[str, Any]:
    """Every statutory service by its part of the parameters, with work for each and too little time for some."""
    return {
        "health_assessments": busy_health(recognised_at_entry=0.6),
        "reviews": reviews(officers=1.5, postponed=0.1, decision_done=0.5, challenge=0.5, drift_shortened=0.2),
        "social_work": social_work(
            workers=5.5,
            hours=every(ByTask, 4.0),
            cin_cases=10.0,
            begun_mean=200.0,
            entry_assessed=0.7,
            vacancy=0.4,
            agency=0.3,
            turnover=0.5,
            agency_leaves=1.5,
            team_transfer=0.5,
            stretch=0.3,
        ),
        "virtual_school": virtual_school(
            moves_with_placement=all_moves(0.4),
            other_moves=0.3,
            late_share=0.2,
            enrolled_at_entry=0.9,
            pep_termly=0.8,
            protects_key_stage_4=0.3,
        ),
        "life_story": life_story(has_at_start=0.5),
    }


def service_strategies() -> dict[str, Any]:
    """Their strategies by their part of the parameters."""
    return {
        "health_pathway": health_pathway(),
        "health_clinic": health_clinic(),
        "more_reviewing": more_reviewing(),
        "assessment_recovery": assessment_recovery(),
        "caseload_transfer": caseload_transfer(),
        "permanent_staff": permanent_staff(),
        "school_reach": school_reach(moves_ratio=0.5),
        "more_life_story": more_life_story(),
    }
