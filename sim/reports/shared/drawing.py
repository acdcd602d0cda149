"""How figures that are no charts look and are kept: type and lines, and the SVG and PNG of one drawing."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from sim.reports.chart.palette import BLACK, LIGHT_GREY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


WIDTH = 10.0
"""Inches, of every figure."""

PNG_DOTS_PER_INCH = 130

STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "axes.titlesize": 11,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 10,
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
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.major.pad": 6,
    "text.color": BLACK,
    "lines.linewidth": 2,
    "figure.dpi": 100,
    # no layout but the one that a figure is given, whatever the settings of whoever draws it
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
    "svg.fonttype": "path",
    # dollars in a title are dollars, and no formula between them
    "text.parse_math": False,
    "svg.hashsalt": "placement-sufficiency",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure with the words that go with it."""

    name: str
    """Of its files."""
    title: str
    caption: str
    alternative: str
    """What a reader who cannot see it needs to know."""
    figure: Figure

    def __repr__(self) -> str:
        return f"<Drawing {self.name}: {self.title}>"

    def _repr_png_(self) -> tuple[bytes, dict[str, str]]:
        """Return the figure as a notebook shows it, with the words for who cannot see it."""
        return self.png(), {"alt": self.alternative}

    def laid_out(self) -> Drawing:
        """Return the drawing with its panels in their places, so that they are not placed anew for each file."""
        engine = self.figure.get_layout_engine()
        if engine is not None:
            engine.execute(self.figure)
            self.figure.set_layout_engine(None)  # with any, even "none", each file would be drawn twice
        return self

    def svg(self) -> str:
        """Return the figure as SVG, the same for the same drawing."""
        with styled():
            buffer = BytesIO()
            self.figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None, "Title": self.title})
        return buffer.getvalue().decode()

    def png(self) -> bytes:
        """Return the figure as PNG."""
        with styled():
            buffer = BytesIO()
            self.figure.savefig(
                buffer, format="png", dpi=PNG_DOTS_PER_INCH, metadata={"Software": None, "Title": self.title}
            )
        return buffer.getvalue()


def inline(svg: str, name: str, alternative: str) -> str:
    """Return an SVG file's drawing as it may stand in a page: its own names made different from every other's."""
    from html import escape

    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r'\bid="', f'id="{name}-', body)
    body = body.replace("url(#", f"url(#{name}-").replace('xlink:href="#', f'xlink:href="#{name}-')
    body = re.sub(r' width="[^"]+pt"| height="[^"]+pt"', "", body, count=2)
    return body.replace("<svg", f'<svg role="img" aria-label="{escape(alternative, quote=True)}"', 1)


@contextmanager
def styled() -> Iterator[None]:
    """Draw in the house's style; matplotlib's own settings are put back after."""
    import matplotlib

    with matplotlib.rc_context(STYLE), warnings.catch_warnings():
        # a letter that the type does not have is drawn as a box, and the figure is as good as before
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def blank(height: float, rows: int = 1, columns: int = 1, **options: Any) -> tuple[Figure, list[Axes]]:
    """Return a figure of the usual width and this height in inches, with its panels row by row."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height), layout="constrained")
    panels = figure.subplots(rows, columns, squeeze=False, **options)
    return figure, list(panels.flat)
