"""What the validation found, in plain words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.experiments.backtest.ageing import HORIZONS
from sim.experiments.backtest.assess import BackTest, Cases, Method, ScoreSummary, summary
from sim.experiments.backtest.forecast import ForecastMeasure
from sim.experiments.backtest.trial import TOWER_HAMLETS, Trial, TrialUnit
from sim.measures.arrays import Flags
from sim.reports.letter.pages import markdown
from sim.reports.shared.words import listed, lower_first

GOAL_BELOW, GOAL_COVERED, GOAL_BIAS = 5.0, (75.0, 85.0), 1.0
"""Goals set beforehand: score at least 5% below no change, 80% intervals covering 75 to 85%, bias within 1%."""

YEARS = {1: "1 year", 2: "2 years", 3: "3 years"}

FLOWS = (ForecastMeasure.STARTED, ForecastMeasure.CEASED, ForecastMeasure.MOVED)


def headline(tested: BackTest) -> str:
    """Return the table of the model beside no change, for all authorities together."""
    headings = (
        "Children looked after",
        "Typical error, model",
        "Typical error, no change",
        "Difference",
        "Outcomes in the 80% interval",
        "Bias",
    )
    rows = []
    for years in HORIZONS:
        model, unchanged = (
            summary(tested.of(ForecastMeasure.LOOKED_AFTER, method, years).scores)
            for method in (Method.MODEL, Method.PERSISTENCE)
        )
        rows.append(
            (
                f"{YEARS[years]} ahead ({model.number} forecasts)",
                percent(model.crps_percent),
                percent(unchanged.crps_percent),
                signed(_change(model, unchanged), 2),
                whole(model.coverage[1]),
                signed(model.error_percent),
            )
        )
    return markdown(headings, rows)


def verdict(tested: BackTest) -> str:
    """Return whether the goals were met, one sentence each."""
    said = []
    models = [summary(tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, years).scores) for years in HORIZONS]
    bases = [summary(tested.of(ForecastMeasure.LOOKED_AFTER, Method.PERSISTENCE, years).scores) for years in HORIZONS]
    changes = [_change(model, base) for model, base in zip(models, bases, strict=True)]
    met = [YEARS[years] for years, change in zip(HORIZONS, changes, strict=True) if change <= -GOAL_BELOW]
    missed = [YEARS[years] for years, change in zip(HORIZONS, changes, strict=True) if change > -GOAL_BELOW]
    words = "The goal of a typical error at least 5% below that of no change is "
    words += (
        "met at every horizon"
        if not missed
        else "missed at every horizon"
        if not met
        else f"met at {' and '.join(met)} and missed at {' and '.join(missed)}"
    )
    said.append(f"{words} ({', '.join(signed(change, 2) for change in changes)}).")
    covered = [model.coverage[1] for model in models]
    inside = all(GOAL_COVERED[0] <= one <= GOAL_COVERED[1] for one in covered)
    said.append(
        f"The goal that 80% intervals hold 75% to 85% of outcomes is {'met' if inside else 'missed'} "
        f"({', '.join(whole(one) for one in covered)})."
    )
    biases = [model.error_percent for model in models]
    small = all(abs(one) <= GOAL_BIAS for one in biases)
    totals = ", ".join(signed(model.total_error_percent) for model in models)
    said.append(
        f"The goal of a bias within 1% is {'met' if small else 'missed'} as the mean of percentages "
        f"({', '.join(signed(one) for one in biases)}); the sum of all forecasts is off by {totals} of the sum of what "
        "came, where large authorities count for more."
        if models[-1].total_error_percent < models[-1].error_percent
        else f"The goal of a bias within 1% is {'met' if small else 'missed'} "
        f"({', '.join(signed(one) for one in biases)}; of the sums {totals})."
    )
    return " ".join(said)


def of_every_method(tested: BackTest, measure: ForecastMeasure) -> str:
    """Return the table of all methods at all horizons for one measure."""
    rows = [
        (YEARS[years] if method is Method.MODEL else "", method.value, *_cells(summary(cases.scores)))
        for years in HORIZONS
        for method in tested.methods(measure)
        for cases in (tested.of(measure, method, years),)
    ]
    return markdown(("Ahead", "Forecast", *CELLS), rows)


CELLS = ("Forecasts", "Typical error (CRPS)", "Mean miss", "Bias", "In the 50% interval", "In the 80%", "In the 95%")


def by_group(tested: BackTest, groups: str) -> str:
    """Return the table of the model beside no change by size or region, for children looked after."""
    rows = []
    for words in _names(tested, groups):
        row = [words]
        for years in HORIZONS:
            model, unchanged = (
                _summed(tested, tested.of(ForecastMeasure.LOOKED_AFTER, method, years), groups, words)
                for method in (Method.MODEL, Method.PERSISTENCE)
            )
            row.append(
                f"{percent(model.crps_percent)} ({percent(unchanged.crps_percent)}); {whole(model.coverage[1])}"
                if model.number
                else "none"
            )
        rows.append(row)
    return markdown((groups.capitalize(), *(f"{YEARS[years]} ahead" for years in HORIZONS)), rows)


def of_flows(tested: BackTest) -> str:
    """Return in a sentence each how far starts, ceases and moves were out."""
    said = []
    for measure in FLOWS:
        models = [summary(tested.of(measure, Method.MODEL, years).scores) for years in HORIZONS]
        biases = ", ".join(signed(model.error_percent) for model in models)
        covered = ", ".join(whole(model.coverage[1]) for model in models)
        said.append(f"{measure.value}: bias {biases} at one, two and three years; {covered} in the 80% interval.")
    return (
        "Few children started and ceased in the pandemic year to 31 March 2021, which no forecast from before could "
        "know: forecasts of starts and ceases are too high on average, the more so the farther ahead. "
        f"{' '.join(said)}"
    )


def one_authority(tested: BackTest, code: str = TOWER_HAMLETS) -> str:
    """Return the forecasts of one authority's number in care, one by one, beside what came."""
    rows = []
    for years in HORIZONS:
        cases = tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, years)
        for place in np.flatnonzero(tested.authority(cases, code)):
            scores = cases.scores
            held = next(
                (f"{level}%" for level, inside in zip((50, 80, 95), scores.covered[place], strict=True) if inside),
                "outside all",
            )
            rows.append(
                (
                    f"31 March {cases.origin[place]}",
                    f"{cases.size[place]:.0f}",
                    f"31 March {cases.origin[place] + years}",
                    f"{scores.median[place]:.0f}",
                    f"{scores.actual[place]:.0f}",
                    held,
                )
            )
    headings = ("From", "Then in care", "For", "Forecast (middle)", "Came", "Smallest interval that held it")
    return markdown(headings, rows)


