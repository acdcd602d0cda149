"""REC and REASON_PLACE_CHANGE: why an episode, a placement or care ended.

From the year-by-year schema of the return and the Department for Education's guides to it, 2012-13 to 2025-26.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sim.foundations.codes import LeavingCause, PlacementEnd
from sim.returns.codes.validity import ALWAYS, Validity


@dataclass(frozen=True, slots=True)
class Reason:
    """What a REC code means of care itself."""

    cause: LeavingCause | None
    """None of X1 (care goes on) and of causes that are not known."""
    validity: Validity = ALWAYS
    goes_on: bool = False
    censored: bool = False
    """Out of the council's care, but not a leaving: the care goes on elsewhere."""
    adult: bool = False
    """Found to be an adult."""


GOES_ON = "X1"

REASONS: Final = MappingProxyType(
    {
        GOES_ON: Reason(None, goes_on=True),
        "E11": Reason(LeavingCause.ADOPTED),  # application unopposed
        "E12": Reason(LeavingCause.ADOPTED),  # consent dispensed with
        "E2": Reason(LeavingCause.OTHER),  # died
        "E3": Reason(LeavingCause.OTHER, censored=True),  # care taken over by another council
        "E4A": Reason(LeavingCause.HOME_PLANNED),
        "E4B": Reason(LeavingCause.HOME_UNPLANNED),
        "E13": Reason(LeavingCause.RELATIVES),
        "E41": Reason(LeavingCause.CHILD_ARRANGEMENTS),
        "E43": Reason(LeavingCause.SPECIAL_GUARDIANSHIP, Validity(last=2018)),  # made to former foster carers
        "E44": Reason(LeavingCause.SPECIAL_GUARDIANSHIP, Validity(last=2018)),  # made to others
        "E45": Reason(LeavingCause.SPECIAL_GUARDIANSHIP, Validity(first=2019)),
        "E46": Reason(LeavingCause.SPECIAL_GUARDIANSHIP, Validity(first=2019)),
        "E47": Reason(LeavingCause.SPECIAL_GUARDIANSHIP, Validity(first=2019)),
        "E48": Reason(LeavingCause.SPECIAL_GUARDIANSHIP, Validity(first=2019)),
        "E5": Reason(LeavingCause.OTHER),  # independent living with support; at 18: aged out
        "E6": Reason(LeavingCause.OTHER),  # independent living without
        "E7": Reason(LeavingCause.OTHER),  # to adult social services
        "E8": Reason(LeavingCause.OTHER),
        "E9": Reason(LeavingCause.CUSTODY),
        "E14": Reason(LeavingCause.OTHER, Validity(first=2015)),  # accommodation on remand ended
        "E15": Reason(LeavingCause.OTHER, Validity(first=2015), adult=True),  # found to be 18 or over
        "E16": Reason(LeavingCause.OTHER, Validity(first=2015)),  # moved abroad
        "E17": Reason(LeavingCause.EIGHTEENTH_BIRTHDAY, Validity(first=2015)),  # at 18, staying put with carers
        "E99": Reason(None),  # written by programs that mend returns: not known
    }
)

STAYING_PUT = "E17"

UNPLANNED: Final = ("CREQB", "CREQO", "CHILD", "LAREQ", "STAND", "ALLEG", "APPRR")
"""A carer or a child asked, the council could not go on with it, or approval was withdrawn: broken down."""

MOVE_REASONS: Final = MappingProxyType(
    {
        **dict.fromkeys(UNPLANNED, PlacementEnd.DISRUPTED),
        "CLOSE": PlacementEnd.HOUSEHOLD_CLOSED,  # of the council's own carers; else broken down
        "CARPL": PlacementEnd.PLANNED,
        "CUSTOD": PlacementEnd.PLANNED,  # from 2018-19
        "OTHER": PlacementEnd.PLANNED,
    }
)

NO_MOVE = "PLACE"
"""The status of the placement alone changed."""
