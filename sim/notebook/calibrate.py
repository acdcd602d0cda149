"""`sim.calibrate`: which numbers of a base are plausible in the light of published figures, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sim.experiments.calibration import settings as usual
from sim.experiments.calibration.calibration import Calibration, task
from sim.experiments.calibration.settings import CalibrationSettings
from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.progress import TellStage
from sim.experiments.running.settings import SEED, Settings
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.shown import ShownResult
from sim.scenario.scenario import Scenario, load

if TYPE_CHECKING:
    from sim.reports.shared.page import Page
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownCalibration(Calibration, ShownResult):
    """A calibration that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def save(self, *, force: bool = False) -> Path | None:
        """Keep the ensemble, from which later runs of the base draw; return where, None when nothing is plausible.

        With `force` it takes the place of one that is there. Raises BadInput when it cannot be kept.
        """
        from sim.foundations.faults import BadInput
        from sim.reports.calibration.pages import save, save_faults
        from sim.scenario.ensemble import own_file

        file = own_file(self.scenario.name)
        if wrong := save_faults(file, force):
            raise BadInput(wrong)
        return file if save(self, file, force) else None

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.calibration.pages import tables_of

        tables = tables_of(self)
        return {"numbers.csv": tables["numbers.csv"], **tables}

    def _page(self) -> Page:
        from sim.reports.calibration.headline import page

        return page(self)

    def _write(self, into: Path) -> None:
        from sim.reports.calibration.pages import keep

        keep(self, into, self.call.origin)


@shown_as(ShownCalibration)
def calibrate(
    scenario: Scenario | str,
    *,
    points: int = usual.POINTS,
    replications: int = usual.REPLICATIONS,
    waves: int = usual.WAVES,
    members: int = usual.MEMBERS,
    chance: int = usual.CHANCE,
    seed: int = SEED,
    years: float | None = None,
    processes: int | None = None,
    progress: TellStage | None = None,
) -> Calibration:
    """Return which numbers of a base are plausible in the light of its authority's published figures.

    It takes a minute or several; `save` of what it returns keeps the ensemble for later runs. Raises BadInput for what
    makes no sense.
    """
    settings = CalibrationSettings(points, replications, waves, members, chance, seed)
    shared = Settings(processes=processes, years=years)
    chosen = load(scenario) if isinstance(scenario, str) else scenario
    if years is not None:
        chosen = chosen.with_years(years)
    return task(chosen, settings).run(Machines(shared.processes).processes_used, tell=progress)
