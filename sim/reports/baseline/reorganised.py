"""Bases of councils that are reorganised, as scenario files and as what is said of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sim.bases.reorganised.reorganised_base import ReorganisedBase
from sim.reports.baseline.pages import SECTIONS
from sim.reports.baseline.scenario_file import NONE, made_by, scenario_text, write
from sim.reports.shared.console import bold, console
from sim.scenario.files.strategy_sizes import StrategySize


def reorganised_text(base: ReorganisedBase, how: str, sizes: Mapping[str, StrategySize] = NONE) -> str:
    """Return the text of the base's scenario file; `how` is the option that makes it, `sizes` those of strategies."""
    made = made_by(" ".join((how, *base.made_of)))
    comments = [
        f"{made}: {base.name}. All else is of what it stands on.",
        "",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    ]
    heading: dict[str, str | date | float] = {"title": base.title, "about": base.about}
    if base.based_on:
        heading["based_on"] = base.based_on
    heading |= {"start": base.start, "years": base.years}
    return scenario_text(comments, heading, base.quantities, SECTIONS, sizes)


def keep_reorganised(base: ReorganisedBase, how: str, path: Path, sizes: Mapping[str, StrategySize] = NONE) -> None:
    """Write the base's scenario file, with these sizes of strategies."""
    write(path, reorganised_text(base, how, sizes))


def show_reorganised(bases: Sequence[ReorganisedBase]) -> None:
    """Print what the bases are made of, and their counts."""
    from rich.text import Text

    out = console()
    for base in bases:
        out.print(bold(base.title))
        number, entries = (base.quantities[path].value for path in ("opening.looked_after", "demand.entries_per_year"))
        out.print(Text(f"{number:,.0f} children looked after on the first day; {entries:,.1f} enter care in a year."))
        out.print(Text(base.about))
