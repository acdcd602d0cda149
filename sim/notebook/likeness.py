"""`sim.likeness`: a base, without strategies, beside what was published, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.likeness import likeness as experiment
from sim.experiments.likeness.reading import likened
from sim.experiments.running.progress import Tell
from sim.experiments.running.replications import run_all
from sim.experiments.running.results import Results
from sim.experiments.running.settings import REPLICATIONS, SEED, Settings
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.shown import ShownResult
from sim.scenario.scenario import Scenario, load

if TYPE_CHECKING:
    from sim.reports.shared.page import Page
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True)
class LikenessFound:
    """The runs of a base, and each line that it is held against."""

    results: Results
    lines: tuple[experiment.Likeness, ...]

    def __repr__(self) -> str:
        judged = [one for one in self.lines if one.target.judged]
        met = sum(not one.missed for one in judged)
        return f"<LikenessFound of {self.results.outcomes[0].scenario.name}: {met} of {len(judged)} lines in range>"


@dataclass(frozen=True, slots=True, repr=False)
class ShownLikeness(LikenessFound, ShownResult):
    """A likeness that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.likeness.table import rows

        return {"likeness.csv": rows(self.lines)}

    def _page(self) -> Page:
        from sim.reports.likeness.table import page

        return page(self.results, self.lines)


@shown_as(ShownLikeness)
def likeness(
    base: Scenario | str,
    *,
    years: float | None = None,
    replications: int = REPLICATIONS,
    seed: int = SEED,
    processes: int | None = None,
    progress: Tell | None = None,
) -> LikenessFound:
    """Run a base, and hold it against what was published of its council. Raises BadInput for what makes no sense."""
    settings = Settings(replications, seed, False, processes, years)
    chosen = load(base) if isinstance(base, str) else base
    if years is not None:
        chosen = chosen.with_years(years)
    results = run_all([chosen], settings, progress, likened)
    return LikenessFound(results, experiment.likeness(results.outcomes[0]))
