"""What the validation found, in plain words and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.experiments.backtest.assess import UNCHANGED, BackTest, Method, ScoreSummary, summary
from sim.experiments.backtest.goals import HELD_BY_SIZE
from sim.experiments.backtest.simulated import TrialUnit
from sim.experiments.backtest.trial import TOWER_HAMLETS, Trial, TrialSum
from sim.forecasting.ageing import HORIZONS
from sim.forecasting.forecast import ForecastMeasure
from sim.foundations.called import in_pages
from sim.foundations.counted import counted
from sim.reports.letter.pages import markdown
from sim.reports.shared.words import listed, lower_first

YEARS = {1: "1 year", 2: "2 years", 3: "3 years"}

FLOWS = (ForecastMeasure.STARTED, ForecastMeasure.CEASED, ForecastMeasure.MOVED)


def headline(tested: BackTest) -> str:
    """Return the table of the model beside both no-changes, for all authorities together."""
    headings = (
        "Children looked after",
        "Typical error, model",
        "Typical error, no change",
        "No change at all",
        "Difference from the better",
        "Outcomes in the 80% interval",
        "Bias",
    )
    rows = []
    for years in HORIZONS:
        model, *unchanged = (
            summary(tested.of(ForecastMeasure.LOOKED_AFTER, method, years).scores)
            for method in (Method.MODEL, *UNCHANGED)
        )
        better = min(one.crps_percent for one in unchanged)
        rows.append(
            (
                f"{YEARS[years]} ahead ({model.number} forecasts)",
                percent(model.crps_percent),
                *(percent(one.crps_percent) for one in unchanged),
                signed(100 * (model.crps_percent / better - 1), 2),
                whole(model.coverage[1]),
                signed(model.error_percent),
            )
        )
    return markdown(headings, rows)


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
        f"{len(dict.fromkeys(unit.origin for unit in units))} origins, {counted(replications, 'replication')} each: "
        "the base that "
        f"`{in_pages()} baseline` would have made at the time, from figures up to that day alone, with the levels by "
        "which it carries the forecast and the outlook that says how far off they may be, on luck of its own. Only who "
        "is in care is tried: leaving is taken not to follow where a child lives, and all live with agency carers, "
        f"so that placements are not tested. {_too_wide_or_narrow(trials)} Scores of so few forecasts are rough, and "
        "those of one year share England's."
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
    low, high = HELD_BY_SIZE

    def told(measure: ForecastMeasure, found: list[float]) -> str:
        middle = float(np.mean(found))
        verdict = "too narrow" if middle < low else "too wide" if middle > high else "about right on average"
        return f"{lower_first(measure.value)} {whole(min(found))} to {whole(max(found))} ({verdict})"

    parts = listed([told(measure, found) for measure, found in covered.items()])
    return f"The 80% intervals of the simulation hold of {parts}."


def sums(found: Sequence[TrialSum]) -> str:
    """Return how often the sums over authorities on trial fell into their 80% interval, with those over all."""
    regions = [one for one in found if one.region]
    held = sum(one.held for one in regions)
    words = (
        "In a replication all authorities live through the same England, and those of a region through the same "
        "region, so their numbers are summed replication by replication. Sums over a region's authorities fell into "
        f"their 80% interval in {held} of {len(regions)} cases, which overlap and share shocks. Sums over all:"
    )
    rows = [
        (
            one.measure.value,
            f"31 March {one.origin}",
            YEARS[one.years],
            str(one.authorities),
            f"{one.low:,.0f} to {one.high:,.0f}",
            f"{one.actual:,.0f}",
            "yes" if one.held else "no",
        )
        for one in found
        if not one.region
    ]
    headings = ("What", "From", "Ahead", "Authorities", "80% interval", "Came", "Held")
    return f"{words}\n\n{markdown(headings, rows)}"


def percent(value: float) -> str:
    """Return a percentage to two places, as errors are compared."""
    return f"{value:.2f}%"


def whole(value: float) -> str:
    """Return a percentage to the whole number."""
    return f"{value:.0f}%"


def signed(value: float, places: int = 1) -> str:
    """Return a percentage to some places with its sign."""
    return f"{value:+.{places}f}%".replace("-", "\N{MINUS SIGN}")


def _cells(one: ScoreSummary) -> Iterator[str]:
    yield str(one.number)
    yield percent(one.crps_percent)
    yield percent(one.absolute_percent)
    yield signed(one.error_percent)
    yield from (whole(covered) for covered in one.coverage)
