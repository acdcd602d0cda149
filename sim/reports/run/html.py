"""The page of a run or of a comparison as HTML, drawn from what its results say and from nothing else."""

from __future__ import annotations

from importlib.resources import files as package_files
from typing import TYPE_CHECKING, Final

from sim.foundations.counted import counted
from sim.foundations.where import Where
from sim.reports.chart.svg import CHART_CSS
from sim.reports.result.results_page import ResultsPage
from sim.reports.shared import glossary

if TYPE_CHECKING:
    from jinja2 import Template

TEMPLATES: Final = "templates"


def page(results: ResultsPage) -> str:
    """Return the page, which needs no other file."""
    whole = _template("report.html.j2").render(page=results, body=_body(results.read_at(Where.PAGE)), styles=styles())
    return glossary.defined(whole)


def body(results: ResultsPage, where: Where = Where.PAGE) -> str:
    """Return what stands between the head and the foot of the page, to be put into an element of the class results.

    Its words are those of `where` it is read.
    """
    return glossary.defined(_body(results.read_at(where)))


def styles() -> str:
    """Return the rules by which the body is shown: each for what is within an element of the class results alone."""
    return _text("results.css") + CHART_CSS


def _body(results: ResultsPage) -> str:
    return _template("results_body.html.j2").render(page=results, counted=counted)


def _template(name: str) -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(_text(name))


def _text(name: str) -> str:
    return (package_files("sim.reports") / TEMPLATES / name).read_text(encoding="utf-8")
