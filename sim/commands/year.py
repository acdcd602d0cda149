"""A year as it is typed on the command line, checked."""

from __future__ import annotations


def year_of(text: str) -> int:
    """Return the year that was given. Raises BadInput when it is none."""
    from sim.foundations.faults import BadInput

    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        raise BadInput([f'--year "{text}": give a year in four digits, such as 2024'])
    return int(text)
