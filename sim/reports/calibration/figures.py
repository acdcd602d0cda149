"""The figures of a calibration: targets before and after, ranges before and after, numbers that go together, waves."""

from __future__ import annotations

import numpy as np

from sim.experiments.calibration.calibration import Calibration, NumberCalibrated, Pair
from sim.measures.arrays import Numbers
from sim.reports.calibration.words import IntervalBar, TargetLine, amount, target_lines
from sim.reports.chart.chart import (
    Area,
    BarChart,
    BarPanel,
    BarPart,
    ChartFigure,
    ChartLine,
    Cloud,
    IntervalChart,
    IntervalPanel,
    LineChart,
    LinePanel,
    Mark,
    Reach,
    RowInterval,
    ScatterChart,
    ScatterPanel,
    ScatterPoint,
    Stack,
)
from sim.reports.chart.palette import BLUE, GREY, LIGHT_GREY, ORANGE
from sim.reports.shared.chart_numbers import shown_number, shown_numbers
from sim.reports.shared.words import lower_first

BEFORE, AFTER, PUBLISHED = GREY, BLUE, ORANGE
BINS = 18
SHOWN = 1024
"""Points of the ranges that are drawn: the first of an even sequence are even too."""


def of_calibration(calibration: Calibration) -> list[ChartFigure]:
    """Return the figures of a calibration; of the ensemble only when there is one."""
    found = [targets(calibration)]
    members = calibration.search.members
    if members is not None:
        numbers = calibration.numbers(members.scores)
        found.append(ranges(calibration, numbers))
        found += [pair(calibration, numbers, place, one) for place, one in enumerate(calibration.pairs(), start=1)]
    return [*found, waves(calibration)]


def targets(calibration: Calibration) -> ChartFigure:
    """Show each published figure with what the ranges alone, and the ensemble, give."""
    lines = target_lines(calibration)
    has_ensemble = calibration.search.members is not None
    said = "; ".join(
        f"{line.title}: published {amount(line.observed)}, ranges alone {amount(line.before[0])} to "
        f"{amount(line.before[2])}"
        + (f", ensemble {amount(line.after[0])} to {amount(line.after[2])}" if line.after else "")
        for line in lines
    )
    return ChartFigure(
        "calibration_targets",
        "What was published, and what the model gives before and after",
        "Bars hold 95% of the sets of numbers, each as its own few runs have it, or its only one, whose chance widens "
        "them; the dot is the middle one. The orange dot is the published figure; the bar about it is what might have "
        "been published in other luck (95%), with rounding and what the model may be wrong by. An ensemble inside the "
        "orange bar is plausible; it need not lie on the dot.",
        said + ".",
        IntervalChart(
            ("Published", "Ranges alone", *(["Ensemble"] if has_ensemble else [])),
            tuple(_target(line, has_ensemble) for line in lines),
            signed=False,
        ),
    )


def _target(line: TargetLine, has_ensemble: bool) -> IntervalPanel:
    published = (line.observed - line.allowed, line.observed, line.observed + line.allowed)
    after = [None if line.after is None else _bar(line.after, AFTER)] if has_ensemble else []
    return IntervalPanel(line.title, line.unit, (_bar(published, PUBLISHED), _bar(line.before, BEFORE), *after))


def _bar(bar: IntervalBar, colour: str) -> RowInterval:
    low, middle, high = shown_numbers(bar)
    return RowInterval(middle, colour, Reach(low, high))


def ranges(calibration: Calibration, members: Numbers) -> ChartFigure:
    """Show how each number lies over its range, before and after."""
    found = calibration.found()
    before = calibration.numbers(calibration.search.prior[:SHOWN])
    return ChartFigure(
        "calibration_ranges",
        "What the published figures tell of each number",
        "Grey: how the number lies over its documented range. Blue: how it lies in the ensemble. Where the two look "
        'alike, the published figures tell nothing of it ("not identified"): the ensemble keeps the range.',
        "; ".join(
            f"{one.title}: range {amount(one.before[0])} to {amount(one.before[2])}, ensemble "
            f"{amount(one.after[0])} to "
            f"{amount(one.after[2])}, {'identified' if one.identified else 'not identified'}"
            for one in found
        )
        + ".",
        LineChart(
            tuple(_histograms(one, before[:, place], members[:, place]) for place, one in enumerate(found)),
            "Percent of the sets of numbers",
            "Each number in its own unit",
            one_scale=False,
            from_zero=True,
        ),
    )


def _histograms(one: NumberCalibrated, before: Numbers, after: Numbers) -> LinePanel:
    edges = np.linspace(before.min(), before.max(), BINS + 1)
    where = shown_numbers(np.repeat(edges, 2)[1:-1])
    unit = f", {one.unit}" if one.unit else ""
    verdict = "" if one.identified else " (not identified)"
    return LinePanel(
        f"{one.title}{unit}{verdict}",
        (ChartLine("Ensemble", AFTER, where, _steps(after, edges)),),
        Stack(where, (Area("Range alone", LIGHT_GREY, _steps(before, edges)),)),
    )


def _steps(values: Numbers, edges: Numbers) -> tuple[float, ...]:
    """Return what percentage of values lies between each two edges, at both of them."""
    counts, _ = np.histogram(values, edges)
    return shown_numbers(np.repeat(100.0 * counts / len(values), 2))


def pair(calibration: Calibration, members: Numbers, place: int, found: Pair) -> ChartFigure:
    """Show two numbers that go together in the ensemble."""
    one, other = (calibration.space.dimensions[which].title for which in (found.one, found.other))
    points = zip(shown_numbers(members[:, found.one]), shown_numbers(members[:, found.other]), strict=True)
    cloud = Cloud("", AFTER, Mark.DOT, tuple(ScatterPoint(across, up) for across, up in points))
    return ChartFigure(
        f"calibration_pair_{place}",
        f"Numbers that go together: {lower_first(one)} and {lower_first(other)}",
        "Each dot is a member of the ensemble. The published figures fix such numbers together more than each alone: "
        "the ensemble keeps them together, which separate ranges would not.",
        f"{one} with {lower_first(other)}: correlation {found.correlation:+.2f}.",
        ScatterChart((ScatterPanel(f"Correlation {found.correlation:+.2f}", one, (cloud,)),), other),
    )


def waves(calibration: Calibration) -> ChartFigure:
    """Show the share of the space that is left after each wave."""
    left = [1.0, *(wave.left for wave in calibration.search.waves)]
    names = ["At first", *(f"After wave {number}" for number in range(1, len(left)))]
    said = ", ".join(f"{name.lower()} {share_in_words(share)}" for name, share in zip(names, left, strict=True))
    rows = tuple(
        f"{name}: {share_in_words(share)}" if 0 < share < SMALLEST else name
        for name, share in zip(names, left, strict=True)
    )
    part = BarPart("Not ruled out", AFTER, tuple(shown_number(100 * share) for share in left))
    along = "Percent of the ranges' sets of numbers that are not ruled out"
    return ChartFigure(
        "calibration_waves",
        "What each wave left",
        "A set of numbers is ruled out when its emulated mean lies more than three standard deviations from any "
        "published figure.",
        f"{said}.",
        BarChart(rows, (BarPanel("", (part,)),), along, stacked=False),
    )


SMALLEST = 0.001
"""Share that is told as less than 0.1%."""


def share_in_words(share: float) -> str:
    """Return a share as a percentage that is never rounded to nothing."""
    if share == 0:
        return "none"
    return f"{100 * share:.1f}%" if share >= SMALLEST else "less than 0.1%"
