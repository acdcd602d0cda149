"""results.json of version 1 in the present form: its figures had room for a drawing, which stood empty."""

from __future__ import annotations

import json
from typing import Any, Final

from sim.foundations.faults import BadInput, fault, shown
from sim.reports.result.results_page import VERSION

FIRST: Final = 1
"""The version."""

DRAWING: Final = "svg"
"""The key that figures have no more."""


def in_present_form(content: str | bytes, place: str, mend: str) -> str:
    """Return what JSON of version 1 says. Raises BadInput, with its place and the mend, where a figure is no chart."""

    def undrawn(part: dict[str, Any]) -> dict[str, Any]:
        if DRAWING not in part:
            return part
        if part[DRAWING] or part.get("chart") is None:
            problem = "is kept as a drawing and not as the numbers that it shows, as version 1 of the form allowed"
            raise BadInput([fault(place, f"figure {shown(part.get('name'))}", problem, mend)])
        return {key: value for key, value in part.items() if key != DRAWING}

    try:
        return json.dumps({**json.loads(content, object_hook=undrawn), "version": VERSION})
    except RecursionError:  # lists within lists, some of which can be read and not written
        raise BadInput([fault(place, "", "is not of this form", mend)]) from None
