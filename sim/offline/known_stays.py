"""How long children stay in the mean under each base that is shipped, worked out when the file was built.

It stands in for `sim/fitting/reference.py`, whose sums over every age, route and fortnight take numpy itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from sim.foundations.faults import BadInput, fault
from sim.parameters.parameters import Parameters

STANDS_FOR = "sim.fitting.reference"
FILE = "known_stays.json"


@dataclass(frozen=True, slots=True)
class KnownStays:
    """Years in care in the mean, by digest of what decides them."""

    years: Mapping[str, float]

    @classmethod
    def of(cls, folder: Path) -> KnownStays:
        """Return those that a file in a folder holds."""
        return cls(json.loads((folder / FILE).read_text(encoding="utf-8")))

    def reference_entries(self, parameters: Parameters) -> float:
        """Return the entries a year that keep as many children in care as are looked after on the first day.

        Raises BadInput where a number was changed on which the length of stays hangs.
        """
        assert parameters.opening is not None
        stay = self.years.get(digest(parameters))
        if stay is None:
            problem = "how children leave care, or at what ages they come, is not as any base of this file has it"
            mend = (
                "leave leaving, legal and the ages, routes and families of demand as the base has them, or run this "
                "scenario with the program itself"
            )
            raise BadInput([fault("leaving and demand", "", problem, mend)])
        return float(f"{parameters.opening.looked_after / stay:.6g}")


def digest(parameters: Parameters) -> str:
    """Return a digest of all that decides how long children stay."""
    demand = replace(parameters.demand, entries_per_year=1.0)
    return sha256(repr((demand, parameters.leaving, parameters.legal)).encode()).hexdigest()[:16]


def text(stays: Mapping[str, float]) -> str:
    """Return the content of the file."""
    return json.dumps(dict(sorted(stays.items())), indent=0) + "\n"
