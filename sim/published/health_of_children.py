"""Health assessments and questionnaires of children looked after for a year, by authority, as published."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

PUBLICATION = "DfE, Outcomes for children looked after by local authorities in England (OC2 return)"

FIRST, LAST = 2018, 2019
"""The years to 31 March that are in the project."""


@dataclass(frozen=True, slots=True)
class PublishedHealth:
    """Children looked after for a year or more on a 31 March, and of whom there was what in that year."""

    looked_after: float
    assessed: float
    """With a health assessment in the year."""
    of_school_age: float
    """Of them, aged 5 to 16."""
    questionnaires: float
    """Of these, with a completed strengths and difficulties questionnaire."""


@cache
def published_health() -> Mapping[tuple[str, int], PublishedHealth]:
    """Return them by code and the year that ends on 31 March; Crown copyright, Open Government Licence v3.0.

    Authorities whose figures are hidden are not there.
    """
    text = (files("sim.published") / "data" / "health_of_children.csv").read_text(encoding="utf-8")
    return {
        (line["code"], int(line["year"])): PublishedHealth(
            float(line["looked after for a year"]),
            float(line["with a health assessment"]),
            float(line["aged 5 to 16"]),
            float(line["with a questionnaire"]),
        )
        for line in csv.DictReader(text.splitlines())
    }
