"""The figures of a run and of a comparison, each with its caption and what it shows in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.asking.headlines import Headline, Verdict
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.leading_changes import shown_beside
from sim.experiments.running.results import Outcome, Results
from sim.experiments.statistics.difference import Difference
from sim.experiments.statistics.sample import Sample
from sim.foundations.calendar import in_words
from sim.measures.arrays import Numbers
from sim.reports.run import effect_words
from sim.reports.run import history as years_before
from sim.reports.run.history import PastNumber, past_numbers
from sim.reports.shared.drawing import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    MIDDLE_GREY,
    ORANGE,
    PURPLE,
    SKY,
    YELLOW,
    Drawing,
    blank,
    dates_along,
    days_of,
    key_in_words,
    spread_out,
    styled,
)
from sim.reports.shared.ink import readable
from sim.reports.shared.side_by_side import Sketch
from sim.reports.shared.spread_words import is_predictive, why_apart
from sim.reports.shared.words import VERDICTS, kind_in_words, lower_first, scale, signed, unit_and_when, wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes


BANDS = ((95, 0.18), (80, 0.26), (50, 0.36))
"""Percent of replications inside each band, and how strongly it is drawn."""

BASE_COLOUR = GREY
STRATEGY_COLOUR = BLUE


def of_comparison(comparison: Comparison) -> list[Sketch]:
    """Return the figures of a comparison; those over time need a run of two months."""
    base, beside = comparison.base, shown_beside(comparison)
    shown = [(base, comparison.label(base), BASE_COLOUR), (beside, comparison.label(beside), STRATEGY_COLOUR)]
    told = _without_runs(comparison)
    sketches = [
        Sketch(partial(_laid_out, differences, told), len(comparison.headlines)),
        Sketch(partial(_laid_out, cost_against_effect, told), len(EFFECTS)),
    ]
    if has_time(base):
        first, second, last = _over_time(shown, comparison.results.uncertainty)
        sketches = [first, second, *sketches, last]
    return sketches


def of_run(results: Results) -> list[Sketch]:
    """Return the figures of scenarios that are not compared: of the first."""
    first = results.outcomes[0]
    return _over_time([(first, first.scenario.title, STRATEGY_COLOUR)], results.uncertainty) if has_time(first) else []


def _over_time(shown: Sequence[Shown], varied: bool) -> list[Sketch]:
    past = past_numbers(shown[0][0].scenario)
    shown = [(replace(outcome, measures=NO_RUNS), name, colour) for outcome, name, colour in shown]
    return [
        Sketch(partial(_laid_out, looked_after, shown, varied, past), len(shown)),
        Sketch(partial(_laid_out, placement_kinds, shown), len(shown[0][0].series.categories("in_placement"))),
        Sketch(partial(_laid_out, fostering_places, shown), len(shown)),
    ]


def _laid_out(draw: Callable[..., Drawing], *given: object) -> Drawing:
    with styled():
        return draw(*given).laid_out()


NO_RUNS = Sample({}, np.empty((0, 0)))


def _without_runs(comparison: Comparison) -> Comparison:
    """Return the comparison without its many numbers, of which a figure of differences needs the headlines alone."""
    outcomes = tuple(Outcome(one.scenario, NO_RUNS, NO_RUNS) for one in comparison.results.outcomes)
    return replace(
        comparison, results=replace(comparison.results, outcomes=outcomes), rows=(), apart=None, neutral=None
    )


def has_time(outcome: Outcome) -> bool:
    """Whether there are at least two months to draw a line between."""
    return len(outcome.series.dates("looked_after")) > 1


Shown = tuple[Outcome, str, str]
"""A scenario's outcome, what it is called and its colour."""


def in_lines(name: str) -> str:
    """Return what a scenario is called in lines that fit over a panel: of several strategies it is long."""
    return wrapped(name, 44)


