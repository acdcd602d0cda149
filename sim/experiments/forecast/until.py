"""How far a forecast is to go: for which 31 March it may be asked, and how a wrong date is told."""

from __future__ import annotations

from datetime import date

from sim.forecasting.ageing import HORIZONS
from sim.foundations.calendar import in_words
from sim.foundations.faults import BadInput

MOST_YEARS = 5
"""After the latest figures: further on than this nothing that was learned would still tell of it."""


def last_year(text: str | None, origin: int) -> int:
    """Return the year of the last 31 March to forecast, three years after the figures unless a date is given.

    Raises BadInput for what is no 31 March within reach.
    """
    if text is None:
        return origin + len(HORIZONS)
    first, last = date(origin + 1, 3, 31), date(origin + MOST_YEARS, 3, 31)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadInput([f'--until: "{text}" is not a date such as {last.isoformat()}']) from None
    if (day.month, day.day) != (3, 31):
        raise BadInput([f"--until: figures are of 31 March, so give {day.year}-03-31 or another 31 March"])
    if day > last:
        raise BadInput(
            [
                f"--until: {in_words(day)} is too far: the latest figures are of 31 March {origin}, and a forecast "
                f"goes on to {in_words(last)} at most"
            ]
        )
    if day < first:
        raise BadInput(
            [f"--until: {in_words(day)} is no forecast: figures go to 31 March {origin}; give {first} to {last}"]
        )
    return day.year
