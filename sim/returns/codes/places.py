"""PLACE and PLACE_PROVIDER: where a child lives, and with whom.

From the year-by-year schema of the return and the Department for Education's guides to it, 2012-13 to 2025-26.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sim.foundations.codes import Kind
from sim.returns.codes.validity import ALWAYS, Validity


@dataclass(frozen=True, slots=True)
class PlaceCode:
    """What a PLACE code means."""

    kind: Kind | None
    """None of foster placements, whose kind hangs on the provider, and of temporary placements, which are no kind."""
    validity: Validity = ALWAYS
    foster: bool = False
    """With foster carers who are no relatives or friends."""
    temporary: bool = False
    """Absorbed in the placement before (hospital, holiday, relief)."""
    stays_with_carers: bool = False
    """Placed for adoption with the carers the child has: not a move."""
    unregulated: bool = False
    """Of codes that are likely settings without registration: counted apart."""


_FOSTER = PlaceCode(None, foster=True)
_CONNECTED = PlaceCode(Kind.CONNECTED)
_ADOPTION, _ADOPTION_STAYING = PlaceCode(Kind.ADOPTION), PlaceCode(Kind.ADOPTION, stays_with_carers=True)
_RESIDENTIAL = PlaceCode(Kind.OTHER_RESIDENTIAL)
_TEMPORARY = PlaceCode(None, temporary=True)

PLACES: Final = MappingProxyType(
    {
        "U1": _CONNECTED,  # foster placement with a relative or friend: long term
        "U2": _CONNECTED,  # who is also an approved adopter
        "U3": _CONNECTED,  # not long term, nor an adopter
        "U4": _FOSTER,  # long term
        "U5": _FOSTER,  # with carers who are also approved adopters
        "U6": _FOSTER,
        "A3": _ADOPTION_STAYING,  # with consent, with the present foster carer
        "A4": _ADOPTION,  # with consent, not with the present foster carer
        "A5": _ADOPTION_STAYING,  # with a placement order, with the present foster carer
        "A6": _ADOPTION,  # with a placement order, not with the present foster carer
        "K1": PlaceCode(Kind.SECURE),
        "K2": PlaceCode(Kind.CHILDRENS_HOME),
        "K3": PlaceCode(Kind.SUPPORTED, Validity(first=2024)),  # supported accommodation registered with Ofsted
        "H5": PlaceCode(Kind.SUPPORTED, Validity(last=2024)),  # semi-independent living
        "P1": PlaceCode(Kind.WITH_PARENTS),
        "P2": PlaceCode(Kind.SUPPORTED, Validity(last=2024)),  # independent living; no new ones from 28 October 2023
        "P3": PlaceCode(Kind.SUPPORTED),  # residential employment
        "R1": _RESIDENTIAL,  # care home
        "R2": _RESIDENTIAL,  # NHS or other health setting
        "R3": _RESIDENTIAL,  # family centre or mother and baby unit
        "R5": _RESIDENTIAL,  # young offender institution or prison
        "S1": _RESIDENTIAL,  # residential school
        "T0": _TEMPORARY,
        "T1": _TEMPORARY,  # hospital
        "T2": _TEMPORARY,  # holiday
        "T3": _TEMPORARY,  # while the carer is away
        "T4": _TEMPORARY,
        "M1": PlaceCode(None, Validity(last=2015), temporary=True),  # absent: refuge
        "M2": PlaceCode(None, Validity(last=2015), temporary=True),  # absent: whereabouts known
        "M3": PlaceCode(None, Validity(last=2015), temporary=True),  # absent: whereabouts unknown
        "Z1": PlaceCode(Kind.OTHER_RESIDENTIAL, Validity(last=2025)),  # other
        "Z11": PlaceCode(Kind.OTHER_RESIDENTIAL, Validity(first=2026)),
        "Z12": PlaceCode(Kind.OTHER_RESIDENTIAL, Validity(first=2026), unregulated=True),
        "Z13": PlaceCode(Kind.OTHER_RESIDENTIAL, Validity(first=2026), unregulated=True),
        "Z14": PlaceCode(Kind.OTHER_RESIDENTIAL, Validity(first=2026)),
    }
)

IN_HOUSE_PROVIDER = "PR1"
AGENCY_PROVIDERS: Final = ("PR2", "PR3", "PR4", "PR5")
"""Another council, another public body, a private provider, a charity."""


def kind_of(place: PlaceCode, provider: str) -> Kind | None:
    """Return the kind of a placement; None of a temporary one, and of a foster one whose provider is not known."""
    if not place.foster:
        return place.kind
    if provider == IN_HOUSE_PROVIDER:
        return Kind.IN_HOUSE
    return Kind.AGENCY if provider in AGENCY_PROVIDERS else None
