"""An ensemble: the plausible sets of numbers that `run.py calibrate` found for a base, and how they take effect.

The file is CSV under a few lines that begin with ``#``. A column is the path of a number ("stability.scale"), a factor
on a whole table ("factor on leaving.hazard_by_time_in_care"), or a tilt of where placements are: added to the log-odds,
against a placement near by, of one inside the authority or of one over 20 miles away, alike in every market.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from math import isfinite
from pathlib import Path

from sim.foundations import decisions_of_chance as decisions
from sim.foundations.called import called
from sim.foundations.chance import Chance
from sim.foundations.faults import BadInput, did_you_mean, fault
from sim.parameters.tables import Table
from sim.scenario.ensemble_columns import FACTOR, TILT_FAR, TILT_INSIDE, TILTED, applied, of_number, of_size
from sim.scenario.files import limits, reading
from sim.scenario.files.workplace import ENSEMBLES, Workplace
from sim.scenario.quantities.declared import build, declared
from sim.scenario.quantities.quantity import Plain, Quantity

NONE = "none"
"""Asked for in place of a file: no ensemble."""

MOST_MEMBERS = 100_000
LARGEST_FILE = 100_000_000
"""Bytes; so many members take about 25 million."""
MEMBER = "member"
HEADING = ("scenario", "numbers", "seed", "replications", "waves", "years fitted")


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Plausible sets of numbers for one base; every member weighs the same."""

    file: str
    """As results show it."""
    scenario: str
    """The base's name."""
    numbers: str
    """Digest of the base's numbers for which it was made."""
    seed: int
    replications: int
    """Of each set of numbers, in the calibration."""
    waves: int
    years_fitted: str
    """Of the published figures, in words."""
    columns: tuple[str, ...]
    members: tuple[tuple[float, ...], ...]
    spared: frozenset[str] = frozenset()
    """Paths of quantities that a strategy or a sweep has set: they keep those numbers."""

    def drawn(self, quantities: Mapping[str, Quantity], seed: int, replication: int) -> dict[str, Plain]:
        """Return by path the numbers of the member that this replication takes; each is taken once before any twice."""
        first = int(Chance(seed, 0).uniform(decisions.FIRST_MEMBER_OF_THE_ENSEMBLE, 0) * len(self.members))
        return self.values(quantities, self.members[(first + replication) % len(self.members)])

    def values(self, quantities: Mapping[str, Quantity], member: Sequence[float]) -> dict[str, Plain]:
        """Return by path the numbers of a member."""
        found = applied(quantities, self.columns, member)
        return {path: value for path, value in found.items() if path not in self.spared}

    def sparing(self, paths: frozenset[str]) -> Ensemble:
        """Return the ensemble that leaves the quantities at these paths as they are."""
        return replace(self, spared=self.spared | paths)

    def misfit(self, base: str) -> str:
        """Return the message of a base whose numbers are not those that it was made for."""
        other = self.scenario != base
        problem = (
            f"is the ensemble of {self.scenario}, not of {base}"
            if other
            else f"you have changed numbers in {base} since it was calibrated"
        )
        return f"{self.file}: {problem}; calibrate {base} again, leave the ensemble out, or take central values"

    def faults(self, quantities: Mapping[str, Quantity], years: float) -> Iterator[str]:
        """Yield why members cannot be drawn in place of these quantities of the base, which would be cut in silence."""
        reached = [(min(numbers), max(numbers)) for numbers in zip(*self.members, strict=True)]
        for column, ends in zip(self.columns, reached, strict=True):
            path = column.removeprefix(FACTOR)
            value = quantities[path].value if path in quantities else None
            parts = value.values() if isinstance(value, Table) else ()
            products = [(end, end * part) for end in ends for part in parts]
            wrong = [(end, one) for end, number in products for one in of_size(path, declared()[path].unit, number)]
            for factor, (problem, mend) in wrong[:1]:
                yield fault(self.file, column, f"is {factor:g} in a member, so that a number of {path} {problem}", mend)
        for farther in (min, max):
            made = applied(quantities, self.columns, [farther(ends) for ends in reached])
            drawn = {path: replace(item, value=made.get(path, item.value)) for path, item in quantities.items()}
            parameters = build({path: item.value for path, item in drawn.items()})
            for path, problem, mend in limits.of_a_draw(drawn, parameters, years):
                yield fault(self.file, path.removesuffix(".value"), f"in a member {problem}", mend)

    def other_courts(self, name: str) -> str:
        """Return the message of a scenario that lays courts over the base, or takes them away."""
        problem = f"it was calibrated on {self.scenario} as it is, and {name} lays courts over it or takes them away"
        return f"{self.file}: {problem}; leave the ensemble out, or take central values"

    def text(self) -> str:
        """Return the content of the ensemble's file."""
        out = StringIO()
        heading = (self.scenario, self.numbers, self.seed, self.replications, self.waves, self.years_fitted)
        out.write("# Plausible sets of numbers found by run.py calibrate; each member weighs the same.\n")
        for key, value in zip(HEADING, heading, strict=True):
            out.write(f"# {key}: {value}\n")
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow((MEMBER, *self.columns))
        rows.writerows((number, *member) for number, member in enumerate(self.members, start=1))
        return out.getvalue()


