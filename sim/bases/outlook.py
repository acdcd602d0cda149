"""What a base expects of the next three years, and how far off that may be: the forecast carried by its levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from sim.bases import arrivals
from sim.bases.arrivals import Arriving, arriving, middling, of_arrivals
from sim.bases.entries import Entry, entry, table
from sim.bases.learned import learned
from sim.bases.panel import panel
from sim.bases.words import DFE, in_words
from sim.fitting import deviations
from sim.fitting.deviations import Deviations, chance, fitted_deviations, prospect, responses
from sim.fitting.steps import Array
from sim.fitting.yearly_levels import FittedLevels, agreed_starts, fitted_arrivals, fitted_levels
from sim.fitting.years_ahead import YearsAhead
from sim.fitting.years_ahead_law import YEARS
from sim.parameters.outlook import Outlook, UnaccompaniedOutlook
from sim.parameters.parameters import Parameters
from sim.parameters.tables import ByFinancialYear, ByLevel, ByPairOfLevels
from sim.published.authorities import Authority
from sim.published.table import Figures

FEWEST = 20
"""Children looked after below which no forecast is carried: percentages mislead there."""

ROOM = 0.02
"""By which fitted correlations are made smaller, so that rounded ones can still hold together."""

HOW = "see docs/decisions, 54"


@dataclass(frozen=True, slots=True)
class CarriedForecast:
    """A forecast as a base's levels and deviations."""

    looked_after: tuple[float, ...]
    """At the ends of three financial years, in a middling replication; the next likewise."""
    started: tuple[float, ...]
    levels: FittedLevels
    own: Deviations
    wanted: Array
    """Covariance of the nine numbers' logarithms as earlier forecasts were out, chance included."""
    chance: Array
    response: Array
    shared: Array
    """Covariance of what is off in England and in the region."""
    by_arrivals: Array
    """Covariance of the nine numbers' logarithms that unaccompanied children give."""
    arriving: Arriving | None
    stream: UnaccompaniedOutlook | None
    """Unaccompanied children as a stream of their own."""
    other_ways: float = 1.0
    """Of leaving before 18, the share that levels of leaving multiply: all but courts' orders, where those are told."""

    def leaving(self, pace: float = 1.0) -> list[float]:
        """Return levels of what they multiply, which change all leaving as much as the fitted ones would.

        `pace` is how fast children leave in runs of the base against its cohorts.
        """
        return [(level / pace) ** (1.0 / self.other_ways) for level in self.levels.leaving]

    @property
    def implied(self) -> Array:
        """Covariance of the nine numbers' logarithms that the base has, chance included."""
        found: Array = self.response @ (self.own.covariance + self.shared) @ self.response.T
        found += self.chance + self.by_arrivals
        return found


def carried(
    parameters: Parameters, authority: Authority, year: int, known: Figures, other_ways: float = 1.0
) -> CarriedForecast | None:
    """Return the forecast of an authority as levels and deviations of its base; None where none could be made.

    `other_ways` is the share of leaving before 18 that levels of leaving multiply.
    """
    opening, outlook = parameters.opening, parameters.outlook
    found = learned(known, year)
    if opening is None or outlook is None or authority.code not in found.codes:
        return None
    medians = found.medians[:, found.codes.index(authority.code)]
    if opening.looked_after < FEWEST or not np.isfinite(medians).all():
        return None
    everyone = panel(known, year)
    alone = arriving(everyone, everyone.row(authority.code), opening.unaccompanied)
    ahead = YearsAhead(parameters, None if alone is None else alone.stream)
    looked_after, started = medians[0].tolist(), medians[1].tolist()
    if alone is not None:
        expected = [alone.started] * YEARS
        agreed = agreed_starts(fitted_arrivals(ahead, expected), expected, alone.off, started)
        ahead = fitted_arrivals(ahead, agreed)
    levels = fitted_levels(ahead, looked_after, started)
    wanted = found.errors.covariance(opening.looked_after)
    seen = prospect(ahead, levels.entries, levels.leaving)
    by_chance, response, shared = chance(seen, parameters.demand), responses(seen), _shared(outlook)
    response[:, YEARS:] *= other_ways
    besides = deviations.of_arrivals(seen)
    own = fitted_deviations(wanted - by_chance, response, shared, besides)
    stream = None if alone is None or ahead.stream is None else middling(ahead.stream, alone, levels.years)
    return CarriedForecast(
        tuple(looked_after),
        tuple(started),
        levels,
        own,
        wanted,
        by_chance,
        response,
        shared,
        besides,
        alone,
        stream,
        other_ways,
    )


