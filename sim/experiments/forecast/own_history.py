"""A council's own figures of past years laid beside its forecast: what a base from its returns or its sheet has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sim.experiments.forecast.council import CHILDREN, NUMBERS, PER, CouncilForecast
from sim.experiments.forecast.lines import ForecastLine, LineMeasure, OwnBeside, PastYear, past
from sim.forecasting.kinds import PlacementKind
from sim.foundations.faults import BadInput
from sim.published.table import Figures
from sim.scenario.scenario import Scenario

LOCAL, LOOKED_AFTER, OF_THE_DAY = "local", "opening.looked_after", ", of the last day"
TOGETHER = (PlacementKind.HOMES, PlacementKind.INDEPENDENT)


def with_own_history(found: CouncilForecast, base: Scenario, known: Figures) -> CouncilForecast:
    """Return the forecast with the council's own figures beside each line. Raises BadInput where the base has none."""
    code = found.authority.code
    if not base.own_figures:
        raise BadInput(
            [
                f"--own {base.name}: that base has no figures of the council's own; make one of its returns "
                "(import-903) or of its sheet (baseline --figures)"
            ]
        )
    if base.authority != code:
        raise BadInput([f"--own {base.name}: that base is of another council; give one of {found.authority.name}"])
    own = _OwnHistory(Figures(base.own_figures), known, code)
    lines = tuple(replace(line, own=own.beside(line, found.authority.name)) for line in found.lines)
    return replace(found, lines=lines, beside=_source(base))


class _OwnHistory:
    """Reads a council's own figures line by line."""

    __slots__ = ("_code", "_known", "_own", "_years")

    def __init__(self, own: Figures, known: Figures, code: str) -> None:
        self._own, self._known, self._code = own, known, code
        first = min(row.first_year for row in own)
        self._years = range(first, own.known_until + 1)

    def beside(self, line: ForecastLine, council: str) -> tuple[PastYear, ...]:
        """Return the own figures of a line; none of other councils' and of what the council does not tell."""
        return past(self._values(line, council))

    def _values(self, line: ForecastLine, council: str) -> Iterable[tuple[int, float, bool]]:
        names = {measure: name for measure, _, name in NUMBERS}
        if line.measure in names:
            return self._of(names[line.measure])
        if line.measure is LineMeasure.BY_AGE:
            return self._of("looked after by age", line.kind)
        if line.measure is LineMeasure.BY_KIND:
            return self._together(kind for kind in PlacementKind if kind.title == line.kind)
        if line.measure is LineMeasure.TOGETHER:
            return self._together(TOGETHER)
        return self._rates() if line.kind == council else ()

    def _of(self, measure: str, category: str = "") -> Iterator[tuple[int, float, bool]]:
        for year in self._years:
            figure = self._own.find(self._code, measure, year, category)
            if figure is not None:
                yield year, figure.value, not figure.imputed

    def _together(self, kinds: Iterable[PlacementKind]) -> Iterator[tuple[int, float, bool]]:
        every = tuple(kinds)
        for year in self._years:
            each = [kind.number(self._own, self._code, year) for kind in every]
            yield year, sum(number for number, _ in each), all(shown for _, shown in each)

    def _rates(self) -> Iterator[tuple[int, float, bool]]:
        """Yield rates by the children of each year, or of the latest that is known."""
        for year, number, shown in self._of("looked after"):
            children = self._known.value(self._code, CHILDREN, min(year, self._known.known_until))
            yield year, PER * number / children, shown


def _source(base: Scenario) -> OwnBeside:
    """Return whence the own figures are, as the base's quantities say, and their last day."""
    paths = (LOOKED_AFTER, *base.quantities)
    local = [one for path in paths if (one := base.quantities.get(path)) is not None and one.kind == LOCAL]
    last = max((row.first_year + len(row.cells) - 1 for row in base.own_figures), default=base.start.year)
    source = local[0].source.removesuffix(OF_THE_DAY) if local else "the council's own figures"
    return OwnBeside(base.name, source, date(last, 3, 31))
