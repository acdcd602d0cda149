"""Experiment files: TOML that says what is to be tried, read into a dataclass that says what each key must be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, get_args, get_type_hints

from sim.foundations.faults import BadInput, did_you_mean, fault, listed, shown
from sim.scenario.files import reading
from sim.scenario.quantities.bounds import Problem

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class ExperimentHeading:
    """What every experiment file may say; what is said beside a key is what it must be."""

    title: Annotated[str, "text"]
    about: Annotated[str, "text"] = ""
    base: Annotated[str | tuple[str, ...], "the name or path of a base as text, or a list of them"] = (
        "tower_hamlets_2018"
    )
    strategies: Annotated[tuple[str, ...], 'a list of strategies as text, such as ["ipop", "ipop+camhs"]'] = ()
    measures: Annotated[tuple[str, ...], 'a list of measures as text, such as ["looked_after at end"]'] = ()
    replications: Annotated[int | None, "a whole number"] = None
    seed: Annotated[int | None, "a whole number"] = None
    years: Annotated[float | None, "a number of years"] = None
    uncertainty: Annotated[bool, "true or false"] = False

    @property
    def bases(self) -> tuple[str, ...]:
        """Return the bases that are named."""
        return (self.base,) if isinstance(self.base, str) else self.base


MOST_GUESSED = 10
"""Keys that are not known for each of which a known one is suggested."""

Form = TypeVar("Form")


def read(name: str, form: type[Form], folder: str) -> Form:
    """Return what the file says, given by its path or by its name in this folder of the scenarios.

    Raises BadInput with every fault, each with its place in the file.
    """
    path = locate(name, folder)
    shown_as = reading.display_name(path)
    content = reading.read_tables(path)
    problems = [*_problems(form, content)]
    if problems:
        raise BadInput(fault(shown_as, *problem) for problem in problems)
    found: Form = _validated(form, content)
    return found


def locate(name: str, folder: str) -> Path:
    """Return the file of this name or path. Raises BadInput, with the nearest known name, when there is none."""
    if "/" in name or "\\" in name or name.endswith(".toml"):
        candidates = reading.at_path(name)
    else:
        candidates = [within / folder / f"{name}.toml" for within in reading.scenarios_folders()]
    for candidate in candidates:
        if reading.is_there(candidate):
            return candidate
    known = known_names(folder)
    otherwise = f"give the path of a TOML file{f' or one of: {listed(known)}' if known else ''}"
    place = reading.shortened(name)
    raise BadInput([fault(place, "", "there is no such file", did_you_mean(Path(name).stem, known, otherwise))])


def known_names(folder: str) -> list[str]:
    """Return the names that can be given without a path."""
    files = (file for within in reading.scenarios_folders() for file in (within / folder).glob("*.toml"))
    return sorted({file.stem for file in files})


def _adapter(form: type[Any]) -> TypeAdapter[Any]:
    """Return pydantic's validator of the form, which takes no other keys and turns no text into numbers."""
    from pydantic import ConfigDict, TypeAdapter, with_config

    for part in (form, *(kind for _, kind in _parts(form))):
        with_config(ConfigDict(extra="forbid", strict=True))(part)
    return TypeAdapter(form)


def _validated(form: type[Form], content: Mapping[str, Any]) -> Form:
    """Return the content as the form. By way of JSON, in which a table may stand for a dataclass, strictly typed."""
    found: Form = _adapter(form).validate_json(json.dumps(content, default=str))
    return found


def _problems(form: type[Any], content: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield everything that is wrong with the content of a file."""
    from pydantic import ValidationError

    try:
        _validated(form, content)
    except ValidationError as error:
        told: set[str] = set()
        unknown = 0
        for item in error.errors(include_url=False):
            place, part, key = _place(form, item["loc"])
            if place in told:  # of a choice between two forms, one message is enough
                continue
            told.add(place)
            if item["type"] == "missing":
                yield place, "is missing", f"add {key} = and {_must_be(part)[key]}"
            elif key not in _must_be(part):
                unknown += 1
                if unknown <= MOST_GUESSED:  # a guess takes a moment, and thousands of them take minutes
                    yield place, "is not a known key", did_you_mean(key, _must_be(part), f"give one of {_keys(part)}")
            else:
                yield place, f"is {shown(_at(content, item['loc']))}", f"it must be {_must_be(part)[key]}"
        if unknown > MOST_GUESSED:
            yield "", f"has {unknown - MOST_GUESSED:,} more keys that are not known", "look at those first"


def _place(form: type[Any], location: Iterable[int | str]) -> tuple[str, type[Any], str]:
    """Return a place in words, ``vary[2].values``, with the dataclass and the key at fault."""
    words, part, key = "", form, ""
    inner = dict(_parts(form))
    for step in location:
        if isinstance(step, int):
            words += f"[{step + 1}]"
        elif step in _must_be(part) or not key or key in inner:
            part = inner.get(key, part)
            words += f".{step}" if words else step
            key = step
    return words, part, key


def _parts(form: type[Any]) -> Iterator[tuple[str, type[Any]]]:
    """Yield the name of each field that holds a list of a dataclass, and that dataclass."""
    for name, hint in get_type_hints(form).items():
        for kind in (hint, *get_args(hint)):
            if isinstance(kind, type) and is_dataclass(kind):
                yield name, kind


def _must_be(form: type[Any]) -> Mapping[str, str]:
    """Return what each key of a form must be."""
    hints = get_type_hints(form, include_extras=True)
    return {one.name: _said(hints[one.name]) for one in fields(form)}


def _said(hint: Any) -> str:
    return next((word for word in getattr(hint, "__metadata__", ()) if isinstance(word, str)), "given")


def _keys(form: type[Any]) -> str:
    known: Iterable[Field[Any]] = fields(form)
    return listed(one.name if one.default is MISSING else f"{one.name} (if you like)" for one in known)


def _at(content: Any, location: Iterable[int | str]) -> object:
    """Return what stands at a place, as far as it can be followed."""
    for step in location:
        known = (
            content if isinstance(content, Mapping) else dict(enumerate(content)) if isinstance(content, list) else {}
        )
        content = known.get(step, content)
    return content


def needed(name: str | None, command: str, folder: str) -> str:
    """Return the name that was given. Raises BadInput when none was."""
    if name is None:
        known = known_names(folder)
        named = f" or one of: {listed(known)}" if known else ""
        raise BadInput([f"{command}: name a file: the path of a TOML file{named}"])
    return name
