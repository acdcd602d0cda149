"""A calibration as a page of one table: what a notebook shows of it."""

from __future__ import annotations

from sim.experiments.calibration.calibration import Calibration
from sim.foundations.calendar import in_words
from sim.reports.calibration.figures import of_calibration
from sim.reports.calibration.words import amount, caveats, explained, findings
from sim.reports.shared.page import Column, Page, PageTable
from sim.reports.shared.painted import ChartDrawing


def page(calibration: Calibration) -> Page:
    """Return the page, with the figures."""
    scenario = calibration.scenario
    rows = [
        (
            f"{one.title}\n{one.unit}",
            *(f"{amount(middle)} ({amount(low)} to {amount(high)})" for low, middle, high in (one.before, one.after)),
            explained(one.width),
        )
        for one in calibration.found()
    ]
    table = PageTable(
        "What the published figures tell of each number",
        "The middle, and between what 95% of the sets of numbers lie: over the range, and of what is plausible.",
        [Column("Number"), Column("Range"), Column("Plausible"), Column("The figures tell", words=True)],
        rows,
    )
    return Page(
        f"{scenario.title}, calibrated",
        f"Runs from {in_words(scenario.start)}, held against the authority's own published figures: "
        f"{calibration.years_fitted}.",
        findings(calibration),
        caveats(calibration),
        [table],
        [ChartDrawing(one) for one in of_calibration(calibration)],
    )
