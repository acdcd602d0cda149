"""A calibration in words: the lines of its tables and what it found, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from sim.experiments.calibration.calibration import Calibration, NumberCalibrated
from sim.experiments.calibration.implausibility import CUT_OFF
from sim.measures.arrays import Numbers
from sim.reports.shared.words import MINUS, listed, lower_first

NINETY_FIVE_PERCENT = 1.96
"""Standard deviations to either side that hold 95% of a normal."""

IntervalBar = tuple[float, float, float]
"""The 2.5th, 50th and 97.5th percentile."""


@dataclass(frozen=True, slots=True)
class TargetLine:
    """One target in tables and figures."""

    title: str
    unit: str
    observed: float
    published: str
    allowed: float
    """To either side of the published figure: 95% of chance, rounding and discrepancy together."""
    before: IntervalBar
    """Means of the points of the first wave."""
    after: IntervalBar | None
    """Means of the members."""
    inside: float
    """Share of members within what is allowed; zero without an ensemble."""
    chance: float
    rounding: float
    discrepancy: float
    emulator: float
    """Standard deviations of the parts of the variance."""
    explained: float
    """By the last emulator, of the variance between points."""


def target_lines(calibration: Calibration) -> list[TargetLine]:
    """Return every target as tables and figures show it."""
    search = calibration.search
    first, last = search.waves[0], search.waves[-1]
    parts = search.variances
    lines = []
    for place, target in enumerate(calibration.targets):
        allowed = NINETY_FIVE_PERCENT * sqrt(parts.world[place] + parts.rounding[place] + parts.discrepancy[place])
        after = None if search.members is None else search.members.means[:, place]
        lines.append(
            TargetLine(
                target.title,
                "%" if target.unit == "percent" else "" if target.unit == "ratio" else target.unit,
                target.observed,
                target.published + ("" if target.same_years else ", before the start"),
                allowed,
                _bar(first.points.means[:, place]),
                None if after is None else _bar(after),
                0.0 if after is None else float((np.abs(after - target.observed) <= allowed).mean()),
                sqrt(parts.world[place]),
                sqrt(parts.rounding[place]),
                sqrt(parts.discrepancy[place]),
                sqrt(last.emulators[place].error),
                last.emulators[place].explained,
            )
        )
    return lines


def _bar(values: Numbers) -> IntervalBar:
    low, middle, high = np.nanpercentile(values, (2.5, 50, 97.5))
    return float(low), float(middle), float(high)


def amount(value: float) -> str:
    """Return a number to three figures or so, without an exponent."""
    size = abs(value)
    if size < 0.0005:
        return "0"
    text = (
        f"{size:,.0f}"
        if size >= 100
        else f"{size:.1f}"
        if size >= 10
        else f"{size:.2f}"
        if size >= 0.1
        else f"{size:.3f}"
    )
    return f"{MINUS}{text}" if value < 0 and any(digit in text for digit in "123456789") else text


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{100 * share:.0f}%"


def explained(share: float) -> str:
    """Return how much an emulator explains; one that predicts worse than the mean explains none."""
    return "none" if share <= 0 else percent(share)


def findings(calibration: Calibration) -> list[str]:
    """Return what the calibration found, in sentences, most important first."""
    search = calibration.search
    if search.members is None:
        return [_nothing(calibration)]
    said = [
        f"{len(search.members.scores)} plausible sets of numbers were found. Of all that the documented ranges "
        "allow, "
        f"{percent(search.waves[-1].left)} is not ruled out by the published figures ({calibration.years_fitted})."
    ]
    found = calibration.found()
    told = [one for one in found if one.identified]
    untold = [one for one in found if not one.identified]
    if told:
        said.append(f"The published figures tell something of: {_named(told)}.")
    if untold:
        said.append(
            f"Not identified: {_named(untold)}. Of these the ensemble is at least four fifths as wide as the "
            "range, so it "
            "rests on the range and not on the figures."
        )
    levels = [lower_first(one.title) for one in calibration.space.dimensions if one.of_outlook]
    if levels:
        said.append(
            "Searched for because other numbers hang on them, but left to the base's outlook to draw: "
            f"{listed(levels)}."
        )
    pressed = [one for one in found if one.pressed]
    if pressed:
        said.append(
            f"Pressed against the end of its range: {_named(pressed)}. Either the range is too narrow or the "
            "model is wrong "
            "in what it is held against; look at both before trusting it."
        )
    missed = [line for line in target_lines(calibration) if line.inside < 0.5]
    for line in missed:
        assert line.after is not None
        said.append(
            f"Even the ensemble hardly reaches {lower_first(line.title)}: published {amount(line.observed)}, "
            f"ensemble {amount(line.after[0])} to {amount(line.after[2])}. That is a fault of the model or of the "
            "ranges."
        )
    if search.dropped:
        said.append(
            f"{search.dropped} sets drawn for the ensemble were left out, for their own runs were not plausible."
        )
    return said


def _named(found: list[NumberCalibrated]) -> str:
    return listed([f"{lower_first(one.title)} ({one.width:.0%} of the range's width)" for one in found])


def _nothing(calibration: Calibration) -> str:
    """Return why there is no ensemble, and what to make of it."""
    why, children = _clash(calibration), calibration.small
    if children is None:
        return why
    return (
        f"{why} With {amount(children)} children looked after the authority is also too small for calibration to tell: "
        "a few children more or less move every figure. Use the base with inputs drawn from their ranges instead."
    )


def _clash(calibration: Calibration) -> str:
    """Return that nothing is plausible, and why."""
    scores = calibration.search.nearest
    if calibration.clashing:
        clash = listed(
            [
                f"{lower_first(target.title)} (published {amount(target.observed)}; {score:.1f} standard "
                "deviations away)"
                for target, score in zip(calibration.targets, scores, strict=True)
                if score > CUT_OFF
            ]
        )
        return (
            "Nothing within the documented ranges is plausible, so there is no ensemble. The set of numbers that "
            "comes nearest "
            f"to all the published figures together still misses {clash}. Either the ranges are too narrow, or "
            "the model "
            "is wrong there, or the figures are."
        )
    return "Every set of numbers that looked plausible turned out not to be when it was run, so there is no ensemble."


def caveats(calibration: Calibration) -> list[str]:
    """Return what a reader must know beside the findings."""
    said = [
        "Plausible is not true: a set of numbers is kept when nothing published speaks clearly against it. Other "
        "numbers were "
        "at their central values meanwhile; a forecast draws them from their ranges.",
        "Published counts are one turn of events. How else it might have gone is taken from the model's own "
        "replications, and "
        "an authority with few children has the more of it: there the ensemble stays near the ranges, which for "
        "a base made "
        "from published figures already lean on its neighbours and England.",
        "What the model may be wrong by (the discrepancy) is a judgement, target by target; it is in the table below.",
    ]
    before = [target.title for target in calibration.targets if not target.same_years]
    if before:
        named = listed([lower_first(title) for title in before])
        said.append(
            f"No figures are published for the dates of the run of: {named}. Those of the latest years before the "
            "start stand in, with twice the discrepancy: this takes for granted that little has changed since."
        )
    if len(before) < len(calibration.targets):
        said.append(
            "The published years include whatever the council did in them. If strategies were at work, so is "
            "their effect in the "
            "ensemble, and laying them over it again would count them twice."
        )
    return said
