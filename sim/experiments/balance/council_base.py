"""A council's base as it is planned with: from published figures, fitted, with services and their sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.bases.base import Baseline, baseline
from sim.bases.council_sizes import council_sizes
from sim.bases.national.base import national_file
from sim.bases.services import with_services
from sim.experiments.balance.base import stood
from sim.experiments.running.progress import TellSteps
from sim.published.authorities import Authority
from sim.published.table import figures
from sim.scenario.files.strategy_sizes import StrategySize
from sim.scenario.scenario import load


@dataclass(frozen=True, slots=True)
class CouncilBase:
    """A base, and how large strategies are on it."""

    base: Baseline
    sizes: Mapping[str, StrategySize]
    """Beside what their files say; none where they are as written."""

    def __repr__(self) -> str:
        return f"<CouncilBase {self.base.title}: {len(self.base.entries)} quantities of its own>"


def council_base(
    whose: Authority,
    year: int,
    *,
    fast: bool = False,
    courts: bool = False,
    services: bool = False,
    sized: bool = True,
    tell: TellSteps | None = None,
) -> CouncilBase:
    """Return the base of an authority that starts on 1 April of a year.

    With `fast` ways between placements are not fitted; `courts` decide when children leave; statutory `services` are
    laid over it; strategies are `sized` by those whom they serve. Raises BadInput where no base can be made.
    """
    base = baseline(whose, year, figures(), national_file(year, courts=courts))
    return finished(base, fast=fast, services=services, sized=sized, tell=tell)


def finished(
    base: Baseline, *, fast: bool = False, services: bool = False, sized: bool = True, tell: TellSteps | None = None
) -> CouncilBase:
    """Return a base as it is planned with: fitted unless `fast`, with statutory services, with sizes of strategies."""
    if not fast:
        base = stood(base, tell)
    if services:
        base = with_services(base, base.known)
    own = {**load(base.based_on).quantities, **base.quantities}
    return CouncilBase(base, council_sizes(own, base.start) if sized else {})
