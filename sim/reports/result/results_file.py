"""results.json: what the page of results says, written and read back, strictly, to the last bit of every number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeAlias

from sim.foundations.faults import BadInput, fault
from sim.reports.result import first_form
from sim.reports.result.experiment_page import ExperimentPage
from sim.reports.result.results_page import VERSION, ResultsPage

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

FILE: Final = "results.json"

KeptPage: TypeAlias = ResultsPage | ExperimentPage
"""Told apart by `of`."""

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

IN_A_PAGE: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)
"""Characters that are written by their codes, so that the text can stand in a page as it is."""

AGAIN: Final = "make it again: run.py report with the folder"

PROBLEMS: Final[Mapping[str, str]] = {
    "json_invalid": "is not JSON",
    "missing": "is missing",
    "union_tag_not_found": "is missing",
    "unexpected_keyword_argument": "is not a known key",
}
"""What is wrong, by what the validator calls it."""


def text(page: KeptPage) -> str:
    """Return the page as JSON, which can stand in a script element of a page as it is."""
    return f"{_adapter().dump_json(page).decode().translate(IN_A_PAGE)}\n"


def parsed(content: str | bytes, place: str) -> KeptPage:
    """Return the page that JSON from this place says. Raises BadInput, with a mend, where it says none."""
    from pydantic import ValidationError

    try:
        return _adapter().validate_json(content)
    except ValidationError as error:
        version = _version(content)
        if version != first_form.FIRST:
            raise BadInput([_told(error, version, place)]) from None
    return parsed(first_form.in_present_form(content, place, AGAIN), place)


def read(folder: Path) -> KeptPage:
    """Return the page that is kept in a folder of results. Raises BadInput, with a mend, where there is none."""
    path = folder / FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadInput(
            [fault(str(path), "", f"cannot be read ({error.strerror})", "give a folder of results")]
        ) from None
    return parsed(content, str(path))


def schema() -> dict[str, Any]:
    """Return the JSON Schema of results.json."""
    return {
        "$schema": DIALECT,
        "title": "Results of the placement sufficiency simulation",
        **_adapter(told=True).json_schema(),
    }


def _adapter(*, told: bool = False) -> TypeAdapter[KeptPage]:
    """Return pydantic's validator of a page, which takes no other keys and turns no text into numbers.

    What each key is for is read from the source where its schema is to be `told`.
    """
    from pydantic import ConfigDict, Field, TypeAdapter

    config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=told)
    return TypeAdapter(Annotated[KeptPage, Field(discriminator="of")], config=config)


def _told(error: ValidationError, version: int | None, place: str) -> str:
    """Return the first thing that is wrong, in plain words, with its place and the mend."""
    if version is not None and version != VERSION:
        read_here = f"versions {first_form.FIRST} and {VERSION}"
        problem = f"is of version {version} of its form, and this program reads {read_here}"
        return fault(place, "", problem, f"read it with the program that wrote it, or {AGAIN}")
    first = error.errors(include_url=False, include_input=False)[0]
    tag = "of" if first["type"] in ("union_tag_invalid", "union_tag_not_found") else ""
    where = tag or ".".join(str(part) for part in first["loc"][1:])
    return fault(place, where, PROBLEMS.get(first["type"], "is not of this form"), AGAIN)


def _version(content: str | bytes) -> int | None:
    """Return the version that JSON says it is of; None where it says none."""
    import json

    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return None
    version = said.get("version") if isinstance(said, dict) else None
    return version if isinstance(version, int) and not isinstance(version, bool) else None
