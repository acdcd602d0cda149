"""The figures of councils together: their sum with its band, and each council in a panel of its own."""

from __future__ import annotations

from sim.experiments.region.councils import CouncilsTogether, council_name
from sim.foundations.calendar import in_words
from sim.reports.region.words import eight_of_ten, mean
from sim.reports.run.figures import fan, label_bands
from sim.reports.shared.drawing import BLUE, GREEN, Drawing, blank, dates_along, styled
from sim.reports.shared.words import wrapped

COLUMNS = 3
NUMBER = "looked_after"


def of_councils(together: CouncilsTogether) -> list[Drawing]:
    """Return the figures; a line needs a run of two months."""
    if len(together.series.dates(NUMBER)) < 2:
        return []
    with styled():
        return [_sum(together).laid_out(), _each(together).laid_out()]


def _sum(together: CouncilsTogether) -> Drawing:
    """Draw the children looked after by all councils together."""
    figure, (axes,) = blank(4.6)
    dates, path = together.series.dates(NUMBER), together.series.path(NUMBER)
    fan(axes, dates, path, BLUE)
    dates_along(axes, dates[0], dates[-1])
    axes.set_ylabel("Children looked after")
    low, high = axes.get_ylim()
    room = (high - low) * 0.05
    axes.set_ylim(max(0.0, low - room), high + room)
    label_bands(axes, dates[-1], path[-1], BLUE)
    ends = eight_of_ten(path[-1])
    return Drawing(
        "looked_after_together",
        "Children looked after, all councils together",
        "The line is the middle of the replications; half of them lie inside the darkest band, 80% inside the next and "
        "95% inside the lightest. What all councils live through together does not even out in the sum, so the band is "
        "wider than that of independent councils. The vertical scale does not start at zero.",
        f"On {in_words(dates[-1])} the mean is {mean(path[-1]):,.0f} children, and eight of ten replications lie "
        f"between {ends[0]:,.0f} and {ends[1]:,.0f}.",
        figure,
    )


def _each(together: CouncilsTogether) -> Drawing:
    """Draw the children looked after by each council, a panel a council."""
    count = len(together.councils)
    columns = min(COLUMNS, count)
    lines = -(-count // columns)
    figure, panels = blank(0.6 + 1.7 * lines, lines, columns, sharex=True)
    for axes in panels[count:]:
        axes.set_visible(False)
    said = []
    for axes, one in zip(panels, together.councils, strict=False):
        dates, path = one.series.dates(NUMBER), one.series.path(NUMBER)
        name = council_name(one.scenario)
        fan(axes, dates, path, GREEN)
        axes.set_title(wrapped(name, 34), fontsize=10)
        axes.set_ylim(0, max(5.0, axes.get_ylim()[1]))
        axes.locator_params(axis="y", integer=True, nbins=4)
        dates_along(axes, dates[0], dates[-1])
        low, high = eight_of_ten(path[-1])
        said.append(f"{name} {mean(path[-1]):,.0f} ({low:,.0f} to {high:,.0f})")
    figure.supylabel("Children looked after", fontsize=10)
    return Drawing(
        "looked_after_by_council",
        "Children looked after, council by council",
        "The line is the middle of the replications; half of them lie inside the darkest band, 80% inside the next and "
        "95% inside the lightest. Each panel has its own vertical scale, from zero.",
        f"Mean of the replications on {in_words(dates[-1])}, and between what eight of ten lie: {'; '.join(said)}.",
        figure,
    )
