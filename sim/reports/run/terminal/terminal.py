"""What a run shows on a terminal: the table, then what it says in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sim.experiments.asking.headlines import Headline, Verdict
from sim.experiments.asking.measure_choice import USUAL
from sim.experiments.comparison.comparison import Comparison
from sim.experiments.comparison.legal_headlines import legal_in_short
from sim.experiments.comparison.statutory_headlines import statutory_in_short
from sim.experiments.statistics.difference import LEAST_FOR_CLEAR, interval
from sim.experiments.statistics.sample import Measured, NumberKey
from sim.foundations.counted import counted
from sim.reports.run.sections import service_findings, target_lines
from sim.reports.run.terminal import terminal_money
from sim.reports.run.words import caveats, effect_words, feedback_words, findings
from sim.reports.shared import precision_words
from sim.reports.shared.console import bold, console
from sim.reports.shared.spread_words import spread_title
from sim.reports.shared.words import (
    NOT_KNOWN,
    in_table,
    lower_first,
    plain,
    plus_or_minus,
    range_of,
    unit_and_when,
    unit_in_words,
)
from sim.scenario.scenario import Scenario
from sim.scenario.titles import JUDGED, in_force

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text


STYLES = {Verdict.BETTER: "bold blue", Verdict.WORSE: "bold yellow", Verdict.CHANGED: "bold", Verdict.UNCLEAR: "dim"}


MEASURE_WIDTH = 26


BASE_WIDTH = 6


CELL_WIDTH = 13


CLEAR = "*"


def show_comparison(comparison: Comparison) -> None:
    """Print the headline table of a comparison, what it shows, and what to bear in mind."""
    from rich.text import Text

    out = console()
    out.print(bold("What each strategy changes"), f"{findings.scope(comparison)}\n", sep="\n")
    for table in comparison_tables(comparison, out.width):
        out.print(table, "")
    percent = f"{comparison.confidence:.0%}"
    if comparison.apart is not None:
        out.print("Upper lines: leaving care follows the placement as published. Lower lines: it does not follow it.")
    if comparison.results.turns > 1:
        out.print(f"Base: without these strategies. Others: {lower_first(effect_words.HOW_TO_READ)}.\n")
    else:
        out.print(
            "Base: without these strategies. Others: mean difference from the base ± half the width of its "
            f"{percent} interval.\n"
            f"{CLEAR} marks a difference that is clear among all that are shown, in {LEAST_FOR_CLEAR} or more "
            f"replications; never where the effect itself is judged.\n{effect_words.CENTRAL}\n"
        )
    terminal_money.show(out, comparison)
    for table in neutral_tables(comparison, out.width):
        out.print(bold(f"{feedback_words.WITHOUT}: the lower lines"))
        out.print(table, "")
    for sentence in findings.findings(comparison):
        out.print(Text(plain(sentence)))
    _services(out, comparison)
    _targets(out, comparison)
    out.print(Text(findings.precision(comparison)))
    _precision(out, comparison)
    _bear_in_mind(out, comparison)


def show_run(comparison: Comparison) -> None:
    """Print the headline table of one scenario, and what to bear in mind."""
    out = console()
    out.print(bold(comparison.base.scenario.title), f"{findings.scope(comparison)}\n", sep="\n")
    out.print(run_table(comparison), "")
    _services(out, comparison)
    _targets(out, comparison)
    _precision(out, comparison)
    _bear_in_mind(out, comparison)


def _precision(out: Console, comparison: Comparison) -> None:
    """Print what precision was reached, where one was asked for."""
    from rich.text import Text

    for sentence in precision_words.sentences(comparison):
        out.print(Text(sentence))
    if comparison.strategies or comparison.results.precision is not None:
        out.print()


def _services(out: Console, comparison: Comparison) -> None:
    """Print what the numbers say of statutory services, where there are such."""
    from rich.text import Text

    for sentence in service_findings.of_all(comparison):
        out.print(Text(plain(sentence)))


def _targets(out: Console, comparison: Comparison) -> None:
    """Print in how many futures the targets are met, where there are any."""
    from rich.text import Text

    for sentence in target_lines.sentences(comparison):
        out.print(Text(plain(sentence)))


def _bear_in_mind(out: Console, comparison: Comparison) -> None:
    from rich.text import Text

    for caveat in caveats.of_comparison(comparison):
        out.print(Text(f"- {plain(caveat)}", style="dim"))


def show_replication(scenario: Scenario, number: int, seed: int, measures: Measured) -> None:
    """Print the headline measures of one replication."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    given = {NumberKey(*key): value for key, value in zip(measures.keys, measures.values.tolist(), strict=True)}
    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    for title in ("Measure", "Unit"):
        shown.add_column(title)
    shown.add_column("Value", justify="right")
    for one in USUAL:
        value = given.get(one.key(scenario), np.nan)
        unit, when = unit_in_words(one.unit), one.when(scenario)
        shown.add_row(one.title, unit if unit.endswith(when) else f"{unit}, {when}", plain(in_table(value, one.unit)))
    length = counted(scenario.years, "year")
    out = console()
    out.print(bold(scenario.title), f"Replication {number}, seed {seed}, {length}.\n", sep="\n")
    out.print(shown)


