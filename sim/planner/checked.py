"""What was asked, checked against the files that it is laid over: every fault at its field."""

from __future__ import annotations

from collections.abc import Mapping

from sim.foundations.faults import BadInput
from sim.planner.asked import Asked
from sim.planner.faults_by_field import FieldFault, FieldFaults
from sim.planner.fields import to_fields
from sim.planner.runs import scenarios
from sim.scenario.scenario import Scenario


def checked(asked: Asked) -> list[Scenario]:
    """Return the scenarios of what was asked. Raises FieldFaults where the command line would refuse them."""
    try:
        return scenarios(asked)
    except FieldFaults:
        raise
    except BadInput as bad:
        fields = to_fields(asked)
        raise FieldFaults(FieldFault(_field(message, fields), message) for message in bad.faults) from None


def _field(message: str, fields: Mapping[str, str]) -> str:
    """Return the field of which a message tells by the path of its number; the whole form where it names none."""
    place = message.partition(": ")[0]
    path = place.rpartition(", ")[2]
    for field in fields:
        name = field.partition(".")[2]
        if name and (name == path or name == f"{path}.value" or name.endswith((f".{path}", f".{path}.value"))):
            return field
    return ""
