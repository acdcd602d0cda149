"""The frame of every page: head, foot, and what stands between them."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse


@cache
def templates() -> Environment:
    """Return the templates that only the local page has."""
    return Environment(
        loader=PackageLoader("sim.page"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def framed(title: str, content: str, status: int = 200, *, faulty: bool = False, refresh: int = 0) -> HTMLResponse:
    """Return a page of this title; where it is faulty its title says so, and without script it may refresh itself."""
    page = templates().get_template("frame.html")
    text = page.render(title=title, content=content, faulty=faulty, refresh=refresh)
    return HTMLResponse(text.encode("utf-8", "replace"), status)  # a damaged file may hold half a character
