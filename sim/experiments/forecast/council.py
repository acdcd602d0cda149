"""One council's forecast: numbers, starts and leavers, by kind and age, and per child beside councils like it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.experiments.backtest.assess import BackTest, back_test
from sim.experiments.forecast.lines import ForecastLine, ForecastYear, LineMeasure, OwnBeside, ahead, middles_only, past
from sim.experiments.forecast.track_record import OwnForecast, SizeRecord, of_council, of_size
from sim.forecasting import shares
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import Forecaster, ForecastMeasure, likely
from sim.forecasting.growth import expected_drift
from sim.forecasting.kinds import FIRST_BROKEN_DOWN, TOGETHER, PlacementKind, kinds_now, kinds_table, together_table
from sim.forecasting.record import FIRST, PublishedRecord, record
from sim.forecasting.shares import ForecastShares
from sim.foundations.faults import BadInput, listed
from sim.measures.arrays import Numbers
from sim.published.authorities import ENGLAND, Authority, authorities
from sim.published.base_figures import AGES
from sim.published.table import Figures

NUMBERS = (
    (LineMeasure.LOOKED_AFTER, ForecastMeasure.LOOKED_AFTER, "looked after"),
    (LineMeasure.STARTED, ForecastMeasure.STARTED, "started"),
    (LineMeasure.CEASED, ForecastMeasure.CEASED, "ceased"),
)
"""Each line, its forecast, and its name in the table of figures."""

CHILDREN = "children aged 0 to 17"
"""The rebased population, of which there is one series for all years of a rate."""

CHILDREN_FROM = 2013
"""The first year of it."""

NEIGHBOURS, WHOLE = "median of its ten statistical neighbours", "England"

PER = 10_000.0


@dataclass(frozen=True, slots=True)
class CouncilForecast:
    """A council's forecast from the latest figures."""

    authority: Authority
    neighbours: tuple[Authority, ...]
    origin: int
    last: int
    unaccompanied: float
    """Asylum-seeking children among the latest number; not a number where hidden."""
    lines: tuple[ForecastLine, ...]
    of_size: tuple[SizeRecord, ...]
    own: tuple[OwnForecast, ...]
    beside: OwnBeside | None = None
    """Whence the council's own figures are that stand beside the lines; None where none do."""

    def __repr__(self) -> str:
        return f"<CouncilForecast of {self.authority.name}: 31 March {self.origin} to {self.last}>"

    def of(self, measure: LineMeasure) -> tuple[ForecastLine, ...]:
        """Return the lines of a measure; none where too little is known."""
        return tuple(line for line in self.lines if line.measure is measure)

    @property
    def beyond_the_record(self) -> bool:
        """Whether it goes further ahead than forecasts are scored."""
        return self.last > self.origin + max(HORIZONS)


