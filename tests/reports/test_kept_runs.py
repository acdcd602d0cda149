"""Kept runs: what was done is there again after whatever stopped it, and two programs never write into one folder."""

from __future__ import annotations

import errno
import gzip
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_authority import ROOT, base

from sim.experiments.asking.measure_choice import MeasureChoice
from sim.experiments.running.execution.tasks import Batch, Failure, Made, Point, Task
from sim.experiments.running.study import Chosen, usual
from sim.experiments.statistics.sample import Measured
from sim.foundations.faults import BadInput
from sim.foundations.first_day import FirstDay
from sim.reports.shared import sealed
from sim.reports.shared.kept_runs import FILE, LOCK, KeptRuns, begin, begun, digest_of, kept_in, resume
from sim.scenario.levers import Setting

DAY = date(2019, 3, 31)
KEYS = (("looked_after", "", DAY), ("in_placement", 'agency; a, "b"\nc', DAY))
OTHERS = (("moves", "", DAY),)

NUMBERS = st.floats(width=64).map(lambda number: float(np.float64(number)))


def made(values: list[float], keys: tuple[tuple[str, str, date], ...] = KEYS) -> Made:
    return Made(Measured(keys[: len(values)], np.array(values)), Measured((), np.array([])))


def bits(batch: Batch) -> list[tuple[object, ...]]:
    """What a batch holds, to the last bit."""
    return [
        tuple((part.keys, part.values.tobytes()) for part in one) if isinstance(one, Made) else (one,) for one in batch
    ]


def known(kept: KeptRuns) -> dict[tuple[Point, int], object]:
    return {(task.point, task.first): bits(batch)[0] for task, batch in kept.known()}


def begun_in(folder: str | Path) -> KeptRuns:
    return begin(Path(folder) / "out", ["run", "small.toml"], "digest")


def fill(kept: KeptRuns, tasks: int) -> None:
    for number in range(tasks):
        kept.keep(Task(Point(0), number, 1), (made([float(number), number / 7]),))


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.dictionaries(st.text(min_size=1), NUMBERS.filter(np.isfinite), max_size=2)),
        max_size=3,
        unique_by=repr,
    ),
    st.lists(st.lists(NUMBERS, max_size=2), min_size=1, max_size=4),
)
def test_what_is_kept_comes_back_to_the_last_bit(
    points: list[tuple[int, dict[str, float]]], values: list[list[float]]
) -> None:
    """Numbers, what each is of, also where replications do not measure the same things."""
    with tempfile.TemporaryDirectory() as folder:
        kept = begun_in(folder)
        expected = {}
        for scenario, said in points:
            point = Point(scenario, tuple(Setting(*one) for one in said.items()))
            batch = tuple(made(one) for one in values)
            kept.keep(Task(point, 5, len(batch)), batch)
            expected.update({(point, 5 + place): one for place, one in enumerate(bits(batch))})
        # a number that is none has one form on paper
        assert {place: shown(one) for place, one in known(kept).items()} == {
            place: shown(one) for place, one in expected.items()
        }
        kept.release()
        again = resume(kept.into, "digest") if kept.into.is_dir() else None
        if again is not None:
            assert known(again).keys() == expected.keys()
            again.release()


def shown(parts: Sequence[tuple[object, bytes]]) -> list[object]:
    return [(keys, [repr(number) for number in np.frombuffer(values)]) for keys, values in parts]


