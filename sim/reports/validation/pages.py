"""The validation's page, tables and figures, with a dated line for every run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from sim.experiments.backtest.assess import BackTest, Method, summary
from sim.experiments.backtest.settings import ValidationSettings
from sim.experiments.backtest.validation import Validation
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure
from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput
from sim.reports.letter.courts import courts_section
from sim.reports.letter.figures import letter_figures
from sim.reports.letter.pages import letter_section, markdown
from sim.reports.letter.statutory import statutory_section
from sim.reports.shared import folder
from sim.reports.shared.manifest import in_json, made
from sim.reports.shared.painted import ChartDrawing
from sim.reports.validation import progress as validation_progress
from sim.reports.validation import skill_words, words
from sim.reports.validation.figures import coverage, places, skill

RUNS = re.compile(r"<!-- runs -->\n(.*?)<!-- end of runs -->", re.DOTALL)
HEADINGS = ("Run on", "Mode", "Typical error 1, 2, 3 years (model; no change)", "In the 80%", "Simulated", "Seconds")
PICTURES = "pictures"

INTRODUCTION = """\
# How far the forecasts can be trusted

Written by `run.py validate --write docs/validation.md`, from published figures up to 31 March 2024. Figures of 2025 are
not in the project; they will score it as they come.
"""


GOALS_TOLD = """\
There are two no-changes. **No change** goes on growing as all authorities have on average before: its errors keep their
mean. **No change at all** has no growth, its middle is the last number: its errors are centred. The one is harder to
beat when England goes on as it went, the other when England turns; so there is a goal against the better of the two as
well. A number below 1 is a smaller typical error than no change has."""

SKILL_TOLD = """\
Typical error over that of no change, and over that of no change at all: below 1 is better than it. Then the share of
outcomes in the 80% interval."""

BETWEEN_TOLD = """\
England's true growth is given here to the forecast and to no change alike, so that only the skill in telling one
authority from another is left: typical error over that of no change, and the share of outcomes in the 80% interval."""


@dataclass(frozen=True, slots=True)
class ValidationRun:
    """When and how the validation was run."""

    day: date
    seconds: float
    command: tuple[str, ...] = ()
    processes: int = 1
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class ValidationRecord:
    """What was asked of a validation, and how much of it was simulated."""

    settings: ValidationSettings
    units_simulated: int


def drawings(found: Validation) -> tuple[ChartDrawing, ...]:
    """Return every figure."""
    tested, replay = found.back_test, found.replay
    of_forecasts = () if tested is None else (skill(tested), coverage(tested), places(tested))
    of_letter = () if replay is None else letter_figures(replay)
    return tuple(map(ChartDrawing, (*of_forecasts, *of_letter)))


def page(found: Validation, run: ValidationRun, pictures: str, earlier: str = "") -> str:
    """Return the page; `earlier` is the page of the run before, whose dated lines are kept."""
    parts = [INTRODUCTION, *_back_test(found, pictures)]
    if found.replay is not None:
        parts.append(letter_section(found.replay, pictures))
    if found.courts is not None:
        parts.append(courts_section(found.courts))
    if found.statutory is not None:
        parts.append(statutory_section(found.statutory))
    parts.append(f"## Runs\n\n<!-- runs -->\n{runs(found, run, earlier)}\n<!-- end of runs -->")
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def runs(found: Validation, run: ValidationRun, earlier: str) -> str:
    """Return the table of runs, this one last."""
    before = RUNS.search(earlier)
    lines = [line for line in before.group(1).splitlines() if line.startswith("|")] if before else []
    fresh = markdown(HEADINGS, [_run(found, run)]).splitlines()
    return "\n".join([*(lines or fresh[:2]), fresh[-1]])


def keep(found: Validation, into: Path, run: ValidationRun) -> None:
    """Write all the results into the folder `into`, in which the progress stands, and then remove that.

    Each file appears whole; while the progress is there, the results are not complete.
    """
    for drawing in drawings(found):
        folder.replace_file(into / f"{drawing.name}.svg", drawing.svg())
        folder.replace_file(into / f"{drawing.name}.png", drawing.png())
    tables = {
        **({"scores.csv": scores(found.back_test)} if found.back_test is not None else {}),
        **({"simulated.csv": simulated(found)} if found.trials else {}),
    }
    for name, text in tables.items():
        folder.replace_file(into / name, text)
    folder.replace_file(into / "validation.md", page(found, run, ""))
    fingerprints = {name: sha256(text.encode()).hexdigest() for name, text in tables.items()}
    how = made(run.command, run.processes, run.seconds, fingerprints)
    folder.replace_file(into / "manifest.json", in_json(ValidationRecord(found.settings, len(found.units)), how))
    validation_progress.finish(into)


def write(found: Validation, document: Path, run: ValidationRun) -> None:
    """Write the page into the project's documents, with its pictures beside it."""
    pictures = document.parent / PICTURES
    pictures.mkdir(parents=True, exist_ok=True)
    for drawing in drawings(found):
        folder.replace_file(pictures / f"{drawing.name}.png", drawing.png())
    earlier = document.read_text(encoding="utf-8") if document.exists() else ""
    folder.replace_file(document, page(found, run, f"{PICTURES}/", earlier))


