"""What is answered where nothing can be shown: which code, and what to do, in plain words."""

from __future__ import annotations

from markupsafe import escape
from starlette.responses import Response

from sim.page.frame import framed


def refusal(status: int, heading: str, words: str, link: str = "", link_words: str = "") -> Response:
    """Return a page that says why something cannot be had, and leads on where there is a way."""
    on = f'<p><a href="{escape(link)}">{escape(link_words)}</a></p>' if link else ""
    return framed(heading, f"<h1>{escape(heading)}</h1><p>{escape(words)}</p>{on}", status)


def gone() -> Response:
    """Return the answer where a run, a file or a page is not there."""
    return refusal(404, "It is not here", "It may have been moved, or its name is another.", "/", "All runs")
