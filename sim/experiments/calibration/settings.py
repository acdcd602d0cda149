"""How a calibration is run: how many points, waves, replications and members; checked before it starts."""

from __future__ import annotations

from dataclasses import dataclass

from sim.experiments.running.execution.processes import cores, together
from sim.experiments.running.settings import LARGEST_SEED, SEED, most_processes
from sim.foundations.faults import BadInput, Faults, outside, whole_number

POINTS, REPLICATIONS, WAVES, MEMBERS, CHANCE = 192, 1, 3, 60, 60

MOST_WAVES = 20
MOST_POINTS = 4096
MOST_REPLICATIONS = 1000


@dataclass(frozen=True, slots=True)
class CalibrationSettings:
    """How a calibration is run. Raises `BadInput` with every fault."""

    points: int = POINTS
    """Sets of numbers run in each wave."""
    replications: int = REPLICATIONS
    """Of each point, on luck that no other point has."""
    waves: int = WAVES
    """At most; fewer when the share not ruled out stops shrinking."""
    members: int = MEMBERS
    """Of the ensemble."""
    chance: int = CHANCE
    """Runs of the middle of all ranges, each on luck of its own, to show chance; rounded up to whole points."""
    seed: int = SEED

    def __post_init__(self) -> None:
        """Refuse what makes no sense."""
        faults = [
            *outside("points", self.points, 4, MOST_POINTS),
            *outside("replications", self.replications, 1, MOST_REPLICATIONS),
            *outside("waves", self.waves, 1, MOST_WAVES),
            *outside("members", self.members, 2, MOST_POINTS),
            *outside("chance", self.chance, 4, MOST_POINTS),
            *outside("seed", self.seed, 0, LARGEST_SEED),
        ]
        if faults:
            raise BadInput(faults)

    @property
    def most_points(self) -> int:
        """Return how many points are run if every wave is."""
        return self.chance_points + self.points * self.waves + self.members

    @property
    def chance_points(self) -> int:
        """Return over how many points, of as many replications as any other, the runs that show chance are spread."""
        return -(-self.chance // self.replications)


def from_text(**given: str | None) -> CalibrationSettings:
    """Return settings from words of a command line, None if not given. Raises `BadInput` with every fault."""
    faults = Faults()
    whole: dict[str, int] = {}
    for name, text in given.items():
        if text is not None:
            with faults.gather():
                whole[name] = whole_number(f"--{name}", text, such_as=100)
    settings = None
    with faults.gather("--"):
        settings = CalibrationSettings(**whole)
    if faults or settings is None:
        raise BadInput(faults)
    return settings


def processes_from(text: str | None) -> int:
    """Return on how many processes to share the work: one for each core unless given. Raises `BadInput`."""
    if text is None:
        return together(cores())
    if not text.isdecimal() or not 1 <= int(text) <= most_processes():
        raise BadInput([f'--processes: "{text}" is no number of processes; give 1 to {most_processes()}'])
    return int(text)