def check(document: Path) -> None:
    """Raise `BadInput` when the page cannot be written there."""
    if not document.parent.is_dir():
        raise BadInput([f"--write: {document.parent} is not a folder; name a file in a folder that is there"])
    if document.is_dir():
        raise BadInput([f"--write: {document} is a folder; name a file in it, such as {document / 'validation.md'}"])


def scores(tested: BackTest) -> str:
    """Return every scored forecast as CSV."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(
        ("measure", "forecast", "years_ahead", "authority", "origin", "actual", "median", "crps", "below_outcome")
    )
    for cases in tested.cases:
        found = cases.scores
        for place, row in enumerate(cases.authority):
            table.writerow(
                (
                    cases.measure.value,
                    cases.method.value,
                    cases.years,
                    tested.record.authorities[row].code,
                    f"{cases.origin[place]}-03-31",
                    f"{found.actual[place]:.6g}",
                    f"{found.median[place]:.6g}",
                    f"{found.crps[place]:.6g}",
                    f"{found.pit[place]:.4f}",
                )
            )
    return text.getvalue()


def simulated(found: Validation) -> str:
    """Return the scores of the simulation on trial as CSV."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("measure", "years_ahead", "actual", "median", "crps", "below_outcome"))
    for trial in found.trials:
        one = trial.simulation
        for actual, median, crps, below in zip(one.actual, one.median, one.crps, one.pit, strict=True):
            numbers = (f"{actual:.6g}", f"{median:.6g}", f"{crps:.6g}", f"{below:.4f}")
            table.writerow((trial.measure.value, trial.years, *numbers))
    return text.getvalue()


def show(found: Validation) -> str:
    """Return what the terminal tells: the headline, and the finding on the letter."""
    told: list[str] = []
    if found.back_test is not None:
        told.extend((words.headline(found.back_test), skill_words.verdict(found.back_test)))
    if found.replay is not None:
        told.append(letter_section(found.replay).split("### From which day")[0].strip())
    if found.courts is not None:
        told.append(courts_section(found.courts).split("### What the letter says")[0].strip())
    if found.statutory is not None:
        told.append(statutory_section(found.statutory).split("### The letter's figures")[0].strip())
    return "\n\n".join(told)


def _back_test(found: Validation, pictures: str) -> Iterator[str]:
    tested = found.back_test
    if tested is None:
        return
    sample = "" if not found.settings.fast else " (a sample of authorities: fast mode)"
    yield f"## In short{sample}"
    yield words.headline(tested)
    yield skill_words.verdict(tested)
    yield f"![Typical error by horizon and method]({pictures}validation_skill.png)"
    yield (files("sim.reports") / "templates" / "validation.md").read_text(encoding="utf-8")
    yield f"## Which goals were reached\n\n{GOALS_TOLD}\n\n{skill_words.goals(tested)}"
    yield "## Children looked after, all authorities"
    yield words.of_every_method(tested, ForecastMeasure.LOOKED_AFTER)
    yield f"![Coverage of intervals]({pictures}validation_coverage.png)"
    yield f"![Where outcomes fell in their forecasts]({pictures}validation_places.png)"
    yield f"### By size, region and origin\n\n{SKILL_TOLD}"
    for grouping in skill_words.GROUPINGS:
        yield skill_words.skill(tested, ForecastMeasure.LOOKED_AFTER, grouping)
    yield f"### Between authorities\n\n{BETWEEN_TOLD}\n\n{skill_words.between_authorities(tested)}"
    yield f"### Tower Hamlets\n\n{words.one_authority(tested)}"
    yield f"### England\n\n{words.england(tested)}"
    yield f"## Starts, ceases and moves\n\n{words.of_flows(tested)}"
    for measure in words.FLOWS:
        yield f"### {measure.value}\n\n{words.of_every_method(tested, measure)}"
        yield SKILL_TOLD
        for grouping in skill_words.GROUPINGS:
            yield skill_words.skill(tested, measure, grouping)
    if found.trials:
        told = words.simulation(found.trials, found.units, found.settings.replications)
        yield f"## The simulation on trial\n\n{told}"
        yield f"### Sums over authorities\n\n{words.sums(found.sums)}"


def _run(found: Validation, run: ValidationRun) -> tuple[str, ...]:
    tested = found.back_test
    seconds = f"{run.seconds:.0f}" + (" since it was resumed" if run.resumed else "")
    mode = "fast" if found.settings.fast else "full"
    units = f"{len(found.units)} of {len(found.settings.origins) * found.settings.simulated}" if found.units else "none"
    if tested is None:
        return in_words(run.day), f"{mode}, the letter only", "", "", units, seconds
    pairs = [
        [summary(tested.of(ForecastMeasure.LOOKED_AFTER, method, years).scores) for years in HORIZONS]
        for method in (Method.MODEL, Method.PERSISTENCE)
    ]
    errors = "; ".join(", ".join(f"{one.crps_percent:.2f}" for one in row) for row in pairs)
    covered = ", ".join(words.whole(one.coverage[1]) for one in pairs[0])
    return in_words(run.day), mode, errors, covered, units, seconds
