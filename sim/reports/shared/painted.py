"""A chart as a figure of a page and of a notebook: its files as SVG and PNG, and how it stands in a page."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal

from sim.reports.chart.chart import ChartFigure
from sim.reports.chart.drawn import sheet_of
from sim.reports.chart.scene import Disc, Fill, Scene, Stroke, Thing, Word
from sim.reports.chart.svg import WIDE, inline, svg

if TYPE_CHECKING:
    from matplotlib.artist import Artist

PIXELS_AN_INCH: Final = 100.0
POINTS_A_PIXEL: Final = 72.0 / PIXELS_AN_INCH

DOTS_A_PIXEL: Final = 2
"""Of a PNG, so that it can be printed."""

SETTINGS: Any = {
    "font.family": "DejaVu Sans",
    "figure.dpi": 100,
    # no layout but the one that a figure is given, whatever the settings of whoever draws it
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "svg.fonttype": "path",
    # dollars in a title are dollars, and no formula between them
    "text.parse_math": False,
    "svg.hashsalt": "placement-sufficiency",
}
"""Of matplotlib, for all that it paints."""


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """A chart with its words, as all drawings of a page are kept and shown."""

    figure: ChartFigure

    def __repr__(self) -> str:
        return f"<ChartDrawing {self.name}: {self.title}>"

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        """Return the figure as a notebook shows it, with the words for who cannot see it."""
        return self.png(), {"alt": self.alternative}

    @property
    def name(self) -> str:
        """Return the name of its files."""
        return self.figure.name

    @property
    def title(self) -> str:
        """Return what it says."""
        return self.figure.title

    @property
    def caption(self) -> str:
        """Return how to read it, and whence its numbers are."""
        return f"{self.figure.caption} {self.figure.source}".strip()

    @property
    def alternative(self) -> str:
        """Return what a reader who cannot see it needs to know."""
        return self.figure.alternative

    def svg(self) -> str:
        """Return the figure as SVG, the same for the same chart."""
        return svg(self.figure)

    def inline(self) -> str:
        """Return the figure as it stands in a page, for wide and for narrow screens."""
        return inline(self.figure)

    def png(self) -> bytes:
        """Return the figure as PNG."""
        return painted(sheet_of(self.figure, WIDE), self.title)


def painted(scene: Scene, title: str, kind: Literal["png", "svg"] = "png") -> bytes:
    """Return a drawing as PNG, or as SVG whose words are shapes, which are the same wherever they are set."""
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    with _set():
        sheet = Figure(figsize=(scene.width / PIXELS_AN_INCH, scene.height / PIXELS_AN_INCH))
        from_top = Affine2D().translate(0.0, -scene.height).scale(1.0 / PIXELS_AN_INCH, -1.0 / PIXELS_AN_INCH)
        for place, thing in enumerate(scene.things):
            artist = _artist(thing)
            artist.set_zorder(place)  # otherwise all lines lie over all shapes
            artist.set_transform(from_top + sheet.dpi_scale_trans)
            sheet.add_artist(artist)
        buffer = BytesIO()
        dots = PIXELS_AN_INCH * DOTS_A_PIXEL
        nobody: dict[str, Any] = {"Software": None} if kind == "png" else {"Date": None, "Creator": None}
        sheet.savefig(buffer, format=kind, dpi=dots, metadata={**nobody, "Title": title})
    return buffer.getvalue()


@contextmanager
def _set() -> Iterator[None]:
    """Paint with the house's settings; matplotlib's own are put back after."""
    import matplotlib

    with matplotlib.rc_context(SETTINGS), warnings.catch_warnings():
        # a letter that the type does not have is drawn as a box, and the figure is as good as before
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def _artist(thing: Thing) -> Artist:
    """Return how matplotlib draws one thing."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Circle, Polygon
    from matplotlib.text import Text

    match thing:
        case Word(text, at, anchor, colour, bold, size):
            across: Any = {"start": "left", "middle": "center", "end": "right"}[anchor]
            heavy: Any = "bold" if bold else "normal"
            points = size * POINTS_A_PIXEL
            return Text(*at, text, color=colour, ha=across, va="baseline", fontsize=points, fontweight=heavy)
        case Stroke(spots, colour, width, dashes):
            xs, ys = zip(*spots, strict=True)
            style: Any = (0.0, tuple(dash / width for dash in dashes)) if dashes else "-"
            ends: Any = "butt"
            return Line2D(xs, ys, color=colour, linewidth=width * POINTS_A_PIXEL, linestyle=style, solid_capstyle=ends)
        case Fill(spots, colour, strength, edge):
            edged = POINTS_A_PIXEL if edge else 0.0
            return Polygon(
                spots, facecolor=(colour, strength), edgecolor=edge or "none", linewidth=edged, joinstyle="miter"
            )
        case Disc(at, radius, colour, strength):
            return Circle(at, radius, facecolor=(colour, strength), linewidth=0.0)