def test_what_failed_is_not_kept_so_that_it_is_tried_again(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    kept.keep(Task(Point(0), 0, 3), (made([1.0]), Failure(Point(0), 1, "it failed"), made([3.0])))
    kept.keep(Task(Point(1), 0, 1), (Failure(Point(1), 0, "it failed"),))
    assert known(kept).keys() == {(Point(0), 0), (Point(0), 2)}
    assert kept.landed == 1
    kept.release()


def test_keys_are_written_once_however_often_a_folder_is_resumed(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 3)
    kept.release()
    again = resume(kept.into, "digest")
    fill(again, 3)
    headings = [piece.text.partition("\n")[0] for piece in sealed.pieces(again.path)]
    assert sum('"keys"' in heading for heading in headings) == 2  # of the measures, and of the series that are none
    again.release()


@settings(max_examples=40)
@given(st.data())
def test_any_damage_costs_only_what_it_hit(data: st.DataObject) -> None:
    """A byte changed, or the end cut off: what is left is as it was, and what is lost can be kept again."""
    with tempfile.TemporaryDirectory() as folder:
        kept = begun_in(folder)
        fill(kept, 4)
        kept.lock.release()
        before = known(kept)
        content = bytearray(kept.path.read_bytes())
        heading = next(sealed.pieces(kept.path)).end
        place = data.draw(st.integers(heading, len(content) - 1))
        if data.draw(st.booleans()):
            del content[place:]
        else:
            content[place] ^= data.draw(st.integers(1, 255))
        kept.path.write_bytes(content)
        again = resume(kept.into, "digest")
        left = known(again)
        assert left.items() <= before.items()
        fill(again, 4)
        assert known(again) == before
        again.release()


def test_runs_whose_keys_are_damaged_are_done_again(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 2)
    kept.release()
    first, keys, *_ = (piece.end for piece in sealed.pieces(kept.path))
    content = bytearray(kept.path.read_bytes())
    content[(first + keys) // 2] ^= 1
    kept.path.write_bytes(content)
    again = resume(kept.into, "digest")
    assert known(again) == {}
    fill(again, 2)
    assert len(known(again)) == 2
    again.release()


def test_any_program_that_reads_gzip_reads_the_whole_also_after_a_stop_in_mid_writing(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 2)
    kept.release()
    os.truncate(kept.path, kept.path.stat().st_size - 5)
    again = resume(kept.into, "digest")
    fill(again, 2)
    again.release()
    lines = gzip.decompress(again.path.read_bytes()).decode().splitlines()
    assert sum(line.startswith("1,") for line in lines) == 1
    assert sum(line.startswith("0,") for line in lines) == 2  # kept before the stop, and once more now


# Folders


def test_a_folder_in_which_nothing_landed_goes_again_with_those_above_that_were_made(tmp_path: Path) -> None:
    kept = begin(tmp_path / "results" / "deep" / "out", ["run"], "digest")
    kept.release()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "results").mkdir()
    begin(tmp_path / "results" / "out", ["run"], "digest").release()
    assert list(tmp_path.iterdir()) == [tmp_path / "results"]


def test_a_folder_in_which_something_landed_stays_until_the_results_stand(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 1)
    kept.release()
    assert (kept.into / FILE).is_file()
    again = resume(kept.into, "digest")
    again.release()
    assert (kept.into / FILE).is_file()
    last = resume(kept.into, "digest")
    (last.into / "report.html").write_text("the results", encoding="utf-8")
    last.finish()
    assert sorted(path.name for path in kept.into.iterdir()) == ["report.html", FILE]
    with pytest.raises(BadInput, match=r"is finished, so there is nothing to resume; run\.py report"):
        resume(kept.into, "digest")


def test_a_second_program_is_refused_while_the_first_holds_the_folder(tmp_path: Path) -> None:
    first = begun_in(tmp_path)
    fill(first, 1)
    with pytest.raises(BadInput, match="already there"):
        begun_in(tmp_path)
    with pytest.raises(BadInput, match="another run is going on"):
        resume(first.into, "digest")
    first.release()
    second = resume(first.into, "digest")
    with pytest.raises(BadInput, match="another run is going on"):
        resume(first.into, "digest")
    second.release()


HOLDS = """
import sys, time
from pathlib import Path
from sim.reports.shared.kept_runs import resume
kept = resume(Path(sys.argv[1]), "digest")
print("held", flush=True)
time.sleep(3600)
"""


def test_a_folder_whose_program_was_killed_is_free_at_once(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 1)
    kept.release()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(kept.into)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(BadInput, match="another run is going on"):
            resume(kept.into, "digest")
        other.kill()
        other.wait()
        resume(kept.into, "digest").release()


def test_only_what_was_begun_and_has_not_changed_can_be_resumed(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "finished").mkdir()
    (tmp_path / "finished" / "manifest.json").write_text("{}", encoding="utf-8")
    for name, said in (("none", "nothing was begun"), ("empty", "nothing was begun"), ("finished", "is finished")):
        with pytest.raises(BadInput, match=said):
            begun(tmp_path / name)
    kept = begun_in(tmp_path)
    fill(kept, 1)
    kept.release()
    assert begun(kept.into).words == ("run", "small.toml")
    with pytest.raises(
        BadInput,
        match="was begun with other numbers in its scenarios, another ensemble, or another private first day, ",
    ):
        resume(kept.into, "another digest")
    os.truncate(kept.into / FILE, 5)
    with pytest.raises(BadInput, match="first part is damaged"):
        begun(kept.into)


# What decides


def opened(mark: str) -> FirstDay:
    return FirstDay("/nowhere.private", mark, date(2018, 3, 31), "", ())


def test_the_digest_changes_with_all_that_decides_what_a_run_gives() -> None:
    scenario, other = base(0.5), base(0.6)
    reading = Chosen((MeasureChoice("looked_after"),))
    digests = [
        digest_of([scenario], 1, False, usual),
        digest_of([other], 1, False, usual),
        digest_of([scenario, other], 1, False, usual),
        digest_of([scenario], 2, False, usual),
        digest_of([scenario], 1, True, usual),
        digest_of([scenario], 1, False, reading),
        digest_of([scenario], 1, False, Chosen((MeasureChoice("starts"),))),
        *(digest_of([replace(scenario, first_day=opened(mark))], 1, False, usual) for mark in "ab"),
    ]
    assert len(set(digests)) == len(digests)
    assert digest_of([scenario], 1, False, Chosen((MeasureChoice("looked_after"),))) == digests[5]
    assert digest_of([replace(scenario, title="Other words")], 1, False, usual) == digests[0]


# Full disks


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_at_the_beginning_leaves_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "add", full)
    with pytest.raises(BadInput, match=r"No space left.*make room"):
        begin(tmp_path / "new" / "out", ["run"], "digest")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_later_is_told_in_plain_words_and_keeps_what_was_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 2)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(BadInput, match=r"runs.csv.gz: cannot be written \(No space left on device\); make room"):
            kept.keep(Task(Point(0), 2, 1), (made([2.0, 2 / 7]),))
    kept.release()
    again = resume(kept.into, "digest")
    assert len(known(again)) == 2
    fill(again, 3)
    assert len(known(again)) == 3
    again.release()


