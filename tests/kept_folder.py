"""Results folders made by hand: small, with the tables that a paper reads and their fingerprints."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sim.reports.run.money_csv import HEADER as MONEY
from sim.reports.shared.tables import ASSUMPTIONS, COMPARISON, MEASURES, SERIES
from sim.reports.sufficiency.pages import COLUMNS as SUFFICIENCY

START, MARCHES, END = "2018-04-01", ("2019-03-31", "2020-03-31"), "2020-03-31"
BASE, OPTION = "base", "base+ipop"
TITLE = "Testshire, 1 April 2018"

STOCKS = {
    ("looked_after", ""): 130.0,
    ("looked_after", "age: under 1"): 10.0,
    ("looked_after", "age: 1 to 4"): 20.0,
    ("looked_after", "age: 5 to 9"): 30.0,
    ("looked_after", "age: 10 to 15"): 40.0,
    ("looked_after", "age: 16 and over"): 30.0,
    ("looked_after_by_sex", "female"): 60.0,
    ("looked_after_by_sex", "male"): 70.0,
    ("unaccompanied", ""): 12.0,
    ("in_placement", ""): 130.0,
    ("in_placement", "in house"): 64.0,
    ("in_placement", "agency"): 40.0,
    ("in_placement", "childrens home"): 14.0,
    ("in_placement", "secure"): 2.0,
    ("in_placement", "supported"): 10.0,
    ("inside_borough_percent", ""): 44.5,
    ("outside_within_20_miles_percent", ""): 33.5,
    ("over_20_miles_percent", ""): 22.0,
    ("households", ""): 50.0,
    ("in_house_places_approved", ""): 90.0,
    ("in_house_places_filled", ""): 64.0,
    ("in_house_places_vacant", ""): 17.0,
    ("in_house_places_unavailable", ""): 9.0,
    ("three_or_more_placements_percent", ""): 11.5,
    ("siblings_split_percent", ""): 31.0,
    ("moves", ""): 75.0,
    ("starts", ""): 55.0,
    ("ceases", ""): 50.0,
    ("ceases", "adopted"): 7.0,
    ("ceases", "custody"): 3.0,
    ("ceases", "eighteenth birthday"): 40.0,
}
"""What is measured at each 31 March in the base, on average."""

OVER_THE_RUN = {
    ("households_approved", "whole run, per year"): 6.5,
    ("households_left", "whole run, per year"): 5.5,
    ("first_choice_percent", "whole run"): 52.5,
    ("cost_placements", "in house; whole run, per year"): 1_600_000.0,
    ("cost_placements", "agency; whole run, per year"): 2_000_000.0,
    ("cost_placements", "whole run, per year"): 9_000_000.0,
    ("in_placement", "in house; whole run, average"): 64.0,
    ("in_placement", "agency; whole run, average"): 40.0,
}


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a change in a row of `comparison.csv`."""

    measure: str
    unit: str
    base: float
    change: float
    falls: float
    span: str = "whole run"
    category: str = ""


CHANGES = (
    Told("looked_after", "children", 130.0, -1.5, 0.6),
    Told("in_residential", "children", 16.0, -4.5, 0.95),
    Told("in_placement", "children", 40.0, 2.5, 0.3, category="agency"),
    Told("unplanned_placement_percent", "percent", 21.0, 1.5, 0.05),
    Told("cost_total", "GBP per year", 9_500_000.0, -400_000.0, 0.95),
)


def run_folder(
    into: Path,
    *,
    replications: int = 10,
    drawn: bool = True,
    chance_it_saves: float = 0.95,
    authority: str = "",
    changes: Sequence[Told] = CHANGES,
    **stocks: float,
) -> Path:
    """A comparison of a base with one option; `stocks` are other numbers by kind of placement, such as `in_house`."""
    kinds = {("in_placement", kind.replace("_", " ")): value for kind, value in stocks.items()}
    found = {**STOCKS, **kinds}
    tables = {
        "measures.csv": (MEASURES, _measures(found, replications)),
        "series.csv": (SERIES, _series(found, replications)),
        "comparison.csv": (COMPARISON, _comparison(changes, replications, drawn)),
        "money.csv": (MONEY, _money(drawn, chance_it_saves)),
        "assumptions.csv": (ASSUMPTIONS, _assumptions()),
    }
    return _written(into, tables, replications, drawn, authority, "run.py compare base ipop")


def statement_folder(into: Path, *, digest: str = "0123456789abcdef", short: float = 12.0) -> Path:
    """A sufficiency statement of the same base."""
    rows = [
        _need("in house", "", 85, 100, 90, short),
        _need("in house", "no recorded need", 45, 53, 90, -37),
        _need("in house", "behaviour or mental health", 20, 24, 30, -6),
        _need("in house", "disability", 17, 20, 10, 10),
        _need("in house", "both needs", 3, 4, 5, -1),
        _need("childrens home", "", 20, 24, 14, 10),
        _need("secure", "", 2, 3, 2, 1),
    ]
    command = "run.py sufficiency base"
    return _written(into, {"sufficiency.csv": (SUFFICIENCY, rows)}, 10, False, "", command, digest)


