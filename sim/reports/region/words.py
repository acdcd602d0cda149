"""What councils together show, in sentences, and what must be said beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from sim.experiments.region.councils import CouncilsTogether, council_name
from sim.experiments.region.sums import EIGHT_OF_TEN, left_out, sum_width
from sim.experiments.statistics.sample import NumberKey
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.measures.arrays import Numbers
from sim.measures.catalogue import by_id
from sim.reports.shared.words import NOT_KNOWN, in_table, listed, lower_first, number, range_of

TOLD = ("looked_after", "starts", "ceases", "cost_total")
"""Measures of which the sentences speak."""

MOST_NAMED = 5
"""Councils that a sentence names one by one."""


def eight_of_ten(values: Numbers) -> tuple[float, float]:
    """Return between what eight of ten replications lie."""
    defined = values[~np.isnan(values)]
    low, high = np.percentile(defined, EIGHT_OF_TEN) if len(defined) else (np.nan, np.nan)
    return float(low), float(high)


def mean(values: Numbers) -> float:
    """Return the mean of the replications in which there is a value."""
    defined = values[~np.isnan(values)]
    return float(defined.mean()) if len(defined) else float("nan")


def cell(values: Numbers, unit: str) -> str:
    """Return mean and 80% range of replications, for a table: ``412.3 (380.0 to 441.9)``."""
    middle = mean(values)
    if np.isnan(middle):
        return NOT_KNOWN
    low, high = eight_of_ten(values)
    return f"{in_table(middle, unit, beside=(low, high))} ({range_of(low, high, unit)})"


def scope(together: CouncilsTogether) -> str:
    """Return what was run."""
    first, count = together.scenarios[0], len(together.councils)
    years = counted(first.years, "year")
    return (
        f"{counted(count, 'council')} from {in_words(first.start)} for {years}: {_named(together)}. "
        f"{counted(together.settings.replications, 'replication')}, seed {together.settings.seed}; in each "
        "replication all "
        "councils live through the same years of England, and those of one region through the same years of it."
    )


def _named(together: CouncilsTogether) -> str:
    names = [council_name(one) for one in together.scenarios]
    return (
        listed(names) if len(names) <= 2 * MOST_NAMED else f"{', '.join(names[:MOST_NAMED])} and {len(names) - 5} more"
    )


def findings(together: CouncilsTogether) -> list[str]:
    """Return what the sums are at the end, and how wide they are."""
    return [*_levels(together), *_widths(together)]


def _levels(together: CouncilsTogether) -> Iterator[str]:
    for measure in TOLD:
        last = together.measures.dates(measure)[-1:]
        for when in last:
            values, unit = together.measures.of(measure, "", when), by_id(measure).unit
            low, high = (number(end, unit) for end in eight_of_ten(values))
            of = "on" if unit == "children" else "in the year to"
            yield (
                f"{by_id(measure).title}, all councils together, {of} {in_words(when)}: {number(mean(values), unit)} "
                f"in the mean of the replications; eight of ten of them lie between {low} and {high}."
            )


def _widths(together: CouncilsTogether) -> Iterator[str]:
    if together.settings.replications < 2:
        yield "One replication says nothing of how wide a sum is: run more."
        return
    for when in together.measures.dates("looked_after")[-1:]:
        found = sum_width(parts(together, NumberKey("looked_after", "", when)))
        if found.independent > 0:
            yield (
                f"Of the number looked after on {in_words(when)} the middle 80% is {found.width:,.0f} children wide, "
                f"{found.width / found.independent:.1f} times the {found.independent:,.0f} of councils whose years had "
                f"nothing to do with one another; were all high together and low together, it would be "
                f"{found.in_step:,.0f}."
            )


def parts(together: CouncilsTogether, key: NumberKey) -> list[Numbers]:
    """Return each council's values; nothing where a council does not have the category."""
    nothing = np.zeros(together.settings.replications)
    return [one.measures.of(*key) if key in one.measures.rows else nothing for one in together.councils]


def caveats(together: CouncilsTogether, unfitted: Sequence[str]) -> list[str]:
    """Return what must be borne in mind; `unfitted` are councils whose bases were made for this run alone."""
    without = [council_name(one) for one in together.scenarios if one.parameters.outlook is None]
    said = [
        "Percentages of all councils together are of all their children: numerators and denominators were added. Of "
        f"the following there is no number for all councils, for these cannot be added: {_titles(left_out())}.",
        "Beside the years of England and the region each council has luck of its own, so that its numbers differ from "
        "those of a run of it alone on the same seed, by chance and by no more.",
        "A council is simulated as if the others were not there: they share no carers and no places, and a child who "
        "is placed in another council's area is not seen there.",
    ]
    if without:
        said.insert(
            0,
            f"{listed(without)}: the base has no outlook, so its years have nothing to do with the others', and its "
            "band is that of chance alone. Make the base again.",
        )
    if unfitted:
        said.insert(0, f"Made without fit, they drift: the bases of {listed([*unfitted])}. Use them for a first look.")
    if together.settings.uncertainty:
        said.append(
            "Inputs are drawn from their ranges, each at the same place of its range in every council, as if what is "
            "not known of it were the same everywhere: sums are rather too wide."
        )
    return said


def _titles(titles: Sequence[str]) -> str:
    return "; ".join(lower_first(title) for title in titles)
