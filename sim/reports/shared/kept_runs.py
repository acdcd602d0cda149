"""The runs of an experiment, kept in its folder as they are done, so that it can be stopped at any moment and resumed.

`runs.csv.gz` is CSV under compression, one sealed piece a task: a heading in JSON, then a line for each replication.
What numbers are of is written once, in pieces of its own that later ones name. A damaged or half-written piece is
passed over, and its task run again.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from sim.experiments.running.execution.tasks import Batch, Made, Point, Task
from sim.experiments.statistics.sample import Measured
from sim.foundations.faults import BadInput
from sim.reports.shared import begun_with, folder, sealed
from sim.scenario.levers import Setting
from sim.scenario.scenario import Scenario

FILE = "runs.csv.gz"
LOCK = ".lock"
DIGEST_LENGTH = 16

OTHER_INPUT = "other numbers in its scenarios, or another ensemble"

Keys = tuple[tuple[str, str, date], ...]
"""What the numbers of a replication are of."""


@dataclass(frozen=True, slots=True)
class RunsBegun:
    """What the first piece says was asked for."""

    words: tuple[str, ...]
    """Of the command line, after the program's own name."""
    digest: str
    """Of all that was asked for and decides what a run gives."""
    said: Mapping[str, Any]
    """The whole piece: with which program it was begun, too."""