def looked_after(shown: Sequence[Shown], varied: bool, past: tuple[PastNumber, ...] = ()) -> Drawing:
    """Draw children looked after over time, with the range of the replications, one panel for each scenario.

    `varied` says that the inputs were drawn from their ranges; the `past` was published and is joined to the run.
    """
    figure, panels = blank(4.6, 1, len(shown), sharey=True)
    for axes, (outcome, name, colour) in zip(panels, shown, strict=True):
        dates = outcome.series.dates("looked_after")
        fan(axes, dates, outcome.series.path("looked_after"), colour)
        _joined(axes, past, dates[0], float(np.median(outcome.series.path("looked_after")[0])))
        axes.set_title(in_lines(name))
        dates_along(axes, past[0].when if past else dates[0], dates[-1])
    panels[0].set_ylabel("Children looked after")
    low, high = panels[0].get_ylim()
    room = (high - low) * 0.05
    panels[0].set_ylim(max(0.0, low - room), high + room)
    for axes, (outcome, _, colour) in zip(panels, shown, strict=True):
        label_bands(axes, outcome.series.dates("looked_after")[-1], outcome.series.path("looked_after")[-1], colour)
    ends = [_middle_and_range(outcome.series.path("looked_after")[-1]) for outcome, _, _ in shown]
    parameters = shown[0][0].scenario.parameters
    why, called = why_apart(parameters, varied), "predictive intervals" if is_predictive(parameters) else "bands"
    last = in_words(shown[0][0].series.dates("looked_after")[-1])
    said = "; ".join(
        f"{name}: on {last} the middle of the replications is {middle:.0f} children and 95% of them lie between "
        f"{low:.0f} and {high:.0f}"
        for (_, name, _), (middle, low, high) in zip(shown, ends, strict=True)
    )
    return Drawing(
        "looked_after_over_time",
        "Children looked after",
        "The line is the middle of the replications; half of them lie inside the darkest band, 80% inside the next and "
        f"95% inside the lightest. The {called} show how far one council's future may lie from the middle {why}: "
        "they are not the uncertainty of the average. The vertical scale does not start at zero. "
        f"{years_before.in_words(past)}",
        said + "." + _past_in_words(past),
        figure,
    )


ROOM_BEFORE = 280
"""Days to the left of the first year published, so that its date lies clear of the vertical axis."""


def _joined(axes: Axes, past: tuple[PastNumber, ...], first: date, begins: float) -> None:
    """Draw what was published before, and from the last of it a line to where the run begins."""
    if not past:
        return
    days = days_of([one.when for one in past])
    axes.plot([*days, *days_of([first])], [*(one.value for one in past), begins], color=BLACK, linewidth=1)
    axes.plot(days, [one.value for one in past], "o", color=BLACK, markersize=4)
    axes.set_xlim(left=float(days[0]) - ROOM_BEFORE)


def _past_in_words(past: tuple[PastNumber, ...]) -> str:
    if not past:
        return ""
    return f" Published before: {', '.join(f'{one.value:.0f} on {in_words(one.when)}' for one in past)}."


def fan(axes: Axes, dates: Sequence[date], path: Numbers, colour: str) -> None:
    """Draw the bands and the middle of the replications."""
    days = days_of(dates)
    for percent, strength in BANDS:
        low, high = np.percentile(path, [50 - percent / 2, 50 + percent / 2], axis=1)
        axes.fill_between(days, low, high, color=colour, alpha=strength, linewidth=0)
    axes.plot(days, np.median(path, axis=1), color=colour)


def label_bands(axes: Axes, last: date, ends: Numbers, colour: str) -> None:
    """Write at the right-hand end what the line and each band are."""
    places = [(float(np.median(ends)), "middle")]
    for percent, _ in reversed(BANDS):
        places.append((float(np.percentile(ends, 50 + percent / 2)), f"{percent}%"))
    low, high = axes.get_ylim()
    heights = spread_out([height for height, _ in places], (high - low) * 0.042)
    for height, (_, words) in zip(heights, places, strict=True):
        axes.annotate(
            words,
            (days_of([last])[0], height),
            xytext=(5, 0),
            textcoords="offset points",
            color=readable(colour),
            fontsize=9,
            va="center",
            annotation_clip=False,
        )


