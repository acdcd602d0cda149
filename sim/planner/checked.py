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
    file, _, whole = message.partition(": ")[0].partition(", ")
    path = whole.removesuffix(".value")
    if path.endswith(".starts"):  # each strategy has one, in a file that is called after it
        path = f"{file.removesuffix('.toml')}.starts"
    return next((field for field in fields if _is_of(field.partition(".")[2].removesuffix(".value"), path)), "")


def _is_of(field: str, path: str) -> bool:
    """Whether a field is of the number at a path: fields of levers begin with their strategy, files with a name."""
    return bool(field and path) and (field == path or field.endswith(f".{path}") or path.endswith(f"_{field}"))
