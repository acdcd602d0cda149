"""The results of a frontier: its mixes, the frontier, the value of information, figures and page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sim.experiments.frontier.aim import Against, Yardstick
from sim.experiments.frontier.frontier import Frontier
from sim.experiments.frontier.knowing import WorthOfKnowing
from sim.experiments.frontier.record import Fate
from sim.experiments.frontier.standings import MixStanding
from sim.foundations.counted import counted
from sim.reports.frontier import figures as frontier_figures
from sim.reports.frontier import words as frontier_words
from sim.reports.frontier.words import change_of_cost, gain_for, letters, measure_in, percent, thousands
from sim.reports.shared.page import Column, KeptResults, Page, PageTable
from sim.reports.shared.painted import ChartDrawing
from sim.reports.shared.tables import Cells, cell
from sim.reports.shared.words import listed, lower_first, plus_or_minus
from sim.scenario.titles import short_title

POUNDS = "£000 a year"

BEST = {
    Yardstick.MEASURE: "Best on the measure",
    Yardstick.TOTAL_COST: "Least total cost",
    Yardstick.NET_BENEFIT: "Highest net benefit",
}

FRACTIONS = {0.25: "¼", 0.5: "½", 0.75: "¾"}


@dataclass(frozen=True, slots=True)
class Sought:
    """What was sought, for the manifest."""

    measure: str
    want: str
    against: str
    budget: float | None
    worth: float | None
    runs_allowed: int
    runs: int
    mixes: int
    mixes_too_dear: int
    futures: int
    failed_replications: int


def results(found: Frontier) -> KeptResults:
    """Return what is kept of a frontier."""
    asked = found.asked
    sought = Sought(
        measure=asked.measure.text,
        want="lower" if asked.aim.lower else "higher",
        against=str(asked.aim.against),
        budget=asked.aim.budget,
        worth=asked.aim.worth,
        runs_allowed=asked.effort.runs,
        runs=found.runs_in_all,
        mixes=len(asked.mixes),
        mixes_too_dear=asked.too_dear,
        futures=asked.futures,
        failed_replications=len(found.failures),
    )
    return KeptResults(page(found), contents(found), (sought,))


def contents(found: Frontier) -> dict[str, Iterable[Cells]]:
    """Return the tables by the names of their files."""
    tables: dict[str, Iterable[Cells]] = {"mixes.csv": mixes(found), "frontier.csv": standings(found)}
    if found.known:
        tables["value_of_information.csv"] = information(found)
    return tables


def page(found: Frontier) -> Page:
    """Return what the page says."""
    near = [one for one in found.standings if not one.frontier and (one.near or max(one.probability_best) > 0)]
    tables = [_table(found, found.on_frontier(), "The frontier", _note_of_frontier(found))]
    if near:
        note = "Not on the frontier on average, but not clearly behind it either, or likely enough to be best."
        tables.append(_table(found, near, "Near the frontier", note))
    tables.append(_beside(found, found.on_frontier()))
    if found.known:
        tables.extend((_information(found), _choices(found)))
    tables.append(_rounds(found))
    return Page(
        title=found.asked.title,
        scope=frontier_words.scope(found),
        findings=frontier_words.findings(found),
        caveats=frontier_words.caveats(found),
        tables=tables,
        drawings=[ChartDrawing(one) for one in frontier_figures.of_frontier(found)],
    )


def _note_of_frontier(found: Frontier) -> str:
    cost = "strategies" if found.asked.aim.against is Against.STRATEGIES else "everything"
    return (
        f"No other mix does as well for less (cost of {cost}), on average over "
        f"{counted(found.runs.replications, 'replication')}. "
        "Below the names of strategies stand their sizes: 1 is the strategy as its file has it. Changes are from the "
        "base without any of them, ± half their 95% intervals. Percentages are shares of 2,000 resamples of the "
        "replications in which the mix is on the frontier, or the best of all mixes that stayed to the end."
    )


def size_in_words(size: float) -> str:
    """Return a size as a table shows it: ``½``, ``1``, ``2``, or a dash for none."""
    return "–" if size == 0 else FRACTIONS.get(size, f"{size:g}")


def _table(found: Frontier, shown: Sequence[MixStanding], title: str, note: str) -> PageTable:
    """Return mixes with what they cost and change, and how likely each is the best, for people."""
    asked, names = found.asked, letters(found)
    columns = [
        Column("Mix"),
        *(Column(short_title(one.name)) for one in asked.mixes.strategies),
        Column("Cost of strategies", POUNDS),
        Column(asked.measure.title, measure_in(asked)),
        Column("Total cost", POUNDS),
        Column("On the frontier"),
        *(Column(BEST[yardstick]) for yardstick in asked.aim.yardsticks),
    ]
    rows = [
        (
            names.get(one.mix, "no letter"),
            *map(size_in_words, asked.mixes.sizes[one.mix].tolist()),
            thousands(one.strategies.scenario_mean),
            plus_or_minus(one.measure, asked.measure.unit),
            change_of_cost(one.total),
            percent(one.probability_frontier),
            *map(percent, one.probability_best),
        )
        for one in shown
    ]
    return PageTable(title, note, columns, rows)


def _beside(found: Frontier, shown: Sequence[MixStanding]) -> PageTable:
    """Return what the mixes change besides, and in how many single futures each is best, for people."""
    asked, names = found.asked, letters(found)
    columns = [
        Column("Mix"),
        Column("For each £100,000", measure_in(asked)),
        *(Column(one.title, "% points" if one.unit == "percent" else one.unit) for one in asked.beside),
        *(Column(f"{BEST[yardstick]}: futures") for yardstick in asked.aim.yardsticks),
    ]
    rows = [
        (
            names.get(one.mix, "no letter"),
            gain_for(found, one) or "",
            *(plus_or_minus(by, also.unit) for by, also in zip(one.beside, asked.beside, strict=True)),
            *map(percent, one.futures_best),
        )
        for one in shown
    ]
    note = (
        "For each £100,000: what each further £100,000 brings on the way from the mix before. Other changes are from "
        "the base, ± half their 95% intervals. Futures: the share of single replications in which the mix is the best "
        "of all that stayed to the end; it is low where luck decides more than the mix."
    )
    return PageTable("More about the frontier's mixes", note, columns, rows)


def _information(found: Frontier) -> PageTable:
    """Return what knowing each thing would be worth, for people, the most first."""
    asked = found.asked
    main = asked.aim.yardsticks[-1]
    by_subject: dict[str, dict[Yardstick, WorthOfKnowing]] = {}
    for one in found.known:
        by_subject.setdefault(one.subject.title, {})[one.yardstick] = one
    order = sorted(
        by_subject.values(), key=lambda one: (min(len(one[main].subject.paths), 2) == 1, -one[main].information.value)
    )
    columns = [Column("What is known beforehand")]
    for yardstick in reversed(asked.aim.yardsticks):
        unit = measure_in(asked) if yardstick is Yardstick.MEASURE else POUNDS
        columns.extend((Column(f"Worth: {BEST[yardstick].lower()}", unit), Column("Noise floor", unit)))
    columns.append(Column("Would change the choice"))
    rows, nothing = [], []
    for line in order:
        subject = line[main].subject
        if all(one.information.value == 0 for one in line.values()):
            nothing.append(lower_first(subject.title))
            continue
        cells = [f"{subject.title}{'' if subject.judged or not subject.paths else ' (not a judgement)'}"]
        for yardstick in reversed(asked.aim.yardsticks):
            one = line[yardstick]
            cells.extend((_worth(one), _amount(one.information.noise, yardstick) if subject.paths else "–"))
        cells.append(percent(line[main].information.changes) if line[main].information.told else "")
        rows.append(cells)
    note = (
        "How much better one would choose on average, knowing it beforehand (± standard error); * stands out from the "
        "noise floor, which is what a useless number would seem to be worth in one case of a hundred. In "
        f"{counted(asked.futures, 'future')}, choosing between the mixes of the next table."
        + (f" Worth nothing by any yardstick: {listed(nothing)}." if nothing else "")
    )
    return PageTable("What knowing more would be worth", note, columns, rows)


def _choices(found: Frontier) -> PageTable:
    """Return the mixes between which knowing more could change the choice, for people."""
    asked, names = found.asked, letters(found)
    columns = [
        Column("Mix"),
        *(Column(short_title(one.name)) for one in asked.mixes.strategies),
        Column("Cost of strategies", POUNDS),
    ]
    rows = [
        (
            names.get(mix, ""),
            *map(size_in_words, asked.mixes.sizes[mix].tolist()),
            thousands(found.search.changes[mix, 1]),
        )
        for mix in found.choices
    ]
    note = (
        "Doing nothing; the likeliest best by each yardstick; the last of these with each strategy left out or added, "
        "so that for every strategy there is a choice that hangs on its effects; and the next likeliest."
    )
    return PageTable("Between which mixes one would choose", note, columns, rows)


def _worth(one: WorthOfKnowing) -> str:
    told = "*" if one.information.told and one.subject.paths else ""
    return f"{_amount(one.information.value, one.yardstick)} ± {_amount(one.information.error, one.yardstick)}{told}"


def _amount(value: float, yardstick: Yardstick) -> str:
    return f"{value:.2f}" if yardstick is Yardstick.MEASURE else thousands(value)


def _rounds(found: Frontier) -> PageTable:
    """Return how the search went, for people."""
    fates = [fate for fate in Fate if fate is not Fate.STAYED]
    columns = [
        Column("Round"),
        Column("Mixes run"),
        Column("Replications of each"),
        Column("Runs"),
        *(Column(str(fate).capitalize()) for fate in fates),
    ]
    rows = [
        (
            "For a surface over all mixes" if one.by_surface else "Mixes themselves",
            f"{one.mixes:,}",
            f"{one.replications:,}",
            f"{one.runs:,}",
            *(f"{one.fates.get(fate, 0):,}" for fate in fates),
        )
        for one in found.search.rounds
    ]
    note = (
        "Mixes left out in each round, and why. Clearly behind: another mix is ahead by three standard errors in both "
        "the cost and the measure, and the mix is as clearly not the best."
    )
    return PageTable("How the search went", note, columns, rows)


def mixes(found: Frontier) -> Iterator[Cells]:
    """Yield the header and every mix: its sizes, what it changes, how often it was run, and what became of it."""
    asked, search = found.asked, found.search
    yield (
        *("mix", *(f"size_{one.name}" for one in asked.mixes.strategies), "title"),
        *("measure_change", "cost_strategies_change", "cost_total_change", "replications", "estimated_by", "fate"),
    )
    for mix in range(len(asked.mixes)):
        yield (
            *(mix, *map(cell, asked.mixes.sizes[mix].tolist()), asked.mixes.title(mix)),
            *map(cell, search.changes[mix].tolist()),
            int(search.seen[mix]),
            "its own runs" if search.seen[mix] else "surface",
            str(search.fates[mix]),
        )


def standings(found: Frontier) -> Iterator[Cells]:
    """Yield the header and every mix that stayed to the end: how it stands."""
    asked, names = found.asked, letters(found)
    measures = ("measure", "cost_strategies", "cost_total", *(one.text for one in asked.beside))
    parts = ("mean", "difference", "low", "high")
    yard = [str(yardstick).replace(" ", "_") for yardstick in asked.aim.yardsticks]
    yield (
        *("mix", "letter", *(f"size_{one.name}" for one in asked.mixes.strategies), "on_frontier", "near_frontier"),
        "probability_on_frontier",
        *(f"probability_best_{one}" for one in yard),
        *(f"futures_best_{one}" for one in yard),
        *(f"{measure} {part}" for measure in measures for part in parts),
        "replications",
    )
    for one in found.standings:
        yield (
            *(one.mix, names.get(one.mix, "no letter"), *map(cell, asked.mixes.sizes[one.mix].tolist())),
            *(one.frontier, one.near, cell(one.probability_frontier)),
            *map(cell, one.probability_best),
            *map(cell, one.futures_best),
            *(
                cell(number)
                for by in (one.measure, one.strategies, one.total, *one.beside)
                for number in (by.scenario_mean, by.difference, by.low, by.high)
            ),
            one.measure.replications,
        )


def information(found: Frontier) -> Iterator[Cells]:
    """Yield the header and what knowing each thing is worth, by each yardstick."""
    yield (
        *("subject", "strategy", "quantities", "judgement", "yardstick", "value", "standard_error", "noise_floor"),
        *("stands_out", "share_of_futures_changed", "futures", "unit"),
    )
    for one in found.known:
        unit = found.asked.measure.unit if one.yardstick is Yardstick.MEASURE else "GBP per year"
        about = one.information
        yield (
            *(one.subject.title, one.subject.strategy, " ".join(one.subject.paths), one.subject.judged),
            *(str(one.yardstick), cell(about.value), cell(about.error), cell(about.noise)),
            *(about.told, cell(about.changes), found.asked.futures, unit),
        )
