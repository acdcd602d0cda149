"""Under which law an authority's children are looked after on the first day, as published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from sim.bases.entries import Entry, entry, table
from sim.bases.history import History
from sim.bases.words import DFE, STATUSES, UNDER, in_words
from sim.foundations.codes import LegalStatus
from sim.parameters.tables import ByLegalStatus
from sim.published.table import Figure


def of_statuses(past: History, alone: float, when: date) -> Iterator[Entry]:
    """Yield the legal status of the children of the first day, where published; `alone` of them are unaccompanied.

    Where the year is not published, as 2020, the shares of the year before stand in.
    """
    year = next((year for year in (when.year, when.year - 1) if past.has(STATUSES, year)), None)
    if year is None:
        return
    found = [past.find(STATUSES, year, words) for words in UNDER]
    filled_in = any(figure is None or figure.imputed for figure in found)
    hidden = ", suppressed figures filled in so that all add up to those looked after" if filled_in else ""
    grown = 1.0
    if year != when.year:
        grown = past.value("looked after", when.year) / past.value("looked after", year)
        hidden += f", in proportion to those looked after on 31 March {when.year}, for which it is not published"
    yield entry(
        "opening.law.statuses",
        table(ByLegalStatus, grown * np.array(_with_room(found, alone / grown))),
        "Their legal status",
        "fitted" if filled_in or year != when.year else "published",
        f"{DFE} {in_words(year)}, {past.named((year,))}: legal status on 31 March {year}{hidden}",
        date(year, 3, 31),
        imputed=filled_in,
    )


def _with_room(found: Sequence[Figure | None], alone: float) -> list[float]:
    """Return children by legal status, suppressed numbers filled in so that all `alone` can be accommodated.

    Unaccompanied children are under section 20: were fewer filled in, no first day could have both.
    """
    numbers = [0.0 if figure is None else figure.value for figure in found]
    open_ = [which for which, figure in enumerate(found) if figure is not None and figure.imputed]
    here = LegalStatus.ACCOMMODATED
    others = [which for which in open_ if which != here]
    spare = sum(numbers[which] for which in others)
    moved = min(alone - numbers[here], spare)
    if here not in open_ or moved <= 0.0:
        return numbers
    numbers[here] += moved
    for which in others:
        numbers[which] *= 1.0 - moved / spare
    return numbers
