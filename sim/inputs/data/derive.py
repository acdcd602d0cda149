"""Derive the compact tables of published figures beside this file from the tidy pack of published statistics.

Run by hand when the pack changes, never by the program:

    python sim/inputs/data/derive.py PACK_FOLDER

PACK_FOLDER holds `flows.csv`, `stock.csv`, ... and `sources.csv`. Writes `tower_hamlets.csv` and `england.csv`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

TOWER_HAMLETS = "E09000030"
ENGLAND = "E92000001"
COLUMNS = ("geography", "year", "measure", "category", "value", "unit", "publication")

AGES = {
    "u1": "under 1",
    "a1_4": "1 to 4",
    "a5_9": "5 to 9",
    "a10_15": "10 to 15",
    "a16p": "16 and over",
    "a16": "16",
    "a17": "17",
    "a18p": "18 and over",
}
LEGAL = {
    "FCO": "full care order",
    "ICO": "interim care order",
    "PO": "placement order",
    "S20": "voluntary agreement (section 20)",
    "YJ": "youth justice",
    "CP": "police or emergency protection",
    "police": "police protection",
    "EPO": "emergency protection order",
    "remand": "remand",
}
PLACEMENTS = {
    "foster": "foster",
    "adoption": "placed for adoption",
    "parents": "with parents",
    "homes_semi_old": "secure, children's homes and semi-independent (definition to 2019)",
    "indep_old": "living independently (definition to 2019)",
    "homes_indep_all": "homes, semi-independent and independent together",
    "other_res": "other residential",
    "res_school": "residential school",
    "other": "other",
}
PROVIDERS = {
    "own": "own provision",
    "other_la": "other council",
    "other_public": "other public",
    "private": "private",
    "voluntary": "voluntary",
    "not_reported": "not reported",
    "parents": "parents",
}
REASONS = {
    "parents_planned": "home, planned",
    "parents_unplanned": "home, unplanned",
    "no_pr": "relatives or others without parental responsibility",
    "sgo": "special guardianship",
    "sgo_ffc": "special guardianship, former foster carers",
    "sgo_other": "special guardianship, other carers",
    "adopted": "adopted",
    "adopted_unopposed": "adopted, unopposed",
    "adopted_dispensed": "adopted, consent dispensed with",
    "cao": "child arrangements order",
    "custody": "custody",
    "indep_supported": "independent living, supported",
    "indep_unsupported": "independent living, unsupported",
    "remand_ended": "remand ended",
    "age_assessment": "age assessed as adult",
    "abroad": "moved abroad",
    "other_la": "other council took over",
    "adult_res": "adult residential care",
    "died": "died",
    "other": "any other reason",
}
CHANGES = {
    "total": "all",
    "care_plan": "change of care plan",
    "carer_behaviour": "carer asked: behaviour",
    "carer_other": "carer asked: other",
    "child": "child asked",
    "authority": "council asked",
    "closure": "placement closed",
    "allegation": "allegation",
    "standards": "standards of care",
    "approval_removed": "approval removed",
    "status_only": "change of status only",
    "custody": "custody",
    "other": "other",
}
DISTANCES = {
    "in_le20": "inside, 20 miles or less",
    "in_gt20": "inside, over 20 miles",
    "in_unk": "inside, distance unknown",
    "out_le20": "outside, 20 miles or less",
    "out_gt20": "outside, over 20 miles",
    "out_unk": "outside, distance unknown",
    "total": "all",
}
FOSTERING = {
    "places_approved": ("places approved", "places"),
    "places_filled": ("places filled", "places"),
    "places_vacant": ("places vacant", "places"),
    "places_not_available": ("places not available", "places"),
    "hh_approved": ("households approved", "households"),
    "hh_for_1": ("households for one", "households"),
    "hh_for_2": ("households for two", "households"),
    "hh_for_3": ("households for three", "households"),
    "children_placed": ("children placed", "children"),
    "enquiries": ("enquiries", "enquiries"),
    "approved_in_year": ("households approved in the year", "households"),
    "dereg_total": ("households deregistered in the year", "households"),
    "unplanned_endings": ("unplanned endings", "placements"),
    "turned_18": ("turned 18", "children"),
    "staying_put_18": ("stayed put at 18", "children"),
}
DURATIONS = {
    "1. Under 2 weeks": "under 2 weeks",
    "2. From 2 weeks to under 8 weeks": "2 to 8 weeks",
    "3. From 8 weeks to under 6 months": "8 weeks to 6 months",
    "4. From 6 months to under 1 year": "6 months to 1 year",
    "5. From 1 year to under 2 years": "1 to 2 years",
    "6. From 2 years to under 3 years": "2 to 3 years",
    "7. From 3 years to under 5 years": "3 to 5 years",
    "8. From 5 years to under 10 years": "5 to 10 years",
    "9. 10 years and over": "10 years and over",
    "Average duration of last period of care (days)": "mean",
}
ADOPTED_AGES = {
    "Under 1 year": "under 1",
    "1 to 4 years": "1 to 4",
    "5 to 9 years": "5 to 9",
    "10 to 15 years": "10 to 15",
    "16 years and over": "16 and over",
}
UNACCOMPANIED_AGES = {"age group | Under 16 years": "under 16", "age group | 16 years and over": "16 and over"}
PLACEMENT_BANDS = {
    "0-7d": "0 to 7 days",
    "8d-1m": "8 days to 1 month",
    "1-3m": "1 to 3 months",
    "3-6m": "3 to 6 months",
    "6-12m": "6 to 12 months",
    "1-2y": "1 to 2 years",
    "2-5y": "2 to 5 years",
    "5y+": "5 years and over",
}
PLACEMENT_DURATIONS = {
    f"{kind} | {band}": f"{PLACEMENTS[kind]}: {words}"
    for kind in ("foster", "adoption", "parents", "homes_semi_old", "indep_old", "other_res")
    for band, words in PLACEMENT_BANDS.items()
}
HAZARD_DURATIONS = {
    f"duration | {number}": words for number, words in DURATIONS.items() if words[0].isdigit() or words[0] == "u"
}
UNITS = {
    "n": "children",
    "pct": "percent",
    "gbp_week": "GBP per week",
    "days": "days",
    "per_child_year": "per child-year",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What is taken from one measure of one file of the pack, and the words it gets here."""

    file: str
    measure: str
    name: str
    categories: dict[str, str]
    years: range
    unit: str = ""