@dataclass(frozen=True, slots=True)
class _Council:
    """What the lines of one council are made from."""

    known: Figures
    record: PublishedRecord
    forecaster: Forecaster
    row: int
    years: int

    @property
    def code(self) -> str:
        """Return the council's code."""
        return self.record.authorities[self.row].code

    @property
    def origin(self) -> int:
        """Return the year of the latest figures."""
        return self.record.origin

    def values(self, measure: ForecastMeasure) -> Numbers:
        """Return its equally likely values (years, values) of a measure."""
        values: Numbers = self.forecaster.forecast(measure, self.origin).values[self.row, : self.years]
        return values

    def lines(self) -> list[ForecastLine]:
        """Return all lines."""
        return [*self._numbers(), *self._kinds(), *self._ages(), *self._rates()]

    def _numbers(self) -> list[ForecastLine]:
        found = []
        for line, measure, name in NUMBERS:
            later = ahead(self.origin, self.values(measure))
            found.append(ForecastLine(line, "", past(self._known(self.code, name)), later))
        return found

    def _kinds(self) -> list[ForecastLine]:
        now = kinds_now(self.known, self.code, self.origin)
        if not np.isfinite(now).all() or now.sum() <= 0:
            return []
        each = self._parts(shares.held(kinds_table(self.known, self.record), now, self.years))
        found = []
        for place, kind in enumerate(PlacementKind):
            years = ((year, *kind.number(self.known, self.code, year)) for year in self._broken_down())
            found.append(ForecastLine(LineMeasure.BY_KIND, kind.title, past(years), each[place]))
        both = now[[list(PlacementKind).index(kind) for kind in (PlacementKind.HOMES, PlacementKind.INDEPENDENT)]].sum()
        table = together_table(self.known, self.record)
        together, _ = self._parts(shares.held(table, np.array([both, now.sum() - both]), self.years))
        return [*found, ForecastLine(LineMeasure.TOGETHER, "", past(self._known(self.code, TOGETHER)), together)]

    def _ages(self) -> list[ForecastLine]:
        aged = shares.by_age(self.record, self.forecaster, self.row, self.years)
        if aged is None:
            return []
        return [
            ForecastLine(LineMeasure.BY_AGE, age, past(self._known(self.code, "looked after by age", age)), each)
            for age, each in zip(AGES, self._parts(aged), strict=True)
        ]

    def _rates(self) -> list[ForecastLine]:
        """Return rates of the council, its neighbours and England; later years by the latest number of children."""
        own, number = self._rate(self.code), self.values(ForecastMeasure.LOOKED_AFTER)
        if self.origin not in own:
            return []
        near = [
            row
            for row in self.record.neighbours[self.row]
            if self.origin in self._rate(self.record.authorities[row].code)
        ]
        rates = [self._rate(self.record.authorities[row].code) for row in near]
        middles = np.exp(self.forecaster.middle(self.origin).looked_after[near, : self.years])
        children = np.array([self._children(self.record.authorities[row].code) for row in near])
        medians = [(year, float(np.median([one[year] for one in rates if year in one])), True) for year in own]
        growth = np.exp(expected_drift(self.record.england_looked_after, self.years))
        england = self._rate(ENGLAND)
        lines = [
            ForecastLine(
                LineMeasure.RATE,
                self.record.authorities[self.row].name,
                past((year, rate, True) for year, rate in own.items()),
                ahead(self.origin, PER * number / self._children(self.code)),
            )
        ]
        if near:
            later = middles_only(self.origin, np.median(PER * middles / children[:, None], axis=0))
            lines.append(ForecastLine(LineMeasure.RATE, NEIGHBOURS, past(medians), later))
        all_years = past((year, rate, True) for year, rate in england.items())
        return [
            *lines,
            ForecastLine(LineMeasure.RATE, WHOLE, all_years, middles_only(self.origin, england[self.origin] * growth)),
        ]

    def _parts(self, parts: ForecastShares) -> list[tuple[ForecastYear, ...]]:
        """Return the years to come of each category: the number times its share, each as far out as both together."""
        number = self.values(ForecastMeasure.LOOKED_AFTER)
        means = number.mean(axis=1)[:, None] * parts.shares
        middles = np.log(np.median(number, axis=1))
        sizes = self.forecaster.sizes(ForecastMeasure.LOOKED_AFTER, self.origin)[[self.row]]
        spreads = [
            self.forecaster.spread(ForecastMeasure.LOOKED_AFTER, self.origin, years).deviation(sizes)[0]
            for years in range(1, self.years + 1)
        ]
        found = []
        for share, deviation, mean in zip(parts.shares.T, parts.deviation.T, means.T, strict=True):
            with np.errstate(divide="ignore"):
                around = middles + np.log(share)
            values = likely(ForecastMeasure.LOOKED_AFTER, around, np.hypot(spreads, deviation))
            found.append(ahead(self.origin, values, mean))
        return found

    def _known(self, code: str, measure: str, category: str = "") -> list[tuple[int, float, bool]]:
        figures = ((year, self.known.find(code, measure, year, category)) for year in range(FIRST, self.origin + 1))
        return [(year, one.value, not one.imputed) for year, one in figures if one is not None]

    def _rate(self, code: str) -> dict[int, float]:
        """Return children looked after per 10,000, of the years for which both are published."""
        children = {year: number for year, number, _ in self._known(code, CHILDREN)}
        return {
            year: PER * number / children[year]
            for year, number, published in self._known(code, "looked after")
            if published and year in children
        }

    def _children(self, code: str) -> float:
        return self.known.value(code, CHILDREN, self.origin)

    def _broken_down(self) -> range:
        return range(FIRST_BROKEN_DOWN, self.origin + 1)


def council_forecast(known: Figures, one: Authority, last: int) -> CouncilForecast:
    """Return the forecast of a council up to the 31 March of a year. Raises BadInput where none can be made."""
    everything = record(known)
    years = last - everything.origin
    forecaster = Forecaster(everything, max(years, len(HORIZONS)))
    row = everything.authorities.index(one)
    _check(forecaster, everything, row)
    council = _Council(known, everything, forecaster, row, years)
    tested: BackTest = back_test(everything, forecaster)
    number = float(everything.looked_after[row, -1])
    return CouncilForecast(
        authority=one,
        neighbours=tuple(everything.authorities[near] for near in everything.neighbours[row]),
        origin=everything.origin,
        last=last,
        unaccompanied=float(everything.unaccompanied[row, -1]),
        lines=tuple(council.lines()),
        of_size=of_size(tested, number),
        own=of_council(tested, one.code),
    )


def _check(forecaster: Forecaster, everything: PublishedRecord, row: int) -> None:
    """Raise BadInput where a council has ended, or too little of it is published."""
    one, origin = everything.authorities[row], everything.origin
    if one.last_year < origin and not np.isfinite(everything.looked_after[row, -1]):
        later = [other.name for other in authorities() if other.last_year >= origin and other.name in one.note]
        after = f"; its area is now in {listed(later)}" if later else ""
        raise BadInput([f"{one.name} has no figures after 31 March {one.last_year}, so it cannot be forecast{after}"])
    measures = (measure for _, measure, _ in NUMBERS)
    if not all(np.isfinite(forecaster.middle(origin).of(measure)[row]).all() for measure in measures):
        raise BadInput(
            [f"{one.name}: too little is published to forecast it (children looked after, starting and ceasing)"]
        )
