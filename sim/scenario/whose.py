"""Whose outlook it is: the codes of the authority and its region, which name their luck, from the head of a base."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sim.parameters.units import ONS_CODE
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Quantity

AUTHORITY = "outlook.authority"
REGION = "outlook.region"
CODES = (AUTHORITY, REGION)

OF_REGION = "The region of that authority, as published; London in halves"


def named(quantities: Mapping[str, Quantity], authority: str, file: str) -> dict[str, Quantity]:
    """Return the quantities with the codes of the authority and of its region, where there is an outlook to name.

    A base without an authority, as of councils that are merged, may give the code of its region itself.
    """
    found = dict(quantities)
    if any(path.startswith("outlook.") for path in quantities):
        given = not authority and REGION in quantities
        found[AUTHORITY] = _code(authority, "The authority that stands at the top of the file", file)
        found[REGION] = quantities[REGION] if given else _code(_region(authority), OF_REGION, file)
    return {path: found[path] for path in declared() if path in found}


def code_in_words(number: float) -> str:
    """Return the code as it is published; "none" where none is given."""
    return f"E{number:08.0f}" if number else "none"


def _code(code: str, source: str, file: str) -> Quantity:
    digits = code.removeprefix("E")
    number = float(digits) if digits.isdecimal() else 0.0
    return Quantity(number, ONS_CODE.name, "published", source, date(2024, 3, 31), file=file)


def _region(authority: str) -> str:
    if not authority:
        return ""
    # the table takes a moment to read, and few files name an authority
    from sim.published.authorities import REGIONS, authorities

    return next((REGIONS[one.region] for one in authorities() if one.code == authority), "")
