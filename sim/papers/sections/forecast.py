"""How many children to expect: the forecast from published figures, and beside it what the run has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import isnan

from sim.experiments.forecast.council import CouncilForecast
from sim.experiments.forecast.lines import ForecastLine, LineMeasure
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.papers import suppression
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Picture, Words
from sim.papers.kept.folder import KeptRun
from sim.papers.sections import cells, missing
from sim.papers.sections.ages import ages
from sim.papers.sections.given import PUBLISHED, Given
from sim.papers.suppression import hidden_in
from sim.published.table import figures
from sim.reports.forecast.words import size
from sim.reports.paper_figures.numbers import ExpectedNumber, KnownNumber, numbers_figure

TITLE = "How many children to expect"

NUMBERS = (LineMeasure.LOOKED_AFTER, LineMeasure.STARTED, LineMeasure.CEASED)

LOOKED_AFTER = "looked after"


def forecast(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    return (
        Heading(1, TITLE),
        Words(
            "Two things are told here. The forecast is made from published figures alone; nothing is simulated, and it "
            "says what to expect if things go on as they have. The run simulates the council from its first day on: "
            "options are compared with it. They need not agree, and neither knows what has not been published."
        ),
        Heading(2, "Forecast from published figures"),
        *(_of_published(given.forecast) if given.forecast else (Words(_why_none(given)),)),
        *(_of_run(given, given.run) if given.run else ()),
        *_picture(given),
    )


def _why_none(given: Given) -> str:
    if given.authority is None:
        return "The base names no council of which figures are published, so that none can be made."
    return f"Too little is published of {given.council} to make one, or the council has ended since."


def _of_published(found: CouncilForecast) -> Iterator[Block]:
    (line,) = found.of(LineMeasure.LOOKED_AFTER)
    now, last = line.past[-1], line.ahead[-1]
    first, until = in_words(date(now.year, 3, 31)), in_words(date(last.year, 3, 31))
    if not suppression.small(now.value):
        yield Words(
            f"On {first} {cells.whole(now.value)} children were looked after. On {until} about "
            f"{cells.whole(last.middle)} are expected; with eight chances in ten, "
            f"{cells.whole(last.percentiles[0])} to {cells.whole(last.percentiles[-1])}.",
            (PUBLISHED,),
        )
    yield _numbers(found)
    if found.of(LineMeasure.BY_KIND):
        yield _kinds(found, line)
    record = [one for one in found.of_size if one.years == max(one.years for one in found.of_size)]
    if record and record[0].number:
        yield _record(found)


def _numbers(found: CouncilForecast) -> PaperTable:
    lines = [line for measure in NUMBERS for line in found.of(measure)]
    years = [one.year for one in lines[0].ahead]
    rows: list[tuple[PaperCell, ...]] = []
    for line in lines:
        low, *_, high = line.ahead[-1].percentiles
        small = suppression.small(line.past[-1].value)
        rows.append(
            (
                PaperCell(line.measure.title),
                cells.children(line.past[-1].value, hide=not line.past[-1].published),
                *(cells.children(one.middle, hide=small) for one in line.ahead),
                PaperCell(suppression.HIDDEN if small else f"{cells.whole(low)} to {cells.whole(high)}"),
            )
        )
    return PaperTable(
        "forecast",
        "Forecast from published figures",
        ("What", _march(found.origin), *map(_march, years), f"Range, {_march(years[-1])}"),
        tuple(rows),
        (
            "The middle, and the range that holds eight chances in ten. The first column is as published.",
            *cells.hidden_note(rows),
        ),
        (PUBLISHED,),
    )


def _kinds(found: CouncilForecast, number: ForecastLine) -> PaperTable:
    lines = found.of(LineMeasure.BY_KIND)
    years = [one.year for one in lines[0].ahead]
    published = all(line.past[-1].published for line in lines)
    now = hidden_in([line.past[-1].value for line in lines], number.past[-1].value)
    rows: list[tuple[PaperCell, ...]] = []
    for place, line in enumerate(lines):
        hide = now.parts[place] or not line.past[-1].published
        low, *_, high = line.ahead[-1].percentiles
        unknown = isnan(low) or hide
        rows.append(
            (
                PaperCell(f"{line.kind[:1].upper()}{line.kind[1:]}"),
                cells.children(line.past[-1].value, hide=hide),
                *(cells.children(one.middle, hide=hide) for one in line.ahead),
                PaperCell(suppression.HIDDEN if unknown else f"{cells.whole(low)} to {cells.whole(high)}"),
            )
        )
    return PaperTable(
        "forecast_by_kind",
        "Forecast by kind of placement",
        ("What", _march(found.origin), *map(_march, years), f"Range, {_march(years[-1])}"),
        tuple(rows),
        (
            "The latest shares of the kinds are held, and no forecast of the kinds by themselves is made; what the "
            "council does about its placements is in no number here. Middles need not add up to that of all.",
            *(() if published else ("Numbers that the publication hides are hidden here as well.",)),
            *cells.hidden_note(rows),
        ),
        (PUBLISHED,),
    )


def _record(found: CouncilForecast) -> PaperTable:
    rows = [
        (
            PaperCell(f"{one.measure.value}, {counted(one.years, 'year')} ahead"),
            PaperCell(f"{one.held_80} of {one.number}"),
            PaperCell(f"{one.mean_miss:.1f}%", one.mean_miss),
        )
        for one in found.of_size
        if one.number
    ]
    return PaperTable(
        "forecast_record",
        "How good such forecasts were before",
        ("What", "Outcomes in the range", "The middle missed by"),
        tuple(rows),
        (
            f"Forecasts made in the same way for councils with {size(found.of_size[0])}, from each 31 March of "
            "2016 to 2023 with only what was known then, beside what came.",
        ),
        (PUBLISHED,),
    )


def _march(year: int) -> str:
    return in_words(date(year, 3, 31))


def _known(given: Given, when: date) -> float:
    """Return the published number looked after on a 31 March; not a number where there is none."""
    if given.authority is None or (when.month, when.day) != (3, 31):
        return float("nan")
    found = figures().find(given.authority.code, LOOKED_AFTER, when.year)
    return float("nan") if found is None or found.imputed else found.value


def _of_run(given: Given, run: KeptRun) -> Iterator[Block]:
    base = run.manifest.base.name
    dates = tuple(dict.fromkeys((run.manifest.start, *run.measures.marches(base, LOOKED_AFTER.replace(" ", "_")))))
    rows: list[tuple[PaperCell, ...]] = []
    for when in dates:
        spread = run.measures.of(base, "looked_after", "", when)
        if spread is None:
            continue
        known = _known(given, when)
        known_cell = PaperCell("not published") if isnan(known) else cells.children(known)
        rows.append((PaperCell(in_words(when)), cells.children(spread.mean), cells.children_range(spread), known_cell))
    yield Heading(2, "The run beside it")
    yield Words(_run_in_words(rows), (given.source,))
    yield PaperTable(
        "run_numbers",
        "Children looked after in the run, if nothing changes",
        ("What", "On average", "Range", "As published"),
        tuple(rows),
        ("The range is that in which eight futures in ten lie.", *cells.hidden_note(rows)),
        (given.source, *((PUBLISHED,) if given.authority else ())),
    )
    yield from ages(given, run)


def _run_in_words(rows: Sequence[tuple[PaperCell, ...]]) -> str:
    if len(rows) < 2:
        return "The run has no 31 March after its first day."
    first, last = rows[0], rows[-1]
    if suppression.HIDDEN in (first[1].text, last[1].text):
        return "So few children are in the run that their numbers are hidden."
    said = f"The run begins with {first[1].text} children on {first[0].text}; on {last[0].text} it has {last[1].text}"
    reach = f", and {last[2].text} in eight futures of ten" if " to " in last[2].text else ""
    return f"{said} on average{reach}."


def _picture(given: Given) -> Iterator[Block]:
    past: list[KnownNumber] = []
    ahead: list[ExpectedNumber] = []
    simulated: list[ExpectedNumber] = []
    if given.forecast:
        (line,) = given.forecast.of(LineMeasure.LOOKED_AFTER)
        past = [KnownNumber(date(one.year, 3, 31), one.value) for one in line.past if one.published]
        ahead = [
            ExpectedNumber(date(one.year, 3, 31), one.middle, one.percentiles[0], one.percentiles[-1])
            for one in line.ahead
        ]
    if given.run:
        base = given.run.manifest.base.name
        for when in (given.manifest.start, *given.run.measures.marches(base, "looked_after")):
            spread = given.run.measures.of(base, "looked_after", "", when)
            if spread and all(one.when != when for one in simulated):
                simulated.append(ExpectedNumber(when, spread.mean, spread.low, spread.high))
    numbers = [*(one.value for one in past), *(one.middle for one in (*ahead, *simulated))]
    if len(numbers) < 2 or any(map(suppression.small, numbers)):
        return
    drawn = numbers_figure(past, ahead, simulated, missing.origin(given, published=bool(past)))
    yield Picture(
        "children_over_time",
        "Children looked after: published, forecast from published figures, and in the run",
        _alternative(past, ahead, simulated),
        drawn.svg,
        drawn.png,
        "run_numbers" if given.run else "forecast",
        (given.source, *((PUBLISHED,) if past else ())),
    )


def _alternative(past: list[KnownNumber], ahead: list[ExpectedNumber], simulated: list[ExpectedNumber]) -> str:
    told = []
    if past:
        told.append(f"Published numbers end with {cells.whole(past[-1].value)} on {in_words(past[-1].when)}.")
    for name, found in (("The forecast from published figures", ahead), ("The run", simulated)):
        if found:
            last = found[-1]
            told.append(f"{name} has {cells.whole(last.middle)} on {in_words(last.when)}.")
    return "Lines of children looked after over time. " + " ".join(told)
