"""The report of a run: all its files, and among them one page that stands on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files as package_files
from itertools import islice
from pathlib import Path
from time import monotonic

from sim.experiments.comparison.children_headlines import children_headlines
from sim.experiments.comparison.comparison import Comparison, compared
from sim.experiments.comparison.legal_headlines import legal_headlines
from sim.experiments.running.results import Results
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.run import (
    council,
    effect_words,
    feedback_words,
    figures,
    findings,
    first_day,
    legal_figures,
    march_tables,
    money_csv,
    money_figures,
    money_tables,
    money_words,
    service_figures,
    services_on_page,
    standing_tables,
    strategy_blocks,
    target_lines,
)
from sim.reports.run.headline_rows import HeadlineRow, line
from sim.reports.run.services_on_page import NO_FIGURES, numbered
from sim.reports.shared import folder, glossary, precision_words, tables
from sim.reports.shared.manifest import Manifest, manifest
from sim.reports.shared.origin import Origin
from sim.reports.shared.side_by_side import Drawn, Sketch, drawn
from sim.reports.shared.spread_words import spread_title
from sim.scenario.quantities.quantity import Quantity

KINDS = {
    "published": "published figures",
    "local": "the council's own records",
    "fitted": "fitted by the model to published figures",
    "judgement": "judgements",
    "policy": "rules and policies",
}
"""What quantities rest on, in words."""


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
    contents = contents_of(comparison, own)
    money = money_figures.of_money(comparison)
    courts, services = legal_figures.of_courts(comparison), service_figures.of_services(comparison)
    of_services = [sketch for one in services for sketch in one.sketches]
    drawings = drawn([*sketches, *money, *courts, *of_services], origin.processes)
    with folder.filling(into) as place:
        for name, rows in contents.items():
            tables.write(place / name, rows)
        for one in drawings:
            (place / f"{one.name}.svg").write_text(one.svg, encoding="utf-8")
            (place / f"{one.name}.png").write_bytes(one.png)
        record = manifest(
            replace(comparison.results, outcomes=comparison.outcomes),
            origin.command,
            origin.processes,
            monotonic() - origin.began,
            [place / name for name in contents],
        )
        (place / "manifest.json").write_text(record.text(), encoding="utf-8")
        left = iter(drawings)
        usual, paid, legal = (list(islice(left, len(part))) for part in (sketches, money, courts))
        by_service = services_on_page.by_service(services, list(left))
        (place / "report.html").write_text(page(comparison, record, usual, legal, by_service, paid), encoding="utf-8")


def contents_of(comparison: Comparison, own: Mapping[str, Iterable[tables.Cells]]) -> dict[str, Iterable[tables.Cells]]:
    """Return the tables of a run or a comparison by the names of their files, its `own` among them."""
    outcomes = comparison.outcomes
    contents = {
        "measures.csv": tables.measures(outcomes),
        **own,
        "money.csv": money_csv.money(comparison),
        "series.csv": tables.series(outcomes),
        "assumptions.csv": tables.assumptions([outcome.scenario for outcome in outcomes]),
    }
    if any(outcome.scenario.targets for outcome in comparison.results.outcomes):
        contents["targets.csv"] = target_lines.rows(comparison)
    return contents


def sketches_of(comparison: Comparison) -> list[Sketch]:
    """Return every figure of a run or a comparison, yet to be drawn, in the order in which the page shows them."""
    usual = figures.of_comparison(comparison) if comparison.strategies else figures.of_run(comparison.results)
    of_services = (sketch for one in service_figures.of_services(comparison) for sketch in one.sketches)
    return [*usual, *money_figures.of_money(comparison), *legal_figures.of_courts(comparison), *of_services]


def page(
    comparison: Comparison,
    record: Manifest,
    drawings: Sequence[Drawn],
    of_courts: Sequence[Drawn] = (),
    of_services: Mapping[str, Sequence[Drawn]] = NO_FIGURES,
    of_money: Sequence[Drawn] = (),
) -> str:
    """Return the page as HTML that needs no other file.

    Figures of courts and permanence, of statutory services by service, and of money have sections of theirs.
    """
    from jinja2 import Environment, StrictUndefined

    source = (package_files("sim.reports") / "templates" / "report.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    table = comparison.headlines
    base, strategies = comparison.base.scenario, comparison.strategies
    first_of_courts = len(drawings) + len(of_money) + 1
    html = template.from_string(source).render(
        comparison=comparison,
        counted=counted,
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
        standings=standing_tables.standing_tables(comparison),
        told=strategy_blocks.strategies_told(comparison),
        targets=target_lines.targets_told(comparison),
        first_day=first_day.first_day(comparison),
        marches=march_tables.march_tables(comparison),
        diversions=findings.diversions(comparison),
        of_tower_hamlets=council.of_tower_hamlets(base),
        drawings=numbered(drawings, 1),
        of_children=[
            (one.title, [line(comparison, headline) for headline in one.headlines])
            for one in children_headlines(comparison)
        ],
        legal_lines=[line(comparison, headline) for headline in legal_headlines(comparison)],
        money=money_tables.on_page(comparison),
        money_what=money_words.WHAT,
        of_money=numbered(of_money, len(drawings) + 1),
        of_courts=numbered(of_courts, first_of_courts),
        services=services_on_page.on_page(comparison, of_services, first_of_courts + len(of_courts)),
        neutral_pairs=_pairs(comparison),
        feedbacks=feedback_words.listed_in_words(comparison),
        services_judged=services_on_page.judged(base),
        assumptions=kinds_in_words(base.quantities.values()),
        assumption_lists=[
            (comparison.label(outcome), kinds_in_words(one for _, one in tables.own_quantities(base, outcome.scenario)))
            for outcome in strategies
        ],
        record=record,
        start=in_words(base.start),
    )
    return glossary.defined(html)


def _pairs(comparison: Comparison) -> tuple[list[HeadlineRow], list[HeadlineRow]] | None:
    """Return the rows of placements as judged, and without what services do to them; None where it was not run."""
    pairs = feedback_words.pairs(comparison)
    if not pairs or comparison.neutral is None:
        return None
    neutral = comparison.neutral
    return [line(comparison, one) for one, _ in pairs], [line(neutral, other) for _, other in pairs]


def kinds_in_words(quantities: Iterable[Quantity]) -> list[tuple[str, int]]:
    """Return how many quantities rest on what, most first."""
    counts = Counter(quantity.kind for quantity in quantities)
    return [(KINDS[kind], count) for kind, count in counts.most_common()]
