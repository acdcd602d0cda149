"""Tables of the return, known by their columns and never by their names.

Which tables and columns there are is from the year-by-year schema of the return, 2012-13 to 2025-26.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Final


class TableKind(Enum):
    """A table of the return, by the name that its makers give it."""

    HEADER = "Header"
    EPISODES = "Episodes"
    UASC = "UASC"
    PLACED_FOR_ADOPTION = "Placed for adoption"
    ADOPTED = "AD1"
    HEALTH = "OC2"
    CARE_LEAVERS = "OC3"
    REVIEWS = "Reviews"
    MISSING = "Missing"
    PREVIOUS_PERMANENCE = "Previous permanence"
    SOCIAL_WORKERS = "Social worker episodes"
    DEPRIVATION_OF_LIBERTY = "Deprivation of liberty"

    @property
    def used(self) -> bool:
        """Whether its rows are kept; of the others the name alone is told, and nothing stays in memory."""
        return self in COLUMNS


@dataclass(frozen=True, slots=True)
class TableColumns:
    """Columns that a table must have, and those that are read where they are there."""

    needed: tuple[str, ...]
    wanted: tuple[str, ...] = ()


COLUMNS: Final = MappingProxyType(
    {
        TableKind.HEADER: TableColumns(("CHILD", "DOB"), ("SEX", "YEAR")),
        TableKind.EPISODES: TableColumns(
            ("CHILD", "DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
            (
                "CIN",
                "PLACE_PROVIDER",
                "REASON_PLACE_CHANGE",
                "HOME_POST",
                "PL_POST",
                "PL_LA",
                "PL_LOCATION",
                "PL_DISTANCE",
                "YEAR",
            ),
        ),
        TableKind.UASC: TableColumns(("CHILD", "DUC"), ("DOB", "YEAR")),
        TableKind.PLACED_FOR_ADOPTION: TableColumns(("CHILD", "DATE_PLACED"), ("DOB", "YEAR")),
        TableKind.HEALTH: TableColumns(("CHILD", "SDQ_SCORE"), ("DOB", "YEAR")),
    }
)

OTHER_NAMES: Final = MappingProxyType({"CHILDID": "CHILD", "CHILD_ID": "CHILD", "PL": "PLACE"})
"""Of columns, as some programs and the XML write them."""

SIGNS: Final = (
    (TableKind.SOCIAL_WORKERS, ("SW_DECOM", "SW_ID")),
    (TableKind.EPISODES, ("DECOM", "RNE", "PLACE_PROVIDER", "REASON_PLACE_CHANGE")),
    (TableKind.UASC, ("DUC",)),
    (TableKind.PLACED_FOR_ADOPTION, ("DATE_PLACED", "DATE_PLACED_CEASED")),
    (TableKind.ADOPTED, ("DATE_MATCH", "DATE_INT", "NB_ADOPTR")),
    (TableKind.HEALTH, ("SDQ_SCORE", "SDQ_REASON", "HEALTH_ASSESSMENT")),
    (TableKind.CARE_LEAVERS, ("IN_TOUCH", "ACTIV", "ACCOM")),
    (TableKind.REVIEWS, ("REVIEW", "REVIEW_CODE")),
    (TableKind.MISSING, ("MIS_START", "MISSING")),
    (TableKind.PREVIOUS_PERMANENCE, ("PREV_PERM", "LA_PERM")),
    (TableKind.DEPRIVATION_OF_LIBERTY, ("DOLO", "DOLO_START", "DOL_START", "DOL_AUTHORISATION")),
    (TableKind.HEADER, ("ETHNIC", "UPN", "MC_DOB", "DOB")),
)
"""Columns that only one table has, the first that fits telling which; a header is what is left with a date of birth."""

KNOWN: Final = frozenset(
    (
        *(name for columns in COLUMNS.values() for name in (*columns.needed, *columns.wanted)),
        *(name for _, signs in SIGNS for name in signs),
        "CHILD",
        *("LA", "URN", "MOTHER", "SEX_ADOPTR", "LS_ADOPTR", "FOSTER_CARE", "REASON_PLACED_CEASED"),
        *("CONVICTED", "HEALTH_CHECK", "IMMUNISATIONS", "TEETH_CHECK", "SUBSTANCE_MISUSE"),
        *("INTERVENTION_RECEIVED", "INTERVENTION_OFFERED", "MIS_END", "DATE_PERM", "SW_DEC", "SW_REASON"),
    )
)


def column_name(written: str) -> str:
    """Return a column's name as the return has it."""
    name = written.strip().strip("\ufeff").strip('"').strip().upper().replace(" ", "_")
    return OTHER_NAMES.get(name, name)


def kind_by(columns: Iterable[str]) -> TableKind | None:
    """Return which table has these columns, None when none of the return has."""
    there = frozenset(columns)
    if "CHILD" not in there:
        return None
    return next((kind for kind, signs in SIGNS if not there.isdisjoint(signs)), None)


def lacking(kind: TableKind, columns: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that a table must have and has not."""
    there = frozenset(columns)
    return tuple(name for name in COLUMNS[kind].needed if name not in there)
