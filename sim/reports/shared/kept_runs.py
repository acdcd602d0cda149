"""The runs of an experiment, kept in its folder as they are done, so that it can be stopped at any moment and resumed.

`runs.csv.gz` is CSV under compression, one sealed piece a task: a heading in JSON, then a line for each replication.
What numbers are of is written once, in pieces of its own that later ones name. A damaged or half-written piece is
passed over, and its task run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from filelock import FileLock, Timeout

from sim.experiments.running.execution.tasks import Batch, Made, Task
from sim.foundations.counted import counted
from sim.foundations.faults import BadInput
from sim.foundations.first_day import FirstDay
from sim.reports.shared import begun_with, folder, kept_pieces, sealed
from sim.reports.shared.kept_pieces import Keys, KeysNamed, RunsBegun, RunsFinished, TaskDone
from sim.scenario.scenario import Scenario

FILE = "runs.csv.gz"
LOCK = ".lock"
DIGEST_LENGTH = 16

OTHER_INPUT = "other numbers in its scenarios, another ensemble, or another private first day"


@dataclass(slots=True)
class KeptRuns:
    """Keeps what tasks gave; holds the folder, so that no other program writes into it meanwhile."""

    into: Path
    lock: FileLock
    made: Path | None = None
    """The topmost folder that was made for this, None when it was there before."""
    complete: bool = False
    """Whether nothing more may be run: what is kept is to be reported on."""
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
        for piece in kept_pieces.pieces(self.path):
            if isinstance(piece, KeysNamed):
                keys[piece.name] = piece.keys
            elif isinstance(piece, TaskDone):
                # without its keys, should they be damaged, a task is run again
                yield from piece.replications(keys)

    def look_through(self) -> None:
        """Learn what the file holds, and remove from its end what was never finished."""
        end = 0
        for sound in sealed.pieces(self.path):
            end, piece = sound.end, kept_pieces.said(sound.text)
            if isinstance(piece, KeysNamed):
                self._names[piece.keys] = piece.name
            self.landed += isinstance(piece, TaskDone)
        sealed.cut(self.path, end)

    def lacks(self, runs: int) -> None:
        """Hear that so many runs were not kept. Raises BadInput where only what is kept is to be reported on."""
        if self.complete:
            problem = f"{counted(runs, 'replication')} of what was asked for are not kept in it"
            command = kept_in(self.into).words[0]
            raise BadInput([f"{self.into}: {problem}; run them with run.py {command} --resume {self.into}"])

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
        for (measures, series), group in groups.items():
            names = self._name(measures), self._name(series)
            self._add(kept_pieces.task_text(task.point, names, group))
        self.landed += 1

    def _add(self, text: str) -> None:
        try:
            sealed.add(self.path, text)
        except OSError as error:
            reason = error.strerror or error
            raise BadInput([f"{self.path}: cannot be written ({reason}); make room there"]) from error

    def finish(self) -> None:
        """Note that the results stand, and let go of the folder; the runs stay, so that a report can be made again.

        Raises BadInput when it cannot be written.
        """
        if not self.complete:
            self._add(kept_pieces.finished_text())
        self.release()
        (self.into / LOCK).unlink(missing_ok=True)

    def release(self) -> None:
        """Let go of the folder; when nothing was done in it, it goes."""
        self.lock.release()
        if self.landed == 0 and not self.complete and {one.name for one in self.into.iterdir()} <= {FILE, LOCK}:
            for name in (FILE, LOCK):
                (self.into / name).unlink(missing_ok=True)
            folder.remove_empty(self.into, self.made or self.into)

    def _name(self, keys: Keys) -> str:
        """Return the name under which the file holds these keys, having added them when it did not."""
        if keys not in self._names:
            body = kept_pieces.keys_lines(keys)
            name = sha256(body.encode()).hexdigest()[:DIGEST_LENGTH]
            self._add(kept_pieces.keys_text(name, body))
            self._names[keys] = name
        return self._names[keys]


def digest_of(scenarios: Iterable[Scenario], seed: int, uncertainty: bool, reading: object, turns: int = 1) -> str:
    """Return a digest of what was asked for, as far as it decides what a run gives: numbers, luck, what is read."""
    told = [
        (one.name, one.digest, _drawn_from(one) if uncertainty else None, *_mark(one.first_day)) for one in scenarios
    ]
    read = getattr(reading, "__qualname__", None) or repr(reading)  # a function's own words differ in each process
    decides = (told, seed, uncertainty, turns, read)
    return sha256(repr(decides).encode()).hexdigest()[:DIGEST_LENGTH]


def _mark(first_day: FirstDay | None) -> Iterator[str]:
    """Yield the mark of a private first day, which tells nothing of what is in it."""
    if first_day is not None:
        yield first_day.mark


def _drawn_from(scenario: Scenario) -> tuple[object, ...] | None:
    """Return the ensemble of a scenario in words that are the same in each process, which those of a set are not."""
    ensemble = scenario.ensemble
    return None if ensemble is None else (replace(ensemble, spared=frozenset()), sorted(ensemble.spared))


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
        sealed.add(kept.path, kept_pieces.begun_text(words, digest, begun_with.heading()))
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
    if not folder.is_file(path):
        finished = folder.is_file(into / "manifest.json")
        problem = "what was run in it is finished" if finished else "nothing was begun in it"
        raise BadInput([f"{into}: {problem}, so there is nothing to resume; start again"])
    if any(isinstance(one, RunsFinished) for one in kept_pieces.pieces(path)):
        problem = "what was run in it is finished, so there is nothing to resume"
        raise BadInput([f"{into}: {problem}; run.py report {into} makes its report again"])
    return _asked(path)


def _asked(path: Path) -> RunsBegun:
    first = next(kept_pieces.pieces(path), None)
    if not isinstance(first, RunsBegun):
        raise BadInput([f"{path}: its first part is damaged; remove the folder and start again"])
    return first


def kept_in(into: Path) -> RunsBegun:
    """Return what the runs that are kept in a folder were asked for, finished or not. Raises BadInput without any."""
    if not folder.is_file(into / FILE):
        problem = "no replications are kept in it" if folder.is_folder(into) else "there is no such folder of results"
        raise BadInput([f"{into}: {problem}, so that no report can be made again; run the command again"])
    return _asked(into / FILE)


def resume(into: Path, digest: str, *, complete: bool = False) -> KeptRuns:
    """Go on keeping runs in the folder, or report on them alone where they are complete.

    Raises BadInput when another program holds the folder, or something has changed since.
    """
    before = kept_in(into) if complete else begun(into)
    other_input = None if before.digest == digest else OTHER_INPUT
    if other_input or not complete:  # what is complete is told again by another version of the program, too
        begun_with.check(into, before.said, other_input)
    kept = KeptRuns(into, FileLock(into / LOCK), complete=complete)
    kept.hold()
    kept.look_through()
    return kept
