"""What options are expected to change: a panel a measure, a point with its range an option."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.reports.chart.palette import BLACK, BLUE
from sim.reports.paper_figures.sheet import PaperDrawing, PaperOrigin, finished, paper_style, sheet
from sim.reports.shared.words import wrapped

LETTERS_OF_A_NAME = 24
LETTERS_OF_A_TITLE = 15


@dataclass(frozen=True, slots=True)
class ShownEffect:
    """What an option changes, and where eight in ten expected effects lie; None where that is not known."""

    option: str
    mean: float
    expected: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class EffectPanel:
    """What all options change in one measure."""

    title: str
    unit: str
    effects: tuple[ShownEffect, ...]


def effects_figure(panels: Sequence[EffectPanel], origin: PaperOrigin) -> PaperDrawing:
    """Draw the panels side by side, options from the top in their order."""
    most = max(len(panel.effects) for panel in panels)
    with paper_style():
        figure, axes = sheet(1.4 + 0.5 * most, len(panels))
        for place, (each, panel) in enumerate(zip(axes, panels, strict=True)):
            each.axvline(0.0, color=BLACK, linewidth=0.8)
            for row, effect in enumerate(panel.effects):
                if effect.expected is not None:
                    each.plot(effect.expected, (row, row), color=BLUE, linewidth=3, alpha=0.4, solid_capstyle="butt")
                each.plot(effect.mean, row, "o", color=BLUE, ms=5)
            names = [wrapped(effect.option, LETTERS_OF_A_NAME) for effect in panel.effects]
            each.set_yticks(range(len(names)), names if place == 0 else [""] * len(names))
            each.set_ylim(len(names) - 0.4, -0.6)
            each.grid(axis="y", visible=False)
            each.margins(x=0.1)
            each.locator_params(axis="x", nbins=4)
            each.set_title(wrapped(panel.title, LETTERS_OF_A_TITLE))
            each.set_xlabel(wrapped(f"Change, {panel.unit}", LETTERS_OF_A_TITLE))
        return finished(figure, "What options are expected to change", origin)
