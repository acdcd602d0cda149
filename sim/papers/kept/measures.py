"""The measures of a run, read from `measures.csv`, and its first day, from `series.csv`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sim.papers.kept.lines import lines, number
from sim.papers.kept.spread import KeptSpread, spread_of


class MeasureKey(NamedTuple):
    """What numbers are of."""

    scenario: str
    measure: str
    category: str
    when: date


@dataclass(frozen=True, slots=True)
class KeptMeasures:
    """Every measure of every future."""

    values: Mapping[MeasureKey, tuple[float, ...]]
    first_day: Mapping[MeasureKey, KeptSpread]
    """Of the monthly measures alone."""

    def of(self, scenario: str, measure: str, category: str, when: date) -> KeptSpread | None:
        """Return a measure on a date, or over the time that ends on it; None where it is not defined."""
        key = MeasureKey(scenario, measure, category, when)
        return spread_of(self.values.get(key, ())) or self.first_day.get(key)

    def dates(self, scenario: str, measure: str, category: str = "") -> tuple[date, ...]:
        """Return the dates of a measure in order."""
        found = (key.when for key in self.values if key[:3] == (scenario, measure, category))
        return tuple(sorted(found))

    def marches(self, scenario: str, measure: str, category: str = "") -> tuple[date, ...]:
        """Return those of its dates that are a 31 March."""
        return tuple(when for when in self.dates(scenario, measure, category) if (when.month, when.day) == (3, 31))


def measures(folder: Path, start: date) -> KeptMeasures:
    """Return the measures of a results folder."""
    values: dict[MeasureKey, list[float]] = {}
    for line in lines(folder / "measures.csv", "scenario", "measure", "category", "date", "value"):
        values.setdefault(_key(line["scenario"], line), []).append(number(line["value"]))
    first_day = {
        _key(line["scenario"], line): KeptSpread(
            number(line["mean"]),
            number(line["percentile_10"]),
            number(line["percentile_50"]),
            number(line["percentile_90"]),
            int(line["replications"]),
        )
        for line in lines(folder / "series.csv", "scenario", "measure", "date", "mean", "percentile_10")
        if line["date"] == start.isoformat() and line["mean"]
    }
    return KeptMeasures({key: tuple(numbers) for key, numbers in values.items()}, first_day)


def _key(scenario: str, line: Mapping[str, str]) -> MeasureKey:
    return MeasureKey(scenario, line["measure"], line["category"], date.fromisoformat(line["date"]))
