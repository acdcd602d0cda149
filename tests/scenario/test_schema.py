"""What is declared of quantities, and the editors' schema made of it."""

from __future__ import annotations

import tomllib
from datetime import date
from math import inf
from pathlib import Path
from typing import Any

import pytest
from scenario_files import IN_HOUSEHOLDS, PROBABILITY, REST, SHIPPED, STRATEGIES

from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByAge
from sim.scenario.assumptions import assumptions
from sim.scenario.files.schema import schema
from sim.scenario.quantities.declared import build, declared, names_under, optional_parts
from sim.scenario.quantities.meanings import meaning
from sim.scenario.scenario import load


def test_building_gives_back_what_was_read() -> None:
    scenario = load("tower_hamlets_2018", *STRATEGIES)
    values = {path: item.value for path, item in scenario.quantities.items()}
    assert build(values) == scenario.parameters
    assert isinstance(scenario.parameters, Parameters)
    assert isinstance(values["demand.behaviour_share"], ByAge)


def test_declarations_by_hand() -> None:
    assert declared()["demand.age_shares"].unit.sums_to_one
    assert declared()["demand.age_shares"].categories[0] == "under_1"
    assert declared()["camhs.usual.starts"].unit.name == "days after start"
    assert names_under("camhs_support") == ("colocated", "consultation")
    assert "demand" not in optional_parts()
    assert meaning("demand.yearly_level") == (
        "yearly level: Of entries, in the financial year of the first day, the next, and the third and all after it."
    )
    assert meaning("demand.disability_share") == "disability share"


def test_assumptions_in_words() -> None:
    rows = {row.path: row for row in assumptions(load("tower_hamlets_2018", "edge_of_care"))}
    assert list(rows) == list(load("tower_hamlets_2018", "edge_of_care").quantities)
    households = rows["in_house_fostering.households"]
    assert (households.value, households.unit, households.kind) == ("125", "households", "published")
    assert households.range == "120 to 130 (triangular)"
    assert households.source.startswith("Ofsted, Fostering in England 1 April 2017 to 31 March 2018, Tower Hamlets")
    assert households.as_of == date(2018, 3, 31)
    assert households.file == "scenarios/tower_hamlets_2018.toml"
    assert rows["in_house_fostering.places_shares"].value == "one: 0.62; two: 0.29; three: 0.09"
    assert rows["in_house_fostering.places_shares"].range == "as shares counted on 125 cases (dirichlet)"
    assert rows["agency.capacity"].value == "no limit"
    assert rows["agency.capacity"].range == "not varied"
    assert rows["edge_of_care.starts"].value == "0 (1 January 2018)"
    assert rows["edge_of_care.entry_risk_ratio"].range == "0.55 to 1.1, nine times in ten (lognormal)"
    assert rows["edge_of_care.cost_per_worker"].value == "68,000"
    assert rows["stability.hazard_by_time_in_placement"].range == "all times 0.6 to 1.4, nine times in ten (lognormal)"
    assert rows["opening.looked_after"].range == "290 to 310; not varied"
    assert rows["opening.age_shares"].value.endswith("16 and over: 0.36")


NOTHING: dict[str, Any] = {"enum": []}
ANYTHING: dict[str, Any] = {"type": "string"}


def accepts(rule: dict[str, Any], value: object) -> bool:
    """Whether a JSON Schema that uses only the words below accepts `value` (TOML dates count as texts)."""
    if "anyOf" in rule:
        return any(accepts(one, value) for one in rule["anyOf"])
    if "enum" in rule:
        return value in rule["enum"]
    kind = rule.get("type")
    if kind == "object":
        known, others = rule.get("properties", {}), rule.get("additionalProperties") or NOTHING
        return (
            isinstance(value, dict)
            and len(value) >= rule.get("minProperties", 0)
            and all(accepts(rule.get("propertyNames", ANYTHING), name) for name in value)
            and all(accepts(known.get(name, others), content) for name, content in value.items())
            and all(name in value for name in rule.get("required", []))
            and (
                "oneOf" not in rule or sum(all(name in value for name in one["required"]) for one in rule["oneOf"]) == 1
            )
        )
    if kind == "array":
        return isinstance(value, list) and all(accepts(rule["items"], item) for item in value)
    if kind == "string":
        return isinstance(value, date if rule.get("format") == "date" else str)
    assert kind in ("number", "integer"), rule
    return (
        isinstance(value, int | float)
        and rule.get("minimum", -inf) <= value <= rule.get("maximum", inf)
        and value > rule.get("exclusiveMinimum", -inf)
        and (kind == "number" or value == round(value))
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_schema_accepts_the_shipped_files(path: Path) -> None:
    assert accepts(schema(), tomllib.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "text",
    [
        "demnd = 3",
        "[demand]\ndisability_share = 0.5",
        f'[demand.disability_share]\nvalue = 0.5\nunit = "percent"\n{REST}',
        f'[demand.disability_share]\nvalue = 0.5\ntimes = 2\nunit = "share"\n{REST}',
        f'[demand.disability_share]\ntimes = 2\nfrom = 2020-01-01\nunit = "share"\n{REST}',
        f'[demand.disability_share]\nunit = "share"\n{REST}',
        f"[policy.secure_share]\nvalue = 1.5\n{PROBABILITY}\n{REST}",
        f"[policy.secure_share]\nvalue = 0.5\n{PROBABILITY}\nvlaue = 3\n{REST}",
        f'[policy.secure_share]\nvalue = 0.5\n{PROBABILITY}\ndistribution = "dirichlet"\n{REST}',
        f'[in_house_fostering.places_shares]\nvalue = {{ one = 1.0 }}\nunit = "share"\n{REST}',
        f"[in_house_fostering.households]\nvalue = 1.5\n{IN_HOUSEHOLDS}\n{REST}",
        "years = 0",
        'requires = ["zzz"]',
    ],
)
def test_the_schema_refuses_what_loading_refuses(text: str) -> None:
    assert not accepts(schema(), tomllib.loads(text))


def test_the_schema_can_be_written_and_says_what_each_quantity_means() -> None:
    disability = schema()["properties"]["demand"]["properties"]["disability_share"]
    assert disability["description"] == "disability share (share, from 0 to 1)"
    assert disability["required"] == ["unit", "kind", "source", "as_of"]
    assert {"required": ["value"]} in disability["oneOf"]
    assert disability["properties"]["unit"] == {"enum": ["share"]}
    starts = schema()["properties"]["ipop"]["properties"]["starts"]["properties"]
    assert starts["unit"] == {"enum": ["days after start", "date"]}
