"""The results of a calibration: its tables, figures and page, and the ensemble for later runs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files as package_files
from io import StringIO
from pathlib import Path
from time import monotonic

from sim.experiments.calibration.calibration import NOT_IDENTIFIED, Calibration
from sim.experiments.calibration.implausibility import CUT_OFF
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.calibration.waves import Points
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.reports.calibration import (
    figures as calibration_figures,
)
from sim.reports.calibration import (
    progress as calibration_progress,
)
from sim.reports.calibration import (
    words as calibration_words,
)
from sim.reports.chart.svg import CHART_CSS
from sim.reports.shared import folder
from sim.reports.shared.manifest import in_json, made
from sim.reports.shared.origin import Origin
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells, cell, safe
from sim.scenario.ensemble import is_shipped
from sim.scenario.files.reading import display_name

PAGE = "calibration.html"
ENSEMBLE = "ensemble.csv"


@dataclass(frozen=True, slots=True)
class CalibrationRecord:
    """What was calibrated, and how far it came."""

    scenario: str
    digest: str
    files: tuple[str, ...]
    authority: str
    years_fitted: str
    settings: CalibrationSettings
    waves: int
    members: int


def keep(calibration: Calibration, into: Path, origin: Origin) -> None:
    """Write all the results into the folder `into`, and remove the progress, if that stands in it.

    Each file appears whole; while the progress is there, the results are not complete.
    """
    tables = {name: _csv(rows) for name, rows in tables_of(calibration).items()}
    ensemble = calibration.ensemble()
    if ensemble is not None:
        tables[ENSEMBLE] = ensemble.text()
    into.mkdir(parents=True, exist_ok=True)
    drawings = [ChartDrawing(one) for one in calibration_figures.of_calibration(calibration)]
    for name, text in tables.items():
        folder.replace_file(into / name, text)
    for one in drawings:
        folder.replace_file(into / f"{one.name}.svg", one.svg())
        folder.replace_file(into / f"{one.name}.png", one.png())
    folder.replace_file(into / PAGE, page(calibration, drawings))
    fingerprints = {name: sha256(text.encode()).hexdigest() for name, text in tables.items()}
    how = made(origin.command, origin.processes, monotonic() - origin.began, fingerprints)
    folder.replace_file(into / "manifest.json", in_json(_record(calibration), how))
    calibration_progress.finish(into)


def tables_of(calibration: Calibration) -> dict[str, Iterable[Cells]]:
    """Return the tables of what was searched for, by the names of their files."""
    return {"targets.csv": targets(calibration), "numbers.csv": numbers(calibration), "points.csv": points(calibration)}


def save_faults(file: Path, force: bool) -> list[str]:
    """Return why an ensemble cannot be kept in the file, if it cannot: nothing is replaced unless that is asked for."""
    name = display_name(file)
    if is_shipped(file):
        problem = "is where the program's own ensembles are, and nothing is written"
        return [f"{name}: {problem}; calibrate in another folder, or with --no-save"]
    if file.exists() and not force:
        return [f"{name}: is there already; add --force to replace it, or --no-save to leave it"]
    return []


def save(calibration: Calibration, file: Path, force: bool) -> bool:
    """Keep the ensemble in the file, for later runs of the base; return whether there is one.

    Raises BadInput when it cannot be kept there.
    """
    ensemble = calibration.ensemble()
    if ensemble is None:
        return False
    mend = f"take {ENSEMBLE} from the results folder and give it with --ensemble"
    if save_faults(file, force):  # it came while this one was made
        raise BadInput([f"{display_name(file)}: has come there meanwhile and is not replaced; {mend}"])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        folder.replace_file(file, ensemble.text())
    except OSError as error:
        problem = f"{file}: the ensemble cannot be kept here ({error.strerror or error})"
        raise BadInput([f"{problem}; {mend}"]) from error
    return True


def targets(calibration: Calibration) -> Iterator[Cells]:
    """Yield the table of targets."""
    bars = [f"{when}_{point}" for when in ("before", "after") for point in ("low", "middle", "high")]
    deviations = ("chance", "rounding", "discrepancy", "emulator")
    yield "target", "unit", "published", "observed", "allowed", *bars, "members_within", *deviations
    for line in calibration_words.target_lines(calibration):
        after = ("", "", "") if line.after is None else tuple(cell(value) for value in line.after)
        yield (
            line.title,
            line.unit,
            line.published,
            cell(line.observed),
            cell(line.allowed),
            *(cell(value) for value in line.before),
            *after,
            cell(line.inside),
            *(cell(value) for value in (line.chance, line.rounding, line.discrepancy, line.emulator)),
        )


def numbers(calibration: Calibration) -> Iterator[Cells]:
    """Yield the table of the numbers that were searched for."""
    bars = [f"{when}_{point}" for when in ("before", "after") for point in ("low", "middle", "high")]
    yield "number", "title", "unit", *bars, "width", "identified", "pressed"
    for one in calibration.found():
        bars = [cell(value) for value in (*one.before, *one.after)]
        yield one.column, one.title, one.unit, *bars, cell(one.width), str(one.identified), str(one.pressed)


def points(calibration: Calibration) -> Iterator[Cells]:
    """Yield the table of all points that were run: their numbers, and the mean of each target."""
    columns = calibration.space.columns
    yield "wave", "point", *columns, *(target.name for target in calibration.targets)
    for number, wave in enumerate(calibration.search.waves, start=1):
        yield from _points(calibration, str(number), wave.points)
    if calibration.search.members is not None:
        yield from _points(calibration, "ensemble", calibration.search.members)


def _points(calibration: Calibration, wave: str, of_wave: Points) -> Iterator[Cells]:
    rows = zip(calibration.numbers(of_wave.scores), of_wave.means, strict=True)
    for number, (at, means) in enumerate(rows, start=1):
        yield wave, str(number), *(cell(value) for value in (*at, *means))


def page(calibration: Calibration, drawings: Iterable[ChartDrawing]) -> str:
    """Return the page as HTML that needs no other file."""
    from jinja2 import Environment, StrictUndefined

    source = (package_files("sim.reports") / "templates" / "calibration.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    scenario, search = calibration.scenario, calibration.search
    return template.from_string(source).render(
        scenario=scenario,
        counted=counted,
        scope=f"Runs from {in_words(scenario.start)}, held against the authority's own published figures: "
        f"{calibration.years_fitted}.",
        findings=calibration_words.findings(calibration),
        caveats=calibration_words.caveats(calibration),
        targets=calibration_words.target_lines(calibration),
        found=calibration.found(),
        amount=calibration_words.amount,
        explained=calibration_words.explained,
        percent=calibration_words.percent,
        not_identified=NOT_IDENTIFIED,
        cut_off=f"{CUT_OFF:g}",
        drawings=drawings,
        chart_css=CHART_CSS,
        settings=calibration.settings,
        waves=len(search.waves),
        effective=search.effective,
        candidates=len(search.prior),
    )


def _record(calibration: Calibration) -> CalibrationRecord:
    scenario, members = calibration.scenario, calibration.search.members
    return CalibrationRecord(
        scenario=scenario.name,
        digest=scenario.digest,
        files=scenario.files,
        authority=scenario.authority,
        years_fitted=calibration.years_fitted,
        settings=calibration.settings,
        waves=len(calibration.search.waves),
        members=0 if members is None else len(members.scores),
    )


def _csv(rows: Iterable[Cells]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(map(safe, rows))
    return out.getvalue()
