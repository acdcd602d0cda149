"""One call from Python: its arguments checked, and its answer given as a notebook shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import wraps
from inspect import BoundArguments, Parameter, signature
from pathlib import PurePath
from time import monotonic
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sim.experiments.running.settings import Settings
from sim.notebook.arguments import mended
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from sim.reports.shared.origin import Origin

Given = ParamSpec("Given")
Found = TypeVar("Found", bound="DataclassInstance")
Kept = TypeVar("Kept")
Answer = TypeVar("Answer")

OF_SETTINGS = ("replications", "seed", "uncertainty", "processes", "years", "cluster")


@dataclass(frozen=True, slots=True)
class PythonCall:
    """How a result was asked for in Python."""

    words: tuple[str, ...]
    """As it could be typed again, split at spaces."""
    began: float
    """On the clock of `time.monotonic`."""
    settings: Settings
    """As far as the call's own arguments say."""

    @property
    def origin(self) -> Origin:
        """Return how results that are written say that they came about."""
        from sim.reports.shared.origin import Origin

        return Origin(self.words, self.settings.processes_used, self.began)


def checked(*, loaded: bool = True) -> Callable[[Callable[Given, Answer]], Callable[Given, Answer]]:
    """Return what has a call's arguments checked and mended; `loaded`: scenarios may be given as loaded."""

    def of(ask: Callable[Given, Answer]) -> Callable[Given, Answer]:
        @wraps(ask)
        def call(*args: Given.args, **named: Given.kwargs) -> Answer:
            bound = _bound(ask, loaded, *args, **named)
            return ask(*bound.args, **bound.kwargs)

        return call

    return of


def shown_as(
    kept: Callable[..., Kept], *, loaded: bool = True
) -> Callable[[Callable[Given, Found]], Callable[Given, Kept]]:
    """Return what has a call's arguments checked and its answer given as `kept` makes it of the answer's fields."""

    def of(ask: Callable[Given, Found]) -> Callable[Given, Kept]:
        @wraps(ask)
        def call(*args: Given.args, **named: Given.kwargs) -> Kept:
            began = monotonic()
            bound = _bound(ask, loaded, *args, **named)
            words = tuple(call_in_words(ask.__name__, bound.arguments).split(" "))
            found = ask(*bound.args, **bound.kwargs)
            bound.apply_defaults()
            given = {name: bound.arguments[name] for name in OF_SETTINGS if bound.arguments.get(name) is not None}
            content = {one.name: getattr(found, one.name) for one in fields(found) if one.init}
            return kept(**content, call=PythonCall(words, began, Settings(**given)))

        return call

    return of


def _bound(ask: Callable[..., object], loaded: bool, *args: object, **named: object) -> BoundArguments:
    """Return the arguments by name, checked and mended."""
    asked = signature(ask)
    bound = asked.bind(*args, **named)
    left_out = {name: one.default for name, one in asked.parameters.items() if one.default is not Parameter.empty}
    bound.arguments.update(mended(bound.arguments, left_out, loaded=loaded))
    return bound


def call_in_words(name: str, given: Mapping[str, object]) -> str:
    """Return a call as it could be typed again: ``compare(base='tower_hamlets_2018', replications=20)``."""
    told = (f"{one}={_word(value)}" for one, value in given.items() if not callable(value))
    return f"{name}({', '.join(told)})"


def _word(value: object) -> str:
    """Return an argument as it is typed; of an absolute path its last name, the rest is this machine's own business."""
    if isinstance(value, Scenario):
        return repr(value.name)
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_word, value))}]"
    if isinstance(value, str) and PurePath(value).is_absolute():
        return repr(PurePath(value).name)
    return repr(value)
