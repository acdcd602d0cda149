"""LS, RNE, CIN and SEX: under which law and why a child is in care, and why an episode begins.

From the year-by-year schema of the return and the Department for Education's guides to it, 2012-13 to 2025-26.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from sim.foundations.codes import LegalStatus, Route, Sex

ROUTES: Final = MappingProxyType(
    {
        "V2": Route.VOLUNTARY,
        "C1": Route.INTERIM_CARE_ORDER,
        "C2": Route.INTERIM_CARE_ORDER,
        "D1": Route.INTERIM_CARE_ORDER,  # freed for adoption; none after 2005
        "E1": Route.INTERIM_CARE_ORDER,
        "L1": Route.POLICE_PROTECTION,
        "L2": Route.EMERGENCY_PROTECTION,
        "L3": Route.EMERGENCY_PROTECTION,
        "J1": Route.REMAND,
        "J2": Route.REMAND,
        "J3": Route.REMAND,
    }
)
"""Of the legal status with which a period of care begins; of an unaccompanied child UNACCOMPANIED, whatever it says."""

STATUSES: Final = MappingProxyType(
    {
        "V2": LegalStatus.ACCOMMODATED,
        "C1": LegalStatus.INTERIM_CARE_ORDER,
        "C2": LegalStatus.CARE_ORDER,
        "D1": LegalStatus.PLACEMENT_ORDER,
        "E1": LegalStatus.PLACEMENT_ORDER,
        "L1": LegalStatus.POLICE_PROTECTION,
        "L2": LegalStatus.EMERGENCY_PROTECTION,
        "L3": LegalStatus.EMERGENCY_PROTECTION,
        "J1": LegalStatus.ON_REMAND,
        "J2": LegalStatus.ON_REMAND,
        "J3": LegalStatus.ON_REMAND,
    }
)

SHORT_BREAKS: Final = ("V3", "V4")
"""Agreed series of short breaks: left out of every published count."""

CARE_BEGINS = "S"
NEW_PLACEMENT: Final = ("P", "B")
"""Why an episode begins, with a new placement: P alone, B with a new legal status as well."""
SAME_PLACEMENT: Final = ("L", "T", "U")
"""A new legal status, a new status of the placement, or both: the placement goes on."""

SEXES: Final = MappingProxyType({"1": Sex.MALE, "2": Sex.FEMALE, "M": Sex.MALE, "F": Sex.FEMALE})
"""1 and 2 to 2023-24, M and F from 2024-25; U, of a child whose sex is not known, is neither."""
SEX_NOT_KNOWN = "U"

NEEDS: Final = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8")
DISABILITY_NEED, BEHAVIOUR_NEED, ABSENT_PARENTING = "N2", "N6", "N8"
"""The main need alone is written, so that the shares of these two are floors."""
