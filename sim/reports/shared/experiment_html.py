"""The page of an experiment as HTML, drawn from what its results say and from nothing else."""

from __future__ import annotations

from importlib.resources import files as package_files

from sim.foundations.counted import counted
from sim.reports.chart.svg import CHART_CSS
from sim.reports.result.experiment_page import ExperimentPage


def experiment_html(page: ExperimentPage) -> str:
    """Return the page, which needs no other file."""
    from jinja2 import Environment, StrictUndefined

    templates = package_files("sim.reports") / "templates"
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return template.from_string((templates / "experiment.html.j2").read_text(encoding="utf-8")).render(
        page=page, counted=counted, style=(templates / "style.css").read_text(encoding="utf-8") + CHART_CSS
    )