def sweep_folder(into: Path, *, digest: str = "0123456789abcdef", agency: float = 38.0) -> Path:
    """A sweep of places over the same base and option."""
    varied = ("in_house_fostering.places",)
    header = ("point", *varied, "scenario", "base", "measure", "mean", "low", "high", "replications")
    rows = [
        (point, places, scenario, BASE, measure, mean, "", "", 10, "", "", "", unit)
        for point, places in enumerate((80, 100))
        for scenario in (BASE, OPTION)
        for measure, mean, unit in (
            ("in_placement: agency", agency + point, "children"),
            ("cost_total", 9e6, "GBP per year"),
        )
    ]
    columns = (*header, "difference", "difference_low", "difference_high", "unit")
    return _written(into, {"summary.csv": (columns, rows)}, 10, False, "", "run.py sweep places", digest, varied)


def refreshed(into: Path) -> None:
    """Put the fingerprints of a folder right after one of its tables was written anew."""
    said = json.loads((into / "manifest.json").read_text(encoding="utf-8"))
    said["sha256"] = {name: sha256((into / name).read_bytes()).hexdigest() for name in said["sha256"]}
    (into / "manifest.json").write_text(json.dumps(said), encoding="utf-8")


def _written(
    into: Path,
    tables: dict[str, tuple[Sequence[str], Iterable[Sequence[object]]]],
    replications: int,
    drawn: bool,
    authority: str,
    command: str,
    digest: str = "0123456789abcdef",
    varied: Sequence[str] = (),
) -> Path:
    into.mkdir(parents=True)
    for name, (header, rows) in tables.items():
        with (into / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])
    scenarios = [
        {"name": BASE, "title": TITLE, "digest": digest, "files": [], "authority": authority},
        {"name": OPTION, "title": f"{TITLE}, Placements panel", "digest": "fedcba", "files": [], "authority": ""},
    ]
    said = {
        "command": command,
        "versions": {"placement-sufficiency": "0.1.0"},
        "scenarios": scenarios if len(tables) > 1 or varied else scenarios[:1],
        "start": START,
        "years": 2.0,
        "seed": 2018,
        "replications": replications,
        "uncertainty": drawn,
        "varied": list(varied),
        "sha256": {name: sha256((into / name).read_bytes()).hexdigest() for name in tables},
    }
    (into / "manifest.json").write_text(json.dumps(said), encoding="utf-8")
    return into


def _measures(stocks: dict[tuple[str, str], float], replications: int) -> Iterator[Sequence[object]]:
    for scenario in (BASE, OPTION):
        for (measure, category), mean in stocks.items():
            for when in MARCHES:
                yield from _futures(scenario, measure, category, when, mean, replications)
        for (measure, category), mean in OVER_THE_RUN.items():
            yield from _futures(scenario, measure, category, END, mean, replications)


def _futures(
    scenario: str, measure: str, category: str, when: str, mean: float, replications: int
) -> Iterator[Sequence[object]]:
    for number in range(replications):
        away = (number - (replications - 1) / 2) / 20
        yield scenario, number, measure, category, when, mean * (1 + away), "children"


def _series(stocks: dict[tuple[str, str], float], replications: int) -> Iterator[Sequence[object]]:
    for (measure, category), mean in stocks.items():
        if measure in ("looked_after", "in_placement") and not category.startswith("age:"):
            yield BASE, measure, category, START, *[mean] * 8, "children", replications


def _comparison(changes: Sequence[Told], replications: int, drawn: bool) -> Iterator[Sequence[object]]:
    for one in changes:
        known = (one.change - 1, one.change + 1, one.falls, one.change - 2, one.change + 2, 0.5, 5)
        yield (
            *(OPTION, BASE, one.measure, one.category, one.span, one.unit, END, one.base, one.base + one.change),
            *(one.change, one.change - 0.5, one.change + 0.5, 0.95, one.falls, replications),
            *(("drawn", *known) if drawn else ("central", *[""] * 7)),
        )


def _money(drawn: bool, saves: float) -> Iterator[Sequence[object]]:
    years = (("2018-19", "2018-04-01", MARCHES[0]), ("2019-20", "2019-04-01", MARCHES[1]))
    lines = (("investment", 50_000.0), ("other spending", -250_000.0), ("net", -200_000.0), ("net so far", -200_000.0))
    for place, (year, since, until) in enumerate(years, start=1):
        start = ("cash", "of each year", year, since, until, "year", "council")
        for line, pounds in (("net", 9e6), ("placements: in house", 2e6), ("placements: secure", 1e6)):
            yield BASE, "", *start, line, "GBP", pounds, *[""] * 9
        for line, change in lines:
            size = change * place if line == "net so far" else change
            known = (size - 10_000, size + 10_000, saves, size - 20_000, size + 20_000, 0.5, 5)
            yield OPTION, BASE, *start, line, "GBP", 9e6, 9e6 + size, size, *(known if drawn else [""] * 7)


def _assumptions() -> Iterator[Sequence[object]]:
    rest = ("triangular", "", "2018-03-31", "Somebody's figures", "", "", "", "base.toml", "")
    yield BASE, "demand.entries_per_year", "", 60, "children per year", "fitted", "", "", *rest
    yield BASE, "agency.capacity", "", "inf", "places", "judgement", "", "", *rest
    yield OPTION, "ipop.ready", "", 0.1, "probability", "judgement", 0.01, 0.25, *rest


def _need(kind: str, group: str, sought: float, needed: float, places: float, short: float) -> Sequence[object]:
    unlimited = "approved" if kind == "in house" else "in use"
    return (
        *(BASE, END, kind, group, 0.8, 1, 10),
        *(sought, sought - 1, sought + 1, sought - 2, sought + 2, sought * 0.8, "", ""),
        *(needed, "", "", needed - 1, needed + 1),
        *(places, places, places, places, places, unlimited, ""),
        *(short, "", "", short - 1, short + 1),
    )
