"""Money: what places cost, what is spent by kind and year, what options save by year, and when they pay back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import dropwhile

from sim.papers import suppression
from sim.papers.document.paper import Block, Heading, PaperCell, PaperTable, Picture, Words
from sim.papers.kept.differences import LIKELY
from sim.papers.kept.folder import KeptRun
from sim.papers.kept.money import CASH, KeptSum
from sim.papers.sections import cells, missing
from sim.papers.sections.assumptions import judged
from sim.papers.sections.given import Given
from sim.papers.sections.kinds import children_by_kind
from sim.papers.sections.unit_costs import UnitCost, unit_costs
from sim.reports.paper_figures.savings import SavingsLine, SavingsPoint, savings_figure
from sim.reports.run.words import effect_words
from sim.reports.run.words.money_words import thousands
from sim.reports.shared.words import NO_CHANGE, kind_in_words

TITLE = "Money"

INVESTMENT, OTHER, NET, SO_FAR = "investment", "other spending", "net", "net so far"
PLACEMENTS = "placements: "
HEADS = ("running strategies", "paid once for strategies", "courts and permanence", "statutory services")
NHS = "NHS"

POUNDS_OF_LUCK = 1.0
"""Below which a change of a sum is rounding."""


def money(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    if given.run is None:
        return (Heading(1, TITLE), missing.run("what places cost, what is spent and what options save"))
    run = given.run
    return (
        Heading(1, TITLE),
        Words(_terms(run)),
        *_units(given, run),
        _spending(given, run),
        *(block for place, name in enumerate(run.strategies, start=1) for block in _savings(given, run, place, name)),
        *_picture(given, run),
    )


def _terms(run: KeptRun) -> str:
    if run.money.terms == CASH:
        return (
            "Sums by year are in cash: prices grow on every 1 April, each kind at the rate that the assumptions give. "
            "What a place costs is at the prices of the scenario, without growth."
        )
    return "Sums are at the prices of the scenario in every year, which say nothing of how prices grow."


def _units(given: Given, run: KeptRun) -> Iterator[Block]:
    found = unit_costs(run)
    if not found:
        return
    rows = [(PaperCell(kind_in_words(one.kind)), cells.pounds(one.a_week), cells.pounds(one.a_year)) for one in found]
    own, agency = (next((one for one in found if one.kind == kind), None) for kind in ("in house", "agency"))
    if own and agency and agency.a_year > own.a_year:
        extra = UnitCost("", agency.a_year - own.a_year)
        more = (cells.pounds(extra.a_week), cells.pounds(extra.a_year))
        rows.append((PaperCell("Agency place, beyond one of our own"), *more))
    yield PaperTable(
        "unit_costs",
        "What a child's place costs, by kind",
        ("Kind of placement", "A week", "A year"),
        tuple(rows),
        (
            "Pounds: what is spent on the kind over the run, for each child who lives in it, at the prices of the "
            "scenario.",
        ),
        (given.source,),
    )


def _spending(given: Given, run: KeptRun) -> PaperTable:
    base, hidden = run.manifest.base.name, children_by_kind(run).hidden
    years = run.money.of(base, NET)
    rows: list[tuple[PaperCell, ...]] = []
    for line in run.money.names(base):
        sums = run.money.of(base, line)
        if not any(one.base_mean for one in sums):
            continue
        if line.startswith(PLACEMENTS):
            kind = line.removeprefix(PLACEMENTS)
            told = [PaperCell(suppression.HIDDEN)] * len(sums) if kind in hidden else _spent(sums)
            rows.append((PaperCell(kind_in_words(kind)), *told))
        elif line in HEADS:
            rows.append((PaperCell(line.capitalize()), *_spent(sums)))
    rows.append((PaperCell("The council in all"), *_spent(years)))
    nhs = run.money.of(base, NHS)
    if any(one.base_mean for one in nhs):
        rows.append((PaperCell("NHS, apart"), *_spent(nhs)))
    notes = [f"£ thousand, {years[0].terms if years[0].terms == CASH else years[0].prices}, averages of the futures."]
    if hidden:
        notes.append(f"{suppression.HIDDEN}: spending on kinds of which a number of children is hidden.")
    return PaperTable(
        "spending",
        "What the council spends if nothing changes, £ thousand",
        ("What", *(one.year_in_short for one in years)),
        tuple(rows),
        tuple(notes),
        (given.source,),
    )


def _spent(sums: tuple[KeptSum, ...]) -> list[PaperCell]:
    return [cells.thousand(one.base_mean, sign=False) for one in sums]


def pay_back(run: KeptRun, strategy: str) -> str:
    """Return what an option costs or saves in all, and by when it has likely paid back: no more than is known."""
    label = run.manifest.label(strategy)
    so_far, put_in = run.money.of(strategy, SO_FAR), run.money.of(strategy, INVESTMENT)
    if not so_far:
        return f"{label}: no sums are kept of it."
    if not any(_changes(one) for one in run.money.of(strategy, NET)):
        return f"{label}: the council spends the same in every year."
    last, known = so_far[-1], so_far[-1].known
    mean = f"{cells.said(last.difference, 'GBP', sign=True)} on average"
    if known is None:
        return f"{label}: by the end of {last.year} net spending changes by {mean}; how sure that is, is not known."
    reach = (
        f"expected range {thousands(known.expected_low)} to {thousands(known.expected_high)}; chance that it saves "
        f"{effect_words.share(known.falls)}"
    )
    if not known.likely:
        return f"{label}: whether it costs or saves by the end of {last.year} is not known ({mean}; {reach})."
    what = "saves" if known.falls >= LIKELY else "costs"
    judgements = ", if the judgements that it rests on hold" if judged(run, strategy) else ""
    said = f"{label}: by the end of {last.year} it likely {what} the council money, net{judgements} ({mean}; {reach})."
    if sum(one.difference for one in put_in) <= POUNDS_OF_LUCK:
        return f"{said} The option itself costs no more than what it replaces."
    return f"{said} {_paid(so_far, run.money.of(strategy, NET))}"


def _changes(one: KeptSum) -> bool:
    return abs(one.difference) > POUNDS_OF_LUCK


def _paid(so_far: tuple[KeptSum, ...], net: tuple[KeptSum, ...]) -> str:
    """Return by the end of which year more has likely been saved than put in, and stays so."""
    changed = [one for one, _ in dropwhile(lambda pair: not _changes(pair[1]), zip(so_far, net, strict=True))]
    found = None
    for one in reversed(changed):
        if one.known is None or one.known.falls < LIKELY or one.difference > 0.0:
            break
        found = one
    if found is None:
        return "It has not likely paid back by then."
    return f"It has likely paid back by the end of {found.year}."


def _savings(given: Given, run: KeptRun, place: int, strategy: str) -> Iterator[Block]:
    label = run.manifest.label(strategy)
    lines = [run.money.of(strategy, line) for line in (INVESTMENT, OTHER, NET, SO_FAR)]
    if not all(lines):
        return
    rows: list[tuple[PaperCell, ...]] = []
    for investment, other, net, so_far in zip(*lines, strict=True):
        known = so_far.known if _changes(so_far) else None
        reach = f"{thousands(known.expected_low)} to {thousands(known.expected_high)}" if known else ""
        saves = effect_words.share(known.falls) if known else ""
        sums = (_sum(investment), _sum(other), _sum(net), _sum(so_far))
        rows.append((PaperCell(net.year_in_short), *sums, PaperCell(reach), PaperCell(saves)))
    yield Heading(2, label)
    yield Words(pay_back(run, strategy), (given.source,))
    yield PaperTable(
        f"savings_{place}",
        f"{label}: what it costs and saves by year, £ thousand",
        *cells.told(
            (
                "Year",
                "Investment",
                "Other spending",
                "Net",
                "Net so far",
                "Expected range so far",
                "Chance that it saves",
            ),
            (*rows, _in_all(lines)),
        ),
        (
            "Differences from the base: more spent is above nought, less is below. Investment is what the option "
            "itself costs; other spending is all else that the council pays.",
        ),
        (given.source,),
    )


def _in_all(lines: list[tuple[KeptSum, ...]]) -> tuple[PaperCell, ...]:
    """Return the sums of all years; the size of the last of them without its sign, as sentences have it."""
    sums = [cells.thousand(sum(one.difference for one in line)) for line in lines[:3]]
    return (PaperCell("In all"), *sums, cells.NONE, cells.NONE, cells.NONE)


def _sum(one: KeptSum) -> PaperCell:
    return cells.thousand(one.difference) if _changes(one) else PaperCell(NO_CHANGE, 0.0)


def _picture(given: Given, run: KeptRun) -> Iterator[Block]:
    drawn_lines = []
    for strategy in run.strategies:
        points = [
            SavingsPoint(
                one.year_in_short,
                one.difference / 1000.0,
                (one.known.expected_low / 1000.0, one.known.expected_high / 1000.0) if one.known else None,
            )
            for one in run.money.of(strategy, SO_FAR)
        ]
        if points:
            drawn_lines.append(SavingsLine(run.manifest.label(strategy), tuple(points)))
    if not drawn_lines:
        return
    drawn = savings_figure(drawn_lines, missing.origin(given))
    said = "; ".join(
        f"{run.manifest.label(strategy)} {thousands(run.money.of(strategy, SO_FAR)[-1].difference)}"
        for strategy in run.strategies
    )
    yield Picture(
        "net_so_far",
        "What options cost and save in all by the end of each year, £ thousand",
        f"Lines of net spending so far beside the base; below nought is saved. At the end: {said}.",
        drawn.svg,
        drawn.png,
        "savings_1",
        (given.source,),
    )
