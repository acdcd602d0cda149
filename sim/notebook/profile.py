"""`sim.profile`: a council's published figures over ten years, as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.experiments.profile.council import CouncilProfile, council_profile
from sim.notebook.call import PythonCall, shown_as
from sim.notebook.experiment import ShownExperiment
from sim.published.authorities import authority
from sim.published.table import figures

if TYPE_CHECKING:
    from sim.reports.shared.page import KeptResults
    from sim.reports.shared.tables import Cells


@dataclass(frozen=True, slots=True, repr=False)
class ShownProfile(CouncilProfile, ShownExperiment):
    """A council's profile that can be shown."""

    call: PythonCall = field(kw_only=True, compare=False)

    def _kept(self) -> KeptResults:
        from sim.reports.profile.pages import results

        return results(self)

    def _tables(self) -> Mapping[str, Iterable[Cells]]:
        from sim.reports.profile.pages import contents

        return contents(self)

    def _record(self) -> None:
        """Return that nothing was run."""


@shown_as(ShownProfile)
def profile(council: str) -> CouncilProfile:
    """Return what is published of a council, given by name, part of a name or code, beside its neighbours and England.

    Raises BadInput when none or several councils are meant.
    """
    return council_profile(figures(), authority(council))
