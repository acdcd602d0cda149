"""Authorities on a terminal: a table of what is known of each, and a page on one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import isnan
from typing import TYPE_CHECKING

from sim.foundations.called import called
from sim.published.authorities import authorities
from sim.published.coverage import Coverage, HiddenCells
from sim.published.table import Figures
from sim.reports.shared.console import console

if TYPE_CHECKING:
    from rich.table import Table

NOTHING = "-"
SERIES = ("looked after", "started", "ceased", "three or more placements")
KEY = (
    "Years end on 31 March, so 2018 is April 2017 to March 2018. Flows: years with children starting and ceasing. "
    "Detail: years with children looked after by age, placement and so on. Fostering: years with the council's own "
    "places (Ofsted; from 2022 without family and friends). Costs: years with unit costs. Hidden: share of the cells "
    "of breakdowns that are suppressed because they are 1 to 5, or protect such a count; they are imputed, and marked "
    "so."
)
CELLS = f'"{NOTHING}": not published. "hidden": suppressed, and nothing tells of it. "about": suppressed, so imputed.'
COLUMNS = "Not listed: left out as 0 or suppressed. Not imputed: suppressed, and left unknown as nothing tells of them."


def show_table(found: Sequence[Coverage], figures: Figures) -> None:
    """Print a line for each authority."""
    from rich.text import Text

    out = console()
    title = f"{len(found)} authorities, and what is published of each to 31 March {figures.known_until}"
    out.print(Text(title, style="bold"), "")
    out.print(table(found), "")
    out.print(Text(f"{KEY} Bases are made up to 31 March {figures.known_until}."), "")
    out.print(Text(f"{called()} authorities NAME tells more of one."))


def table(found: Iterable[Coverage]) -> Table:
    """Return a table with a line for each authority."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), show_edge=False)
    shown.add_column("Authority", min_width=len("Northamptonshire"), max_width=26)
    shown.add_column("Region", min_width=9, max_width=14)
    shown.add_column("Looked after", justify="right", no_wrap=True)
    for title in ("Flows", "Detail", "Fostering", "Costs"):
        shown.add_column(title, no_wrap=True)
    shown.add_column("Hidden", justify="right", no_wrap=True, min_width=len("Hidden"))
    for one in found:
        shown.add_row(*cells(one))
    return shown


def cells(one: Coverage) -> tuple[str, ...]:
    """Return the line of an authority."""
    return (
        one.authority.name,
        one.authority.region,
        f"{one.looked_after:,.0f} in {one.latest}" if one.latest else NOTHING,
        *map(short_spans, (one.flow_years, one.detail_years, one.fostering_years, one.cost_years)),
        NOTHING if isnan(one.suppressed_share) else f"{one.suppressed_share:.0%}",
    )


def show_page(one: Coverage, figures: Figures) -> None:
    """Print what is known of one authority: neighbours, series, what is hidden and how it is filled in."""
    from rich.text import Text

    out = console()
    about = one.authority
    out.print(Text(about.name, style="bold"))
    out.print(Text(f"{about.kind}, {about.region}. Code {about.code}; other codes: {', '.join(about.other_codes)}."))
    if about.note:
        out.print(Text(about.note))
    out.print()
    for model, codes in (("April 2021", about.neighbours_2021), ("May 2025", about.neighbours_2025)):
        if codes:
            out.print(Text(f"Statistical neighbours (DfE, {model}), nearest first: {'; '.join(names(codes))}."))
    out.print(Text("Bases use those of 2021, where there are any."), "")
    out.print(series(one, figures))
    out.print(Text(CELLS), "")
    for title, years in (
        ("Looked after by age, placement and so on, at 31 March", one.detail_years),
        ("Places of the council's own foster carers (Ofsted), at 31 March", one.fostering_years),
        ("Unit costs (Section 251), year to 31 March", one.cost_years),
    ):
        out.print(Text(f"{title}: {in_spans(years)}."))
    out.print()
    out.print(Text("What is hidden", style="bold"))
    if one.hidden:
        out.print(hidden_table(one.hidden))
        out.print(Text(COLUMNS), "")
    out.print(Text(hidden_words(one)))
    out.print()
    out.print(Text("Source: Department for Education and Ofsted, Open Government Licence v3.0.", style="dim"))


def names(codes: Iterable[str]) -> list[str]:
    """Return the names of authorities given by code."""
    known = {one.code: one.name for one in authorities()}
    return [known[code] for code in codes]


def series(one: Coverage, figures: Figures) -> Table:
    """Return children looked after, starting and ceasing by year, newest last."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    shown.add_column("31 March")
    for title in ("Looked after", "Started in the year", "Ceased in the year", "Three or more placements"):
        shown.add_column(title, justify="right")
    for year in range(one.authority.first_year, one.authority.last_year + 1):
        shown.add_row(str(year), *(_cell(figures, one.authority.code, measure, year) for measure in SERIES))
    return shown


def _cell(figures: Figures, code: str, measure: str, year: int) -> str:
    """Return a count; `about` when it is imputed, `hidden` when it is suppressed and nothing tells of it."""
    figure = figures.find(code, measure, year)
    if figure is None:
        return "hidden" if figures.suppressed(code, measure, year) else NOTHING
    return f"about {figure.value:.0f}" if figure.imputed else f"{figure.value:,.0f}"


def hidden_table(breakdowns: Iterable[HiddenCells]) -> Table:
    """Return for each breakdown how many of its cells are published, suppressed, and not listed."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    shown.add_column("Breakdown, all years")
    for title in ("Cells published", "Suppressed", "Not listed", "Not imputed"):
        shown.add_column(title, justify="right")
    for one in breakdowns:
        counts = (one.published, one.suppressed, one.unlisted, one.unknown)
        shown.add_row(one.measure.capitalize(), *map(str, counts))
    return shown


def hidden_words(one: Coverage) -> str:
    """Return in words what is done about hidden cells."""
    if not one.hidden:
        return "No breakdown is published."
    unknown = sum(each.unknown for each in one.hidden)
    rest = (
        "All are imputed."
        if not unknown
        else f"{unknown} suppressed cells are left unknown, for nothing tells of them."
    )
    return (
        "Suppressed cells are 1 to 5, or protect such a count; cells not listed are 0 or suppressed. They are imputed "
        "so that each breakdown adds up to its published total, by the authority's own earlier years and its region's "
        f"shares, and marked as imputed. {rest}"
    )


def short_spans(years: Sequence[int]) -> str:
    """Return years in words as a narrow column has room for: `2014-22 not 2020`."""
    return re.sub(r"(\d{4})-\d\d(\d\d)", r"\1-\2", in_spans(years))


def in_spans(years: Sequence[int]) -> str:
    """Return years in words: `2014-2022 not 2020`, `2018-2019, 2022`, `5 of 2010-2022`; a hyphen for none."""
    missing = sorted(set(range(years[0], years[-1] + 1)) - set(years)) if years else []
    if len(missing) == 1 and len(years) > 3:
        return f"{years[0]}-{years[-1]} not {missing[0]}"
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    if len(spans) > 2:
        return f"{len(years)} of {years[0]}-{years[-1]}"
    words = [f"{span[0]}-{span[-1]}" if len(span) > 1 else f"{span[0]}" for span in spans]
    return ", ".join(words) or NOTHING
