"""The figures of a calibration: targets before and after, ranges before and after, numbers that go together, waves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.calibration.calibration import Calibration, NumberCalibrated
from sim.measures.arrays import Numbers
from sim.reports.calibration.words import TargetLine, amount, target_lines
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREY,
    LIGHT_GREY,
    ORANGE,
    Drawing,
    blank,
    key_in_words,
    styled,
)
from sim.reports.shared.words import lower_first, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


BEFORE, AFTER, PUBLISHED = LIGHT_GREY, BLUE, ORANGE
COLUMNS = 3
TITLE_WIDTH = 34
BINS = 18
SHOWN = 1024
"""Points of the ranges that are drawn: the first of an even sequence are even too."""


def of_calibration(calibration: Calibration) -> list[Drawing]:
    """Return the figures of a calibration; of the ensemble only when there is one."""
    with styled():
        drawings = [targets(calibration)]
        if calibration.search.members is not None:
            drawings.append(ranges(calibration))
            if calibration.pairs():
                drawings.append(pairs(calibration))
        drawings.append(waves(calibration))
        return [drawing.laid_out() for drawing in drawings]


def targets(calibration: Calibration) -> Drawing:
    """Draw each published figure with what the ranges alone, and the ensemble, give."""
    lines = target_lines(calibration)
    figure, panels = _panels(len(lines), 1.55)
    has_ensemble = calibration.search.members is not None
    for panel, line in zip(panels, lines, strict=False):
        _target(panel, line)
    key = [("Published, with what chance allows (95%)", PUBLISHED), ("Ranges alone", BEFORE)]
    key_in_words(figure, [*key, *([("Ensemble", AFTER)] if has_ensemble else [])])
    said = "; ".join(
        f"{line.title}: published {amount(line.observed)}, ranges alone {amount(line.before[0])} to "
        f"{amount(line.before[2])}"
        + (f", ensemble {amount(line.after[0])} to {amount(line.after[2])}" if line.after else "")
        for line in lines
    )
    return Drawing(
        "calibration_targets",
        "What was published, and what the model gives before and after",
        "Bars hold 95% of the sets of numbers, each as its own few runs have it, or its only one, whose "
        "chance widens them; the mark is the middle one. "
        "The orange line is "
        "the published figure; the band about it is what might have been published in other luck, with rounding "
        "and what the "
        "model may be wrong by. An ensemble inside the band is plausible; it need not lie on the line.",
        said + ".",
        figure,
    )


def _target(panel: Axes, line: TargetLine) -> None:
    panel.axvspan(line.observed - line.allowed, line.observed + line.allowed, color=PUBLISHED, alpha=0.16, linewidth=0)
    panel.axvline(line.observed, color=PUBLISHED, linewidth=1.6)
    for height, bar, colour in ((1, line.before, BEFORE), (0, line.after, AFTER)):
        if bar is None:
            continue
        panel.plot([bar[0], bar[2]], [height, height], color=colour, linewidth=7, solid_capstyle="butt")
        panel.plot(bar[1], height, marker="|", markersize=13, color=BLACK, markeredgewidth=1.6)
    panel.set_ylim(-0.8, 1.8)
    panel.set_yticks([])
    panel.spines["left"].set_visible(False)
    panel.locator_params(axis="x", nbins=4)
    unit = f" ({line.unit})" if line.unit else ""
    panel.set_title(wrapped(f"{line.title}{unit}", TITLE_WIDTH), fontsize=9.5)


def ranges(calibration: Calibration) -> Drawing:
    """Draw how each number lies over its range, before and after."""
    found = calibration.found()
    members = calibration.search.members
    assert members is not None
    figure, panels = _panels(len(found), 1.9)
    before = calibration.numbers(calibration.search.prior[:SHOWN])
    after = calibration.numbers(members.scores)
    for place, (panel, one) in enumerate(zip(panels, found, strict=False)):
        _histograms(panel, one, before[:, place], after[:, place])
    key_in_words(figure, [("Range alone", BEFORE), ("Ensemble", AFTER)])
    return Drawing(
        "calibration_ranges",
        "What the published figures tell of each number",
        "Grey: how the number lies over its documented range. Blue: how it lies in the ensemble. Where the two "
        "look alike, "
        'the published figures tell nothing of it ("not identified"): the ensemble keeps the range.',
        "; ".join(
            f"{one.title}: range {amount(one.before[0])} to {amount(one.before[2])}, ensemble "
            f"{amount(one.after[0])} to "
            f"{amount(one.after[2])}, {'identified' if one.identified else 'not identified'}"
            for one in found
        )
        + ".",
        figure,
    )


def _histograms(panel: Axes, one: NumberCalibrated, before: Numbers, after: Numbers) -> None:
    bins = np.linspace(before.min(), before.max(), BINS + 1).tolist()
    panel.hist(before, bins=bins, density=True, color=BEFORE)
    panel.hist(after, bins=bins, density=True, histtype="step", color=AFTER, linewidth=2)
    panel.set_yticks([])
    panel.spines["left"].set_visible(False)
    panel.locator_params(axis="x", nbins=4)
    panel.set_xlabel(one.unit, fontsize=9)
    verdict = "" if one.identified else " – not identified"
    panel.set_title(wrapped(f"{one.title}{verdict}", TITLE_WIDTH), fontsize=9.5)


def pairs(calibration: Calibration) -> Drawing:
    """Draw the numbers that go together in the ensemble."""
    members = calibration.search.members
    assert members is not None
    found, dimensions = calibration.pairs(), calibration.space.dimensions
    numbers = calibration.numbers(members.scores)
    figure, panels = blank(3.4, 1, COLUMNS)
    for panel, pair in zip(panels, found, strict=False):
        panel.scatter(numbers[:, pair.one], numbers[:, pair.other], s=22, color=AFTER, alpha=0.75, linewidth=0)
        panel.set_xlabel(dimensions[pair.one].title)
        panel.set_ylabel(dimensions[pair.other].title)
        panel.locator_params(nbins=4)
        panel.set_title(f"Correlation {pair.correlation:+.2f}", fontsize=9.5)
    for panel in panels[len(found) :]:
        panel.set_visible(False)
    return Drawing(
        "calibration_pairs",
        "Numbers that go together",
        "Each dot is a member of the ensemble. The published figures fix such numbers together more than each "
        "alone: the "
        "ensemble keeps them together, which separate ranges would not.",
        "; ".join(
            f"{dimensions[pair.one].title} with {lower_first(dimensions[pair.other].title)}: {pair.correlation:+.2f}"
            for pair in found
        )
        + ".",
        figure,
    )


def waves(calibration: Calibration) -> Drawing:
    """Draw the share of the space that is left after each wave."""
    left = [1.0, *(wave.left for wave in calibration.search.waves)]
    names = ["At first", *(f"After wave {number}" for number in range(1, len(left)))]
    figure, [panel] = blank(0.7 + 0.42 * len(left))
    places = list(range(len(left)))
    panel.barh(places, [100 * share for share in left], color=[GREY, *([BLUE] * (len(left) - 1))], height=0.6)
    for place, share in zip(places, left, strict=True):
        panel.text(100 * share + 1, place, share_in_words(share), va="center", fontsize=10)
    panel.set_yticks(places, names)
    panel.invert_yaxis()
    panel.set_xlim(0, 112)
    panel.set_xlabel("Percent of the ranges' sets of numbers that are not ruled out")
    panel.grid(visible=False, axis="y")
    said = ", ".join(f"{name.lower()} {share_in_words(share)}" for name, share in zip(names, left, strict=True))
    return Drawing(
        "calibration_waves",
        "What each wave left",
        "A set of numbers is ruled out when its emulated mean lies more than three standard deviations from any "
        "published figure.",
        f"{said}.",
        figure,
    )


def share_in_words(share: float) -> str:
    """Return a share as a percentage that is never rounded to nothing."""
    if share == 0:
        return "none"
    return f"{100 * share:.1f}%" if share >= 0.001 else "less than 0.1%"


def _panels(count: int, height: float) -> tuple[Figure, list[Axes]]:
    rows = -(-count // COLUMNS)
    figure, panels = blank(0.6 + height * rows, rows, COLUMNS)
    for panel in panels[count:]:
        panel.set_visible(False)
    return figure, panels
