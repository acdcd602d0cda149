"""Defaults: the base and the strategies that are meant where none are named."""

from __future__ import annotations

BASE = "tower_hamlets_2018"
STRATEGIES = ("edge_of_care", "ipop", "camhs", "out_of_hours", "carer_development")
"""The five strategies of the inspection letter."""

TOGETHER = "+".join(STRATEGIES)

LEGAL_STRATEGIES = (
    "legal_planning",
    "plo_tracker",
    "parallel_planning",
    "family_finding",
    "connected_carers",
    "adoption_summit",
)
"""The six strategies on courts and permanence that the inspection letter names, or asks for."""
