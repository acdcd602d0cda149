"""A results folder read back: a run or comparison, a sufficiency statement, or a sweep."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from sim.foundations.faults import BadInput, fault
from sim.foundations.where import told_here
from sim.papers.kept.assumptions import KeptAssumption, assumptions
from sim.papers.kept.differences import KeptDifferences, differences
from sim.papers.kept.manifest import KeptManifest, check, manifest_of
from sim.papers.kept.measures import KeptMeasures, measures
from sim.papers.kept.money import KeptMoney, money
from sim.papers.kept.statement import KeptNeed, statement
from sim.papers.kept.sweep import SweptLine, swept
from sim.papers.kept.targets import KeptTarget, targets

NO_DIFFERENCES = KeptDifferences(())


@dataclass(frozen=True, slots=True)
class KeptRun:
    """The results of `run` or `compare`."""

    manifest: KeptManifest
    measures: KeptMeasures
    differences: KeptDifferences
    """None of a run that compares nothing."""
    money: KeptMoney
    assumptions: tuple[KeptAssumption, ...]
    targets: tuple[KeptTarget, ...]

    @property
    def strategies(self) -> tuple[str, ...]:
        """Return the strategies that were compared with the base, in order."""
        return self.differences.strategies(self.manifest.base.name)


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """The results of `sufficiency`."""

    manifest: KeptManifest
    lines: tuple[KeptNeed, ...]


@dataclass(frozen=True, slots=True)
class KeptSweep:
    """The results of `sweep`."""

    manifest: KeptManifest
    lines: tuple[SweptLine, ...]

    @property
    def varied(self) -> tuple[str, ...]:
        """Return the paths of the quantities that are varied."""
        return self.manifest.varied


KeptFolder: TypeAlias = KeptRun | KeptStatement | KeptSweep


def kept(folder: Path) -> KeptFolder:
    """Return what stands in a results folder. Raises BadInput when no paper is made from it, or it was changed."""
    manifest = manifest_of(folder)
    is_run, is_statement = manifest.has("measures.csv") and manifest.has("money.csv"), manifest.has("sufficiency.csv")
    is_sweep = manifest.has("summary.csv") and bool(manifest.varied)
    if manifest.has("measures.csv") and not is_run and not manifest.has("sums.csv"):  # sums are of several councils
        mend = told_here(f"make them again: {manifest.command}", "run it again")
        raise BadInput([fault(str(folder), "", "holds results of an older version, without money.csv", mend)])
    if not (is_run or is_statement or is_sweep):
        made = told_here(f'holds what "{manifest.command}" made', "holds results of another kind")
        mend = "papers are made from results of run.py run, compare, sufficiency and sweep: give a folder of these"
        raise BadInput([fault(str(folder), "", made, mend)])
    check(manifest)
    if is_statement:
        return KeptStatement(manifest, statement(folder))
    if is_sweep:
        return KeptSweep(manifest, swept(folder, manifest.varied))
    return KeptRun(
        manifest,
        measures(folder, manifest.start),
        differences(folder) if manifest.has("comparison.csv") else NO_DIFFERENCES,
        money(folder),
        assumptions(folder),
        targets(folder) if manifest.has("targets.csv") else (),
    )
