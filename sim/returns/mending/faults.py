"""Every kind of fault that is mended, left out or said, in a data officer's words, with the rule that it breaks.

Rules are those of the published checks of the return, by number.
"""

from __future__ import annotations

from typing import Final

from sim.returns.findings import Treatment
from sim.returns.mending.ledger import Fault

_SAID, _MENDED, _OUT = Treatment.SAID, Treatment.MENDED, Treatment.LEFT_OUT

NUMBERS_JOINED: Final = Fault(
    _MENDED,
    "identifiers that lost zeros or gained .0 were joined with the one header row of the same number",
    "children",
    mend="keep the column CHILD as text when a table is opened in a spreadsheet",
)
NO_HEADER: Final = Fault(
    _OUT, "episodes of children without a header row", "children", "", "add the child to the Header table"
)
HEADER_ONLY: Final = Fault(_SAID, "header rows of children without an episode, such as care leavers", "children")
NO_BIRTH: Final = Fault(
    _MENDED, "no date of birth: kept in totals, left out of everything by age", "children", "", "fill in DOB"
)
BIRTH_CHANGED: Final = Fault(
    _MENDED, "two dates of birth in two returns: the later return's was taken", "children", "", "correct DOB"
)
DUPLICATE: Final = Fault(_MENDED, "rows that stand twice, word for word: one was kept", "rows")
REPLACED: Final = Fault(_SAID, "rows of an earlier return that a later one has as well: the later was taken", "rows")
SHORT_BREAKS: Final = Fault(
    _OUT, "agreed series of short breaks (V3, V4), which published counts leave out as well", "episodes"
)
ENDS_BEFORE_BEGINS: Final = Fault(_OUT, "the episode ends before it begins", "episodes", "356", "correct DECOM or DEC")
BEFORE_BIRTH: Final = Fault(_OUT, "the episode begins before the child's birth", "episodes", "302", "correct DOB")
BEGUN_AT_18: Final = Fault(_OUT, "care begins on or after the 18th birthday", "episodes", "352", "correct DOB or DECOM")
AFTER_THE_END: Final = Fault(
    _OUT, "the episode begins after the last 31 March of the returns", "episodes", "", "it belongs to the next return"
)
STALE: Final = Fault(
    _MENDED,
    "open in an earlier return and in no later one: ended on 31 March of that year, cause not known",
    "episodes",
    "",
    "close the episode with its date and reason",
)
OPEN_FOLLOWED: Final = Fault(
    _MENDED, "open though another follows: ended where the next begins", "episodes", "", "fill in DEC and REC"
)
OVERLAP: Final = Fault(
    _MENDED, "overlap: cut where the next episode begins", "episodes", "433", "end the episode on the next one's DECOM"
)
GAP_CLOSED: Final = Fault(
    _MENDED, "gap of 31 days or fewer after X1: closed", "episodes", "433", "end the episode on the next one's DECOM"
)
GAP_LEFT: Final = Fault(
    _MENDED,
    "gap of more than 31 days after X1: taken as leaving care, cause not known, and coming back",
    "episodes",
    "433",
    "give the reason of leaving in REC, or the episode that is missing",
)
GOES_ON_AFTER_ALL: Final = Fault(
    _MENDED,
    "ends with a reason of leaving care, though an episode that is no new start follows the same day: care goes on",
    "episodes",
    "",
    "write X1 in REC, or S in RNE of the next",
)
NO_REASON: Final = Fault(
    _MENDED, "ended without a reason: taken as leaving care, cause not known", "episodes", "148", "fill in REC"
)
NOTHING_FOLLOWS: Final = Fault(
    _MENDED,
    "ends with X1 and nothing follows: taken as leaving care, cause not known",
    "episodes",
    "388",
    "give the reason of leaving in REC, or the episode that follows",
)
STILL_THERE: Final = Fault(
    _MENDED,
    "ends with X1 in the last 28 days of the returns and nothing follows: taken as still in care",
    "episodes",
    "388",
    "give the episode that follows",
)
TEMPORARY: Final = Fault(
    _MENDED, "temporary placements (hospital, holiday, relief): their days given to the placement beside", "episodes"
)
STATUS_ALONE: Final = Fault(
    _SAID, "rows that change the legal status or the status of the placement alone: no new placement", "episodes"
)
PAST_18: Final = Fault(
    _MENDED, "goes on after the 18th birthday: ended on it", "children", "", "close the episode at 18"
)
OLD_CODE: Final = Fault(
    _SAID, "codes that the return of their year no longer or not yet had: read as they were meant", "cells"
)
UNKNOWN_CODE: Final = Fault(
    _OUT, "codes that no year's return has: the cell is taken as not known", "cells", "", "correct the code"
)
NO_PROVIDER: Final = Fault(
    _SAID, "foster placements without a provider that is known: shared out as the others", "placements"
)
NOT_YET_ENDED: Final = Fault(_SAID, "ends after the last 31 March of the returns: open on that day", "episodes")
SUPPORTED_UNDER_16: Final = Fault(
    _MENDED, "supported accommodation before the 16th birthday: taken as another residential place", "placements"
)
UNREGULATED: Final = Fault(
    _SAID, "placements with codes Z12 or Z13, likely in settings that are not registered", "placements"
)
