"""What a paper is written from: the results of one base, and what is published of its council."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.experiments.forecast.council import CouncilForecast, council_forecast
from sim.forecasting.ageing import HORIZONS
from sim.foundations.calendar import in_words
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.papers.document.paper import PaperSource
from sim.papers.kept.folder import KeptFolder, KeptRun, KeptStatement, KeptSweep
from sim.papers.kept.manifest import KeptManifest
from sim.published.authorities import Authority, authorities
from sim.published.table import figures

PUBLISHED = PaperSource(
    title="Children looked after in England including adoptions, and earlier publications in its place",
    publisher="Department for Education",
    published="each year, as shipped with this program",
    address="https://explore-education-statistics.service.gov.uk/find-statistics/"
    "children-looked-after-in-england-including-adoptions",
    licence="Open Government Licence v3.0",
)
"""Of all published numbers of children in care."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a paper is written from; at least a run or a statement."""

    run: KeptRun | None
    statement: KeptStatement | None
    sweep: KeptSweep | None
    authority: Authority | None
    """None where the base names no council of which figures are published."""
    forecast: CouncilForecast | None
    """From published figures alone; None where too little is published."""

    @property
    def manifest(self) -> KeptManifest:
        """Return what was run: of the run where there is one."""
        found = self.run or self.statement
        assert found is not None
        return found.manifest

    @property
    def council(self) -> str:
        """Return the council's name; the title of the base where it names none."""
        return self.authority.name if self.authority else self.manifest.base.title.partition(",")[0]

    @property
    def source(self) -> PaperSource:
        """Return the run as a source."""
        return _source(self.manifest, "Simulation")

    @property
    def source_of_statement(self) -> PaperSource:
        """Return the statement as a source."""
        assert self.statement is not None
        return _source(self.statement.manifest, "Sufficiency statement")

    @property
    def source_of_sweep(self) -> PaperSource:
        """Return the sweep as a source."""
        assert self.sweep is not None
        return _source(self.sweep.manifest, "Sweep")


def given(results: Sequence[KeptFolder], *, forecast: bool = True) -> Given:
    """Return what a paper is written from. Raises BadInput where results do not belong together."""
    runs = [one for one in results if isinstance(one, KeptRun)]
    statements = [one for one in results if isinstance(one, KeptStatement)]
    sweeps = [one for one in results if isinstance(one, KeptSweep)]
    _check(runs, statements, sweeps)
    run, statement, sweep = next(iter(runs), None), next(iter(statements), None), next(iter(sweeps), None)
    code = (run or statements[0]).manifest.base.authority
    authority = next((one for one in authorities() if one.code == code), None)
    return Given(run, statement, sweep, authority, _forecast(authority) if forecast else None)


def _check(runs: Sequence[KeptRun], statements: Sequence[KeptStatement], sweeps: Sequence[KeptSweep]) -> None:
    """Raise BadInput where there are no results, several of one sort, or of different bases."""
    if not runs and not statements:
        raise BadInput(["a paper needs results: give a folder that run.py run, compare or sufficiency has made"])
    sorts: tuple[tuple[str, Sequence[KeptFolder]], ...] = (
        ("of run or compare", runs),
        ("of sufficiency", statements),
        ("of sweep", sweeps),
    )
    for sort, found in sorts:
        if len(found) > 1:
            names = " and ".join(str(one.manifest.folder) for one in found)
            raise BadInput([f"{names}: are both results {sort}; a paper is written from one: compare all at once"])
    folders: tuple[KeptFolder, ...] = (*runs, *statements, *sweeps)
    one, *others = (kept.manifest for kept in folders)
    for other in others:
        if one.base.digest != other.base.digest:
            raise BadInput(
                [
                    f"{one.folder} and {other.folder}: are of different bases ({one.base.title}, "
                    f"{counted(one.years, 'year')}; {other.base.title}, {counted(other.years, 'year')}, or other "
                    "numbers in them); run both on the same base for as many years"
                ]
            )


def _forecast(authority: Authority | None) -> CouncilForecast | None:
    """Return the forecast from published figures; None where none can be made."""
    known = figures()
    if authority is None:
        return None
    try:
        return council_forecast(known, authority, known.known_until + max(HORIZONS))
    except BadInput:
        return None


def _source(manifest: KeptManifest, what: str) -> PaperSource:
    return PaperSource(
        title=(
            f"{what} of {manifest.base.title}: {counted(manifest.replications, 'future')} of "
            f"{counted(manifest.years, 'year')} from {in_words(manifest.start)}, run {manifest.run}"
        ),
        publisher=f"placement-sufficiency {manifest.program}",
        published=f"made by: {manifest.command}",
    )
