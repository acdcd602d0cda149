"""Scenario files written for tests, and the faults that are found in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.scenario.scenario import BadInput, load

PROJECT = Path(__file__).resolve().parents[1]


STRATEGIES = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development", "own_homes")


LEGAL = "legal_process"
"""The variant that brings legal process to a base that has none."""


LEGAL_STRATEGIES = (
    "legal_planning",
    "plo_tracker",
    "parallel_planning",
    "family_finding",
    "connected_carers",
    "adoption_summit",
    "early_permanence",
)
"""Strategies of legal process and permanence, each of which requires it."""


SERVICES = "statutory_services"
"""The variant that brings statutory services to a base that has none."""


SERVICE_STRATEGIES = (
    "health_assessment_pathway",
    "health_assessment_clinic",
    "iro_capacity",
    "assessment_recovery",
    "caseload_transfer",
    "social_work_stability",
    "virtual_school_reach",
    "life_story",
    "practice_clinics",
)
"""Strategies of statutory services, each of which requires one of them."""


REST = 'kind = "judgement"\nsource = "a test"\nas_of = 2018-01-01\n'


Write = Callable[..., str]


def faults(*names: str) -> tuple[str, ...]:
    with pytest.raises(BadInput) as caught:
        load(*names)
    return caught.value.faults


def on_base(text: str) -> str:
    return f'based_on = "tower_hamlets_2018"\n{text}'


def tables_of(variant: str) -> str:
    """Return the quantities of a variant as its file writes them, without what stands at the top."""
    text = (PROJECT / f"scenarios/variants/{variant}.toml").read_text(encoding="utf-8")
    tables = text.split("\n[")[1:]
    return "\n".join(f"[{table}" for table in tables if not table.startswith("serves]"))


def quantity(path: str, text: str) -> str:
    return on_base(f"[{path}]\n{text}\n{REST}")


PROBABILITY = 'unit = "probability"'


IN_HOUSEHOLDS = 'unit = "households"'


EXPERIMENTS = ("sweeps", "sensitivity", "requirements", "frontiers", "targets")
"""Folders of files that say what is tried or aimed at, which are no scenarios: tests of each experiment read them."""


SHIPPED = sorted(path for path in (PROJECT / "scenarios").glob("**/*.toml") if path.parent.name not in EXPERIMENTS)
