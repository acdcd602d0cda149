"""Tiny councils with an outlook, so that a run of several of them takes a moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import rutland_sized

from sim.parameters.tables import ByLevel, ByPairOfLevels
from sim.reports.baseline.scenario_file import scenario_text
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.quantity import Plain, Quantity

AUTHORITIES = ("E06000017", "E06000015", "E06000018")
"""Rutland, Derby and Nottingham: all of the East Midlands."""

NAUGHT = (0.0,) * 6


def outlook(own: Sequence[float], england: Sequence[float], region: Sequence[float] = NAUGHT) -> str:
    """The outlook of a scenario file, with nothing that goes together but within what is shared."""
    apart, together = ByPairOfLevels(*(0.0,) * 15), ByPairOfLevels(*(0.5,) * 15)
    values: dict[str, Plain] = {
        "outlook.own_deviation": ByLevel(*own),
        "outlook.own_correlation": apart,
        "outlook.england_deviation": ByLevel(*england),
        "outlook.region_deviation": ByLevel(*region),
        "outlook.shared_correlation": together,
    }
    made = {
        path: Quantity(value, declared()[path].unit.name, "judgement", "A test", date(2018, 3, 31))
        for path, value in values.items()
    }
    return scenario_text((), {}, made, {})


def file(
    folder: Path, name: str, authority: str = AUTHORITIES[0], entries: float = 15, more: str = "", start: str = ""
) -> Path:
    """A scenario file of a tiny council; `more` is laid at its end."""
    text = rutland_sized.TEXT.format(entries=entries, low=entries / 2, high=2 * entries)
    text = text.replace('authority = "E06000017"', f'authority = "{authority}"')
    text = text.replace("start = 2018-04-01", f"start = {start or '2018-04-01'}")
    path = folder / f"{name}.toml"
    path.write_text(text + more, encoding="utf-8")
    return path


def files(folder: Path, more: str = "", count: int = 2) -> list[Path]:
    """Files of so many tiny councils of one region."""
    given = zip(AUTHORITIES[:count], (12.0, 20.0, 16.0)[:count], strict=True)
    return [file(folder, f"tiny_{number}", code, entries, more) for number, (code, entries) in enumerate(given)]
