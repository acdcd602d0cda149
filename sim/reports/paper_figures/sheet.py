"""A figure as wide as the text of a page, in letters that can be read there, with its origin at its foot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sim.reports.chart.palette import BLACK, LIGHT_GREY
from sim.reports.shared.painted import SETTINGS
from sim.reports.shared.words import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH: Final = 16.0 / 2.54
"""Inches: 16 cm, the text of an A4 page with margins of 2.5 cm."""

POINTS: Final = 9.0
"""Of every letter."""

DOTS_PER_INCH: Final = 220

LETTERS_A_LINE: Final = 100
"""That fit at the foot."""

STYLE: Any = {
    **SETTINGS,
    "font.size": POINTS,
    "axes.titlesize": POINTS,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": POINTS,
    "axes.labelcolor": BLACK,
    "axes.edgecolor": LIGHT_GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "grid.color": "#e9e9e9",
    "grid.linewidth": 0.8,
    "xtick.color": BLACK,
    "ytick.color": BLACK,
    "xtick.labelsize": POINTS,
    "ytick.labelsize": POINTS,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.major.pad": 6,
    "legend.fontsize": POINTS,
    "text.color": BLACK,
    "lines.linewidth": 1.5,
}
"""Of matplotlib, for a figure of a page's width."""


@dataclass(frozen=True, slots=True)
class PaperOrigin:
    """What a figure says of itself, so that it can leave its paper."""

    council: str
    when: str
    run: str
    source: str

    @property
    def line(self) -> str:
        """Return it in a line."""
        return ". ".join(part for part in (f"{self.council}, {self.when}", self.run.capitalize(), self.source) if part)


@dataclass(frozen=True, slots=True)
class PaperDrawing:
    """The two forms of a figure."""

    svg: str
    png: bytes


@contextmanager
def paper_style() -> Iterator[None]:
    """Draw in the house's style at the size of a page; matplotlib's own settings are put back after."""
    import matplotlib

    with matplotlib.rc_context(STYLE):
        yield


def sheet(height: float, columns: int = 1) -> tuple[Figure, list[Axes]]:
    """Return a figure of the page's width and this height in inches, with its panels from left to right."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    panels = figure.subplots(1, columns, squeeze=False)
    return figure, list(panels.flat)


def finished(figure: Figure, title: str, origin: PaperOrigin) -> PaperDrawing:
    """Return a figure's files, its origin at the foot: always the same bytes. To be called in the paper's style."""
    figure.supxlabel(wrapped(f"{origin.line}.", LETTERS_A_LINE), x=0.0, ha="left", fontsize=POINTS, color=BLACK)
    vector, dots = BytesIO(), BytesIO()
    figure.savefig(vector, format="svg", metadata={"Date": None, "Creator": None, "Title": title})
    figure.savefig(dots, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None, "Title": title})
    return PaperDrawing(vector.getvalue().decode(), dots.getvalue())


def key(figure: Figure, names: list[tuple[str, str]]) -> None:
    """Write along the top what the colours mean: (name, colour)."""
    from matplotlib.lines import Line2D

    handles = [Line2D([], [], color=colour, linewidth=5) for _, colour in names]
    figure.legend(
        handles,
        [name for name, _ in names],
        loc="outside upper left",
        ncols=2,
        frameon=False,
        fontsize=POINTS,
        handlelength=1.2,
    )