def kept_for(base: str) -> Path | None:
    """Return the file of the ensemble that is kept for the base of this name, if there is one."""
    files = (own_file(base), *(folder / ENSEMBLES / f"{base}.csv" for folder in reading.scenarios_folders()))
    return next((file for file in files if file.is_file()), None)


def own_file(base: str) -> Path:
    """Return where the ensemble that a user makes for the base of this name is kept."""
    return Workplace(Path.cwd()).ensembles / f"{base}.csv"


def is_shipped(file: Path) -> bool:
    """Whether the file lies where the ensembles are that come with the program."""
    return file.resolve().parent == (reading.shipped() / ENSEMBLES).resolve()


def words_for(base: str, ensemble: Ensemble | None) -> tuple[str, ...]:
    """Return the words of a command line that choose the ensemble; none for the one that is chosen without them."""
    kept = kept_for(base)
    if (ensemble and ensemble.file) == (kept and reading.display_name(kept)):
        return ()
    return "--ensemble", NONE if ensemble is None else ensemble.file


def read(path: Path) -> Ensemble:
    """Return the ensemble in the file at `path`. Raises BadInput with every fault."""
    name = reading.display_name(path)
    made = f"the file of an ensemble that {called()} calibrate made, or {NONE}"
    lines = reading.text_of(path, "an ensemble", made, LARGEST_FILE).splitlines()
    heading = dict(_heading(lines))
    try:
        rows = list(csv.reader(line for line in lines if line and not line.startswith("#")))
    except csv.Error:
        raise BadInput([fault(name, "", "has a cell that no number is as long as", f"give {made}")]) from None
    faults = [*_of_heading(name, heading), *_of_table(name, rows)]
    if faults:
        raise BadInput(faults)
    return Ensemble(
        file=name,
        scenario=heading["scenario"],
        numbers=heading["numbers"],
        seed=int(heading["seed"]),
        replications=int(heading["replications"]),
        waves=int(heading["waves"]),
        years_fitted=heading["years fitted"],
        columns=tuple(rows[0][1:]),
        members=tuple(tuple(float(cell) for cell in row[1:]) for row in rows[1:]),
    )


def _heading(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        key, colon, value = line.removeprefix("#").partition(":")
        if line.startswith("#") and colon:
            yield key.strip(), value.strip()


def _of_heading(name: str, heading: Mapping[str, str]) -> Iterator[str]:
    mend = "calibrate again: the lines that begin with # were changed"
    for key in HEADING:
        if key not in heading:
            yield fault(name, key, "is missing from the lines that begin with #", mend)
        elif key in ("seed", "replications", "waves") and not heading[key].isdecimal():
            yield fault(name, key, f'is "{heading[key]}", not a whole number', mend)


def _of_table(name: str, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    if len(rows) < 2 or rows[0][:1] != [MEMBER]:
        yield fault(name, "", f'has no table of members with a first column "{MEMBER}"', "calibrate again")
        return
    if len(rows) - 1 > MOST_MEMBERS:
        yield fault(name, "", f"has {len(rows) - 1:,} members, too many", f"keep at most {MOST_MEMBERS:,}")
        return
    columns = rows[0]
    if len(columns) > len(declared()) + len(TILTED):
        yield fault(name, "", f"has {len(columns):,} columns, more than there are quantities", "calibrate again")
        return
    if len(columns) == 1:
        yield fault(name, MEMBER, "is the only column, so that members hold no numbers", "calibrate again")
    for column in columns[1:]:
        yield from _of_column(name, column)
    for column, times in Counter(columns).items():
        if times > 1:
            yield fault(name, column, f"is the name of {times} columns", "keep one of them, or calibrate again")
    for member, times in Counter(row[0] for row in rows[1:]).items():
        if times > 1:
            mend = "number the members from 1: each is one set of numbers"
            yield fault(name, f"{MEMBER} {member}", f"is the name of {times} rows", mend)
    for row in rows[1:]:
        if len(row) != len(columns):
            mend = f"give {len(columns)} cells"
            yield fault(name, f"{MEMBER} {row[0]}", f"has {len(row)} cells for {len(columns)} columns", mend)
        for column, cell in zip(columns[1:], row[1:], strict=False):
            place = f"{MEMBER} {row[0]}, {column}"
            if not _is_finite(cell):
                yield fault(name, place, f'is "{cell}"', "give a finite number")
            else:
                yield from (fault(name, place, *wrong) for wrong in of_number(column, float(cell)))


def _of_column(name: str, column: str) -> Iterator[str]:
    if column in (TILT_INSIDE, TILT_FAR):
        return
    path = column.removeprefix(FACTOR)
    what = declared().get(path)
    if what is None:
        mend = did_you_mean(path, declared(), f"name a column as {called()} calibrate does")
        yield fault(name, column, "is not a known quantity", mend)
    elif (what.table is not None) != column.startswith(FACTOR):
        right = f"{FACTOR}{path}" if what.table else path
        yield fault(name, column, "does not fit the quantity", f'call the column "{right}"')


def _is_finite(cell: str) -> bool:
    try:
        return isfinite(float(cell))
    except ValueError:
        return False
