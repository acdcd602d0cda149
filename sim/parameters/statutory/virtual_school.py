"""The virtual school: where children in care go to school, when they change, and their personal education plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByDistance
from sim.parameters.units import (
    DAYS,
    MULTIPLIER,
    OFFICERS,
    PER_YEAR,
    POUNDS_A_YEAR,
    PROBABILITY,
    SCHOOL_DAYS,
    SHARE,
    SPREAD,
)


@dataclass(frozen=True, slots=True)
class VirtualSchool:
    """Changes of school, what they wait for, and personal education plans."""

    moves_with_placement: Annotated[ByDistance, PROBABILITY]
    """That a change of placement brings a change of school with it."""
    other_moves: Annotated[float, PER_YEAR]
    """Of children at school, without a change of placement."""
    offer_median: Annotated[float, SCHOOL_DAYS]
    """From asking for a school until the child starts there."""
    offer_spread: Annotated[float, SPREAD]
    enrolled_at_entry: Annotated[float, PROBABILITY]
    """Of children of school age who come into care; unaccompanied children have no school yet."""
    after_emergency: Annotated[float, DAYS]
    """In an emergency place, until a change of school is thought of."""
    home_ratio: Annotated[float, MULTIPLIER]
    """On the probability of a change, into a children's home."""
    late_share: Annotated[float, PROBABILITY]
    """Of changes, those whose offer comes late."""
    late_mean: Annotated[float, SCHOOL_DAYS]
    """For which a late offer is waited."""
    late_multiplier_outside: Annotated[float, MULTIPLIER]
    """On the share of late offers, outside the authority."""
    good_inside: Annotated[float, SHARE]
    """Of schools joined inside the authority, those judged good or outstanding."""
    good_outside: Annotated[float, SHARE]
    pep_first_due: Annotated[float, SCHOOL_DAYS]
    """The first personal education plan, after coming into care."""
    pep_first_median: Annotated[float, SCHOOL_DAYS]
    pep_first_spread: Annotated[float, SPREAD]
    pep_termly: Annotated[float, PROBABILITY]
    """That a plan is brought up to date in a term."""
    out_of_school_multiplier: Annotated[float, MULTIPLIER]
    """On the hazard of disruption of a foster placement, while the child is out of school."""
    protects_key_stage_4: Annotated[float, PROBABILITY]
    """That a planned move in year 10 or 11, out of the authority or far away, waits for the end of year 11."""
    officers: Annotated[float, OFFICERS]
    cost_per_officer: Annotated[float, POUNDS_A_YEAR]
    pupil_premium: Annotated[float, POUNDS_A_YEAR]
    """For each child: passed on to schools, and no cost to the council."""