@dataclass(slots=True)
class KeptRuns:
    """Keeps what tasks gave; holds the folder, so that no other program writes into it meanwhile."""

    into: Path
    lock: FileLock
    made: Path | None = None
    """The topmost folder that was made for this, None when it was there before."""
    landed: int = 0
    """Tasks that the file holds."""
    _names: dict[Keys, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """Return the file."""
        return self.into / FILE

    def hold(self) -> None:
        """Hold the folder. Raises BadInput when another program holds it."""
        try:
            self.lock.acquire(timeout=0)
        except Timeout:
            problem = "another run is going on in this folder"
            raise BadInput([f"{self.into}: {problem}; let it end, or give another folder"]) from None

    def known(self) -> Iterator[tuple[Task, Batch]]:
        """Yield what was kept, replication by replication."""
        keys: dict[str, Keys] = {}
        for piece in sealed.pieces(self.path):
            heading, _, body = piece.text.partition("\n")
            said = json.loads(heading)
            if "keys" in said:
                keys[said["keys"]] = _keys(body)
            elif "point" in said and {said["measures"], said["series"]} <= keys.keys():
                # without its keys, should they be damaged, a task is run again
                yield from _replications(said, body, keys)

    def look_through(self) -> None:
        """Learn what the file holds, and remove from its end what was never finished."""
        end = 0
        for piece in sealed.pieces(self.path):
            heading, _, body = piece.text.partition("\n")
            said, end = json.loads(heading), piece.end
            if "keys" in said:
                self._names[_keys(body)] = said["keys"]
            elif "point" in said:
                self.landed += 1
        sealed.cut(self.path, end)

    def keep(self, task: Task, batch: Batch) -> None:
        """Keep what a task gave, but for what failed: it is on the disk when this returns.

        Raises BadInput when it cannot be written, as on a full disk.
        """
        made = [(number, one) for number, one in zip(task.replications, batch, strict=True) if isinstance(one, Made)]
        if not made:
            return
        groups: dict[tuple[Keys, Keys], list[tuple[int, Made]]] = {}
        for number, one in made:
            groups.setdefault((one.measures.keys, one.series.keys), []).append((number, one))
        try:
            for (measures, series), group in groups.items():
                names = self._name(measures), self._name(series)
                sealed.add(self.path, _task(task.point, names, group))
        except OSError as error:
            reason = error.strerror or error
            raise BadInput([f"{self.path}: cannot be written ({reason}); make room there"]) from error
        self.landed += 1

    def finish(self) -> None:
        """Remove the runs when the results stand, and let go of the folder."""
        self.path.unlink(missing_ok=True)
        self.release()
        (self.into / LOCK).unlink(missing_ok=True)

    def release(self) -> None:
        """Let go of the folder; when nothing was done in it, it goes."""
        self.lock.release()
        if self.landed == 0 and {one.name for one in self.into.iterdir()} <= {FILE, LOCK}:
            for name in (FILE, LOCK):
                (self.into / name).unlink(missing_ok=True)
            folder.remove_empty(self.into, self.made or self.into)

    def _name(self, keys: Keys) -> str:
        """Return the name under which the file holds these keys, having added them when it did not."""
        if keys not in self._names:
            body = StringIO()
            csv.writer(body, lineterminator="\n").writerows((*key[:2], key[2].isoformat()) for key in keys)
            name = sha256(body.getvalue().encode()).hexdigest()[:DIGEST_LENGTH]
            sealed.add(self.path, f"{json.dumps({'keys': name})}\n{body.getvalue()}")
            self._names[keys] = name
        return self._names[keys]


def digest_of(scenarios: Iterable[Scenario], seed: int, uncertainty: bool, reading: object, turns: int = 1) -> str:
    """Return a digest of what was asked for, as far as it decides what a run gives: numbers, luck, what is read."""
    told = [(one.name, one.digest, one.ensemble if uncertainty else None) for one in scenarios]
    read = getattr(reading, "__qualname__", None) or repr(reading)  # a function's own words differ in each process
    decides = (told, seed, uncertainty, turns, read)
    return sha256(repr(decides).encode()).hexdigest()[:DIGEST_LENGTH]


def begin(into: Path, words: Sequence[str], digest: str) -> KeptRuns:
    """Begin to keep runs in a new folder. Raises BadInput when it is there already or cannot be written."""
    wrong = folder.faults(into)
    if wrong:
        raise BadInput(wrong)
    made = folder.first_missing(into)
    try:
        into.mkdir(parents=True)
    except FileExistsError:
        raise BadInput(folder.faults(into)) from None
    except OSError as error:
        raise BadInput([folder.unwritable(into, error)]) from error
    kept = KeptRuns(into, FileLock(into / LOCK), made)
    try:
        kept.hold()
        kept.path.touch()
        sealed.add(kept.path, json.dumps({"words": list(words), "digest": digest, **begun_with.heading()}))
        folder.settle(into)
    except BaseException as error:
        kept.release()
        if isinstance(error, OSError):
            raise BadInput([folder.unwritable(into, error)]) from error
        raise
    return kept


def begun(into: Path) -> RunsBegun:
    """Return what the experiment in the folder was asked for. Raises BadInput when there is none to resume."""
    path = into / FILE
    if not path.is_file():
        finished = (into / "manifest.json").is_file()
        problem = "what was run in it is finished" if finished else "nothing was begun in it"
        raise BadInput([f"{into}: {problem}, so there is nothing to resume; start again without --resume"])
    first = next((piece.text for piece in sealed.pieces(path)), "{}")
    said = json.loads(first.partition("\n")[0])
    if "words" not in said:
        raise BadInput([f"{path}: its first part is damaged; remove the folder and start again"])
    return RunsBegun(tuple(said["words"]), said["digest"], said)


def resume(into: Path, digest: str) -> KeptRuns:
    """Go on keeping runs in the folder. Raises BadInput when another program does, or something has changed since."""
    before = begun(into)
    begun_with.check(into, before.said, None if before.digest == digest else OTHER_INPUT)
    kept = KeptRuns(into, FileLock(into / LOCK))
    kept.hold()
    kept.look_through()
    return kept


def _task(point: Point, names: tuple[str, str], made: Iterable[tuple[int, Made]]) -> str:
    """Return the piece of a task: what it is of, then for each replication its measures and its series."""
    measures, series = names
    heading = {"point": [point.scenario, point.settings], "measures": measures, "series": series}
    lines = [json.dumps(heading, separators=(",", ":"))]
    for number, one in made:
        for what in one:
            lines.append(",".join((str(number), *map(repr, what.values.tolist()))))
    return "\n".join(lines)


def _replications(said: Any, body: str, keys: dict[str, Keys]) -> Iterator[tuple[Task, Batch]]:
    """Yield the replications of a task's piece, each as a task of its own."""
    scenario, settings = said["point"]
    point = Point(scenario, tuple(Setting(path, number) for path, number in settings))
    lines = body.split("\n")
    for measures, series in zip(lines[::2], lines[1::2], strict=True):
        number, _, _ = measures.partition(",")
        made = Made(_measured(keys[said["measures"]], measures), _measured(keys[said["series"]], series))
        yield Task(point, int(number), 1), (made,)


def _measured(keys: Keys, line: str) -> Measured:
    _, *values = line.split(",")
    return Measured(keys, np.array([float(value) for value in values], dtype=np.float64))


def _keys(body: str) -> Keys:
    rows = csv.reader(StringIO(body))
    return tuple((measure, category, date.fromisoformat(when)) for measure, category, when in rows)
