"""`sim.baseline`: a base for a council from published figures, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from sim.bases.base import latest_year
from sim.experiments.balance.council_base import CouncilBase, council_base
from sim.experiments.running.progress import TellSteps
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.shown import ShownResult
from sim.published.authorities import authority
from sim.published.table import figures

if TYPE_CHECKING:
    from sim.reports.shared.page import Page
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownBase(CouncilBase, ShownResult):
    """A base that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def write(self, folder: str | PathLike[str] = "scenarios") -> Path:
        """Write its scenario file, such as leeds_2024.toml, into a folder that is there; return where it is.

        A file of that name is replaced when this program made it. Raises BadInput for any other, or without the folder.
        """
        from sim.reports.baseline.pages import keep
        from sim.reports.baseline.scenario_file import check, file_name

        path = Path(folder) / file_name(self.base.authority.name, self.base.start.year)
        check(path, force=False)
        keep(self.base, path, self.sizes)
        return path

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.baseline.table import rows

        return {"quantities.csv": rows(self.base)}

    def _page(self) -> Page:
        from sim.reports.baseline.table import page

        return page(self.base)


@shown_as(ShownBase)
def baseline(
    council: str,
    *,
    year: int | None = None,
    fast: bool = False,
    with_courts: bool = False,
    with_services: bool = False,
    fitted_services: bool = True,
    progress: TellSteps | None = None,
) -> CouncilBase:
    """Return the base of a council, given by name, part of a name or code, that starts on 1 April of a year.

    The latest year unless one is given. Fitting takes seconds to some minutes; `fast` leaves it out, for a first look:
    such a base drifts. With courts they decide when children leave; with services statutory services are laid over it.
    Strategies have the size that fits the council unless `fitted_services` is false. `write` keeps it. Raises BadInput
    for what makes no sense.
    """
    whose = authority(council)
    chosen = latest_year(whose, figures()) if year is None else year
    return council_base(
        whose, chosen, fast=fast, courts=with_courts, services=with_services, sized=fitted_services, tell=progress
    )
