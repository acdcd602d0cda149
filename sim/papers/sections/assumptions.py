"""What the run rests on: how it was made, on what its numbers rest, and the main ones with their sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import isinf, isnan

from sim.foundations.calendar import in_words
from sim.papers.document.paper import Block, Heading, PaperCell, PaperSource, PaperTable, Words
from sim.papers.kept.assumptions import KeptAssumption
from sim.papers.kept.folder import KeptRun
from sim.papers.kept.manifest import KeptManifest
from sim.papers.sections import cells, missing
from sim.papers.sections.given import Given
from sim.papers.suppression import MOST_HIDDEN
from sim.reports.run.sections.strategy_blocks import NAME_IN_A_FILE, RESTS_ON
from sim.reports.run.words.evidence_kinds import KINDS
from sim.reports.shared.words import MINUS, kind_in_words
from sim.scenario.quantities.declared import declared
from sim.scenario.quantities.meanings import meaning

TITLE = "Assumptions"

JUDGEMENT, POLICY = "judgement", "policy"

MAIN = (
    ("Children who come into care for the first time, a year", "demand.entries_per_year"),
    ("Foster households of the council's own", "in_house_fostering.households"),
    ("Share of households that leave in a year", "in_house_fostering.deregistration"),
    ("Enquiries from people who may foster, a year", "in_house_fostering.enquiries"),
    ("Share of own places out of use", "in_house_fostering.unavailable_share"),
    ("Chance that a household with a fitting place agrees", "in_house_fostering.agreement"),
    ("Price of a place a week", "prices.weekly"),
    ("Yearly growth of prices: fostering", "price_growth.fostering"),
    ("Yearly growth of prices: children's homes", "price_growth.homes"),
    ("Yearly growth of prices: supported accommodation", "price_growth.supported"),
    ("Share of fostered young people who stay put at 18", "leaving.staying_put_share"),
)
"""Quantities of the base that a lead member asks for."""


def assumptions(given: Given) -> tuple[Block, ...]:
    """Return the section."""
    blocks: list[Block] = [Heading(1, TITLE), _about(given)]
    if given.run is None:
        return (*blocks, missing.run("each number that results rest on, with its source"))
    return (*blocks, *_rests_on(given, given.run), *_main(given.run), *_of_options(given.run))


def _about(given: Given) -> PaperTable:
    rows = [row for manifest in _manifests(given) for row in _made(manifest)]
    rows += [
        (PaperCell("Ranges hold"), PaperCell("8 in 10 futures, chances or expected effects (80%)")),
        (PaperCell("Intervals of places needed"), PaperCell("95%, of how well so many futures know them")),
        (PaperCell("Numbers of children that are hidden"), PaperCell(f"1 to {MOST_HIDDEN}, and others with them")),
    ]
    return PaperTable(
        "how_it_was_made",
        "How the numbers were made",
        ("What", "What it is"),
        tuple(rows),
        ("With the same base, seed and version the same numbers come out again.",),
        (given.source,),
    )


def _manifests(given: Given) -> Iterator[KeptManifest]:
    if given.run is not None:
        yield given.run.manifest
    if given.statement is not None:
        yield given.statement.manifest


def _made(manifest: KeptManifest) -> Iterator[tuple[PaperCell, PaperCell]]:
    drawn = "drawn from their ranges" if manifest.uncertainty else "at their central values"
    yield PaperCell(f"Run {manifest.run}: made by"), PaperCell(manifest.command)
    yield PaperCell(f"Run {manifest.run}: first day"), PaperCell(in_words(manifest.start))
    yield PaperCell(f"Run {manifest.run}: years"), cells.amount(manifest.years, "years")
    yield PaperCell(f"Run {manifest.run}: futures"), cells.number(manifest.replications)
    yield PaperCell(f"Run {manifest.run}: inputs"), PaperCell(drawn)
    yield PaperCell(f"Run {manifest.run}: seed"), PaperCell(str(manifest.seed))
    yield PaperCell(f"Run {manifest.run}: fingerprint of the base"), PaperCell(manifest.base.digest)


def _rests_on(given: Given, run: KeptRun) -> Iterator[Block]:
    base = run.manifest.base.name
    scenarios = tuple(dict.fromkeys((base, *run.strategies)))
    counts = {name: Counter(kind for _, kind in _distinct(run, name)) for name in scenarios}
    rows = [
        (PaperCell(words[:1].upper() + words[1:]), *(cells.number(counts[name][kind]) for name in scenarios))
        for kind, words in KINDS.items()
    ]
    yield Words(
        "Each number that the run rests on has a source, or is called a judgement. Judgements are those of the "
        "modellers; where a council knows better, its own number takes their place. All numbers with their sources "
        "are in assumptions.csv, in the folder of the run.",
        (given.source,),
    )
    yield PaperTable(
        "assumptions_by_kind",
        "What the numbers rest on",
        ("What", "Base", *map(run.manifest.label, run.strategies)),
        tuple(rows),
        ("Of options, the numbers that each brings or changes.",),
        (given.source,),
    )


def _distinct(run: KeptRun, scenario: str) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((one.quantity, one.kind) for one in run.assumptions if one.scenario == scenario))


def judged(run: KeptRun, scenario: str) -> int:
    """Return how many numbers of an option are judgements."""
    return sum(kind == JUDGEMENT for _, kind in _distinct(run, scenario))


def _main(run: KeptRun) -> Iterator[Block]:
    base = run.manifest.base.name
    found = [
        (title, one)
        for title, quantity in MAIN
        for one in run.assumptions
        if (one.scenario, one.quantity) == (base, quantity)
    ]
    if found:
        rows = [(PaperCell(_title(title, one)), *_cells(one)) for title, one in found]
        yield _table("main_assumptions", "Main assumptions of the base", rows, [one for _, one in found])


def _of_options(run: KeptRun) -> Iterator[Block]:
    for place, strategy in enumerate(run.strategies, start=1):
        found = [
            one
            for one in run.assumptions
            if one.scenario == strategy and one.kind == JUDGEMENT and not (isnan(one.low) and isnan(one.high))
        ]
        if found:
            label = run.manifest.label(strategy)
            rows = [(PaperCell(_plain(one)), *_cells(one)) for one in found]
            yield _table(f"judgements_{place}", f"{label}: judgements with their ranges", rows, found)


def _table(name: str, caption: str, rows: Sequence[tuple[PaperCell, ...]], found: list[KeptAssumption]) -> PaperTable:
    note = ("Times: the value is multiplied by a number from the range.",) if any(map(_is_scaled, found)) else ()
    sources = tuple(dict.fromkeys(_source(one) for one in found))
    return PaperTable(
        name,
        caption,
        ("What", "Value", "Unit", "Range", "Rests on", "As of"),
        tuple(rows),
        note,
        sources,
    )


def _is_scaled(one: KeptAssumption) -> bool:
    """Whether its range cannot be of the value itself, which lies outside it."""
    return not isnan(one.low) and not one.low <= one.value <= one.high


def _title(title: str, one: KeptAssumption) -> str:
    return f"{title}: {kind_in_words(one.category)}" if one.category else title


def _plain(one: KeptAssumption) -> str:
    """Return what a quantity means, in the words of its declaration; its name where this version has it no more."""
    if one.quantity not in declared():
        return " ".join(part for part in (one.quantity, one.category) if part)
    name, _, told = meaning(one.quantity).partition(": ")
    of = f" ({one.category})" if one.category else ""
    said = f"{name}{of}: {told}" if told else f"{name}{of}"
    return NAME_IN_A_FILE.sub(lambda found: found[0].rpartition(".")[2].replace("_", " "), _capital(said)).rstrip(".")


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _cells(one: KeptAssumption) -> tuple[PaperCell, ...]:
    value = PaperCell("no limit") if isinf(one.value) else PaperCell(_figures(one.value), one.value)
    reach = "" if isnan(one.low) or isnan(one.high) else f"{_figures(one.low)} to {_figures(one.high)}"
    scaled = f"times {reach}" if reach and _is_scaled(one) else reach
    return (
        value,
        PaperCell(_unit(one.unit)),
        PaperCell(scaled),
        PaperCell(RESTS_ON.get(one.kind, one.kind)),
        PaperCell(in_words(one.as_of)),
    )


def _figures(value: float) -> str:
    """Return a number to four figures, large ones in full."""
    size = f"{abs(value):,.0f}" if abs(value) >= 1000 else f"{abs(value):.4g}"
    return f"{MINUS}{size}" if value < 0 else size


def _unit(unit: str) -> str:
    return unit.replace("GBP", "£")


def _source(one: KeptAssumption) -> PaperSource:
    return PaperSource(title=one.source, publisher="", published=f"as of {in_words(one.as_of)}", address=one.link)