DETAIL = range(2017, 2020)
NONE = {"all": "", "uasc": "", "la": "", "3plus": "", "stable": "", "denominator": "denominator"}

LOCAL = (
    Part("flows.csv", "stock", "looked after", NONE, range(2010, 2023)),
    Part("flows.csv", "started", "started", NONE, range(2010, 2023)),
    Part("flows.csv", "ceased", "ceased", NONE, range(2010, 2023)),
    Part("stock.csv", "age", "looked after by age", AGES, DETAIL),
    Part("stock.csv", "legal", "looked after by legal status", LEGAL, DETAIL),
    Part("stock.csv", "placement", "looked after by placement", PLACEMENTS, DETAIL),
    Part("stock.csv", "provider", "looked after by provider", PROVIDERS, DETAIL),
    Part("stock.csv", "locality", "looked after by locality", {"inside": "inside", "outside": "outside"}, DETAIL),
    Part("stock.csv", "distance", "looked after over 20 miles away", {"gt20": ""}, DETAIL),
    Part("stock.csv", "dist_loc", "looked after by locality and distance", DISTANCES, DETAIL),
    Part("stock.csv", "uasc", "unaccompanied", NONE, range(2014, 2023)),
    Part("starts.csv", "age", "started by age", AGES, DETAIL),
    Part("starts.csv", "legal", "started by legal status", LEGAL, DETAIL),
    Part("starts.csv", "need", "started through absent parenting", {"N8": ""}, DETAIL),
    Part("starts.csv", "uasc", "unaccompanied started", NONE, range(2021, 2023)),
    Part("ceases.csv", "age", "ceased by age", AGES, DETAIL),
    Part("ceases.csv", "reason", "ceased by reason", REASONS, DETAIL),
    Part("ceases.csv", "uasc", "unaccompanied ceased", NONE, range(2021, 2023)),
    Part("stability.csv", "ni62", "three or more placements", NONE, DETAIL),
    Part("stability.csv", "ni62_pct", "three or more placements, percent", NONE, DETAIL),
    Part("stability.csv", "ni63", "long-term stability", NONE, DETAIL),
    Part("stability.csv", "ni63_pct", "long-term stability, percent", NONE, DETAIL),
    Part("stability.csv", "new_pl", "new placements by locality and distance", DISTANCES, DETAIL, "placements"),
    Part("stability.csv", "changes", "changes of placement by reason", CHANGES, DETAIL, "changes"),
    *(
        Part("fostering.csv", code, "own fostering service", {"la": words}, DETAIL, unit)
        for code, (words, unit) in FOSTERING.items()
    ),
    Part(
        "costs.csv",
        "unit_cost",
        "unit cost",
        {"residential": "residential", "fostering": "fostering", "cla_all": "all looked after", "adoption": "adoption"},
        DETAIL,
    ),
)
LATEST = range(2019, 2020)
NATIONAL = (
    Part("flows.csv", "stock", "looked after", NONE, range(2009, 2020)),
    Part("flows.csv", "started", "started", NONE, range(2009, 2020)),
    Part("flows.csv", "ceased", "ceased", NONE, range(2009, 2020)),
    Part("stock.csv", "age", "looked after by age", AGES, LATEST),
    Part("stock.csv", "legal", "looked after by legal status", LEGAL, LATEST),
    Part("stock.csv", "placement", "looked after by placement", PLACEMENTS, LATEST),
    Part("stock.csv", "uasc", "unaccompanied", NONE, LATEST),
    Part("starts.csv", "age", "started by age", AGES, LATEST),
    Part("starts.csv", "legal", "started by legal status", LEGAL, LATEST),
    Part("starts.csv", "need", "started through absent parenting", {"N8": ""}, LATEST),
    Part("stock.csv", "need", "looked after through absent parenting", {"N8": ""}, LATEST),
    Part("ceases.csv", "age", "ceased by age", AGES, LATEST),
    Part("ceases.csv", "reason", "ceased by reason", REASONS, LATEST),
    Part("national_durations.csv", "care_period_duration", "ceased by time in care", DURATIONS, LATEST),
    Part(
        "national_durations.csv",
        "placement_duration",
        "placements ended by duration",
        PLACEMENT_DURATIONS,
        LATEST,
        "placements",
    ),
    Part("national_adoption_timeliness.csv", "adopted_age_at_adoption", "adopted by age", ADOPTED_AGES, LATEST),
    Part("national_structure.csv", "uasc_stock", "unaccompanied by age", UNACCOMPANIED_AGES, LATEST),
    Part("national_hazards.csv", "hazard_disruptive", "disruption by time in placement", HAZARD_DURATIONS, LATEST),
)


