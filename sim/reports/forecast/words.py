"""What a council's forecast says, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isnan

from sim.experiments.backtest.assess import SMALLEST
from sim.experiments.forecast.council import CHILDREN_FROM, CouncilForecast
from sim.experiments.forecast.lines import ForecastLine, ForecastYear, LineMeasure, OwnBeside
from sim.experiments.forecast.track_record import SizeRecord
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure
from sim.foundations.calendar import in_words
from sim.reports.shared.words import listed, lower_first

YEARS = {1: "one year", 2: "two years", 3: "three years"}


def title(found: CouncilForecast) -> str:
    """Return the title of the page."""
    return f"{found.authority.name}: forecast to 31 March {found.last}"


def scope(found: CouncilForecast) -> str:
    """Return what it is made from."""
    return (
        f"Published figures from 31 March 2010 to {found.origin}, and a forecast from them to 31 March {found.last}. "
        "Nothing is simulated and no strategy is in it: it says what to expect if things go on as they have."
    )


def findings(found: CouncilForecast) -> list[str]:
    """Return what is expected, the largest first, and how good such forecasts were."""
    return [_number(found), _flows(found), *_rate(found), *_record(found), *_own(found)]


def caveats(found: CouncilForecast) -> list[str]:
    """Return what to bear in mind."""
    return list(_caveats(found))


def alternative(lines: Sequence[ForecastLine]) -> str:
    """Return the lines of a figure in words."""
    return " ".join(_in_words(line) for line in lines)


def band(low: float, high: float) -> str:
    """Return an interval in whole children."""
    return f"{low:,.0f} to {high:,.0f}"


def own_source(beside: OwnBeside) -> str:
    """Return whence own figures are, and their last day."""
    return f"{beside.source}; to {in_words(beside.last)}, from the base {beside.base}."


def _number(found: CouncilForecast) -> str:
    (line,) = found.of(LineMeasure.LOOKED_AFTER)
    last = line.ahead[-1]
    low, low_half, middle, high_half, high = last.percentiles
    return (
        f"{found.authority.name} looked after {line.past[-1].value:,.0f} children on 31 March {found.origin}. On "
        f"31 March {last.year} about {middle:,.0f} are expected: {band(low_half, high_half)} with 50 chances in 100, "
        f"{band(low, high)} with 80 in 100."
    )


def _flows(found: CouncilForecast) -> str:
    told = []
    for measure, words in ((LineMeasure.STARTED, "start"), (LineMeasure.CEASED, "leave")):
        (line,) = found.of(measure)
        first = line.ahead[0]
        told.append(
            f"about {first.middle:,.0f} to {words} (80%: {band(first.percentiles[0], first.percentiles[-1])}; "
            f"{line.past[-1].value:,.0f} did in the year before)"
        )
    return f"In the year to 31 March {found.origin + 1} it should expect {listed(told)}."


def _rate(found: CouncilForecast) -> Iterator[str]:
    lines = found.of(LineMeasure.RATE)
    if lines:
        own, *others = lines
        now = listed([f"{line.past[-1].value:.0f} ({line.kind})" for line in others])
        later = listed([f"{line.ahead[-1].middle:.0f} ({line.kind})" for line in others])
        yield (
            f"Of 10,000 children under 18 it looked after {own.past[-1].value:.0f} on 31 March {found.origin}, beside "
            f"{now}. On 31 March {found.last} {own.ahead[-1].middle:.0f} are expected, beside {later}."
        )


def _record(found: CouncilForecast) -> Iterator[str]:
    told = [one for one in found.of_size if one.measure is ForecastMeasure.LOOKED_AFTER and one.number]
    if told:
        parts = [f"{one.held_80} of {one.number} {YEARS[one.years]} ahead" for one in told]
        misses = ", ".join(f"{one.mean_miss:.1f}%" for one in told)
        yield (
            "The record of such forecasts of the number looked after, made from 31 March 2016 to 2023 for councils "
            f"with {size(told[0])}: the 80% interval held {listed(parts)}; the middle missed by {misses} on average."
        )


def _own(found: CouncilForecast) -> Iterator[str]:
    if found.own:
        held = sum(one.held_80 for one in found.own)
        yield f"Of {len(found.own)} such forecasts of {found.authority.name} itself {held} were in the 80% interval."


def size(one: SizeRecord) -> str:
    """Return a band of size in a sentence."""
    return f"{lower_first(one.size)}{'' if 'children' in one.size else ' children'}"


def _caveats(found: CouncilForecast) -> Iterator[str]:
    if found.beside is not None:
        yield (
            f"Beside the published history stand the council's own figures (green squares): {own_source(found.beside)} "
            "The forecast is made of published figures alone: own figures of later years show how it comes out."
        )
    (number,) = found.of(LineMeasure.LOOKED_AFTER)
    yield (
        "Bands are predictive intervals: what one council may come to, luck included, and not what is likely on "
        "average. How many outcomes such bands held before stands in the table of their record."
    )
    if number.past[-1].value < SMALLEST:
        yield (
            f"Councils with fewer than {SMALLEST} children are in no record: nobody has tested how far forecasts of so "
            "few are out."
        )
    if not isnan(found.unaccompanied):
        yield (
            f"Unaccompanied asylum-seeking children ({found.unaccompanied:,.0f} of the number on 31 March "
            f"{found.origin}) are not forecast apart: where many arrive or are transferred, starts and leavers can "
            "turn faster than these bands know."
        )
    if found.beyond_the_record:
        last = found.origin + max(HORIZONS)
        yield (
            f"Only three years ahead, to 31 March {last}, have forecasts been held against what came. After that the "
            "same rules go on, and the bands widen as they did over the three years: nobody has tested that."
        )
    if found.of(LineMeasure.BY_KIND):
        yield (
            "Kinds of placement are not forecast of themselves: the latest shares are held, and are as unsure as "
            "shares of all councils have moved before. What a council does about its placements is in no number here."
        )
        yield (
            "Counts by kind have breaks: in 2020 semi-independent living left the kind of children's homes for that of "
            "independent living; on 31 March 2024 independent and semi-independent fell in England by 2,540 in a year "
            "as other placements rose by 2,840, which looks like another way of counting. The shares held are those "
            "after it."
        )
    if found.of(LineMeasure.BY_AGE):
        yield (
            "Ages are those of the children now in care, followed as they grow up and leave, and of those who come as "
            "before; put right by what such shares missed in the middle at earlier dates. Middles of kinds and ages "
            "need not add up to the middle of the number; means do. Bands of kinds and ages have no record of their "
            "own."
        )
    if any(line.past[-1].value == 0 for line in found.of(LineMeasure.BY_KIND)):
        yield "Of a kind in which nobody lives none is forecast, without a band; a child may come to it all the same."
    if any(not one.published for line in found.lines for one in line.past):
        yield "Small numbers are hidden in the publications; those marked as estimated are what their totals leave."
    if found.of(LineMeasure.RATE):
        names = listed([one.name for one in found.neighbours])
        yield (
            f"Statistical neighbours known on 31 March {found.origin}: {names}. Rates are by the population as rebased "
            f"to the census of 2021, from {CHILDREN_FROM} on; for later years the latest number of children is held."
        )
    if found.authority.note:
        yield f"{found.authority.name}: {found.authority.note}"


def _in_words(line: ForecastLine) -> str:
    name = ", ".join(part for part in (line.measure.title, line.kind) if part)
    first, last = line.past[0], line.past[-1]
    own = f" By the council's own figures {_own_years(line)}." if line.own else ""
    return (
        f"{name}: {first.value:,.0f} in {first.year}, {last.value:,.0f} in {last.year}; forecast "
        f"{'; '.join(_year(one) for one in line.ahead)}.{own}"
    )


def _own_years(line: ForecastLine) -> str:
    return "; ".join(f"{one.value:,.0f} in {one.year}" for one in line.own)


def _year(one: ForecastYear) -> str:
    low, *_, high = one.percentiles
    interval = f" (80%: {band(low, high)})" if not isnan(low) else ""
    return f"{one.year} about {one.middle:,.0f}{interval}"