def england(tested: BackTest) -> str:
    """Return how often England's number fell into its 80% interval, with every forecast."""
    held = sum(one.low <= one.actual <= one.high for one in tested.england)
    rows = [
        (
            f"31 March {one.origin}",
            f"31 March {one.origin + one.years}",
            f"{one.low:,.0f} to {one.high:,.0f}",
            f"{one.actual:,.0f}",
            "yes" if one.low <= one.actual <= one.high else "no",
        )
        for one in tested.england
    ]
    words = (
        f"England's number, forecast by its drift alone, fell into its 80% interval in {held} of "
        f"{len(tested.england)} forecasts. They overlap and share shocks, the pandemic above all, so that they are few."
    )
    return f"{words}\n\n{markdown(('From', 'For', '80% interval', 'Came', 'Held'), rows)}"


def simulation(trials: Sequence[Trial], units: Sequence[TrialUnit], replications: int) -> str:
    """Return the simulation's own scores beside the cohort forecast's, in the same cases."""
    authorities = len(dict.fromkeys(unit.authority for unit in units))
    words = (
        f"The discrete-event simulation was run for {authorities} authorities of all sizes from "
        f"{len(dict.fromkeys(unit.origin for unit in units))} origins, {replications} replications each. Its entries "
        "and its level of leaving were set so that its middle is the forecast's two years on, and drawn as widely as "
        "the forecast is unsure: that the two agree is mostly by construction, and shows that the simulation keeps to "
        "what it is told. Its placements are England's of 2018 at every origin and are not tested; only how long the "
        "children there on the first day have been in care can feel them. Each replication holds its rates for all "
        f"three years: {_too_wide_or_narrow(trials)} Scores of so few forecasts are rough."
    )
    headings = (
        "What",
        "Ahead",
        "Forecasts",
        "Typical error: simulation",
        "forecast",
        "no change",
        "In the 80%: simulation",
        "forecast",
        "Simulation against forecast (middle)",
    )
    rows = [
        (
            trial.measure.value,
            YEARS[trial.years],
            str(len(trial.simulation.actual)),
            percent(float(trial.simulation.crps_percent.mean())),
            percent(float(trial.forecast.crps_percent.mean())),
            percent(float(trial.persistence.crps_percent.mean())),
            whole(100 * float(trial.simulation.covered[:, 1].mean())),
            whole(100 * float(trial.forecast.covered[:, 1].mean())),
            signed(trial.apart_percent),
        )
        for trial in trials
    ]
    return f"{words}\n\n{markdown(headings, rows)}"


