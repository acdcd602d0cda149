"""How an experiment is run: how often, on what luck, for how long, on how many processes; checked before it starts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

from sim.experiments.running.execution import addresses
from sim.experiments.running.execution.certificates import Certificates
from sim.experiments.running.execution.machines import Machines
from sim.experiments.running.execution.processes import cores, together
from sim.foundations.faults import BadInput, Faults, outside, whole_number
from sim.scenario.files.scenario_file import LONGEST_YEARS, SHORTEST_YEARS
from sim.scenario.scenario import Scenario

REPLICATIONS = 24
SEED = 2018

MOST_REPLICATIONS = 100_000
LARGEST_SEED = 2**63 - 1
MOST_TURNS = 1_000

PROCESSES_PER_CORE = 4
"""Beyond which more processes only take memory from one another."""

MOST_BYTES = 2_000_000_000
"""Of numbers that the parent keeps."""

NUMBERS_PER_RUN = 400
NUMBERS_PER_YEAR = 1000
"""Roughly how many numbers are kept of one replication of one scenario, and of each of its years (monthly values)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How an experiment is run. Raises `BadInput` with every fault."""

    replications: int = REPLICATIONS
    seed: int = SEED
    uncertainty: bool = False
    processes: int | None = None
    """One for each core when None."""
    years: float | None = None
    """As the scenario says when None."""
    cluster: str | None = None
    """Address of a cluster's scheduler, or "local"; None for processes of this machine alone."""
    certificates: Certificates | None = None
    turns: int = 1
    """Replications with each draw of the inputs, where they are drawn: several tell what is not known from chance."""
    trust_this_machine: bool = False
    """Whether all who use this machine may run programs as this user: with a cluster here that has no certificates."""

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        faults = [
            *_whole("replications", self.replications, 1, MOST_REPLICATIONS),
            *_whole("seed", self.seed, 0, LARGEST_SEED),
            *_whole("turns", self.turns, 1, MOST_TURNS),
            *([] if self.processes is None else _whole("processes", self.processes, 1, most_processes())),
            *([] if self.years is None else _years(self.years)),
            *self._of_machines(),
        ]
        if faults:
            raise BadInput(faults)

    def _of_machines(self) -> Iterator[str]:
        """Yield what is wrong with where the work is to be done."""
        if self.cluster is not None:
            yield from addresses.problems(self.cluster, self.certificates is not None, self.trust_this_machine)
        elif self.trust_this_machine:
            yield f"{addresses.TRUST}: is for a cluster here without certificates; give --cluster too, or leave it out"

    @property
    def processes_used(self) -> int:
        """Return on how many processes the work is shared."""
        return self.machines.processes_used

    @property
    def machines(self) -> Machines:
        """Return where the work is done."""
        return Machines(self.processes, self.cluster, self.certificates)


def from_text(
    replications: str | None,
    seed: str | None,
    processes: str | None,
    years: str | None,
    uncertainty: bool,
    cluster: str | None = None,
    certificates: Certificates | None = None,
    turns: str | None = None,
    trust_this_machine: bool = False,
) -> Settings:
    """Return settings from words of a command line, None if not given. Raises `BadInput` with every fault."""
    faults = Faults()
    whole: dict[str, int] = {}
    for name, text in (("replications", replications), ("seed", seed), ("processes", processes), ("turns", turns)):
        if text is not None:
            with faults.gather():
                whole[name] = whole_number(name, text, such_as=2 if name == "turns" else 100)
    length = None
    if years is not None:
        try:
            length = float(years)
        except ValueError:
            faults.add(f'years: "{years}" is not a number; give a number such as 3 or 2.5')
    settings = None
    with faults.gather():
        settings = Settings(
            replications=whole.get("replications", REPLICATIONS),
            seed=whole.get("seed", SEED),
            uncertainty=uncertainty,
            turns=whole.get("turns", 1),
            processes=whole.get("processes"),
            years=length,
            cluster=cluster,
            certificates=certificates,
            trust_this_machine=trust_this_machine,
        )
    if faults or settings is None:
        raise BadInput(faults)
    return settings


def most_processes() -> int:
    """Return how many processes are sensible on this machine."""
    return together(max(8, PROCESSES_PER_CORE * cores()))


def too_large(settings: Settings, scenarios: Sequence[Scenario], named: str = "replications") -> list[str]:
    """Return why the results would not fit in memory, if they would not; `named` is what says how many there are."""
    each = 8 * sum(NUMBERS_PER_RUN + NUMBERS_PER_YEAR * scenario.years for scenario in scenarios)
    if each * settings.replications <= MOST_BYTES:
        return []
    needed, most = each * settings.replications / 1e9, int(MOST_BYTES / each)
    return [
        f"{named}: {settings.replications:,} of {len(scenarios)} scenarios would keep about {needed:.1f} GB of "
        f"numbers in memory; give at most {most:,}, or fewer scenarios or years"
    ]


def _whole(name: str, value: int, low: int, high: int) -> Iterator[str]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield f"{name}: {value!r} is not a whole number; give one from {low:,} to {high:,}"
    else:
        yield from outside(name, value, low, high)


def _years(years: float) -> Iterator[str]:
    if not isfinite(years) or not SHORTEST_YEARS <= years <= LONGEST_YEARS:
        yield f"years: {years:g} makes no run; give at least {SHORTEST_YEARS} (a month) and at most {LONGEST_YEARS}"
