"""Drawing the screens: what stands between the head and the foot of a page, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim.foundations.calendar import in_words
from sim.planner.faults_by_field import FieldFault


@dataclass(frozen=True, slots=True)
class Surface:
    """Where screens are shown, and how a link or a form leads from one to another."""

    to: Callable[[str], str]
    """Address of a screen by its name."""
    hidden: Mapping[str, str]
    """Fields that every form carries along."""


def drawn(
    screen: str, surface: Surface, fields: Mapping[str, str], found: tuple[FieldFault, ...], **view: object
) -> str:
    """Return a screen as HTML, from the fields as they stand and what is wrong with them."""
    by_field: dict[str, str] = {}
    for one in found:
        by_field.setdefault(one.field, one.message)
    template = environment().get_template(f"{screen}.html")
    return template.render(to=surface.to, hidden=surface.hidden, fields=fields, faults=found, wrong=by_field, **view)


def styles() -> str:
    """Return the rules of all screens, for the style sheet of a page."""
    return (files("sim.planner") / "templates" / "screens.css").read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return the templates of the screens."""
    made = Environment(
        loader=PackageLoader("sim.planner"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    made.filters["day"] = in_words
    made.filters["id"] = element_id
    return made


def element_id(field: str) -> str:
    """Return the id of a field's element: links of faults lead to it."""
    return f"field-{field.replace('.', '-')}"