def publications(pack: Path) -> dict[str, str]:
    """Return the publication, with its publisher, for each source key of the pack."""
    with (pack / "sources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["source"]: _title(row["publisher"], row["publication"]) for row in rows}


def _title(publisher: str, publication: str) -> str:
    """Return one title for a publication, whatever its table."""
    if publisher == "this pack":
        return "derived from DfE, Children looked after in England, year to 31 March 2019"
    title = publication.split(", underlying data")[0].split(", via ")[0].split(", LA level data")[0]
    return f"{publisher.split(' (')[0]}, {title.replace(' (EES)', '').removeprefix('DfE ')}"


def rows(pack: Path, code: str, geography: str, parts: Iterable[Part]) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one table in the order of its parts; a suppressed value is empty."""
    titles = publications(pack)
    for part in parts:
        order = {category: place for place, category in enumerate(part.categories)}
        with (pack / part.file).open(encoding="utf-8", newline="") as file:
            found = [
                row
                for row in csv.DictReader(file)
                if row["la_code"] == code
                and row["measure"] == part.measure
                and int(row["year"]) in part.years
                and row["category"] in order
                and row["status"] in ("ok", "suppressed", "low")
            ]
        for row in sorted(found, key=lambda row: (int(row["year"]), order[row["category"]])):
            value = row["value"] if row["status"] != "low" else "0"
            unit = part.unit or UNITS[row["unit"]]
            words = part.categories[row["category"]]
            yield geography, int(row["year"]), part.name, words, value, unit, titles[row["source"]]


def write(path: Path, table: Iterable[tuple[object, ...]]) -> int:
    """Write a table; return its number of rows."""
    lines = list(table)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    return len(lines)


def main(arguments: list[str]) -> int:
    """Derive both tables from the pack named on the command line."""
    if len(arguments) != 1 or not (Path(arguments[0]) / "sources.csv").is_file():
        print("usage: derive.py PACK_FOLDER (with flows.csv, stock.csv, ... and sources.csv in it)", file=sys.stderr)
        return 2
    pack, here = Path(arguments[0]), Path(__file__).parent
    for name, code, geography, parts in (
        ("tower_hamlets.csv", TOWER_HAMLETS, "Tower Hamlets", LOCAL),
        ("england.csv", ENGLAND, "England", NATIONAL),
    ):
        number = write(here / name, rows(pack, code, geography, parts))
        print(f"{name}: {number} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
