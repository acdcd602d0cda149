"""What the page of a run or of a comparison says, made once from its replications."""

from __future__ import annotations

from collections.abc import Iterator

from sim.experiments.comparison.children_headlines import children_headlines
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.legal_headlines import legal_headlines
from sim.experiments.running.results import Outcome
from sim.foundations.calendar import in_words
from sim.foundations.where import Advice, Where
from sim.reports.result.asked import AskedQuantity, AskedScenario, HowMade, RunAsked, ScenarioNamed
from sim.reports.result.headline_row import PairedRows, RowGroup
from sim.reports.result.results_page import ResultsPage
from sim.reports.result.section import CourtsOnPage, DiversionsOnPage, PrecisionOnPage, RestsOn
from sim.reports.run.figures.every_figure import FiguresBySection
from sim.reports.run.sections import (
    first_day,
    march_tables,
    money_tables,
    services_on_page,
    standing_tables,
    strategy_blocks,
    target_lines,
)
from sim.reports.run.sections.headline_rows import line, measure_runs
from sim.reports.run.words import caveats, council, effect_words, feedback_words, findings
from sim.reports.run.words.evidence_kinds import kinds_in_words
from sim.reports.shared import precision_words, tables
from sim.reports.shared.manifest import ensemble_in_words
from sim.reports.shared.spread_words import spread_title
from sim.scenario.assumptions import assumptions


def results_page(comparison: Comparison, made: HowMade, figures: FiguresBySection) -> ResultsPage:
    """Return all that the page says of a run or a comparison, which was `made` so."""
    base, strategies = comparison.base.scenario, comparison.strategies
    drawn = comparison.results.turns > 1
    begins = "Strategies compared" if strategies else "One scenario"
    return ResultsPage(
        of="comparison" if strategies else "run",
        title=f"{begins}: {base.title}",
        heading="What each sufficiency strategy changes" if strategies else base.title,
        scope=findings.scope(comparison),
        findings=tuple(findings.findings(comparison)) if strategies else (),
        caveats=tuple(caveats.of_comparison(comparison)),
        elsewhere=tuple(_said_elsewhere(comparison)),
        asked=asked_of(comparison),
        confidence=f"{comparison.confidence:.0%}",
        reading=effect_words.HOW_TO_READ if drawn else effect_words.CENTRAL,
        base_label=comparison.label(comparison.base) if strategies else "Mean",
        labels=tuple(comparison.label(outcome) for outcome in strategies),
        spread_title=spread_title(base.parameters),
        rows=tuple(line(comparison, headline) for headline in comparison.headlines),
        runs=tuple(measure_runs(comparison, headline) for headline in comparison.headlines),
        apart=()
        if comparison.apart is None
        else tuple(line(comparison.apart, headline) for headline in comparison.apart.headlines),
        neutral=_neutral(comparison),
        feedbacks=feedback_words.listed_in_words(comparison),
        targets=target_lines.targets_told(comparison),
        told=strategy_blocks.strategies_told(comparison),
        start=in_words(base.start),
        first_day=first_day.first_day(comparison),
        marches=march_tables.march_tables(comparison),
        figures=tuple(figures.usual),
        of_children=tuple(
            RowGroup(one.title, tuple(line(comparison, headline) for headline in one.headlines))
            for one in children_headlines(comparison)
        ),
        money=money_tables.on_page(comparison, figures.money),
        courts=CourtsOnPage(
            tuple(line(comparison, headline) for headline in legal_headlines(comparison)), tuple(figures.courts)
        ),
        standings=tuple(standing_tables.standing_tables(comparison)),
        services=services_on_page.on_page(comparison, figures.services),
        diversions=DiversionsOnPage(council.of_tower_hamlets(base), tuple(caveats.diversions(comparison))),
        precision=PrecisionOnPage(
            findings.precision(comparison) if strategies else "",
            tuple(precision_words.sentences(comparison)),
            tuple(precision_words.lines(comparison)),
        ),
        base_rests_on=RestsOn(comparison.label(comparison.base), kinds_in_words(base.quantities.values())),
        strategies_rest_on=tuple(
            RestsOn(
                comparison.label(outcome),
                kinds_in_words(one for _, one in tables.own_quantities(base, outcome.scenario)),
            )
            for outcome in strategies
        ),
        made=made,
    )


def _said_elsewhere(comparison: Comparison) -> Iterator[Advice]:
    """Yield the caveats whose words are not the same everywhere."""
    for words in zip(*(caveats.of_comparison(comparison, where) for where in Where), strict=True):
        if len(set(words)) > 1:
            yield Advice(*words)


def asked_of(comparison: Comparison) -> RunAsked:
    """Return what was asked of a run or a comparison."""
    results, base = comparison.results, comparison.base.scenario
    return RunAsked(
        base=_asked_scenario(comparison, comparison.base),
        strategies=tuple(_asked_scenario(comparison, outcome) for outcome in comparison.strategies),
        ran=tuple(
            ScenarioNamed(one.scenario.name, one.scenario.title, one.scenario.digest) for one in comparison.outcomes
        ),
        start=base.start,
        until=comparison.base.measures.last_date,
        years=base.years,
        replications=results.replications,
        turns=results.turns,
        seed=results.seed,
        inputs_drawn=results.uncertainty,
        ensemble=(ensemble_in_words(base) or "") if results.uncertainty else "",
    )


def _asked_scenario(comparison: Comparison, outcome: Outcome) -> AskedScenario:
    scenario, base = outcome.scenario, comparison.base.scenario
    own = None if outcome is comparison.base else {path for path, _ in tables.own_quantities(base, scenario)}
    return AskedScenario(
        name=scenario.name,
        title=scenario.title,
        label=comparison.label(outcome),
        digest=scenario.digest,
        authority=scenario.authority,
        strategies=tuple(scenario.strategies),
        files=tuple(scenario.files),
        quantities=tuple(
            AskedQuantity(one.path, one.meaning, one.value, one.unit, one.range, one.kind, one.source, one.as_of)
            for one in assumptions(scenario)
            if own is None or one.path in own
        ),
    )


def _neutral(comparison: Comparison) -> PairedRows | None:
    """Return the rows of placements as judged, and without what services do to them; None where it was not run."""
    pairs = feedback_words.pairs(comparison)
    if not pairs or comparison.neutral is None:
        return None
    neutral = comparison.neutral
    return PairedRows(
        tuple(line(comparison, one) for one, _ in pairs), tuple(line(neutral, other) for _, other in pairs)
    )
