"""What the sealed pieces of kept runs say: what was asked for, what numbers are of, the numbers of tasks, and the end.

A piece is a heading in JSON and lines of CSV. One that is sealed and yet says nothing of these is passed over like a
damaged one.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from sim.experiments.running.execution.tasks import Batch, Made, Point, Task
from sim.reports.shared import sealed
from sim.scenario.levers import Setting

if TYPE_CHECKING:
    from sim.experiments.statistics.sample import Measured

Keys: TypeAlias = tuple[tuple[str, str, date], ...]
"""What the numbers of a replication are of."""

MOST_REPLICATIONS = 1_000_000
"""More than any experiment makes of one point."""


@dataclass(frozen=True, slots=True)
class RunsBegun:
    """What was asked for."""

    words: tuple[str, ...]
    """Of the command line, after the program's own name."""
    digest: str
    """Of all that was asked for and decides what a run gives."""
    said: Mapping[str, Any]
    """The whole piece: with which program it was begun, too."""


@dataclass(frozen=True, slots=True)
class RunsFinished:
    """That the results stand."""


@dataclass(frozen=True, slots=True)
class KeysNamed:
    """What numbers are of, under a name."""

    name: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class TaskDone:
    """The numbers of a task."""

    point: Point
    measures: str
    """Name of the keys of its measures."""
    series: str
    """Likewise of its monthly values."""
    lines: tuple[str, ...]

    def replications(self, keys: Mapping[str, Keys]) -> Iterator[tuple[Task, Batch]]:
        """Yield its replications, each as a task of its own; none whose keys are not known, or that has no numbers."""
        if not {self.measures, self.series} <= keys.keys():
            return
        for measures, series in zip(self.lines[::2], self.lines[1::2], strict=False):
            number, first = _numbers(measures)
            again, second = _numbers(series)
            of_measures, of_series = keys[self.measures], keys[self.series]
            whole = number == again and len(first) == len(of_measures) and len(second) == len(of_series)
            if whole and 0 <= number < MOST_REPLICATIONS:
                made = Made(_measured(of_measures, first), _measured(of_series, second))
                yield Task(self.point, number, 1), (made,)


KeptPiece: TypeAlias = RunsBegun | RunsFinished | KeysNamed | TaskDone


def pieces(path: Path) -> Iterator[KeptPiece]:
    """Yield what each sound piece of the file says, in order."""
    for piece in sealed.pieces(path):
        told = said(piece.text)
        if told is not None:
            yield told


def begun_text(words: Sequence[str], digest: str, program: Mapping[str, Any]) -> str:
    """Return the piece that says what was asked for, and with which program."""
    return json.dumps({"words": list(words), "digest": digest, **program})


def finished_text() -> str:
    """Return the piece that says that the results stand."""
    return json.dumps({"finished": True})


def keys_text(name: str, body: str) -> str:
    """Return the piece that names the keys in the lines `body`."""
    return f"{json.dumps({'keys': name})}\n{body}"


def keys_lines(keys: Keys) -> str:
    """Return keys as lines of CSV."""
    body = StringIO()
    csv.writer(body, lineterminator="\n").writerows((*key[:2], key[2].isoformat()) for key in keys)
    return body.getvalue()


def task_text(point: Point, names: tuple[str, str], made: Iterable[tuple[int, Made]]) -> str:
    """Return the piece of a task: what it is of, then for each replication its measures and its series."""
    measures, series = names
    heading = {"point": [point.scenario, point.settings], "measures": measures, "series": series}
    lines = [json.dumps(heading, separators=(",", ":"))]
    for number, one in made:
        for what in one:
            lines.append(",".join((str(number), *map(repr, what.values.tolist()))))
    return "\n".join(lines)


def said(text: str) -> KeptPiece | None:
    """Return what a piece says, None when it says nothing that is known here."""
    heading, _, body = text.partition("\n")
    try:
        told = json.loads(heading)
        if "words" in told:
            return _begun(told)
        if "finished" in told:
            return RunsFinished()
        if "keys" in told:
            return KeysNamed(str(told["keys"]), _keys(body))
        return TaskDone(_point(told["point"]), str(told["measures"]), str(told["series"]), tuple(body.split("\n")))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, csv.Error):
        return None


def _begun(told: Any) -> RunsBegun | None:
    words = told["words"]
    if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
        return None
    return RunsBegun(tuple(words), str(told["digest"]), told)


def _point(told: Any) -> Point:
    scenario, settings = told
    if type(scenario) is not int or scenario < 0:
        raise ValueError(scenario)
    given = tuple(Setting(str(path), number) for path, number in settings)
    if not all(isinstance(one.number, int | float) and isfinite(one.number) for one in given):
        raise ValueError(given)
    return Point(scenario, given)


def _keys(body: str) -> Keys:
    rows = csv.reader(StringIO(body))
    return tuple((measure, category, date.fromisoformat(when)) for measure, category, when in rows)


def _numbers(line: str) -> tuple[int, list[float]]:
    """Return the number of the replication and its values; -1 when the line says none."""
    number, *values = line.split(",")
    try:
        return int(number), [float(value) for value in values]
    except ValueError:
        return -1, []


def _measured(keys: Keys, values: Sequence[float]) -> Measured:
    import numpy as np  # here alone: whoever lists runs reads no numbers of them

    from sim.experiments.statistics.sample import Measured

    return Measured(keys, np.array(values, dtype=np.float64))
