"""A base for an authority as a scenario file, and as a table of what was published, fitted, borrowed, inherited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sim.bases.base import Baseline
from sim.bases.national.base import FILE, WITH_COURTS, common_file
from sim.foundations.calendar import in_words
from sim.foundations.called import called
from sim.foundations.counted import counted
from sim.reports.baseline.scenario_file import NONE, made_by, scenario_text, write
from sim.reports.baseline.words import known, shown
from sim.reports.shared.console import console
from sim.scenario.files.strategy_sizes import StrategySize
from sim.scenario.quantities.declared import declared
from sim.scenario.scenario import Scenario
from sim.scenario.titles import SERVICES

SECTIONS: Mapping[str, str] = MappingProxyType(
    {
        "demand": "Families at risk and the children in them",
        "leaving": "Leaving care",
        "outlook": "How far off the levels of entries and leaving may be",
        "stability": "How placements end before care does",
        "policy": "Which kinds of placement are sought first",
        "emergency": "Emergency places",
        "prices": "Prices",
        "price_growth": "How prices grow from year to year, in cash",
        "in_house_costs": "What the council's own foster households cost, empty or not",
        "in_house_fostering": "The council's own foster households",
        "connected_persons": "Relatives and friends who can foster",
        "agency": "Where independent fostering agencies are",
        "childrens_homes": "Where children's homes are",
        "secure": "Where secure accommodation is",
        "other_residential": "Where other residential settings are",
        "supported": "Where supported accommodation is",
        "camhs": f"{SERVICES['camhs'].full}, the usual route",
        "legal": "Courts and plans of permanence, which decide when children leave care",
        "opening": "The count to which the opening cohort is shaped",
    }
)


OF_SERVICES: Mapping[str, str] = MappingProxyType(
    {
        "health_assessments": "Health assessments of children in care",
        "reviews": "Reviews, and independent reviewing officers",
        "social_work": "Social workers of children in care",
        "virtual_school": "The virtual school",
        "life_story": "Life-story work",
        "performance": "The performance report",
    }
)
"""Sections of a file with statutory services, which England's scenario has not."""


TOGETHER: Mapping[str, str] = MappingProxyType(
    {
        "leaving.causes_": "Why children leave, by age",
        "policy.residential_first": "Children's homes as the first choice, by age",
        "location_shares": "Where placements of each kind are",
        "outlook.own_correlation": "How levels are off together",
    }
)
"""Parts of paths, and the title under which all quantities with it are told."""

IN_FILE = "tables, in the file"


def baseline_text(
    base: Baseline, sizes: Mapping[str, StrategySize] = NONE, own_figures: str = "", returns: bool = False
) -> str:
    """Return the text of the base's scenario file, with these sizes of strategies.

    `own_figures` names the file beside it that holds the council's own; `returns` says that they are from returns.
    """
    how = "--figures FILE" if base.own else f"--year {base.start.year}"
    made = made_by(f'"{base.authority.name}" {how}')
    if returns:
        whose = "--authority" if base.authority.code else "--name"
        made = made_by(f'RETURNS {whose} "{base.authority.name}"', "import-903")
    comments = [
        f"{made}: what is the authority's own. All else is England's.",
        *(["", *base.warnings] if base.warnings else []),
        "",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    ]
    heading: dict[str, str | date | float] = {
        "title": base.title,
        "about": base.about,
        "based_on": base.based_on,
        **({"authority": base.authority.code} if base.authority.code else {}),
        **({"own_figures": own_figures} if own_figures else {}),
        "start": base.start,
        "years": base.years,
    }
    return scenario_text(comments, heading, base.quantities, {**SECTIONS, **OF_SERVICES}, sizes)


def national_text(england: Scenario, year: int) -> str:
    """Return the text of England's scenario file of a year: what is of the year, laid over England's file."""
    courts = england.parameters.legal_process
    common, words = common_file(courts=courts), " --with-courts" if courts else ""
    comments = [
        f"{made_by(f'england --year {year}{words}')}: England's values of the year, for an average authority.",
        "",
        f"All else is of {common}.toml: judgements, and figures of 2018 and 2019 that were not published again.",
        "",
        "Contains public sector information licensed under the Open Government Licence v3.0.",
    ]
    heading: dict[str, str | date | float] = {
        "title": england.title,
        "about": "National values of the year; a base for the files of single authorities, which hold what differs.",
        "based_on": common,
        "start": england.start,
        "years": england.years,
    }
    own = {path: quantity for path, quantity in england.quantities.items() if path in england.changed}
    return scenario_text(comments, heading, own, SECTIONS)


