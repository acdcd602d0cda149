"""The report of a run: all its files, and among them one page that stands on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files as package_files
from math import isnan
from pathlib import Path
from time import monotonic

from sim.experiments.asking.headlines import Headline
from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.comparison.legal_headlines import legal_headlines
from sim.experiments.comparison.pairs import standings
from sim.experiments.running.results import Results
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, interval
from sim.foundations.calendar import in_words
from sim.reports.run import council, effect_words, figures, findings, legal_figures
from sim.reports.shared import drawing, folder, precision_words, tables, words
from sim.reports.shared.manifest import Manifest, manifest
from sim.reports.shared.origin import Origin
from sim.reports.shared.side_by_side import Drawn, Sketch, drawn
from sim.reports.shared.spread_words import spread_title
from sim.reports.shared.words import VERDICTS, between, in_table, range_of, unit_and_when
from sim.scenario.quantities.quantity import Quantity

KINDS = {
    "published": "published figures",
    "local": "the council's own records",
    "fitted": "fitted by the model to published figures",
    "judgement": "judgements",
    "policy": "rules and policies",
}
"""What quantities rest on, in words."""


@dataclass(frozen=True, slots=True)
class DifferenceCell:
    """One cell of a table of differences."""

    mean: str
    interval: str
    verdict: str
    verdict_words: str
    half_width: str
    probability_lower: str
    replications: int
    more_needed: str
    future: str
    """What a single run may bring; empty where inputs were not drawn."""
    direction: str
    """How likely the expected effect is a fall; empty likewise."""
    from_inputs: str


@dataclass(frozen=True, slots=True)
class HeadlineRow:
    """One headline measure in the tables of the page."""

    title: str
    unit: str
    base: str
    base_interval: str
    base_range: str
    cells: tuple[DifferenceCell, ...]


@dataclass(frozen=True, slots=True)
class StandingTable:
    """How likely it is that the strategy of a row has less of a measure than that of a column."""

    title: str
    unit: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def keep_comparison(comparison: Comparison, into: Path, origin: Origin) -> None:
    """Write all the results of a comparison into the folder `into`. Raises BadInput when they cannot be."""
    _keep(
        comparison, into, origin, {"comparison.csv": tables.comparison(comparison)}, figures.of_comparison(comparison)
    )


def keep_run(results: Results, into: Path, origin: Origin) -> None:
    """Write all the results of a run that compares nothing into the folder `into`. Raises BadInput likewise."""
    _keep(compared(results), into, origin, {}, figures.of_run(results))


def _keep(
    comparison: Comparison,
    into: Path,
    origin: Origin,
    own: Mapping[str, Iterable[tables.Cells]],
    sketches: Sequence[Sketch],
) -> None:
    outcomes = comparison.outcomes
    contents = {
        "measures.csv": tables.measures(outcomes),
        **own,
        "series.csv": tables.series(outcomes),
        "assumptions.csv": tables.assumptions([outcome.scenario for outcome in outcomes]),
    }
    drawings = drawn([*sketches, *legal_figures.of_courts(comparison)], origin.processes)
    with folder.filling(into) as place:
        for name, rows in contents.items():
            tables.write(place / name, rows)
        for one in drawings:
            (place / f"{one.name}.svg").write_text(one.svg, encoding="utf-8")
            (place / f"{one.name}.png").write_bytes(one.png)
        record = manifest(
            replace(comparison.results, outcomes=outcomes),
            origin.command,
            origin.processes,
            monotonic() - origin.began,
            [place / name for name in contents],
        )
        (place / "manifest.json").write_text(record.text(), encoding="utf-8")
        (place / "report.html").write_text(
            page(comparison, record, drawings[: len(sketches)], drawings[len(sketches) :]), encoding="utf-8"
        )


def page(comparison: Comparison, record: Manifest, drawings: Sequence[Drawn], of_courts: Sequence[Drawn] = ()) -> str:
    """Return the page as HTML that needs no other file; figures of courts and permanence have a section of theirs."""
    from jinja2 import Environment, StrictUndefined

    source = (package_files("sim.reports") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    table = comparison.headlines
    base, strategies = comparison.base.scenario, comparison.strategies
    return template.from_string(source).render(
        comparison=comparison,
        compares=bool(strategies),
        drawn=comparison.results.turns > 1,
        how_to_read=effect_words.HOW_TO_READ,
        central=effect_words.CENTRAL,
        scope=findings.scope(comparison),
        findings=findings.findings(comparison) if strategies else [],
        caveats=findings.caveats(comparison),
        precision=findings.precision(comparison) if strategies else "",
        asked=precision_words.sentences(comparison),
        asked_lines=precision_words.lines(comparison),
        labels=[comparison.label(outcome) for outcome in strategies],
        base_label=comparison.label(comparison.base) if strategies else "Mean",
        lines=[line(comparison, headline) for headline in table],
        apart=comparison.apart and [line(comparison.apart, headline) for headline in comparison.apart.headlines],
        confidence=f"{comparison.confidence:.0%}",
        spread_title=spread_title(comparison.base.scenario.parameters),
        standings=standing_tables(comparison),
        diversions=findings.diversions(comparison),
        of_tower_hamlets=council.of_tower_hamlets(base),
        drawings=_numbered(drawings, 1),
        legal_lines=[line(comparison, headline) for headline in legal_headlines(comparison)],
        of_courts=_numbered(of_courts, len(drawings) + 1),
        assumptions=kinds_in_words(base.quantities.values()),
        assumption_lists=[
            (comparison.label(outcome), kinds_in_words(one for _, one in tables.own_quantities(base, outcome.scenario)))
            for outcome in strategies
        ],
        record=record,
        start=in_words(base.start),
    )


def _numbered(drawings: Sequence[Drawn], first: int) -> list[tuple[int, Drawn, str]]:
    """Return figures with their numbers, and their drawings as they stand in a page."""
    return [
        (number, one, drawing.inline(one.svg, one.name, one.alternative))
        for number, one in enumerate(drawings, start=first)
    ]


def line(comparison: Comparison, headline: Headline) -> HeadlineRow:
    """Return one headline measure as the page shows it."""
    values = headline.without[headline.without == headline.without]
    low, high, _ = interval(values, comparison.confidence)
    spread = findings.spread(values)
    return HeadlineRow(
        headline.title,
        unit_and_when(headline),
        in_table(headline.base_mean, headline.unit),
        words.NOT_KNOWN if len(values) < LEAST_FOR_CLEAR else range_of(low, high, headline.unit),
        range_of(*spread, headline.unit),
        tuple(_cell(comparison, headline, place) for place in range(len(headline.differences))),
    )


def standing_tables(comparison: Comparison) -> list[StandingTable]:
    """Return a table for each measure by which strategies are set against one another; none with a single strategy."""
    labels = [comparison.label(outcome) for outcome in comparison.strategies]
    if len(labels) < 2 or comparison.results.replications < LEAST_FOR_CLEAR:
        return []
    return [
        StandingTable(
            standing.headline.subject,
            unit_and_when(standing.headline),
            tuple(
                (
                    label,
                    tuple(
                        "" if place == other else effect_words.share(standing.lower(place, other))
                        for other in range(len(labels))
                    ),
                )
                for place, label in enumerate(labels)
            ),
        )
        for standing in standings(comparison)
    ]


def _cell(comparison: Comparison, headline: Headline, place: int) -> DifferenceCell:
    difference = headline.differences[place]
    needed = difference.replications_needed(headline.target)
    more = words.NOT_KNOWN if needed is None else f"{max(0, needed - comparison.results.replications):,}"
    unchanged = difference.unchanged
    too_wide = words.too_wide(difference.low, difference.high, headline.unit)
    lower = difference.probability_lower
    verdict = headline.verdict(place)
    known, few = None if unchanged else difference.effect, difference.replications < LEAST_FOR_CLEAR
    ends = (difference.low, difference.high) if known is None else (known.expected.low, known.expected.high)
    called = VERDICTS if difference.effect is None else effect_words.KNOWN
    return DifferenceCell(
        words.NO_CHANGE if unchanged else in_table(difference.difference, headline.unit, sign=True),
        "" if unchanged or few else between(*ends, headline.unit),
        verdict.value,
        called[verdict],
        words.NOT_KNOWN if too_wide or few else in_table(difference.half_width, headline.unit),
        words.NOT_KNOWN if isnan(lower) else f"{lower:.0%}",
        difference.replications,
        more,
        "" if known is None else between(*effect_words.future(known), headline.unit),
        "" if known is None else effect_words.falls(known),
        "" if known is None else f"{known.from_inputs:.0%}",
    )


def kinds_in_words(quantities: Iterable[Quantity]) -> list[tuple[str, int]]:
    """Return how many quantities rest on what, most first."""
    counts = Counter(quantity.kind for quantity in quantities)
    return [(KINDS[kind], count) for kind, count in counts.most_common()]
