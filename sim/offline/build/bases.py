"""The bases of councils that the offline file holds, each with its fit, kept in the user's cache by digest.

Of each council there are two: its base, and beside it the one with courts of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from sim.bases.base import latest_year
from sim.experiments.balance.council_base import council_base
from sim.fitting.stays import mean_stay
from sim.foundations.cache import kept
from sim.foundations.faults import BadInput
from sim.offline.known_stays import digest
from sim.planner.parts import WITH_COURTS
from sim.published.authorities import Authority, authorities, authority
from sim.published.table import figures
from sim.reports.baseline.pages import baseline_text
from sim.reports.baseline.scenario_file import file_name
from sim.scenario.scenario import Scenario

CODE = ("foundations", "parameters", "published", "scenario", "fitting", "forecasting", "bases", "model", "experiments")
"""Parts of the program that decide what a fitted base is."""

MOST_KEPT = 800
"""Fitted bases kept in the cache: those of every council, of two versions of the program."""


@dataclass(frozen=True, slots=True)
class ShippedBase:
    """A base as the file holds it."""

    file: str
    """Its name, such as leeds_2024.toml."""
    text: str
    courts: bool = False
    """Whether it is the one with courts of its own."""


class TextForm:
    """How a text is kept."""

    def write(self, value: str) -> bytes:
        """Return it as bytes."""
        return value.encode()

    def read(self, content: bytes) -> str:
        """Return what was written."""
        return content.decode()


def councils(names: Sequence[str]) -> tuple[Authority, ...]:
    """Return councils by name, all of those for which a base can be made where none is named. Raises BadInput."""
    if names:
        return tuple(authority(name) for name in names)
    return tuple(one for one in authorities() if _has_figures(one))


def _has_figures(one: Authority) -> bool:
    try:
        return latest_year(one, figures()) == figures().known_until
    except BadInput:
        return False


def fitted(whose: Authority, courts: bool) -> ShippedBase:
    """Return the base of a council with its fit, made now or before: with courts of its own, or without."""
    year = latest_year(whose, figures())

    def make() -> str:
        made = council_base(whose, year, courts=courts)
        return baseline_text(made.base, made.sizes)

    text = kept("offline-base", (whose.code, year, courts), TextForm(), make, code=CODE, most=MOST_KEPT)
    stem = file_name(whose.name, year).removesuffix(".toml")
    return ShippedBase(f"{stem}{WITH_COURTS if courts else ''}.toml", text, courts)


def all_fitted(of: Sequence[Authority], processes: int, tell: Callable[[int, int], None]) -> Iterator[ShippedBase]:
    """Yield the bases of councils in their order, worked out side by side; `tell` hears how many of how many are done.

    Raises BadInput where one of them cannot be made: none is left out, or shipped without its fit.
    """
    wanted = [(one, courts) for one in of for courts in (False, True)]
    tell(0, len(wanted))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for done, base in enumerate(pool.map(fitted, *zip(*wanted, strict=True)), start=1):
            tell(done, len(wanted))
            yield base


def stay(scenario: Scenario) -> tuple[str, float]:
    """Return a digest of what decides how long children stay under a scenario, and how many years they do."""
    return digest(scenario.parameters), mean_stay(scenario.parameters)