def shown_measures(comparison: Comparison) -> tuple[Headline, ...]:
    """Return what the table has a row for: the headlines, and a few of courts and services where there are such."""
    return (*comparison.headlines, *legal_in_short(comparison), *statutory_in_short(comparison))


def comparison_tables(comparison: Comparison, width: int) -> list[Table]:
    """Return the headline differences: a row a measure, a column a strategy, in as many tables as `width` asks for."""
    apart = () if comparison.apart is None else shown_measures(comparison.apart)
    rows = [(one, *apart[row : row + 1]) for row, one in enumerate(shown_measures(comparison))]
    return _in_width(comparison, rows, width)


def neutral_tables(comparison: Comparison, width: int) -> list[Table]:
    """Return differences of placements, each above the same where services do nothing to them; none if not run so."""
    rows = feedback_words.pairs(comparison)
    return _in_width(comparison, rows, width) if rows else []


def _in_width(comparison: Comparison, rows: Sequence[tuple[Headline, ...]], width: int) -> list[Table]:
    fits = max(1, (width - MEASURE_WIDTH - BASE_WIDTH - 2) // (CELL_WIDTH + 1))
    places = range(len(comparison.strategies))
    return [_differences(comparison, rows, places[first : first + fits]) for first in range(0, len(places), fits)]


def _differences(comparison: Comparison, rows: Sequence[tuple[Headline, ...]], places: Sequence[int]) -> Table:
    """Return a table of differences; each row has one line, or one for each of two assumptions."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=0, show_edge=False)
    shown.add_column("Measure", width=MEASURE_WIDTH)
    shown.add_column("Base", justify="right", width=BASE_WIDTH)
    for place in places:
        shown.add_column(comparison.label(comparison.strategies[place]), justify="right", max_width=CELL_WIDTH)
    judged = [bool(in_force(JUDGED, [outcome.scenario])) for outcome in comparison.strategies]
    for under in rows:
        headline = under[0]
        cells = [Text.assemble(headline.title, "\n", (unit_and_when(headline), "dim"))]
        cells.append(Text("\n").join(Text(plain(in_table(one.base_mean, one.unit))) for one in under))
        cells.extend(Text("\n").join(_difference(one, place, judged[place]) for one in under) for place in places)
        shown.add_row(*cells)
    return shown


def _difference(headline: Headline, place: int, judged: bool) -> Text:
    from rich.text import Text

    difference = headline.differences[place]
    if difference.effect is not None:
        mean, *known = effect_words.in_cell(difference, headline.unit)
        parts = [(plain(mean), STYLES[headline.verdict(place)]), *((f"\n{plain(one)}", "dim") for one in known)]
        return Text.assemble(*parts)
    mark = CLEAR if headline.clear[place] and not judged else " "
    return Text(plain(plus_or_minus(difference, headline.unit)) + mark, style=STYLES[headline.verdict(place)])


def run_table(comparison: Comparison) -> Table:
    """Return the headline measures of one scenario: mean, interval of the mean, and range of the replications."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 0), show_edge=False)
    shown.add_column("Measure")
    shown.add_column("Unit")
    spread = spread_title(comparison.base.scenario.parameters)
    for title in ("Mean", f"{comparison.confidence:.0%} interval of the mean", spread):
        shown.add_column(title, justify="right")
    for headline in shown_measures(comparison):
        values = headline.without[~np.isnan(headline.without)]
        low, high, _ = interval(values, comparison.confidence)
        shown.add_row(
            headline.title,
            unit_and_when(headline),
            *(
                plain(text)
                for text in (
                    in_table(headline.base_mean, headline.unit, beside=(low, high)),
                    NOT_KNOWN if len(values) < LEAST_FOR_CLEAR else range_of(low, high, headline.unit),
                    range_of(*findings.spread(values), headline.unit),
                )
            ),
        )
    return shown