def of_outlook(found: CarriedForecast, authority: Authority, year: int, pace: float = 1.0) -> Iterator[Entry]:
    """Yield the quantities of a base that carry its forecast.

    `pace` is how fast children leave in runs of the base against its cohorts.
    """
    when = date(year, 3, 31)
    name = f"{DFE} to {in_words(year)}, {authority.name} among all authorities"
    ends = _listed([str(year + ahead) for ahead in range(1, YEARS + 1)])
    held = _listed([f"{number:.0f}" for number in found.looked_after])
    came = _listed([f"{number:.0f}" for number in found.started])
    yield entry(
        "demand.yearly_level",
        table(ByFinancialYear, found.levels.entries),
        "Entries in each of three years, against the number a year",
        "fitted",
        f"Fitted by cohorts so that {came} children{_with_stream(found)} start in the years to 31 March {ends}, the "
        f"middle of the forecast made from {name}; {HOW}",
        when,
    )
    yield entry(
        "leaving.yearly_level",
        table(ByFinancialYear, found.leaving(pace)),
        "Leaving in each of three years, against its rates",
        "fitted",
        f"Fitted by cohorts{_paced(pace)} so that 31 March {ends} have {held} children looked after, the middle of the "
        f"forecast made from {name}{_of_other_ways(found.other_ways)}; {HOW}",
        when,
    )
    spread = np.sqrt(np.diag(found.implied))[:YEARS]
    told = _listed([f"{100 * part:.1f}%" for part in spread])
    source = (
        f"Fitted so that, with England's, the region's and chance, the base is as unsure as forecasts made from 31 "
        f"March 2013 to {year - 1} have been by the figures to {in_words(year)}, of looked after, starts and ceases "
        f"together, at this size ({told} of the number looked after after one, two and three years): {DFE}; {HOW}"
    )
    yield entry(
        "outlook.own_deviation",
        table(ByLevel, found.own.deviation),
        "How far off this authority's own levels may be",
        "fitted",
        source,
        when,
    )
    correlation = (1.0 - ROOM) * found.own.correlation
    rows, columns = np.tril_indices(len(correlation), -1)
    if found.arriving is not None and found.stream is not None:
        came_alone = [one.unaccompanied_started for one in found.levels.years]
        yield from of_arrivals(found.arriving, found.stream, came_alone, authority.name, when)
    yield entry(
        "outlook.own_correlation",
        ByPairOfLevels(*(round(float(number), 3) for number in correlation[rows, columns])),
        "How levels are off together",
        "fitted",
        source,
        when,
    )


def warnings(found: CarriedForecast | None, authority: Authority, year: int) -> Iterator[str]:
    """Yield what a reader must know of the forecast that a base carries, or that it carries none."""
    if found is None:
        yield (
            f"No forecast could be made of {authority.name} at 31 March {year}: entries and leaving go on as at "
            "present, and how far off that may be is a judgement for an authority of about 400 children."
        )
    elif found.levels.at_a_limit:
        came = _listed([f"{year.looked_after:.0f}" for year in found.levels.years])
        held = _listed([f"{number:.0f}" for number in found.looked_after])
        yield (
            f"A level of entries or leaving lies on its limit: the forecast is of {held} children looked after in "
            f"three years, and the base comes to about {came}."
        )
    if found is not None and found.arriving is not None:
        yield from arrivals.warnings(found.arriving, authority.name, date(year, 3, 31))


def _shared(outlook: Outlook) -> Array:
    """Return the covariance of what is off in England and in the region."""
    correlation = np.eye(len(outlook.own_deviation.values()))
    rows, columns = np.tril_indices(len(correlation), -1)
    correlation[rows, columns] = correlation[columns, rows] = outlook.shared_correlation.values()
    spreads = (outlook.england_deviation.values(), outlook.region_deviation.values())
    found: Array = sum((np.outer(spread, spread) * correlation for spread in spreads), np.zeros_like(correlation))
    return found


def _paced(pace: float) -> str:
    return "" if pace == 1.0 else f", and by runs of the model, in which children leave {pace:.2f} times as fast,"


def _with_stream(found: CarriedForecast) -> str:
    return "" if found.stream is None else ", unaccompanied ones included,"


def _of_other_ways(share: float) -> str:
    if share == 1.0:
        return ""
    return f"; it multiplies leaving other than by courts' orders, {share:.0%} of leaving before 18, so it goes further"


def _listed(words: Sequence[str]) -> str:
    return f"{', '.join(words[:-1])} and {words[-1]}"
