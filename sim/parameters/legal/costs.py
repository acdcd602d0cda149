"""What legal process and permanence cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sim.parameters.units import POUNDS_A_WEEK, POUNDS_EACH, SHARE


@dataclass(frozen=True, slots=True)
class LegalCosts:
    """Fees and work of cases, fees for adopters of other agencies, and allowances for special guardians."""

    court_fee: Annotated[float, POUNDS_EACH]
    """Of one application to court."""
    per_application: Annotated[float, POUNDS_EACH]
    """Counsel, experts and social work, beyond the fee."""
    interagency_fee: Annotated[float, POUNDS_EACH]
    """For a family that another agency has approved."""
    interagency_share: Annotated[float, SHARE]
    """Of matches, those with such a family."""
    guardianship_allowance: Annotated[float, POUNDS_A_WEEK]
    """After the child has left care, until 18 or the end of the run."""
    guardianship_allowance_share: Annotated[float, SHARE]
    """Of special guardians, those who are paid it."""
