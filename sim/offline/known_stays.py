"""How long children stay in the mean under each base that is shipped, worked out when the file was built.

It takes a browser seconds to work out, and the first day of a base that nobody changed need not wait for it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from sim.fitting.reference import entries_for
from sim.parameters.parameters import Parameters

FILE = "known_stays.json"


@dataclass(frozen=True, slots=True)
class KnownStays:
    """Years in care in the mean, by digest of what decides them."""

    years: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> KnownStays:
        """Return those that a file in a folder holds."""
        return cls(json.loads((folder / FILE).read_text(encoding="utf-8")))

    def with_stay(self, parameters: Parameters, years: float) -> KnownStays:
        """Return them with that of other parameters."""
        return KnownStays({**self.years, digest(parameters): years})

    def entries(self, parameters: Parameters) -> float | None:
        """Return the entries a year that keep as many children in care as are looked after on the first day.

        None where that is not known: a number was changed on which it hangs. Raises BadInput where nobody stays.
        """
        stay = self.years.get(digest(parameters))
        return None if stay is None else entries_for(parameters, stay)


def digest(parameters: Parameters) -> str:
    """Return a digest of all that decides how long children stay."""
    demand = replace(parameters.demand, entries_per_year=1.0)
    return sha256(repr((demand, parameters.leaving, parameters.legal)).encode()).hexdigest()[:16]


def text(stays: Mapping[str, float]) -> str:
    """Return the content of the file."""
    return json.dumps(dict(sorted(stays.items())), indent=0) + "\n"