def test_the_lock_is_no_result(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 1)
    assert sorted(path.name for path in kept.into.iterdir()) == [LOCK, FILE]
    kept.finish()
    assert [path.name for path in kept.into.iterdir()] == [FILE]


# Reports made again


def test_what_is_kept_of_a_finished_run_can_be_reported_on_again_and_again(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    fill(kept, 2)
    kept.finish()
    before = kept.path.read_bytes()
    for _ in range(2):
        again = resume(kept.into, "digest", complete=True)
        assert len(known(again)) == 2
        with pytest.raises(BadInput, match=r"3 replications of what was asked for are not kept.* run.py run --resume"):
            again.lacks(3)
        again.finish()
    assert kept.path.read_bytes() == before


def test_a_report_that_cannot_be_made_leaves_what_is_there(tmp_path: Path) -> None:
    kept = begun_in(tmp_path)
    kept.lock.release()
    resume(kept.into, "digest", complete=True).release()
    assert kept.path.is_file()
    with pytest.raises(BadInput, match="was begun with other numbers"):
        resume(kept.into, "other", complete=True)
    for folder, why in ((tmp_path, "no replications are kept"), (tmp_path / ("n" * 300), "no such folder")):
        with pytest.raises(BadInput, match=why):
            kept_in(folder)


def test_the_digest_is_the_same_in_each_process() -> None:
    """Of a strategy over a calibrated base, which spares several numbers: a set, in no order of its own."""
    program = (
        "from sim.reports.shared.kept_runs import digest_of\n"
        "from sim.scenario.scenario import load, with_ensembles\n"
        "print(digest_of(with_ensembles([load('tower_hamlets_2018', 'camhs+ipop')], None), 1, True, 'usual', 2))"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(found) == 1


# Odd pieces

HEADINGS = st.sampled_from(
    [
        *(
            "{}",
            "[]",
            "1",
            "null",
            '"words"',
            "[" * 3000,
            '{"words": []}',
            '{"words": [1], "digest": 2}',
            '{"keys": []}',
        ),
        '{"point": 1, "measures": "m", "series": "s"}',
        '{"point": [0, []], "measures": [], "series": {}}',
        '{"point": [-1, []], "measures": "m", "series": "s"}',
        '{"point": ["0", []], "measures": "m", "series": "s"}',
        '{"point": [0, [["a", NaN]]], "measures": "m", "series": "s"}',
        '{"point": [0, [1]], "measures": "m"}',
        '{"point": [0, []], "measures": "m", "series": "s"}',
        '{"keys": "m"}',
    ]
)
BODIES = st.sampled_from(["", "1", "0,1\n0", "a,b\nc", "looked_after,,2019-03-31", "x,y,z", "-1\n-1", "9" * 5000, '"'])


@settings(max_examples=60)
@given(st.lists(st.tuples(HEADINGS, BODIES), max_size=6))
def test_what_is_sealed_and_makes_no_sense_is_passed_over(pieces: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = begun_in(folder)
        fill(kept, 1)
        for heading, body in pieces:
            sealed.add(kept.path, f"{heading}\n{body}")
        kept.release()
        again = resume(kept.into, "digest")
        assert known(again)[Point(0), 0] == bits((made([0.0, 0.0]),))[0]
        assert all(number >= 0 for _, number in known(again))
        again.release()


def test_a_folder_whose_first_piece_makes_no_sense_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    for text in ("", "[]", '{"words": 3, "digest": ""}'):
        sealed.add(tmp_path / FILE, text)
        with pytest.raises(BadInput, match="its first part is damaged"):
            begun(tmp_path)
