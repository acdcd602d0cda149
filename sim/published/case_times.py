"""How long care proceedings took, by financial year: in the mean, and how many ended within 26 weeks."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class PublishedCaseTime:
    """How long the care and supervision cases took that ended in a year."""

    mean_weeks: float
    within_26_weeks: float
    """Share of all."""
    publication: str = ""


@cache
def published_case_times() -> Mapping[int, PublishedCaseTime]:
    """Return them by the year that ends on 31 March; Crown copyright, Open Government Licence v3.0."""
    text = (files("sim.published") / "data" / "care_case_times.csv").read_text(encoding="utf-8")
    return {
        int(line["year"]): PublishedCaseTime(
            float(line["mean weeks"]), float(line["percent within 26 weeks"]) / 100, line["publication"]
        )
        for line in csv.DictReader(text.splitlines())
    }