def keep_national(england: Scenario, year: int, path: Path) -> None:
    """Write England's scenario file of a year."""
    write(path, national_text(england, year))


def show_national(england: Scenario) -> None:
    """Print what England's base of a year rests on."""
    from rich.text import Text

    out = console()
    own = [england.quantities[path] for path in england.changed]
    out.print(Text.assemble((england.title, "bold"), f", {counted(england.years, 'year')}"))
    kinds = {kind: sum(one.kind == kind for one in own) for kind in ("published", "fitted", "judgement")}
    told = f"{kinds['published']} published, {kinds['fitted']} fitted to what was published, "
    out.print(Text(f"{len(own)} quantities are of the year: {told}{kinds['judgement']} judged from it."))
    out.print(Text(f"All others are England's of 2018 and 2019, or judgements: {called()} check lists them."))


def keep(base: Baseline, path: Path, sizes: Mapping[str, StrategySize] = NONE, returns: bool = False) -> None:
    """Write the base's scenario file, with these sizes of strategies; before it the council's own figures, if any.

    `returns` says that those are from its returns.
    """
    if base.own is None or not base.own.rows:
        write(path, baseline_text(base, sizes))
        return
    beside = path.with_name(f"{path.stem}.figures.csv")
    write(beside, base.own.text)
    write(path, baseline_text(base, sizes, beside.name, returns))


def show(base: Baseline) -> None:
    """Print what the base rests on."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as Grid
    from rich.text import Text

    out = console()
    out.print(Text.assemble((base.title, "bold"), ", three years, laid over England's scenario"))
    for warning in base.warnings:
        out.print(Text.assemble(("Mind: ", "yellow"), warning))
    grid = Grid(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for heading, share in (("What", 3), ("Value", 5), ("How it is known", 4)):
        grid.add_column(heading, overflow="fold", ratio=share)
    grid.add_column("As of", no_wrap=True, min_width=len("31 March 2022"))
    for row in rows(base):
        grid.add_row(*map(Text, row))
    out.print("", grid, "")
    out.print(Text(inherited(base)))


def rows(base: Baseline) -> Iterator[tuple[str, str, str, str]]:
    """Yield, for each quantity, its title, value, how it is known, and the date for which it holds.

    Tables that come by the handful, one for each age or kind of placement, are told together.
    """
    told: set[str] = set()
    for entry in base.entries:
        together = next((title for part, title in TOGETHER.items() if part in entry.path), "")
        if entry.path.startswith("opening."):
            together = ""  # the published count is told for itself
        if together not in told:
            value = IN_FILE if together else shown(entry)
            yield together or entry.title, value, known(entry), in_words(entry.quantity.as_of)
        if together:
            told.add(together)


def inherited(base: Baseline) -> str:
    """Return a sentence on what the base does not say itself."""
    own = {entry.path for entry in base.entries}
    parts: dict[str, int] = {}
    for path in declared():
        part = path.split(".")[0]
        if path not in own and part in SECTIONS:
            parts[part] = parts.get(part, 0) + 1
    number = sum(parts.values())
    services = (
        f" {len(base.layer)} of statutory services are in the file as they are in their layer, judged for Tower "
        "Hamlets of August 2018: put your own in their place."
        if base.layer
        else ""
    )
    return (
        f"{len(own)} quantities are set for this authority. {number} more are inherited from England's scenario "
        f"({_national_years(base)}, and judgements): {called()} check lists them all.{services}"
    )


def _national_years(base: Baseline) -> str:
    """Return in words of which years the national figures of a base are."""
    old = "national figures of 2018 and 2019"
    if base.based_on in (FILE, WITH_COURTS):
        return old
    return f"national figures of the year to 31 March {base.year}, or of 2018 and 2019 where none came after"
