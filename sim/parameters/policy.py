"""Which kind of placement is looked for first, and what follows a breakdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.tables import ByAge
from sim.parameters.units import PROBABILITY, READ_WHEN_USED, SHARE


@dataclass(frozen=True, slots=True)
class Policy:
    """Which kinds of placement are sought, in which order: share of children for whom each is the first choice."""

    residential_first: Annotated[ByAge, SHARE, READ_WHEN_USED]
    """Children with a behaviour or mental-health need."""
    residential_first_other: Annotated[ByAge, SHARE, READ_WHEN_USED]
    """Children without."""
    residential_after_disruption: Annotated[float, PROBABILITY, READ_WHEN_USED]
    """That the disruption of a foster placement of a child of 10 or over with such a need leads to residential."""
    other_residential_at_entry: Annotated[ByAge, SHARE, READ_WHEN_USED]
    """Of children who come into care, those who are in a hospital, a mother-and-baby unit or the like, and stay."""
    remand_custody_share: Annotated[float, SHARE, READ_WHEN_USED]
    """Of remanded children, those in youth detention (other residential); the rest are remanded to accommodation."""
    secure_share: Annotated[float, PROBABILITY, READ_WHEN_USED]
    """Of residential first choices at 10 or over, those that need secure accommodation."""
    supported_first: Annotated[float, SHARE, READ_WHEN_USED]
    """At 16 and over."""
    unaccompanied_supported_first: Annotated[float, SHARE, READ_WHEN_USED]
    """Unaccompanied, at 16 and over."""
