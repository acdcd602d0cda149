"""A council's logo: a PNG or JPEG file, checked, and made small and plain enough for any paper."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import Final

from sim.foundations.faults import BadInput, fault
from sim.papers.document.paper import Logo

LARGEST_FILE: Final = 2_000_000
"""Bytes."""

FEWEST, MOST = 40, 6_000
"""Dots along each side."""

WIDEST, HIGHEST = 1_200, 600
"""Dots that are kept: enough for print at the size that papers show."""

FORMATS: Final = ("PNG", "JPEG")


def logo(path: Path, shown_as: str, alternative: str) -> Logo:
    """Return the logo in the file. Raises BadInput with the one reason why it cannot be used."""
    from PIL import Image, UnidentifiedImageError

    if not path.is_file():
        raise BadInput(
            [fault(shown_as, "logo.file", f'"{path.name}": there is no such file', "give its path from here")]
        )
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise BadInput([_wrong(shown_as, path, f"has {size:,} bytes", f"give one of at most {LARGEST_FILE:,}")])
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=FORMATS) as found:
            if not all(FEWEST <= side <= MOST for side in found.size):
                wide, high = found.size
                mend = f"give one of {FEWEST} to {MOST:,} dots along each side"
                raise BadInput([_wrong(shown_as, path, f"is {wide:,} by {high:,} dots", mend)])
            plain = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadInput([_wrong(shown_as, path, "is no PNG or JPEG picture", "save it again as one of these")]) from None
    plain.thumbnail((WIDEST, HIGHEST))
    out = BytesIO()
    plain.save(out, "PNG")  # without what a camera or a program has noted in it, such as a place
    return Logo(out.getvalue(), alternative)


def _wrong(shown_as: str, path: Path, problem: str, mend: str) -> str:
    return fault(shown_as, "logo.file", f'"{path.name}" {problem}', mend)
