"""A page of every kind that the program makes, each by its own command and small, with the figures drawn for it."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
import tiny_councils

from sim.cli import main
from sim.reports.shared.painted import ChartDrawing

LONG_TITLE = "The council of Bournemouth, Christchurch and Poole with a part of Dorset, 1 April 2018"
"""Longer than any council's name."""

MANY = ("ipop", "camhs", "ipop+camhs", "edge_of_care", "edge_of_care+ipop+camhs+out_of_hours+carer_development")
"""Strategies, some of them together: as many names, and as long, as a comparison may have."""

SWEEP = """
title = "Carers and the panel"
base = "{base}"
strategies = ["edge_of_care"]
design = "grid"
measures = ["in_residential", "first_choice_percent"]

[[vary]]
path = "in_house_fostering.households"
unit = "households"
values = [20, 30, 40]

[[vary]]
path = "edge_of_care.workers"
unit = "workers (whole time)"
values = [0, 1, 2]
"""
"""A sweep of two numbers, drawn as heat maps."""

CLOUDS = """
title = "Twelve sets of numbers"
base = "{base}"
design = "sobol"
points = 12
measures = ["looked_after at end", "cost_total"]

[[vary]]
path = "stability.scale"
unit = "multiplier"

[[vary]]
path = "in_house_fostering.agreement"
unit = "probability"
"""
"""A sweep spread over a space, drawn as clouds of points."""

PAGES = ("report.html", "calibration.html", "validation.md")
"""What a page is called; that of a validation is a document and no HTML."""


NAMES = (
    *("run", "services", "compare", "central", "together", "sweep", "heat map", "clouds", "sensitivity", "require"),
    *("sufficiency", "frontier", "luck", "forecast", "profile", "performance", "calibration", "validation"),
)
"""Of every kind of page."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """What one command made: its page, its figures, and all that it said."""

    name: str
    path: Path
    said: str
    drawings: tuple[ChartDrawing, ...]


def commands(folder: Path) -> dict[str, tuple[str, ...]]:
    """The words of a command for every kind of page, of a tiny council with a long name where it can be."""
    tiny, other = (str(path) for path in tiny_councils.files(folder))
    for path in (tiny, other):
        text = Path(path).read_text(encoding="utf-8")
        Path(path).write_text(text.replace('title = "A tiny authority"', f'title = "{LONG_TITLE}"'), encoding="utf-8")
    heat, clouds = folder / "heat.toml", folder / "clouds.toml"
    heat.write_text(SWEEP.format(base=tiny), encoding="utf-8")
    clouds.write_text(CLOUDS.format(base=tiny), encoding="utf-8")
    with_services = f"{tiny}+statutory_services"
    few = ("--replications", "4", "--processes", "1")
    short = ("--years", "0.5", *few)
    alone = ("--within", "ipop", "--factors", "2", "--points", "8")
    return {
        "run": ("run", tiny, *few),
        "services": ("run", with_services, *few),
        "compare": ("compare", tiny, *MANY, *few),
        "central": ("compare", tiny, *MANY[:2], "--central", *few),
        "together": ("run", f"{tiny},{other}", "--uncertainty", *few),
        "sweep": ("sweep", "edge_of_care_slots", *short),
        "heat map": ("sweep", str(heat), *short),
        "clouds": ("sweep", str(clouds), *short),
        "sensitivity": ("sensitivity", tiny, *MANY[:2], *alone, *short),
        "require": (
            "require",
            "first_choice_percent>=80",
            "--by",
            "in_house_fostering.places",
            "--scenario",
            tiny,
            *short,
        ),
        "sufficiency": ("sufficiency", tiny, *short),
        "frontier": ("frontier", "--budget", "2m", "--runs", "400", "--scales", "1", *short),
        "luck": ("luck", tiny, *MANY[:3], *short),
        "forecast": ("forecast", "leeds"),
        "profile": ("profile", "leeds"),
        "performance": ("performance", with_services, "--month", "2018-06", *few),
        "calibration": (
            *("calibrate", "tower_hamlets_2018", "--points", "24", "--replications", "2", "--waves", "1"),
            *("--members", "8", "--chance", "8", "--no-save", "--processes", "1"),
        ),
        "validation": (
            *("validate", "--fast", "--only", "back-test", "--simulate", "1", "--replications", "16"),
            *("--processes", "1"),
        ),
    }


def made(name: str, words: tuple[str, ...], into: Path) -> MadePage:
    """Make one page by its command, and keep hold of the figures that it draws."""
    drawings: list[ChartDrawing] = []
    svg = ChartDrawing.svg

    def kept(one: ChartDrawing) -> str:
        drawings.append(one)
        return svg(one)

    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.setattr(ChartDrawing, "svg", kept)
        patch.setenv("SIM_TRACEBACK", "1")
        code = main([*words, "--out", str(into)])
    pages = [into / page for page in PAGES if (into / page).is_file()]
    assert pages, f"{name}: code {code}\n{said.getvalue()}"
    return MadePage(name, pages[0], said.getvalue(), tuple(drawings))
