"""Charts as SVG: words as words, in two layouts, and both of them as they stand in a page without any script."""

from __future__ import annotations

from html import escape
from typing import Final

from sim.reports.chart.chart import ChartFigure
from sim.reports.chart.drawn import scene_of, sheet_of
from sim.reports.chart.palette import WHITE
from sim.reports.chart.scene import Disc, Fill, PixelSpot, Scene, Stroke, Thing, Word

WIDE: Final = 720
NARROW: Final = 340
"""Pixels of the two layouts: of a desk's screen and of paper, and of a telephone."""

FONTS: Final = "'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"

CHART_CSS: Final = """\
.chart-wide, .chart-narrow { display: block; width: 100%; height: auto; }
.chart-wide { max-width: 720px; }
.chart-narrow { display: none; max-width: 440px; }
@media screen and (max-width: 767px) { .chart-wide { display: none; } .chart-narrow { display: block; } }
"""
"""Which of the two layouts is shown: on paper always the wide one."""


def svg(figure: ChartFigure, width: int = WIDE) -> str:
    """Return the figure as a file of SVG, under its title: the same for the same figure."""
    scene = sheet_of(figure, width)
    ground = f'<rect width="{_pixels(scene.width)}" height="{_pixels(scene.height)}" fill="{WHITE}"/>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{_element(figure, scene, "", ground)}\n'


def inline(figure: ChartFigure) -> str:
    """Return both layouts as they stand in HTML, where the rules of `CHART_CSS` choose between them."""
    return "\n".join(
        _element(figure, scene_of(figure.chart, width), f' class="chart-{called}"', "")
        for called, width in (("wide", WIDE), ("narrow", NARROW))
    )


def _element(figure: ChartFigure, scene: Scene, attributes: str, ground: str) -> str:
    own = escape(f"{figure.name}-{scene.width:.0f}")
    wide, high = _pixels(scene.width), _pixels(scene.height)
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg"{attributes} viewBox="0 0 {wide} {high}" width="{wide}" '
            f'height="{high}" role="img" aria-labelledby="{own}-title" aria-describedby="{own}-description" '
            f'font-family="{FONTS}" font-size="13">',
            f'<title id="{own}-title">{_text(figure.title)}</title>',
            f'<desc id="{own}-description">{_text(figure.alternative)}</desc>',
            *filter(None, (ground,)),
            *map(_thing, scene.things),
            "</svg>",
        )
    )


def _thing(thing: Thing) -> str:
    match thing:
        case Word(text, at, anchor, colour, bold, size):
            anchored = "" if anchor == "start" else f' text-anchor="{anchor}"'
            heavy = ' font-weight="bold"' if bold else ""
            sized = "" if size == 13.0 else f' font-size="{_pixels(size)}"'
            return (
                f'<text x="{_pixels(at[0])}" y="{_pixels(at[1])}"{anchored} fill="{escape(colour)}"{heavy}{sized}>'
                f"{_text(text)}</text>"
            )
        case Stroke(spots, colour, width, dashes):
            dashed = f' stroke-dasharray="{" ".join(map(_pixels, dashes))}"' if dashes else ""
            drawn = f'stroke="{escape(colour)}" stroke-width="{_pixels(width)}"{dashed}'
            return f'<path d="{_path(spots)}" fill="none" {drawn}/>'
        case Fill(spots, colour, strength, edge):
            edged = f' stroke="{escape(edge)}"' if edge else ""
            return f'<path d="{_path(spots)}z" fill="{escape(colour)}"{_strength(strength)}{edged}/>'
        case Disc(at, radius, colour, strength):
            return (
                f'<circle cx="{_pixels(at[0])}" cy="{_pixels(at[1])}" r="{_pixels(radius)}" fill="{escape(colour)}"'
                f"{_strength(strength)}/>"
            )


def _strength(strength: float) -> str:
    return "" if strength == 1.0 else f' fill-opacity="{strength:g}"'


def _path(spots: tuple[PixelSpot, ...]) -> str:
    return "M" + "L".join(f"{_pixels(across)} {_pixels(down)}" for across, down in spots)


def _pixels(value: float) -> str:
    """Return pixels to the tenth, without more digits than that takes."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _text(text: str) -> str:
    """Return words as XML can hold them: what is no letter of XML is left out."""
    return escape("".join(filter(_is_letter, text)), quote=False)


def _is_letter(letter: str) -> bool:
    return letter >= " " and not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff"