def placement_kinds(shown: Sequence[Shown]) -> Drawing:
    """Draw the number of children in each kind of placement over time, one panel a kind."""
    first = shown[0][0].series
    kinds = first.categories("in_placement")
    rows = -(-len(kinds) // 3)
    figure, panels = blank(1.0 + 2.15 * rows, rows, 3, sharex=True)
    for axes in panels[len(kinds) :]:
        axes.set_visible(False)
    for axes, kind in zip(panels, kinds, strict=False):
        for outcome, _, colour in shown:
            dates, path = outcome.series.dates("in_placement", kind), outcome.series.path("in_placement", kind)
            low, high = np.percentile(path, [10, 90], axis=1)
            axes.fill_between(days_of(dates), low, high, color=colour, alpha=0.2, linewidth=0)
            axes.plot(days_of(dates), path.mean(axis=1), color=colour)
        axes.set_title(kind_in_words(kind))
        axes.set_ylim(0, max(5.0, axes.get_ylim()[1]))
        axes.locator_params(axis="y", integer=True, nbins=4)
        dates_along(axes, dates[0], dates[-1])
    figure.supylabel("Children", fontsize=10)
    key_in_words(figure, [(in_lines(name), colour) for _, name, colour in shown])
    return Drawing(
        "children_by_kind_of_placement",
        "Children in each kind of placement",
        "Lines are means over the replications; 80% of the replications lie inside the bands. Each panel has its own "
        "vertical scale, from zero.",
        _kinds_in_words(shown, kinds),
        figure,
    )


def _kinds_in_words(shown: Sequence[Shown], kinds: Sequence[str]) -> str:
    last = in_words(shown[0][0].series.dates("looked_after")[-1])
    parts = []
    for kind in kinds:
        ends = [
            f"{outcome.series.path('in_placement', kind)[-1].mean():.0f}"
            + (f" ({lower_first(name)})" if len(shown) > 1 else "")
            for outcome, name, _ in shown
        ]
        parts.append(f"{kind_in_words(kind)} {', '.join(ends)}")
    return f"Mean number of children on {last}: {'; '.join(parts)}."


def differences(comparison: Comparison) -> Drawing:
    """Draw what each strategy changes in each headline measure, with its interval."""
    table = comparison.headlines
    columns = 3
    rows = -(-len(table) // columns)
    names = [wrapped(comparison.label(outcome), 24) for outcome in comparison.strategies]
    lines = max(2, *(name.count("\n") + 1 for name in names))
    per_panel = 0.8 + 0.18 * lines * len(names)
    figure, panels = blank(0.6 + per_panel * rows, rows, columns, sharey=True)
    for axes in panels[len(table) :]:
        axes.set_visible(False)
    for axes, headline in zip(panels, table, strict=False):
        _forest(axes, headline)
    for axes in panels[::columns]:
        axes.set_yticks(range(len(names)), names, fontsize=9)
        axes.set_ylim(len(names) - 0.4, -0.6)
    called = effect_words.KNOWN if comparison.results.turns > 1 else VERDICTS
    colours = ((Verdict.BETTER, BLUE), (Verdict.WORSE, ORANGE), (Verdict.CHANGED, BLACK), (Verdict.UNCLEAR, GREY))
    key_in_words(figure, [(called[verdict].capitalize(), colour) for verdict, colour in colours])
    return Drawing(
        "difference_by_strategy",
        "What each strategy changes",
        _how_to_read(comparison),
        " ".join(_changes_in_words(comparison, headline) for headline in table),
        figure,
    )


def _how_to_read(comparison: Comparison) -> str:
    base = lower_first(comparison.label(comparison.base))
    points = f"Points are the mean difference from the base ({base}), over replications that share their luck; "
    if comparison.results.turns > 1:
        return (
            f"{points}thick lines hold 8 of 10 expected effects, by what is not known of the inputs; thin lines hold 8 "
            "of 10 single runs, in which chance is added. More replications narrow neither. Coloured where the "
            "direction is likely: nine in ten or more."
        )
    return (
        f"{points}lines are {comparison.confidence:.0%} intervals of that mean. Where a line crosses zero, the "
        f"replications do not tell whether a strategy changes the measure. {effect_words.CENTRAL}"
    )


LEAST_RANGE = 1.0
"""Units on either side of zero that a panel shows at least, so that nothing much does not look like much."""

LEAST_MONEY = 0.05
"""The same for money, in millions of pounds."""


def _forest(axes: Axes, headline: Headline) -> None:
    factor = scale(headline.unit)
    axes.axvline(0, color=BLACK, linewidth=1)
    for place, difference in enumerate(headline.differences):
        colour = _colour(headline, place)
        known = difference.effect
        if known is not None:
            axes.plot([end / factor for end in effect_words.future(known)], [place, place], color=colour, linewidth=0.9)
            ends = [known.expected.low / factor, known.expected.high / factor]
            axes.plot(ends, [place, place], color=colour, linewidth=4, solid_capstyle="butt")
        elif difference.replications > 1:
            axes.plot([difference.low / factor, difference.high / factor], [place, place], color=colour, linewidth=2)
        axes.plot([difference.difference / factor], [place], "o", color=colour, markersize=5.5)
    axes.set_title(headline.title, fontsize=10)
    axes.set_xlabel(unit_and_when(headline, of_difference=True), fontsize=8.5)
    axes.grid(axis="y", visible=False)
    low, high = axes.get_xlim()
    least = LEAST_MONEY if factor > 1 else LEAST_RANGE
    axes.set_xlim(min(low, -least), max(high, least))
    axes.locator_params(axis="x", nbins=5)
    axes.xaxis.set_major_formatter(signed)


def _colour(headline: Headline, place: int) -> str:
    return {Verdict.BETTER: BLUE, Verdict.WORSE: ORANGE, Verdict.CHANGED: BLACK}.get(headline.verdict(place), GREY)


def _changes_in_words(comparison: Comparison, headline: Headline) -> str:
    parts = [
        f"{comparison.label(outcome)} {effect_words.change(difference, headline.unit)}"
        for outcome, difference in zip(comparison.strategies, headline.differences, strict=True)
    ]
    return f"{headline.title}, {unit_and_when(headline, of_difference=True)}: {'; '.join(parts)}."


COLOURS = (ORANGE, GREEN, PURPLE, YELLOW, SKY, BLUE, BLACK)
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
"""A strategy is told by its shape as well as its colour."""

EFFECTS = ("looked_after", "in_residential", "disruptions")
"""Measures set against cost."""


def cost_against_effect(comparison: Comparison) -> Drawing:
    """Draw each strategy's change of cost against its change of a few measures."""
    table = comparison.headlines
    cost = next(headline for headline in table if headline.measure == "cost_total")
    effects = [next(item for item in table if item.measure == name) for name in EFFECTS]
    figure, panels = blank(5.0, 1, len(effects))
    for axes, effect in zip(panels, effects, strict=True):
        axes.axhline(0, color=BLACK, linewidth=1)
        axes.axvline(0, color=BLACK, linewidth=1)
        for place, (money, result) in enumerate(zip(cost.differences, effect.differences, strict=True)):
            axes.errorbar(
                result.difference / scale(effect.unit),
                money.difference / scale(cost.unit),
                xerr=_bars(result, effect.unit),
                yerr=_bars(money, cost.unit),
                fmt=MARKERS[place % len(MARKERS)],
                color=COLOURS[place % len(COLOURS)],
                markersize=7,
                linewidth=1.3,
            )
        axes.set_title(effect.title)
        axes.set_xlabel(unit_and_when(effect, of_difference=True), fontsize=9)
        axes.xaxis.set_major_formatter(signed)
        axes.yaxis.set_major_formatter(signed)
        axes.margins(0.15)
        axes.locator_params(axis="x", nbins=5)
    panels[0].set_ylabel(f"Change of total cost, {unit_and_when(cost)}")
    labels = [comparison.label(outcome) for outcome in comparison.strategies]
    key_in_words(
        figure,
        [(label, COLOURS[place % len(COLOURS)]) for place, label in enumerate(labels)],
        [MARKERS[place % len(MARKERS)] for place in range(len(labels))],
    )
    return Drawing(
        "cost_against_effect",
        "Cost against effect",
        "Left of the upright line is fewer, right is more; below the level line the council spends less in all "
        "(placements and strategies together), above it spends more. "
        + (
            "Bars hold 8 of 10 expected effects, by what is not known of the inputs."
            if comparison.results.turns > 1
            else f"Bars are intervals of the mean difference. {effect_words.CENTRAL}"
        ),
        _changes_in_words(comparison, cost) + " " + " ".join(_changes_in_words(comparison, item) for item in effects),
        figure,
    )


def _bars(difference: Difference, unit: str) -> Sequence[Sequence[float]] | float:
    """Return how far a bar reaches on either side of the mean: over what is not known, or the interval of the mean."""
    known = difference.effect
    if known is None:
        return difference.half_width / scale(unit)
    below, above = difference.difference - known.expected.low, known.expected.high - difference.difference
    return [[max(0.0, below) / scale(unit)], [max(0.0, above) / scale(unit)]]


PLACES = (
    ("in_house_places_filled", "filled", BLUE),
    ("in_house_places_unavailable", "not available", MIDDLE_GREY),
    ("in_house_places_vacant", "vacant", SKY),
)


def fostering_places(shown: Sequence[Shown]) -> Drawing:
    """Draw in-house places filled, not available and vacant over time, and children with agencies beside them."""
    figure, panels = blank(4.4, 1, len(shown), sharey=True)
    parts = []
    for axes, (outcome, name, _) in zip(panels, shown, strict=True):
        series = outcome.series
        dates = series.dates("in_house_places_filled")
        days = days_of(dates)
        stacks = [series.path(measure).mean(axis=1) for measure, _, _ in PLACES]
        axes.stackplot(days, stacks, colors=[colour for _, _, colour in PLACES], alpha=0.85)
        agency = series.path("in_placement", "agency").mean(axis=1)
        axes.plot(days, agency, color="white", linewidth=4.5)
        axes.plot(days, agency, color=ORANGE, linewidth=2.5)
        axes.set_title(in_lines(name))
        dates_along(axes, dates[0], dates[-1])
        numbers = [*(float(stack[-1]) for stack in stacks), float(agency[-1])]
        said = ", ".join(f"{number:.0f} {words}" for number, (_, words, _) in zip(numbers, PLACES, strict=False))
        parts.append(f"{name}: {said} and {numbers[-1]:.0f} children with agencies on {in_words(dates[-1])}.")
    panels[0].set_ylabel("Places; children")
    key_in_words(
        figure,
        [
            ("In-house places filled", BLUE),
            ("Not available", MIDDLE_GREY),
            ("Vacant", SKY),
            ("Children with independent agencies", ORANGE),
        ],
    )
    return Drawing(
        "fostering_places",
        "The council's own foster places, and children with agencies",
        "Means over the replications. Vacant places stand beside children with agencies because matching binds: a "
        "vacancy helps only a child whose age, needs and siblings the carers can take.",
        " ".join(parts),
        figure,
    )


def _middle_and_range(values: Numbers) -> tuple[float, float, float]:
    middle, low, high = np.percentile(values, [50, 2.5, 97.5])
    return float(middle), float(low), float(high)