def _too_wide_or_narrow(trials: Sequence[Trial]) -> str:
    """Return how many outcomes the simulation's 80% intervals hold, measure by measure."""
    covered: dict[ForecastMeasure, list[float]] = {}
    for trial in trials:
        covered.setdefault(trial.measure, []).append(100 * float(trial.simulation.covered[:, 1].mean()))
    low, high = GOAL_COVERED

    def told(measure: ForecastMeasure, found: list[float]) -> str:
        middle = float(np.mean(found))
        verdict = "too narrow" if middle < low else "too wide" if middle > high else "about right on average"
        return f"{lower_first(measure.value)} {whole(min(found))} to {whole(max(found))} ({verdict})"

    parts = listed([told(measure, found) for measure, found in covered.items()])
    return f"its 80% intervals hold of {parts}."


def percent(value: float) -> str:
    """Return a percentage to two places, as errors are compared."""
    return f"{value:.2f}%"


def whole(value: float) -> str:
    """Return a percentage to the whole number."""
    return f"{value:.0f}%"


def signed(value: float, places: int = 1) -> str:
    """Return a percentage to some places with its sign."""
    return f"{value:+.{places}f}%".replace("-", "\N{MINUS SIGN}")


def _change(model: ScoreSummary, base: ScoreSummary) -> float:
    return 100 * (model.crps_percent / base.crps_percent - 1)


def _cells(one: ScoreSummary) -> Iterator[str]:
    yield str(one.number)
    yield percent(one.crps_percent)
    yield percent(one.absolute_percent)
    yield signed(one.error_percent)
    yield from (whole(covered) for covered in one.coverage)


def _names(tested: BackTest, groups: str) -> list[str]:
    cases = tested.of(ForecastMeasure.LOOKED_AFTER, Method.MODEL, HORIZONS[0])
    return [words for words, _ in _grouped(tested, cases, groups)]


def _summed(tested: BackTest, cases: Cases, groups: str, wanted: str) -> ScoreSummary:
    chosen = next(chosen for words, chosen in _grouped(tested, cases, groups) if words == wanted)
    return summary(cases.scores, chosen)


def _grouped(tested: BackTest, cases: Cases, groups: str) -> Iterator[tuple[str, Flags]]:
    return tested.sizes(cases) if groups == "size" else tested.regions(cases)
