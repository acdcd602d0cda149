"""The JSON Schema of a scenario file, for editors, made from the models that check the files."""

from __future__ import annotations

from math import inf
from typing import Any, TypeAlias

from sim.scenario.files import reading, scenario_file
from sim.scenario.files.strategy_sizes import KEYS, SIZES, UNIT
from sim.scenario.files.targets_asked import AT_LEAST, AT_MOST, TARGETS
from sim.scenario.quantities import written
from sim.scenario.quantities.bounds import bounds_in_words
from sim.scenario.quantities.change import How
from sim.scenario.quantities.changing import AMOUNTS, DATES, HOWS
from sim.scenario.quantities.declared import Declared, declared, names_under
from sim.scenario.quantities.meanings import meaning
from sim.scenario.quantities.ranges import distributions

JsonSchema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> JsonSchema:
    """Return the JSON Schema of a scenario or strategy file.

    It says what a file may hold. What only the files together show, such as a missing quantity, is left to
    ``run.py check``.
    """
    heading = scenario_file.heading_adapter().json_schema()
    quantity = written.adapter().json_schema()
    tables = {name: _part(name, quantity) for name in names_under("")}
    return {
        "$schema": DIALECT,
        "title": "Scenario or strategy of the placement sufficiency simulation",
        "type": "object",
        "properties": {
            **{name: _heading(name, content) for name, content in heading["properties"].items()},
            TARGETS: _targets(),
            **tables,
            SIZES: _sizes(),
        },
        "additionalProperties": False,
    }


def _heading(name: str, content: JsonSchema) -> JsonSchema:
    described = {**content, "description": scenario_file.IS[name]}
    if name == "years":
        return {**described, "minimum": scenario_file.SHORTEST_YEARS, "maximum": scenario_file.LONGEST_YEARS}
    if name == "authority":
        return {**described, "pattern": "^E[0-9]{8}$"}
    if name == "requires":
        return {**described, "items": {"enum": list(names_under(""))}}
    if name == "serves":
        path: JsonSchema = {"enum": [path for path, one in declared().items() if one.table is None]}
        of_parts: JsonSchema = {"type": "object", "propertyNames": {"enum": list(names_under(""))}}
        return {"description": described["description"], "anyOf": [path, of_parts | {"additionalProperties": path}]}
    if name == "scales":
        return {
            **described,
            "items": {"enum": [path for path, one in declared().items() if not one.unit.sums_to_one]},
            "uniqueItems": True,
        }
    return described


def _targets() -> JsonSchema:
    text, number = {"type": "string"}, {"type": "number"}
    one = {
        "type": "object",
        "properties": {
            "measure": {**text, "description": "id of a measure, as docs/measures.md lists them"},
            "category": {**text, "description": "which of its categories; all together where none is given"},
            AT_MOST: number,
            AT_LEAST: number,
            "by": {"type": "string", "format": "date", "description": "the day; the whole run where none is given"},
            "title": {**text, "description": "what pages call it"},
        },
        "required": ["measure"],
        "oneOf": [{"required": [AT_MOST]}, {"required": [AT_LEAST]}],
        "additionalProperties": False,
    }
    return {"type": "object", "description": "what is wanted of the runs, by name", "additionalProperties": one}


def _sizes() -> JsonSchema:
    size: JsonSchema = {
        "type": "object",
        "properties": {
            "value": {"type": "number", "exclusiveMinimum": 0},
            "unit": {"enum": [UNIT]},
            "source": {"type": "string", "minLength": 1},
            "as_of": {"type": "string", "format": "date"},
        },
        "required": list(KEYS),
        "additionalProperties": False,
    }
    of_parts: JsonSchema = {"type": "object", "minProperties": 1, "additionalProperties": size}
    either: JsonSchema = {"anyOf": [size, of_parts]}
    known = dict.fromkeys(reading.known_names(strategies=True), either)
    return {"type": "object", "properties": known, "additionalProperties": either}


def _part(path: str, quantity: JsonSchema) -> JsonSchema:
    if path in declared():
        return _quantity(declared()[path], quantity)
    inner = {name: _part(f"{path}.{name}", quantity) for name in names_under(path)}
    return {"type": "object", "properties": inner, "additionalProperties": False}


def _quantity(what: Declared, quantity: JsonSchema) -> JsonSchema:
    known = quantity["properties"]
    return {
        "type": "object",
        "description": f"{meaning(what.path)} ({what.unit.name}, {bounds_in_words(what.unit)})",
        "properties": {
            **{key: content for key, content in known.items() if key not in (*HOWS, *DATES) or what.datable},
            "value": _value(what),
            **{how: _amount(what, how) for how in HOWS if how != "grows" or what.datable},
            "unit": {"enum": list(written.units(what))},
            "source": {**known["source"], "minLength": 1},
            "distribution": {"enum": list(distributions(what))},
        },
        "required": quantity["required"],
        "oneOf": [{"required": [key]} for key in ("value", *HOWS)],
        "additionalProperties": False,
    }


def _amount(what: Declared, how: How) -> JsonSchema:
    """Return what a change of the quantity may be: a number for all of it, or for some of its categories."""
    unit = AMOUNTS[how]
    number: JsonSchema = {"type": "number"}
    if unit.minimum > -inf:
        number["minimum"] = unit.minimum
    if unit.maximum < inf:
        number["maximum"] = unit.maximum
    if what.table is None:
        return number
    named: JsonSchema = {
        "type": "object",
        "properties": dict.fromkeys(what.categories, number),
        "minProperties": 1,
        "additionalProperties": False,
    }
    return named if what.unit.sums_to_one else {"anyOf": [number, named]}


def _value(what: Declared) -> JsonSchema:
    number: JsonSchema = {"type": "integer" if what.unit.whole else "number", "minimum": what.unit.minimum}
    if what.unit.maximum < inf:
        number["maximum"] = what.unit.maximum
    if what.table is None:
        date: JsonSchema = {"type": "string", "format": "date"}
        return {"anyOf": [number, date]} if written.DATE in written.units(what) else number
    return {
        "type": "object",
        "properties": dict.fromkeys(what.categories, number),
        "required": list(what.categories),
        "additionalProperties": False,
    }
