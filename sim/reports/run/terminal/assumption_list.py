"""What `run.py check` shows on a terminal: each quantity with its value, range and source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.reports.shared import outlook_words
from sim.reports.shared.console import console
from sim.scenario.assumptions import Assumption, assumptions
from sim.scenario.scenario import Scenario

if TYPE_CHECKING:
    from rich.text import Text

OLD = 367
"""Days before the first day from which on a figure is called old: the year to the day before is the latest there is."""

OLDER = "Figures that are more than a year older than the first day, for none came after or none was taken:"


def show_assumptions(scenario: Scenario, paths: Sequence[str], laid_over: str = "") -> None:
    """Print the quantities at `paths` with values, ranges and sources, how many rest on what, and a base's outlook.

    Those of the last file first, then those of the files under it; `laid_over` says what it was laid over.
    """
    from rich.text import Text

    out = console()
    chosen = [one for one in assumptions(scenario) if one.path in set(paths)]
    out.print(Text(f"{scenario.title}: {len(chosen)} quantities, no faults.", style="bold"))
    out.print(*([Text(laid_over)] if laid_over else []), "", sep="\n")
    files = [file for file in reversed(scenario.files) if any(one.file == file for one in chosen)]
    lines: list[Text] = []
    for file in files:
        of_file = [one for one in chosen if one.file == file]
        whose = "Its own" if file == scenario.files[-1] else "Of what it lies over"
        if len(files) > 1:
            heading = f"{whose}, {file}: {counted(len(of_file), 'quantity', 'quantities')}"
            lines.append(Text(f"{heading}\n" if file == files[0] else f"\n{heading}\n", style="bold"))
        lines.extend(line for one in of_file for line in _lines(one))
    out.print(*lines, sep="\n")  # all at once: one by one takes twice as long
    counts = Counter(one.kind for one in chosen)
    if len(paths) == len(scenario.quantities):
        out.print("", *(Text(sentence) for sentence in outlook_words.sentences(scenario)), sep="\n")
    out.print("", Text("; ".join(f"{kind}: {count}" for kind, count in counts.most_common())))
    if scenario.doubts:
        doubts = (Text(f"{doubt}.") for doubt in scenario.doubts)
        out.print("", Text("Well outside what is plausible:", style="bold"), *doubts, sep="\n")
    if older := list(_older(scenario, chosen)):
        out.print("", Text(OLDER, style="bold"), *map(Text, older), sep="\n")


def _lines(one: Assumption) -> Iterator[Text]:
    """Yield what is printed of one quantity."""
    from rich.text import Text

    said = "" if one.path.endswith(one.meaning.replace(" ", "_")) else f": {one.meaning}"
    yield Text.assemble((one.path, "bold"), said)
    yield Text(f"    {one.value} {one.unit}; {one.kind}, as of {in_words(one.as_of)}; range: {one.range}")
    if one.change:
        yield Text(f"    {one.change}")
    yield Text(f"    {one.source} [{one.file}]", style="dim")
    if one.link or one.table:
        yield Text(f"    {', '.join(part for part in (one.table, one.link) if part)}", style="dim")


def _older(scenario: Scenario, chosen: Sequence[Assumption]) -> Iterator[str]:
    """Yield, by date, what was published more than a year before the run starts; a judgement has no such date."""
    last = scenario.start - timedelta(days=OLD)
    old = [one for one in chosen if one.kind in ("published", "fitted", "local") and one.as_of < last]
    for when in sorted({one.as_of for one in old}):
        yield f"{in_words(when)}: {', '.join(one.path for one in old if one.as_of == when)}"
