"""A small virtual school in which everything is certain and takes exactly as long as written, for tests by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quiet_parameters import every

from sim.parameters.statutory.strategies import SchoolReach
from sim.parameters.statutory.virtual_school import VirtualSchool
from sim.parameters.tables import ByDistance


def virtual_school(**changes: Any) -> VirtualSchool:
    """Everybody is enrolled at entry; moves far away change the school, which begins after ten school days."""
    school = VirtualSchool(
        moves_with_placement=ByDistance(within=0.0, across=0.2, far=1.0),
        other_moves=0.0,
        offer_median=10.0,
        offer_spread=0.0,
        enrolled_at_entry=1.0,
        after_emergency=28.0,
        home_ratio=1.0,
        late_share=0.0,
        late_mean=60.0,
        late_multiplier_outside=2.0,
        good_inside=1.0,
        good_outside=0.0,
        pep_first_due=10.0,
        pep_first_median=8.0,
        pep_first_spread=0.0,
        pep_termly=1.0,
        out_of_school_multiplier=1.0,
        protects_key_stage_4=0.0,
        officers=6.0,
        cost_per_officer=50_000.0,
        pupil_premium=2_300.0,
    )
    return replace(school, **changes)


def school_reach(**changes: Any) -> SchoolReach:
    """One officer, in force at once; every change that comes with a placement is prevented."""
    reach = SchoolReach(
        starts=0.0,
        ramp=0.0,
        officers=1.0,
        late_ratio=1.0,
        moves_ratio=0.0,
        protects_key_stage_4=0.0,
        transport=70.0,
    )
    return replace(reach, **changes)


def all_moves(probability: float) -> ByDistance:
    """The same probability of a change of school for every distance."""
    return every(ByDistance, probability)
